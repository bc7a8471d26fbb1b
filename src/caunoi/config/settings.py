"""One settings file for both kinds of installation; the environment and `installation.toml` decide, and a gap fails loudly."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from caunoi.config import installation

DATA = Path(os.environ["CAUNOI_DATA"]) if "CAUNOI_DATA" in os.environ else None
if DATA is not None and (DATA / "installation.toml").exists():
    INSTALLATION = installation.read(DATA)
    SECRET_KEY = INSTALLATION.secret_key
    KIND, DISPLAY_NAME, DEMO = INSTALLATION.kind, INSTALLATION.display_name, INSTALLATION.demo
    INSTALLATION_ID = str(INSTALLATION.id)
    BACKUP_TO, BACKUP_FOLDER = INSTALLATION.backup_to, INSTALLATION.backup_folder
    MAIL_HOST, MAIL_FROM = INSTALLATION.mail_host, INSTALLATION.mail_from
else:  # tools that need no data: checks, catalogues, tests
    KIND = os.environ.get("CAUNOI_KIND", "club")
    SECRET_KEY = "no-installation-and-nothing-signed-with-this-is-ever-trusted"
    DISPLAY_NAME, DEMO, INSTALLATION_ID = "Sổ Tay", True, "00000000-0000-0000-0000-000000000000"
    BACKUP_TO, BACKUP_FOLDER = (), ""
    MAIL_HOST, MAIL_FROM = "", ""
if KIND not in installation.KINDS:
    raise ImproperlyConfigured(f"CAUNOI_KIND is club or hub, not {KIND!r}")
if os.environ.get("CAUNOI_KIND", KIND) != KIND:
    raise ImproperlyConfigured(f"CAUNOI_KIND says {os.environ['CAUNOI_KIND']!r} but this folder holds a {KIND}")

DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", *filter(None, os.environ.get("CAUNOI_HOSTS", "").split(","))]
# Plain http is for the demo and for tests, on loopback only: any other host needs TLS (docs/running.md).
SECURE_COOKIES = not DEMO and os.environ.get("CAUNOI_PLAIN_HTTP") != "1"

GROUND = ["lib", "look", "audit", "places", "organisations", "access", "programme", "directory"]
CLUB = [
    "notices",
    "people.vault",
    "people",
    "referrals",
    "outreach",
    "groups",
    "extracts",
    "releases",
    "workspace",
    "portal",
    "guardian",
]
HUB = ["published", "reports"]
DOORS = ["account", "administration", "exchange", "upkeep", *(["devtools"] if DEMO else [])]
PACKAGES = [*GROUND, *(CLUB if KIND == "club" else HUB), *DOORS]
INSTALLED_APPS = [
    *(f"caunoi.{package}" for package in PACKAGES if package != "lib"),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "caunoi.access.middleware.neutral_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    *(["caunoi.people.middleware.vault_follows_session"] if KIND == "club" else []),
    "caunoi.access.middleware.idle_limit",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "caunoi.access.middleware.who_acts",
    "caunoi.access.middleware.second_step_first",
    "axes.middleware.AxesMiddleware",
]
if DEMO:
    MIDDLEWARE.append("caunoi.devtools.middleware.doors_ask_first")
ROOT_URLCONF = f"caunoi.config.urls_{KIND}"
WSGI_APPLICATION = "caunoi.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "caunoi.access.context.installation",
                *(["caunoi.workspace.context.vault_bar"] if KIND == "club" else []),
            ],
        },
    }
]
FORM_RENDERER = "caunoi.look.forms.Renderer"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"  # a word of thanks costs no write

# --- database -------------------------------------------------------------------------------------------------------
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # FULL: with NORMAL a power cut loses commits that were already acknowledged. secure_delete: no residue of deleted rows.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
    " PRAGMA mmap_size=0;",
}
_url = os.environ.get("CAUNOI_DATABASE_URL") or (f"sqlite:///{DATA / 'rows.sqlite3'}" if DATA else "sqlite://:memory:")
# Connections stay open between requests: closing the last one makes SQLite fold its log back in, at every request.
DATABASES = {"default": dj_database_url.parse(_url, conn_max_age=600, conn_health_checks=True)}
PROGRAM_ROLE = os.environ.get("CAUNOI_DATABASE_ROLE", "")  # whom the owner of the tables lets in, at `migrate`
WALL_ROLE = ""  # tests put the role of the program on by this; an installation connects as it
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"]["ENGINE"] = "caunoi.access.postgresql"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
    DATABASES["default"]["TEST"] = {"NAME": os.environ.get("CAUNOI_TEST_SQLITE")}  # a file: threads share no memory
if KIND == "club":  # a hub has no person, hence no key
    _url = os.environ.get("CAUNOI_KEYSTORE_URL") or (
        f"sqlite:///{DATA / 'keystore.sqlite3'}" if DATA else "sqlite://:memory:"
    )
    DATABASES["keystore"] = dj_database_url.parse(_url, conn_max_age=600, conn_health_checks=True)
    DATABASES["keystore"]["TEST"] = {"NAME": os.environ.get("CAUNOI_TEST_KEYSTORE"), "DEPENDENCIES": []}
    DATABASES["default"].setdefault("TEST", {})["DEPENDENCIES"] = ["keystore"]
    if DATABASES["keystore"]["ENGINE"].endswith("sqlite3"):
        DATABASES["keystore"]["OPTIONS"] = SQLITE_OPTIONS
    DATABASE_ROUTERS = ["caunoi.people.vault.router.Keystore"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# In the database, so that every worker counts the same wrong guesses.
CACHES = {
    "default": {
        "BACKEND": "caunoi.access.counters.Counters",
        "LOCATION": "throttle",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # the default of 300 would push live counters out
        "KEY_FUNCTION": "caunoi.access.throttles.unreadable",  # keys of the sign-in packages hold addresses
    }
}

# --- upkeep ---------------------------------------------------------------------------------------------------------
# What the clock does: name, how often in seconds, the function (by=, at=; safe to run again), and whether it takes long
# and so has a process of its own. A day has 20 hours, so that a machine that is on from 8 to 5 does it every day.
MINUTE, DAY = 60, 20 * 3600
# What the doctor asks about people and keys, on a kind that has them.
SOUNDNESS = "caunoi.people.soundness.soundness" if KIND == "club" else ""
CLOCK_JOBS = [
    *([("settle_referrals", MINUTE, "caunoi.referrals.actions.settle_referrals", False)] if KIND == "club" else []),
    *(
        (name, MINUTE, f"caunoi.people.actions.{name}", False)
        for name in ("settle_people", "settle_erasures", "settle_packets", "settle_sealed", "settle_closings")
        if KIND == "club"
    ),
    *([("tell_leads", 6 * 3600, "caunoi.referrals.actions.tell_leads", False)] if KIND == "club" else []),
    *([("forget_notices", DAY, "caunoi.notices.actions.forget_notices", False)] if KIND == "club" else []),
    ("work_behind", MINUTE, "caunoi.upkeep.background.work", False),
    *([("settle_outings", 10 * MINUTE, "caunoi.outreach.actions.settle_outings", False)] if KIND == "club" else []),
    *([("settle_areas", DAY, "caunoi.outreach.actions.settle_areas", False)] if KIND == "club" else []),
    *([("settle_retention", DAY, "caunoi.people.actions.settle_retention", False)] if KIND == "club" else []),
    *([("publish_waiting", MINUTE, "caunoi.published.actions.publish_waiting", False)] if KIND == "hub" else []),
    ("sign_the_record", 15 * MINUTE, "caunoi.audit.actions.make_checkpoint", False),
    ("forget_visits", 10 * MINUTE, "caunoi.access.actions.forget_visits", False),
    ("back_up", DAY, "caunoi.upkeep.backups.make_daily", True),
    ("look_after", DAY, "caunoi.upkeep.doctor.look_daily", True),
]
# Work behind a page's back waits in the database and is done by the clock; a task is named by ids alone.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# No mail unless the installation names a host itself: mail_host = "smtp://name:words@host:587" in installation.toml.
_mail = urlsplit(MAIL_HOST)
EMAIL_HOST, EMAIL_PORT = _mail.hostname or "", _mail.port or (465 if _mail.scheme == "smtps" else 587)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
EMAIL_USE_SSL, EMAIL_USE_TLS = (
    _mail.scheme == "smtps",
    _mail.scheme == "smtp" and EMAIL_HOST not in ("localhost", "127.0.0.1"),
)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = MAIL_FROM
# What a backup keeps of erasures, and what replays them after a restore; both know people, and upkeep does not.
ERASURES_TO_COPY = "caunoi.people.actions.tombstones" if KIND == "club" else ""
ERASURES_TO_REPLAY = "caunoi.people.actions.replay_erasures" if KIND == "club" else ""
# --- vault ----------------------------------------------------------------------------------------------------------
# Where the key-holder process answers; `caunoi serve` starts it and says so. Empty: keys are held by this process.
KEEPER_SOCKET = os.environ.get("CAUNOI_KEEPER", "")
# Memory in KiB, passes and lanes of Argon2id for new passphrases. Cheap ones are for tests: `caunoi serve` refuses them.
VAULT_COST = (8, 1, 1) if os.environ.get("CAUNOI_CHEAP_PASSPHRASES") == "1" else (65_536, 3, 1)

# --- sign-in --------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workspace:start" if KIND == "club" else "account_start"  # a club: keys first
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "caunoi.account.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "handle"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {"login_failed": False}  # axes does this: one throttle, with one clear message
ACCOUNT_SESSION_REMEMBER = False  # signed in until the browser closes or nobody touches it for a while
ACCOUNT_FORMS = {"login": "caunoi.account.forms.SignInForm"}
AXES_HANDLER = "axes.handlers.cache.AxesCacheHandler"  # counters only: no table of names and addresses
AXES_DISABLE_ACCESS_LOG = True
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_CALLABLE = "caunoi.account.views.door.locked_out"
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "caunoi.access.throttles.handle_tried"
AXES_VERBOSE = False
AXES_RESET_ON_SUCCESS = True
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
IDLE_LIMIT_SECONDS = 15 * 60
SECOND_STEP_REQUIRED = (
    not DEMO
)  # of administrators and key-holders (access.roles); in the demo accounts are for all to try
FRESH_SECONDS = 5 * 60  # how long her words count before what is private opens or keys change
SESSION_COOKIE_NAME = "ngay" if KIND == "club" else "bang"  # differ, so that both can be open on one machine
CSRF_COOKIE_NAME = f"{SESSION_COOKIE_NAME}_form"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "caunoi.account.views.door.form_expired"
SECURE_SSL_REDIRECT = SECURE_COOKIES
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_COOKIES else 0
SECURE_REFERRER_POLICY = (
    "same-origin"  # none to others; with "no-referrer" browsers hide the origin from our own form check
)
BEHIND_PROXY = os.environ.get("CAUNOI_BEHIND_PROXY") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
AXES_CLIENT_IP_CALLABLE = "caunoi.access.throttles.visitor"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "require-trusted-types-for": ["'script'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# --- language and form ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
# Definitions of numbers stand on pages of a club too, where the package that words them keeps no table.
LOCALE_PATHS = [Path(__file__).parents[1] / "published" / "locale"] if KIND == "club" else []
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
USE_I18N = USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = ["caunoi.look.formats"]
STATIC_URL = "static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

# Nothing is written about visitors: no addresses, no query strings, no handles. Faults are named by place, not by value.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"values": {"()": "caunoi.access.logs.without_values"}},
    "formatters": {"plain": {"()": "caunoi.access.logs.PlaceOnly", "format": "%(levelname)s %(name)s: %(message)s"}},
    # a logger with no handler at all would still speak, through logging's last resort
    "handlers": {
        "nowhere": {"class": "logging.NullHandler"},
        "stderr": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["values"]},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django.server": {"handlers": ["nowhere"], "propagate": False},
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": ["nowhere"], "propagate": False},
        "axes": {"handlers": ["nowhere"], "propagate": False},
        "django_tasks": {"handlers": ["nowhere"], "propagate": False},
        "django_tasks_db": {"handlers": ["nowhere"], "propagate": False},
    },
}
