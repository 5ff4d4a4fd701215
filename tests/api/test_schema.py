"""The API is tried by its own description: whatever it is sent, it answers as it says it does."""

import json
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.config import SchemathesisConfig

from husay.api.urls import api
from husay.web.wsgi import application
from tests.api.conftest import Made

if TYPE_CHECKING:
    from schemathesis.generation.case import Case

    from husay.store.company import Company

EXAMPLES = 8
"""Beside the cases that cover each part's limits, which it always tries."""
NAMES = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance",
    "response_headers_conformance", "response_schema_conformance", "negative_data_rejection",
    "ignored_auth", "unsupported_method",
)  # fmt: skip
load_all_checks()
CHECKED: Any = CHECKS.get_by_names(list(NAMES))
# A call without its token is `ignored_auth`'s to try: it is ours to add to all others.
CONFIG = SchemathesisConfig.from_dict(
    {
        "generation": {
            "deterministic": True,
            "max-examples": EXAMPLES,
            "with-security-parameters": False,
        }
    }
)
described = schemathesis.openapi.from_dict(
    json.loads(json.dumps(api.get_openapi_schema(), default=str)), config=CONFIG
)
described.app = application


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@pytest.mark.parametrize("who", ["executive", "seller"])
@described.parametrize()
def test_it_answers_as_it_says(case: "Case[Any]", who: str, made: Made, company: "Company") -> None:
    headers = {"Authorization": f"Bearer {made.tokens[who]}", "Host": "testserver"}
    case.call_and_validate(checks=CHECKED, headers=headers, base_url="http://testserver")
