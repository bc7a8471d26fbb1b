"""Our own commands and servers, started by tests as a shell would start them: on a machine that may be busy elsewhere."""

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PATIENCE = 180  # seconds: with other tests beside this one, nothing is late before it is stuck


def own_environment(**more: str) -> dict[str, str]:
    """The environment of a shell that knows nothing of these tests."""
    return {key: value for key, value in os.environ.items() if not key.startswith(("CAUNOI_", "DJANGO_"))} | more


def command(data: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "caunoi.config.cli", "--data", str(data), *words]


def caunoi(data: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(data, *words), env=own_environment(**environment), capture_output=True, text=True, timeout=PATIENCE
    )


def free_port() -> int:
    """A port below those that outgoing connections are given, so that it is still free when the server takes it."""
    while True:
        port = 10_000 + secrets.randbelow(20_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@contextmanager
def serving(data: Path, **environment: str) -> Iterator[str]:
    """The address of a server on loopback, ended by the id it was started with."""
    port = free_port()
    server = subprocess.Popen(command(data, "serve", "--port", str(port)), env=own_environment(**environment))
    try:
        wait_for(f"http://localhost:{port}", server)
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


def wait_for(base: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while not answers(base):
        assert server.poll() is None, "the server ended"
        assert time.monotonic() < until, f"{base} does not answer"
        time.sleep(0.1)


def answers(base: str) -> bool:
    with suppress(OSError), urllib.request.urlopen(f"{base}/healthz", timeout=PATIENCE) as answer:
        return answer.status == 200
    return False
