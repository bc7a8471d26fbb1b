"""Schemathesis reads the description of the API and sends what fits it and what does not: no fault, no answer outside of it."""

from itertools import count

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance, negative_data_rejection, unsupported_method,
]  # fmt: skip
VISITORS = count(1)


@pytest.fixture
def described(directory):
    """The API as it describes itself, each request from a visitor of its own."""
    application = get_wsgi_application()

    def from_anybody(environ, start_response):
        number = next(VISITORS)
        environ["REMOTE_ADDR"] = f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"
        return application(environ, start_response)

    for signal in (request_started, request_finished):  # the connection holds the rows of this test
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/hsds/openapi.json", from_anybody)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


attacked = schemathesis.pytest.from_fixture("described")


@pytest.mark.long
@attacked.parametrize()
def test_attacked(case, directory):
    """Half of what comes names something that is there."""
    case.call_and_validate(checks=CHECKS)
