"""An empty questionnaire to fill in: every question with its explanation and its options."""

from __future__ import annotations

import json
from collections.abc import Iterator
from textwrap import wrap

from commplan_advisor.common.text import Language, Text
from commplan_advisor.questionnaire.models import VERSION
from commplan_advisor.questionnaire.questions import Question, questions

_WIDTH = 100
_INTRODUCTION = Text(
    "Vragenlijst digitale buurtinitiatieven. Vul achter de dubbele punt in wat u weet. Laat leeg wat u niet weet: een open vraag "
    "telt niet als 'nee'. Alleen de naam van de gemeente is verplicht. Kies bij een vraag met keuzes een van de woorden die ervoor "
    "staan; bij 'meer antwoorden mag' tussen haken: [een, twee].",
    "Questionnaire on digital neighbourhood initiatives. Fill in what you know behind the colon. Leave empty what you do not know: "
    "an open question does not count as 'no'. Only the name of the municipality must be there. For a question with choices, take one "
    "of the words before them; where more answers are allowed, between brackets: [one, two].",
)
CHAPTERS = {
    "municipality": Text("Uw gemeente", "Your municipality"),
    "introduction": Text("1. Introductie: doel en doelgroep", "1. Introduction: goal and target audience"),
    "situation": Text("2. Situatie", "2. Situation"),
    "problems": Text("3. Probleemanalyse", "3. Problem analysis"),
    "planning": Text("5. Planning van het plan", "5. Planning of the plan"),
    "measurements": Text("7. Metingen (als het plan loopt)", "7. Measurements (once the plan runs)"),
}
"""Heading above each part of the questionnaire, by its key."""

_THINK = Text("Denk aan", "Think of")
_SEVERAL = Text("meer antwoorden mag", "more answers are allowed")
_YES_NO = Text("ja of nee", "yes or no")
_ROWS = Text(
    "Haal voor elk onderdeel van de lijst de hekjes hieronder weg; herhaal het blok vanaf het streepje.",
    "Take away the hash signs below for each part of the list; repeat the block from the dash.",
)


def yaml_template(name: str, language: Language) -> str:
    """The questionnaire as YAML with comments.

    Args:
        name: of the municipality, or empty.
        language: of the comments.
    """
    return "\n".join(_lines(name, language)) + "\n"


def json_template(name: str) -> str:
    """The questionnaire as JSON: every key, without a value, and rows of lists left out."""
    whole: dict[str, object] = {}
    for question in questions().values():
        if "[]" in question.path:
            continue
        *above, last = question.path.split(".")
        part = whole
        for key in above:
            part = part.setdefault(key, {})  # type: ignore[assignment]
        part[last] = {"questionnaire": VERSION, "municipality.name": name or None}.get(question.path)
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _lines(name: str, language: Language) -> Iterator[str]:
    yield from _comment(_INTRODUCTION.in_(language), "")
    chapter: list[str] = []
    for question in questions().values():
        if question.path == "questionnaire":
            yield f"questionnaire: {VERSION}"
            continue
        if "[]." in question.path:
            continue
        above = question.path.split(".")[:-1]
        top = question.path.split(".")[0]
        if (not chapter or chapter[0] != top) and top in CHAPTERS:
            yield ""
            yield f"# {'=' * 10} {CHAPTERS[top].in_(language)} {'=' * 10}"
        for depth, key in enumerate(above):
            if chapter[: depth + 1] != above[: depth + 1]:
                yield ""
                yield f"{'  ' * depth}{key}:"
        chapter = above or [top]
        yield from _question(question, "  " * len(above), language)
        if question.path == "municipality.name" and name:
            yield f"  name: {json.dumps(name, ensure_ascii=False)}"
        else:
            yield f"{'  ' * len(above)}{question.path.rpartition('.')[2]}:"
        if question.kind == "list":
            yield from _row(question, "  " * (len(above) + 1), language)


def _question(question: Question, indent: str, language: Language) -> Iterator[str]:
    text = f"{question.text.in_(language)} (format {question.item})"
    if question.kind == "options":
        text += f" — {_SEVERAL.in_(language)}"
    if question.unit:
        text += f" [{question.unit}]"
    yield ""
    yield from _comment(text, indent)
    if question.think.in_(language):
        yield from _comment(f"{_THINK.in_(language)}: {question.think.in_(language)}", indent)
    if question.kind == "yes_no":
        yield from _comment(_YES_NO.in_(language), f"{indent}")
    longest = max((len(option) for option in question.options), default=0)
    for option in question.options:
        words = option.nl if language == "nl" else option.en
        yield f"{indent}#   {option:<{longest}}  {words}"


def _row(question: Question, indent: str, language: Language) -> Iterator[str]:
    yield from _comment(_ROWS.in_(language), indent)
    first = True
    for inner in questions().values():
        if inner.path.startswith(f"{question.path}[]."):
            for line in _question(inner, "", language):
                yield f"{indent}# {line}".rstrip() if line else f"{indent}#"
            yield f"{indent}# {'- ' if first else '  '}{inner.path.rpartition('.')[2]}:"
            first = False


def _comment(text: str, indent: str) -> Iterator[str]:
    return (f"{indent}# {line}" for line in wrap(text, _WIDTH - len(indent), break_on_hyphens=False))
