"""Run as a process of its own: start an installation of the given kind and print, as JSON, all that is in it.

python tests/hub/show_installation.py FOLDER club|hub|demo-hub PATH …
"""

import io
import json
import os
import sys
from pathlib import Path

from caunoi.config import installation


def main(folder: Path, kind: str, paths: list[str]) -> None:
    demo, kind = kind.startswith("demo-"), kind.removeprefix("demo-")
    installation.create(folder, kind=kind, display_name="Sổ Tay", demo=demo)
    os.environ.update(CAUNOI_DATA=str(folder), CAUNOI_KIND=kind, DJANGO_SETTINGS_MODULE="caunoi.config.settings")
    from django.core.management import call_command
    from django.db import connection
    from django.urls import get_resolver

    from caunoi.config.wsgi import application

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    shown = {
        "answers": {path: ask(application, path) for path in paths},
        "addresses": sorted(addresses(get_resolver().url_patterns)),
        "tables": sorted(connection.introspection.table_names()),
        "modules": sorted(name for name in sys.modules if name.startswith("caunoi.")),
    }
    print(json.dumps(shown))


def ask(application, path: str) -> int:
    """The status that the server's own application gives, as a visitor over TLS sees it."""
    said = []
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "SERVER_NAME": "localhost", "SERVER_PORT": "443",
        "HTTP_HOST": "localhost", "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "https", "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
    }  # fmt: skip
    body = application(environ, lambda status, headers, exc_info=None: said.append(int(status.split()[0])))
    list(body)
    body.close()
    return said[0]


def addresses(patterns, start: str = "") -> set[str]:
    found = set()
    for pattern in patterns:
        whole = start + str(pattern.pattern)
        found |= addresses(pattern.url_patterns, whole) if hasattr(pattern, "url_patterns") else {whole}
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])
