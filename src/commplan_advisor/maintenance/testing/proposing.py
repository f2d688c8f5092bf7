"""Tests for what is missing, written out: to be read and judged before they count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import count
from textwrap import wrap
from typing import Any

from commplan_advisor.engine.verdicts import Verdict
from commplan_advisor.maintenance.testing.mutants import Changes
from commplan_advisor.maintenance.testing.telling import Telling
from commplan_advisor.maintenance.testing.wording import name_of
from commplan_advisor.questionnaire.writing import inline

_WIDTH = 140
_HEAD = """\
# Voorstellen van 'commplan rules test --propose', nog door niemand beoordeeld. Elke test zegt wat de regels nu doen, niet wat zij
# moeten doen. Lees ze na: klopt er een niet, dan klopt de regel niet. Haal daarna deze regels weg.
# Proposals of 'commplan rules test --propose', judged by nobody yet. Each says what the rules do now, not what they should do.
"""


def proposals(tellings: Sequence[Telling], changes: Changes, taken: Iterable[str]) -> dict[str, str]:
    """The text of a file of tests for each file of rules of which something is missing that a test can show.

    Args:
        tellings: questionnaires that show what is missing.
        changes: of the rule book.
        taken: names that tests have already.
    """
    rules = {(rule.file, rule.line, rule.id): rule for rule in changes.homes}
    names, files = set(taken), dict[str, list[str]]()
    for telling in sorted((one for one in tellings if one.tells), key=lambda one: one.file):
        name = _unused(name_of(telling, rules), names)
        names.add(name)
        as_of = None if telling.day == changes.as_of else telling.day
        files.setdefault(telling.file, []).append("\n".join(_test(name, as_of, telling)))
    return {file: "\n\n".join(tests) + "\n" for file, tests in files.items()}


def with_head(tests: str) -> str:
    """Tests as the text of a file of proposals."""
    return f"{_HEAD}\n{tests}"


def _unused(name: str, taken: set[str]) -> str:
    """The name, with a number behind it when another test has it."""
    return name if name not in taken else next(one for number in count(2) if (one := f"{name} ({number})") not in taken)


def _test(name: str, as_of: date | None, telling: Telling) -> Iterator[str]:
    """The lines of a test."""
    yield f"- test: {inline(name)}"
    if as_of:
        yield f"  as_of: {as_of}"
    yield from _given(telling.given)
    for word, told in (("must", telling.must), ("may", telling.may), ("must_not", telling.must_not)):
        if told:
            yield f"  {word}:"
            yield from (f"    - {inline(dict(one))}" for one in told)
    if any(telling.rules.values()):
        yield "  rules:"
        yield from (line for verdict in Verdict if telling.rules[verdict] for line in _names(verdict.value, telling.rules[verdict]))


def _given(given: Mapping[str, Any]) -> Iterator[str]:
    if not given:
        return
    short = f"  given: {inline(dict(given))}"
    if len(given) < 2 and len(short) <= _WIDTH:
        yield short
        return
    yield "  given:"
    for path, value in given.items():
        line = f"    {path}: {inline(value)}"
        if len(line) <= _WIDTH or not (isinstance(value, list) and value and isinstance(value[0], dict)):
            yield line
        else:
            yield f"    {path}:"
            yield from (f"      - {inline(row)}" for row in value)


def _names(word: str, names: Sequence[str]) -> Iterator[str]:
    """Names in a list that goes on below when it is long."""
    begin = f"    {word}: ["
    first, *more = wrap(f"{begin}{', '.join(names)}]", _WIDTH, subsequent_indent=" " * len(begin), break_on_hyphens=False)
    yield first
    yield from more
