"""What is added as YAML text, at the end of a file; all that stands there already stays as it is, letter by letter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from commplan_advisor.common.faults import Fault, FaultyInputError, Place
from commplan_advisor.common.located import Located, parse_yaml
from commplan_advisor.common.text import Text
from commplan_advisor.questionnaire.writing import inline

_CANNOT = Text(
    "kan hier niet bij: de vorm van het bestand is te bijzonder. Kies met --file een ander bestand, of schrijf het zelf.",
    "cannot be added here: the form of the file is too special. Choose another file with --file, or write it yourself.",
)
_WIDTH = 120
_STEP = 2
_ALWAYS_BELOW = ("when", "then", "never", "given", "rules")
"""Keys with a line for each thing in them, however short, where they hold things by name."""


def appended(text: str, value: Any, *, in_list: bool) -> str:
    """The text of a file with one thing more at its end.

    Args:
        text: of the file; empty for a new one.
        value: plain values: a row of a list, or a mapping of the one new name.
        in_list: whether the file is a list.

    Raises:
        FaultyInputError: this text cannot hold it without changing something else in it.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    old = parse_yaml(text, "") if text.strip() else Located(None, "")
    column, apart = _style(old, text) if old.value else (0, in_list)
    before = text if not text or text.endswith("\n") else text + end
    if before.strip() and (apart or _ends_with_comment(before)) and not before.endswith(end * 2):
        before += end
    lines = _row(value) if in_list else _entry(value)
    after = before + "".join(f"{' ' * column}{line}".rstrip() + end for line in lines)
    wanted = [*(old.value or []), value] if in_list else {**(old.value or {}), **value}
    try:
        same = parse_yaml(after, "").value == wanted
    except FaultyInputError:
        same = False
    if not same:
        raise FaultyInputError([Fault(Place(""), _CANNOT)])
    return after


def block(value: Mapping[str, Any]) -> Iterator[str]:
    """The lines of some names with their values."""
    for key, inner in value.items():
        written = f"{key}: {inline(inner)}"
        if not isinstance(inner, dict | list) or not inner:
            yield written
        elif isinstance(inner, dict) and (key in _ALWAYS_BELOW or "nl" in inner or len(written) > _WIDTH) and not _is_short(key, inner):
            yield f"{key}:"
            yield from (" " * _STEP + line for line in block(inner))
        elif isinstance(inner, list) and (len(written) > _WIDTH or any(isinstance(one, dict) for one in inner)):
            yield f"{key}:"
            for one in inner:
                yield from (" " * _STEP + line for line in _row(one))
        elif isinstance(inner, dict) and any(isinstance(one, dict) for one in inner.values()):
            yield f"{key}:"
            yield from (" " * _STEP + line for line in block(inner))
        else:
            yield written


def _entry(value: Mapping[str, Any]) -> Iterator[str]:
    """The lines of a name with its keys, each on a line of its own."""
    for name, inner in value.items():
        yield f"{name}:"
        yield from (" " * _STEP + line for line in block(inner))


def _is_short(key: str, inner: Mapping[str, Any]) -> bool:
    """A title, and what a rule concludes: they fit on a line."""
    return key in ("title", "then") and len(inline(inner)) < _WIDTH - 40 and not any("." in name for name in inner)


def _row(value: Any) -> Iterator[str]:
    written = inline(value)
    if not isinstance(value, dict) or (len(written) < _WIDTH and not {"id", "test"} & set(value) and "nl" not in value):
        yield f"- {written}"
        return
    first, *others = block(value)
    yield f"- {first}"
    yield from (" " * _STEP + line for line in others)


def _style(found: Located, text: str) -> tuple[int, bool]:
    """How far what stands in a file is indented, and whether there are empty lines between its parts."""
    keys = list(found.value) if isinstance(found.value, dict) else list(range(len(found.value or ())))
    places = [(found.keys if isinstance(found.value, dict) else found.places).get((key,), (1, 1)) for key in keys]
    lines = text.splitlines()
    if not places:
        return 0, True
    first = lines[places[0][0] - 1]
    between = all(not lines[spot[0] - 2].strip() for spot in places[1:]) if len(places) > 1 else isinstance(found.value, list)
    return len(first) - len(first.lstrip()), between


def _ends_with_comment(text: str) -> bool:
    return text.rstrip().rpartition("\n")[2].lstrip().startswith("#")
