"""How far a questionnaire has been filled in."""

from __future__ import annotations

from dataclasses import dataclass

from commplan_advisor.questionnaire.asked import asked
from commplan_advisor.questionnaire.faults import shown_path
from commplan_advisor.questionnaire.models import Questionnaire

NOT_COUNTED = ("questionnaire", "sources", "notes")
"""Questions that say nothing of the situation."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What was answered and what was not.

    Attributes:
        answered: number of answers.
        asked: number of questions; those of a list's rows count once for each row.
        open: paths of the questions without an answer; rows count from 1.
    """

    answered: int
    asked: int
    open: tuple[str, ...]

    @property
    def share(self) -> float:
        """The share answered, from 0 to 1."""
        return self.answered / self.asked


def progress_of(answers: Questionnaire) -> Progress:
    """How far a questionnaire has been filled in."""
    counted = [one for one in asked(answers) if one.path not in NOT_COUNTED]
    missing = tuple(shown_path(one.where) for one in counted if one.value is None)
    return Progress(len(counted) - len(missing), len(counted), missing)
