"""The rule for the answers to a question: what the spreadsheet lets through, and what it says."""

from __future__ import annotations

from dataclasses import dataclass

from commplan_advisor.common.text import Language, Text
from commplan_advisor.questionnaire.questions import Question
from commplan_advisor.questionnaire.sheets import words as w
from commplan_advisor.questionnaire.sheets.layout import Look, Rule

_LONGEST_TEXT = 2000
_YEARS = (2000, 2100)
_WHOLE_MOST = 20_000_000
_ALL_THAT_FIT = Text("kies alles wat past", "choose all that fit")
"""What a sheet says in a way of its own."""

LIST_NONE = "none"
LIST_YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Asking:
    """How cells for a question look, and what can be typed in them."""

    look: Look
    rule: Rule | None


def rule_for(question: Question, language: Language, *, choices: str = "", longest: int = _LONGEST_TEXT) -> Asking:
    """How a cell takes an answer to a question.

    Args:
        question: the question; of several answers the cell takes one.
        language: of what is said.
        choices: name of the list to choose from; for a text one that only suggests.
        longest: text that fits.
    """

    def say(text: Text, **filled: object) -> str:
        return text.in_(language).format(**filled)

    match question.kind:
        case "yes_no":
            return Asking("choice", choice(language, LIST_YES_NO))
        case "option":
            return Asking("choice", choice(language, choices))
        case "options" | "list":
            return Asking(
                "choice", Rule("list", say(w.HINT_CHOICE), say(w.HINT_SEVERAL_MORE), say(w.WRONG_SUGGESTED), choices, strict=False)
            )
        case "number":
            most = question.most or _WHOLE_MOST
            limits = {"least": _shown(question.least), "most": _shown(most)}
            if question.whole:
                return Asking(
                    "number",
                    Rule("whole", say(w.HINT_NUMBER), say(w.HINT_WHOLE_MORE), say(w.WRONG_WHOLE, **limits), "", question.least, most),
                )
            hint = w.HINT_PERCENT_MORE if question.unit == "%" else w.HINT_NUMBER_MORE
            return Asking("plain", Rule("decimal", say(w.HINT_NUMBER), say(hint), say(w.WRONG_NUMBER, **limits), "", question.least, most))
        case "day":
            return Asking("day", Rule("day", say(w.HINT_DAY), say(w.HINT_DAY_MORE), say(w.WRONG_DAY), "", *_YEARS))
        case "text" | "texts" if choices:
            return Asking(
                "choice", Rule("list", say(w.HINT_CHOICE), say(w.HINT_SUGGESTED_MORE), say(w.WRONG_SUGGESTED), choices, strict=False)
            )
        case _:
            return Asking("words", Rule("length", "", "", say(w.WRONG_LENGTH, most=longest), "", 0, longest))


def choice(language: Language, choices: str) -> Rule:
    """A choice from a list, and nothing else."""
    return Rule("list", w.HINT_CHOICE.in_(language), w.HINT_CHOICE_MORE.in_(language), w.WRONG_CHOICE.in_(language), choices)


def explanation(question: Question, language: Language, *more: Text, suggested: bool = False) -> str:
    """What stands beside a question: what to think of, and how to answer.

    Args:
        question: the question.
        language: of the explanation.
        more: what comes after it.
        suggested: whether there is a list of answers for this open question.
    """

    def say(text: Text, **filled: object) -> str:
        return text.in_(language).format(**filled)

    told = []
    think = "" if question.kind == "day" or suggested or question.think == _ALL_THAT_FIT else question.think.in_(language)
    if think:
        told.append(think[0].upper() + think[1:] + ("" if think.endswith(".") else "."))
    match question.kind:
        case "yes_no":
            told.append(say(w.YES_OR_NO))
        case "option":
            told.append(say(w.CHOOSE, options=" / ".join(one.nl if language == "nl" else one.en for one in question.options)))
        case "number" if question.unit:
            told.append(say(w.NUMBER_IN, unit=say(w.HOURS) if question.unit == "h" else question.unit))
        case "number":
            told.append(say(w.NUMBER))
        case "day":
            told.append(say(w.A_DAY))
    if suggested:
        told.append(say(w.FROM_LIST))
    return " ".join((*told, *(say(text) for text in more)))


def _shown(number: float) -> str:
    return f"{int(number)}" if float(number).is_integer() else f"{number}"
