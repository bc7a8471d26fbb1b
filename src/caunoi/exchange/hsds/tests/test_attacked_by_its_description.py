"""Schemathesis reads the description of the API and sends what fits it and what does not: no fault, no answer outside of it."""

from itertools import count

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import given
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from caunoi.exchange.hsds.asking import OF_LISTS

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


@pytest.mark.long
def test_attacked(described):
    """Every operation, with questions that fit its description and questions that do not."""
    asked = 0
    for operation in described.get_all_operations():
        attack(operation.ok(), GenerationMode.POSITIVE)
        if operation.ok().query or operation.ok().path_parameters:
            attack(operation.ok(), GenerationMode.NEGATIVE)
        asked += 1
    assert asked == len(OF_LISTS) * 2 + 2, "the root, the profile, lists and their entries"


def attack(operation, mode):
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case):
        case.call_and_validate(checks=CHECKS)

    ask()
