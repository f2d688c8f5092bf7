"""How far a questionnaire is, and what its advice comes to by now, in a line above the questions."""

from __future__ import annotations

from commplan_advisor.common.text import Language
from commplan_advisor.questionnaire.asked import asked
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.questionnaire.progress import NOT_COUNTED
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.web.pages.form import CHAPTERS
from commplan_advisor.web.pages.site import Site
from commplan_advisor.web.words import said


def so_far(site: Site, case: Case, chapter: str, language: Language) -> tuple[str, str]:
    """How many questions were answered, in a chapter and in all, and what the advice holds by now; to be called inside a turn."""
    counted = [one for one in asked(case.answers) if one.path not in NOT_COUNTED]
    here = [one for one in counted if one.where[0] in CHAPTERS[chapter]]
    answered, answered_of_all = (sum(one.value is not None for one in some) for some in (here, counted))
    outcomes = site.advisor.engine.run(facts_of(case.answers))
    problems, actions = (len({one.id for one in outcomes.concluded(kind)}) for kind in ("problem", "action"))
    told = [said("so_far_here", language, answered=answered, asked=len(here))] if here else []
    told.append(said("so_far", language, answered=answered_of_all, asked=len(counted)))
    return " ".join(told), said("advice_so_far", language, problems=problems, actions=actions)
