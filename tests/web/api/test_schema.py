"""The API against its own OpenAPI document: no answer breaks, and each is as the document says."""

import os

import pytest
import schemathesis
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from summitry_web.api.rest.site import document
from tests.web import made
from tests.web.api.asking import a_token

FULL = "SUMMITRY_FULL" in os.environ
EXAMPLES = 200 if FULL else 5
CHECKS = (
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
OPERATIONS = [
    (method.upper(), path)
    for path, operations in document()["paths"].items()
    for method in operations
]


# Called without a server, nobody unpacks what is sent compressed.
HEADERS = {"Accept-Encoding": "identity"}


@pytest.fixture
def token(db):  # noqa: ARG001  # the database comes first
    event, organiser, _ = made.a_planned_event()
    return a_token(organiser, event)


@pytest.fixture
def site():
    """Return the site as a server calls it, but inside the test's transaction."""
    ends = (signals.request_started, signals.request_finished)
    for each in ends:
        each.disconnect(close_old_connections)
    yield get_wsgi_application()
    for each in ends:
        each.connect(close_old_connections)


def test_document_is_openapi_3_1():
    told = document()

    assert told["openapi"] == "3.1.0"
    assert all(path.startswith("/api/v1/") for path in told["paths"])


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_answers_are_as_the_document_says(token, site, method, path):
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", site)
    operation = schema[path][method]

    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=not FULL, database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(), real=st.booleans(), data=st.data())
    def conforms(case, real, data):
        if real and "event" in (case.path_parameters or {}):
            case.path_parameters["event"] = "summit"
        if real and "table" in (case.path_parameters or {}):
            case.path_parameters["table"] = data.draw(st.sampled_from(("posts", "units", "shifts")))
        case.call_and_validate(
            checks=CHECKS, headers=HEADERS | {"Authorization": f"Bearer {token}"}
        )

    conforms()
