"""Advice for the communication plan of a municipality with digital neighbourhood initiatives.

What other programs may use is named here; the rest may change from version to version. `docs/reference/python.md` shows how.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commplan_advisor.advice.advise import advise as advise
    from commplan_advisor.advice.compare.compare import Comparison as Comparison
    from commplan_advisor.advice.compare.compare import compare as compare
    from commplan_advisor.advice.model import Advice as Advice
    from commplan_advisor.advice.why.explaining import explain as explain
    from commplan_advisor.common.faults import FaultyInputError as FaultyInputError
    from commplan_advisor.common.faults import UnreadableFileError as UnreadableFileError
    from commplan_advisor.engine.engine import Engine as Engine
    from commplan_advisor.questionnaire.reading import Case as Case
    from commplan_advisor.questionnaire.reading import load_case as load_case
    from commplan_advisor.rulebook.loading import load_rulebook as load_rulebook
    from commplan_advisor.rulebook.model import RuleBook as RuleBook

__version__ = "0.1.0"

_STANDS_IN = {
    "advise": "advice.advise",
    "Advice": "advice.model",
    "Case": "questionnaire.reading",
    "Comparison": "advice.compare.compare",
    "Engine": "engine.engine",
    "FaultyInputError": "common.faults",
    "RuleBook": "rulebook.model",
    "UnreadableFileError": "common.faults",
    "explain": "advice.why.explaining",
    "compare": "advice.compare.compare",
    "load_case": "questionnaire.reading",
    "load_rulebook": "rulebook.loading",
}


def __getattr__(name: str) -> object:
    """Load what is asked for when it is asked for: a command should not wait for what it does not use."""
    if name not in _STANDS_IN:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_STANDS_IN[name]}"), name)


def __dir__() -> list[str]:
    """All that may be used."""
    return [*_STANDS_IN, "__version__"]
