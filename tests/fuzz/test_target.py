"""What the fuzzer calls does read the files, and fails on whatever is not a fault of the file."""

from __future__ import annotations

import pytest

from commplan_advisor.rulebook.loading import shipped
from tests.fuzz import target
from tests.support.rulefolder import SMALL
from tests.support.shipped import shipped_cases


def test_the_cases_and_rules_that_ship_are_inputs_to_start_from() -> None:
    files = [*shipped_cases(), *shipped("rules").rglob("*.yaml")]
    assert len(files) > 30
    for file in files:
        target.one_input(file.read_bytes())


@pytest.mark.parametrize("data", [b"", b"\xff", b"a: [", b"a: \x00", b"- id: x", b"[1]", b'{"a": 1}', b"- {for: case, when: {x: 1}}"])
def test_bad_files_are_told_of_and_no_more(data: bytes) -> None:
    target.one_input(data)


@pytest.mark.parametrize(
    ("reader", "data"), [("case_from", b"municipality: {name: Ede}"), ("rulebook_from", SMALL["solutions/register.yaml"].encode())]
)
def test_any_other_exception_is_found(reader: str, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    target.one_input(data)

    def broken(*_: object) -> None:
        raise KeyError(reader)

    monkeypatch.setattr(target, reader, broken)
    with pytest.raises(KeyError):
        target.one_input(data)
