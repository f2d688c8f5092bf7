"""Checking a rule book as of a day: everything that its reader finds, and everything that is found in what could be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from commplan_advisor.common.faults import Fault
from commplan_advisor.maintenance.check.actions import actions
from commplan_advisor.maintenance.check.answers import indicators, problems
from commplan_advisor.maintenance.check.dates import dates
from commplan_advisor.maintenance.check.finding import Finding, of_fault
from commplan_advisor.maintenance.check.holidays import holidays
from commplan_advisor.maintenance.check.material import Material
from commplan_advisor.maintenance.check.pages import codes, page
from commplan_advisor.maintenance.check.parts import Exceptions
from commplan_advisor.maintenance.check.repeated import repeated
from commplan_advisor.maintenance.check.solved import CODES, solved
from commplan_advisor.maintenance.check.tested import named_by_tests, tested
from commplan_advisor.maintenance.check.texts import texts
from commplan_advisor.maintenance.check.unused import unused
from commplan_advisor.maintenance.check.values import values
from commplan_advisor.questionnaire.added import with_added
from commplan_advisor.rulebook.adding import added_by
from commplan_advisor.rulebook.loading import rulebook_from
from commplan_advisor.rulebook.reading import Reading, read_leniently

_ALONE = (values, dates, repeated, actions, holidays)
"""Checks of parts, each of which can be told whatever is wrong elsewhere."""
_OF_ALL = (unused, problems, indicators, tested)
"""Checks that would raise false alarms about a rule book of which a part could not be read."""
_OF_ALL_CODES = (
    *CODES,
    "unused-entry",
    "unused-parameter",
    "unused-source",
    "problem-without-rule",
    "problem-without-action",
    "indicator-without-measurement",
    "plan-text",
    "rule-without-test",
)


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of checking a rule book.

    Attributes:
        day: the day of the check.
        findings: what should be otherwise, in the order of the files.
        rules: how many rules there are, sound ones only.
        allowed: how many findings stand as exceptions in the files.
        halfway: whether only what could be read was checked, and nothing that takes all of it.
        undecided: how many questions about all questionnaires were too hard to decide.
    """

    day: date
    findings: tuple[Finding, ...]
    rules: int = 0
    allowed: int = 0
    halfway: bool = False
    undecided: int = 0


def check(folder: Path, day: date, plan_texts: Callable[[Path, date], Iterable[Fault]] | None = None) -> Checked:
    """Check a rule book.

    Args:
        folder: with `rulebook.yaml`.
        day: on which its rules must count; what changes on a later day is looked at as well.
        plan_texts: finds what is wrong in the texts of a plan of a rule book that can be read; without it they are not looked at.

    Raises:
        UnreadableFileError: the folder or one of its files cannot be read.
    """
    reading = read_leniently(folder)
    found = list(texts(reading.files))
    rules = undecided = 0
    if reading.document is not None:
        rules = len(reading.document["rules"])
        with with_added(added_by(reading.document["catalogue"]), alone=True):
            named = named_by_tests(folder)
            material = Material(reading.document, reading.files, rulebook_from(reading.document, day), named)
            found += [finding for look in _ALONE for finding in look(material)]
            if not reading.faults:
                found += [finding for look in _OF_ALL for finding in look(material)]
                deep = solved(material, (one.value for one in found if one.code == "duplicate-rule"))
                found += deep.findings
                undecided = deep.undecided
                if plan_texts is not None:
                    found += [replace(of_fault(fault), code="plan-text") for fault in plan_texts(folder, day)]
    exceptions = Exceptions(reading.files)
    kept = [finding for finding in found if not exceptions.catch(finding)]
    told = [*map(of_fault, reading.faults), *kept, *_idle(exceptions, reading, undecided)]
    return Checked(day, tuple(sorted(told, key=lambda one: one.key)), rules, len(found) - len(kept), bool(reading.faults), undecided)


def _idle(exceptions: Exceptions, reading: Reading, undecided: int) -> Iterator[Finding]:
    known = codes()
    unsure: tuple[str, ...] = CODES if undecided else ()
    if reading.faults:
        unsure = _OF_ALL_CODES if reading.document else known
    return exceptions.idle(known, [code for code in known if not page(code).always], unsure)
