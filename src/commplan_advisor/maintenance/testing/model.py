"""A test of a rule book as it was read: the questionnaire, and what is expected of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commplan_advisor.common.faults import Place
from commplan_advisor.engine.conclusions import Status
from commplan_advisor.engine.verdicts import Verdict
from commplan_advisor.questionnaire.reading import Case


@dataclass(frozen=True, slots=True)
class Expected:
    """Something that must be concluded, open or ruled out.

    Attributes:
        place: where it is expected.
        status: how far it must be settled.
        kind: finding, problem, action …
        id: the entry; of a part with how the role takes part, `police:consulted`.
        about: the problem or action that it is about; empty for one about the case, or for any of them.
        priority: of an action, when the test names it.
        because: rules that must be among its reasons.
        responsible: the role that must carry out an action, when the test names one.
        carried_out_by: of an action, the role that carries it out as the catalogue says.
    """

    place: Place
    status: Status
    kind: str
    id: str
    about: str = ""
    priority: str = ""
    because: tuple[str, ...] = ()
    responsible: str = ""
    carried_out_by: str = ""


@dataclass(frozen=True, slots=True)
class ExpectedOfRule:
    """The verdict that a rule must get, over all that it is about."""

    place: Place
    rule: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Scenario:
    """One test.

    Attributes:
        name: unique in the rule book.
        place: where it stands.
        as_of: the day that it is about; None for the day of the call.
        case: the questionnaire that it is about.
        conclusions: what is expected of conclusions.
        rules: what is expected of rules.
    """

    name: str
    place: Place
    as_of: date | None
    case: Case
    conclusions: tuple[Expected, ...]
    rules: tuple[ExpectedOfRule, ...]

    @property
    def named_rules(self) -> frozenset[str]:
        """The rules that it names."""
        return frozenset((*(one.rule for one in self.rules), *(rule for one in self.conclusions for rule in one.because)))
