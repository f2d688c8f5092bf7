"""Questionnaires to put beside each other, as an address names them: those of the folder, and the answers of a plan that was kept."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from commplan_advisor.advice.compare.compare import Comparison, compare
from commplan_advisor.common.text import Language
from commplan_advisor.present.report import shown_day
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.running.review.versions import plan_folder, versions_in
from commplan_advisor.web.pages.long_work import making_way
from commplan_advisor.web.pages.site import Site
from commplan_advisor.web.store import UnknownCaseError
from commplan_advisor.web.words import said

FEWEST, MOST = 2, 50
_OF_VERSION = re.compile(r"(?P<name>.+)@(?P<number>[1-9][0-9]{0,4})")


@dataclass(frozen=True, slots=True)
class Beside:
    """What is put beside each other.

    Attributes:
        names: of questionnaires; `nijkerk@1` is what was answered when version 1 of that plan was kept.
        differences: whether only what differs is told.
        against: the one that each of the others is compared with; empty for none.
    """

    names: tuple[str, ...]
    differences: bool = False
    against: str = ""

    @property
    def query(self) -> str:
        """The same in an address."""
        more = [*([("differences", "true")] if self.differences else []), *([("against", self.against)] if self.against else [])]
        return urlencode([*(("case", name) for name in self.names), *more])


def beside_of(chosen: Sequence[str], *, differences: bool, against: str) -> Beside:
    """What an address asks for; whoever the others are compared with takes part."""
    names = dict.fromkeys([*chosen, *([against] if against and chosen else [])])
    return Beside(tuple(names), differences, against if chosen else "")


def compared(site: Site, asked: Beside, language: Language, *, causes: bool = True) -> Comparison:
    """The comparison; inside a turn.

    Args:
        site: with the questionnaires.
        asked: what to compare.
        language: of the comparison.
        causes: whether to find out which answers make a difference; a picture does not show that.

    Raises:
        UnknownCaseError: there is none of such a name.
        FaultyInputError: one of them is wrong.
        UnreadableFileError: one of them cannot be read.
    """
    cases = {name: case_of(site, name, language) for name in asked.names}
    base = cases.get(asked.against)
    engine, step = site.advisor.engine, making_way(site)
    given = list(cases.values())
    return compare(given, engine, language=language, differences=asked.differences, against=base, causes=causes, done=step)


def case_of(site: Site, name: str, language: Language) -> Case:
    """A questionnaire, or the answers that a version of its plan was made from.

    Raises:
        UnknownCaseError: there is none of that name.
        FaultyInputError: it is wrong.
        UnreadableFileError: it cannot be read.
    """
    found = _OF_VERSION.fullmatch(name)
    if found is None:
        return site.advisor.case(site.store.read(name))
    stored = site.store.read(found["name"])
    for version in versions_in(plan_folder(stored.path)).found:
        if version.number == int(found["number"]):
            called = said("compare_version", language, number=version.number, day=shown_day(version.kept_on, language))
            return site.advisor.case_of(json.dumps(version.answers), called, as_json=True)
    raise UnknownCaseError(name)


def of_folder(name: str) -> str:
    """The questionnaire of the folder that a name is about."""
    found = _OF_VERSION.fullmatch(name)
    return found["name"] if found else name
