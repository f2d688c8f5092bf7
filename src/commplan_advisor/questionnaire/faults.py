"""Turning what pydantic says of a questionnaire into faults that people can act on."""

from __future__ import annotations

from math import isfinite
from typing import Any

from pydantic import ValidationError

from commplan_advisor.common.faults import Faults, enumerated, nearest_word, shown
from commplan_advisor.common.located import Located, Path_
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.option import Option
from commplan_advisor.questionnaire.questions import Question, questions

_LIMITS: dict[str, tuple[str, str]] = {
    "greater_than_equal": ("moet {ge} of meer zijn.", "must be {ge} or more."),
    "less_than_equal": ("mag niet meer zijn dan {le}.", "may not be more than {le}."),
    "string_too_long": ("mag niet langer zijn dan {max_length} tekens.", "may not be longer than {max_length} characters."),
    "string_too_short": ("mag niet leeg zijn.", "may not be empty."),
    "string_pattern_mismatch": ("moet GM en vier cijfers zijn, zoals GM0267.", "must be GM and four digits, such as GM0267."),
    "too_long": ("mag niet meer dan {max_length} regels hebben.", "may not have more than {max_length} rows."),
    "int_type": ("moet een heel getal zijn, zonder punt of komma.", "must be a whole number, without a point or a comma."),
    "finite_number": ("moet een gewoon getal zijn.", "must be an ordinary number."),
}
_KINDS: dict[str, tuple[str, str]] = {
    "yes_no": ("moet ja of nee zijn (true of false).", "must be yes or no (true or false)."),
    "number": ("moet een getal zijn, zonder aanhalingstekens of eenheid.", "must be a number, without quotes or a unit."),
    "text": ("moet een tekst zijn.", "must be a text."),
    "texts": ("moet een lijst van teksten zijn.", "must be a list of texts."),
    "day": (
        "moet een bestaande datum zijn van 2000 tot en met 2100, zoals 2026-01-31.",
        "must be a date that exists, from 2000 to 2100, such as 2026-01-31.",
    ),
    "list": ("moet een lijst zijn; elke regel begint met een streepje.", "must be a list; each row begins with a dash."),
    "options": ("moet een lijst zijn, zoals [een, twee].", "must be a list, such as [one, two]."),
}


def note_validation_faults(error: ValidationError, source: Located, faults: Faults) -> None:
    """Note every fault of a validation, at its place in the file; a key that is misspelt is not told to be missing as well."""
    details = error.errors(include_url=False)
    misspelt = {(*detail["loc"][:-1], nearest_key(detail["loc"])) for detail in details if detail["type"] == "extra_forbidden"}
    for detail in details:
        path: Path_ = tuple(detail["loc"])
        kind = _kind(detail["type"], detail["input"])
        question = questions().get(question_path(path))
        if kind == "extra_forbidden":
            allowed = enumerated(keys_below(path[:-1]))
            faults.add(
                source.place(path, of_key=True),
                f"bestaat niet in de vragenlijst. Hier kan staan: {allowed}.",
                f"is not in the questionnaire. What can stand here: {allowed}.",
                path=shown_path(path[:-1]),
                value=path[-1],
                nearest=nearest_key(path),
            )
        elif kind == "missing":
            if path not in misspelt:
                faults.add(source.place(path), "moet zijn ingevuld.", "must be filled in.", path=shown_path(path))
        elif kind in _LIMITS and not (question and question.kind == "day"):
            context = {name: int(limit) if isinstance(limit, float) else limit for name, limit in detail.get("ctx", {}).items()}
            nl, en = _LIMITS[kind]
            _note(faults, source, path, (nl.format(**context), en.format(**context)), detail["input"])
        elif question and question.options and (kind == "enum" or question.kind == "option"):
            _note_option(faults, source, path, question, detail["input"])
        elif kind == "twice":
            index = detail["ctx"]["index"]
            _note(faults, source, (*path, index), ("is twee keer genoemd.", "is named twice."), detail["input"][index])
        elif question is None or (question.kind == "list" and path and isinstance(path[-1], int)):
            _note(faults, source, path, ("moet een onderdeel met vragen zijn.", "must be a part with questions."), detail["input"])
        elif question.kind == "texts" and isinstance(path[-1], int):
            _note(faults, source, path, _KINDS["text"], detail["input"])
        else:
            _note(faults, source, path, _KINDS[question.kind], detail["input"])


def _kind(kind: str, value: Any) -> str:
    """What is wrong by pydantic's word for it, told apart by the value where one word says two things."""
    if isinstance(value, str) and kind in ("too_short", "too_long"):
        return f"string_{kind}"
    if isinstance(value, float) and kind == "int_type":
        return "int_type" if isfinite(value) else "finite_number"
    return "not_a_number" if kind == "int_type" else kind


def _note(faults: Faults, source: Located, path: Path_, words: tuple[str, str], value: Any) -> None:
    faults.add(source.place(path), words[0], words[1], path=shown_path(path), value=source.written.get(path, value))


def _note_option(faults: Faults, source: Located, path: Path_, question: Question, value: Any) -> None:
    allowed = enumerated(question.options)
    faults.add(
        source.place(path),
        f"is geen keuze. Kies uit: {allowed}.",
        f"is not a choice. Choose from: {allowed}.",
        path=shown_path(path),
        value=value,
        nearest=nearest_option(shown(value), question.options),
    )


def nearest_key(path: Path_) -> str:
    """The key of this part that is most like one that is not there, or else where in the questionnaire it does stand."""
    key = str(path[-1])
    return nearest_word(key, keys_below(path[:-1])) or next((known for known in questions() if known.rpartition(".")[2] == key), "")


def nearest_option(value: str, options: tuple[Option, ...]) -> str:
    """The option most like a word, by its value or by its Dutch or English text."""
    by_word: dict[str, str] = {}
    for option in options:
        for word in (str(option), option.nl, option.en):
            by_word.setdefault(word.casefold().replace(" ", "_"), str(option))
    return by_word.get(nearest_word(value, by_word), "")


def question_path(path: Path_) -> str:
    """The path of the question: `situation.initiatives[].platform` for the platform of any initiative."""
    shown = ""
    for part in path:
        shown += "[]" if isinstance(part, int) else f".{part}" if shown else str(part)
    known = questions()
    while shown not in known and shown.endswith("[]"):
        shown = shown[:-2]
    return shown


def shown_path(path: Path_) -> str:
    """A path as people read it; rows count from 1."""
    shown = ""
    for part in path:
        shown += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if shown else str(part)
    return shown


def keys_below(path: Path_) -> list[str]:
    """The keys that may stand at a path."""
    prefix = question_path(path)
    if path and isinstance(path[-1], int) and not prefix.endswith("[]"):
        prefix += "[]"
    start = f"{prefix}." if prefix else ""
    inner = [known[len(start) :] for known in questions() if known.startswith(start)]
    return list(dict.fromkeys(key.split(".")[0].split("[")[0] for key in inner)) or list(Questionnaire.model_fields)
