"""Turning what pydantic says of a rule book file into faults that a policy officer can act on."""

from __future__ import annotations

from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from commplan_advisor.common.faults import Faults, nearest_word
from commplan_advisor.common.located import Located, Path_

_DUTCH: dict[str, str] = {
    "string_pattern_mismatch": "heeft niet de goede vorm.",
    "string_type": "moet een tekst zijn.",
    "string_too_short": "mag niet leeg zijn.",
    "string_too_long": "is te lang.",
    "list_type": "moet een lijst zijn.",
    "dict_type": "moet uit naam en waarde bestaan.",
    "model_type": "moet uit naam en waarde bestaan.",
    "int_type": "moet een heel getal zijn.",
    "float_type": "moet een getal zijn.",
    "bool_type": "moet true of false zijn.",
    "too_short": "mag niet leeg zijn.",
    "date_from_datetime_parsing": "moet een bestaande datum zijn, zoals 2026-01-31.",
    "date_parsing": "moet een bestaande datum zijn, zoals 2026-01-31.",
}


def note_validation_faults(error: ValidationError, model: type[BaseModel], source: Located, above: Path_, faults: Faults) -> None:
    """Note every fault of a validation, at its place in the file; `above` is the path of what was validated."""
    seen: set[tuple[Path_, str]] = set()
    for detail in error.errors(include_url=False):
        loc = tuple(part for part in detail["loc"] if not (isinstance(part, str) and part.startswith(("function-", "int", "float"))))
        path: Path_ = (*above, *loc)
        kind = detail["type"]
        if (path, kind) in seen:
            continue
        seen.add((path, kind))
        shown = ".".join(str(part) for part in path)
        value: Any = detail["input"] if isinstance(detail["input"], str | int | float | bool) else ""
        if kind == "extra_forbidden":
            faults.add(
                source.place(path, of_key=True),
                "is hier geen bekend woord.",
                "is not a known word here.",
                path=".".join(str(part) for part in path[:-1]),
                value=path[-1],
                nearest=nearest_word(str(path[-1]), _words_of(model, loc[:-1])),
            )
        elif kind == "missing":
            faults.add(source.place(path), "ontbreekt.", "is missing.", path=shown)
        elif kind == "literal_error":
            expected = str(detail["ctx"]["expected"])
            allowed = [word.strip("' ") for word in expected.replace(" or ", ", ").split(", ")]
            faults.add(
                source.place(path),
                f"kan hier niet. Kies uit: {', '.join(allowed)}.",
                f"is not possible here. Choose from: {', '.join(allowed)}.",
                path=shown,
                value=value,
                nearest=nearest_word(str(value), allowed),
            )
        else:
            english = f"{detail['msg'][:1].lower()}{detail['msg'][1:]}."
            faults.add(source.place(path), _DUTCH.get(kind, f"klopt niet ({english[:-1]})."), english, path=shown, value=value)


def _words_of(model: Any, loc: Path_) -> list[str]:
    """The keys that a model takes, at a place below it."""
    for part in loc:
        if isinstance(part, int) or not _is_model(model):
            continue
        by_name = {info.alias or name: info.annotation for name, info in model.model_fields.items()}
        model = next((one for one in _parts(by_name.get(part)) if _is_model(one)), None)
    return [info.alias or name for name, info in model.model_fields.items()] if _is_model(model) else []


def _is_model(one: Any) -> bool:
    return isinstance(one, type) and issubclass(one, BaseModel)


def _parts(annotation: Any) -> list[Any]:
    """A type and all types inside it."""
    return [annotation, *(part for inner in get_args(annotation) for part in _parts(inner))]
