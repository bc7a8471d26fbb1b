from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from caunoi.access.actions import forget_visits
from caunoi.access.fresh import keep_fresh
from caunoi.access.models import User
from caunoi.lib.actor import CLOCK


class Adapter(DefaultAccountAdapter):
    """allauth as this project uses it: accounts come by invitation only, and no mail is ever sent."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return ["caunoi.account.stages.SecondStepStage"]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """No account has an address."""

    def authenticate(self, request: HttpRequest, **credentials: str) -> User | None:
        """Whoever left is answered like a stranger, right words or not."""
        found: User | None = super().authenticate(request, **credentials)
        return found if found is not None and found.is_active else None

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """A session keeps who is signed in and not when or how; sessions that are over go."""
        response = super().post_login(request, user, **kwargs)
        for name in ("account_authentication_methods", "account_authentication_methods_user"):
            request.session.pop(name, None)
        keep_fresh(request, response)
        forget_visits(by=CLOCK, at=timezone.now())
        return response

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The page that follows says enough; a session keeps no words."""

    def clean_username(self, username: str, shallow: bool = False) -> str:
        return username.strip().casefold()
