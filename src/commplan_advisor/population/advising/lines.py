"""How the lines of a long form are written: as CSV, or as JSON on a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from commplan_advisor.common.cells import BYTE_ORDER_MARK, LINE_END, SEPARATOR
from commplan_advisor.population.advising.texts import cell, line

HEADS = ("number", "case", "kind", "id", "about", "status", "title", "rules")


@dataclass(frozen=True, slots=True)
class Style:
    """How lines are written.

    Attributes:
        heading: what a file begins with.
        head: gives what a line begins with, of the number and the name of its case.
        before_rules: gives what comes then, of kind, entry, what it is about, status and title.
        rule: gives a rule with what it is about, as it stands between others.
        separator: between two rules.
        after_rules: what a line ends with.
    """

    heading: str
    head: Callable[[int, str], str]
    before_rules: Callable[[Sequence[str]], str]
    rule: Callable[[str], str]
    separator: str
    after_rules: str


def _csv_head(number: int, case: str) -> str:
    return f"{number}{SEPARATOR}{cell(case)}{SEPARATOR}"


def _csv_before_rules(cells: Sequence[str]) -> str:
    return "".join(cell(one) + SEPARATOR for one in cells)


def _json_head(number: int, case: str) -> str:
    return f'{{"number": {number}, "case": {json.dumps(case, ensure_ascii=False)}, '


def _json_before_rules(cells: Sequence[str]) -> str:
    told = json.dumps(dict(zip(HEADS[2:-1], cells, strict=True)), ensure_ascii=False)
    return f'{told[1:-1]}, "rules": ['


STYLES: Mapping[str, Style] = {
    # Rules are names: without anything that CSV needs quotes for.
    "csv": Style(BYTE_ORDER_MARK + line(HEADS), _csv_head, _csv_before_rules, str, ", ", LINE_END),
    "ndjson": Style("", _json_head, _json_before_rules, json.dumps, ", ", "]}\n"),
}
