"""The interface for programs does what its own document says, whatever it is sent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from schemathesis.engine import Status, events, from_schema
from schemathesis.openapi import from_asgi

from commplan_advisor.web.app import app_of
from commplan_advisor.web.settings import LOOPBACK, Settings
from tests.support.served import folder_with
from tests.support.shipped import DAY, shipped_engine

DOCUMENT = "/api/v1/openapi.json"
# the largest questionnaires take longer than a request may take where nobody says otherwise
HOW: dict[str, Any] = {
    "seed": 1,
    "continue-on-failure": True,
    "request-timeout": 300,
    "generation": {"max-examples": 10, "database": "none"},
    "checks": {
        # a schema cannot say all that makes a questionnaire right, and a version that was made up is never the one of the file
        "positive_data_acceptance": {"expected-statuses": ["2xx", "400", "404", "412", "428"]},
        "negative_data_rejection": {"expected-statuses": ["400", "404", "405", "412", "415", "428"]},
        # without `If-Match` the answer is 428 (RFC 6585), which is not among those that this check knows by itself
        "missing_required_header": {"expected-statuses": ["428"]},
    },
}
SENDING = [{"include-method": method, "phases": {"coverage": {"enabled": False}}} for method in ("POST", "PUT")]
"""A questionnaire has a thousand ways to be wrong; all of them are tried in the long test."""


def wrong_answers(folder: Path, more: dict[str, Any]) -> Iterator[str]:
    """The answers that are not as documented, with what was asked."""
    settings = Settings(folder_with(folder, "nijkerk-2016"), as_of=DAY, hosts=(*LOOPBACK, "testserver"), timeout=300)
    config = schemathesis.Config.from_dict({**HOW, **more})
    tried: set[str] = set()
    for event in from_schema(from_asgi(DOCUMENT, app_of(settings, shipped_engine()), config=config)).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            yield str(event)
        elif isinstance(event, events.ScenarioFinished):
            tried |= {f"{one.value.method} {one.value.path}" for one in event.recorder.cases.values()}
            for case, checks in event.recorder.checks.items():
                for check in checks:
                    if check.status == Status.FAILURE and check.failure_info:
                        yield f"{check.failure_info.failure}\n{event.recorder.cases[case].value.as_curl_command()}"
    assert {"POST /advice", "POST /comparisons", "PUT /cases/{name}", "GET /rules"} <= tried


def test_every_answer_is_as_documented(tmp_path: Path) -> None:
    wrong = list(wrong_answers(tmp_path, {"operations": SENDING}))
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.long
def test_every_answer_is_as_documented_for_each_way_in_which_a_questionnaire_can_be_wrong(tmp_path: Path) -> None:
    wrong = list(wrong_answers(tmp_path, {}))
    assert not wrong, "\n\n".join(wrong)
