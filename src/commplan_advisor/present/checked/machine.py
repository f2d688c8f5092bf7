"""What was found in a rule book, for other programs: JSON of our own, SARIF 2.1.0, and annotations of GitHub."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from commplan_advisor.common.faults import Place, printable
from commplan_advisor.common.text import Language
from commplan_advisor.maintenance.check.checking import Checked
from commplan_advisor.maintenance.check.finding import Finding
from commplan_advisor.maintenance.check.pages import Page, page

SCHEMA = "commplan-rules-check/1"
_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_TOOL = "commplan rules check"


def as_json(checked: Checked, language: Language) -> str:
    """The findings, each with why it matters and how to mend it."""
    told = {
        "schema": SCHEMA,
        "as_of": checked.day.isoformat(),
        "language": language,
        "rules": checked.rules,
        "allowed": checked.allowed,
        "complete": not checked.halfway and not checked.undecided,
        "undecided": checked.undecided,
        "findings": [_told(one, language) for one in checked.findings],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _told(finding: Finding, language: Language) -> dict[str, Any]:
    of = page(finding.code)
    return {
        "code": finding.code,
        "file": finding.place.file,
        "line": finding.place.line or None,
        "column": finding.place.column or None,
        "what": finding.what.in_(language),
        "why": of.why.in_(language),
        "mend": of.mend.in_(language),
        "value": finding.value or None,
        "nearest": finding.nearest or None,
    }


def as_sarif(checked: Checked, language: Language, version: str) -> str:
    """The findings as SARIF 2.1.0 (Static Analysis Results Interchange Format, OASIS); columns count characters, as ours do."""
    codes = sorted({one.code for one in checked.findings})
    run = {
        "tool": {
            "driver": {"name": _TOOL, "version": version, "language": language, "rules": [_rule(page(one), language) for one in codes]}
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            {
                "ruleId": one.code,
                "ruleIndex": codes.index(one.code),
                "level": "error",
                "message": {"text": one.what.in_(language)},
                "locations": [{"physicalLocation": _location(one.place)}],
            }
            for one in checked.findings
        ],
    }
    return json.dumps({"$schema": _SARIF, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(of: Page, language: Language) -> dict[str, Any]:
    return {
        "id": of.code,
        "shortDescription": {"text": of.title.in_(language)},
        "fullDescription": {"text": f"{of.what.in_(language)} {of.why.in_(language)}"},
        "help": {"text": of.mend.in_(language)},
        "defaultConfiguration": {"level": "error"},
    }


def _location(place: Place) -> Mapping[str, Any]:
    path = PurePath(place.file)
    address = path.as_uri() if path.is_absolute() else quote(path.as_posix())
    region = {"startLine": place.line, **({"startColumn": place.column} if place.column else {})}
    return {"artifactLocation": {"uri": address}, **({"region": region} if place.line else {})}


def as_github(checked: Checked, language: Language) -> str:
    """The findings as commands that GitHub shows beside the lines of a change."""
    return "".join(_annotation(one, language) for one in checked.findings)


def _annotation(finding: Finding, language: Language) -> str:
    place = finding.place
    named = {"file": place.file, "line": place.line, "col": place.column, "title": f"{_TOOL}: {finding.code}"}
    properties = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in named.items() if value)
    text = "\n".join((printable(finding.what.in_(language)), page(finding.code).mend.in_(language)))
    return f"::error {properties}::{_escaped(text)}\n"


def _escaped(text: str, also: str = "") -> str:
    """A text without what ends a command of GitHub, or a property of one."""
    for character in f"%\r\n{also}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text
