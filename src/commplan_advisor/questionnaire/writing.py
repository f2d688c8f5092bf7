"""Writing one answer into the text of a questionnaire; all else in it stays as it is, letter by letter.

The YAML parser says where each value begins and ends; only that piece of the text is replaced, so comments, order, quotes and line
ends are kept and a difference shows one line. What was written is read back before anybody gets it: it must hold exactly the answers
from before and the new one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from commplan_advisor.common.faults import Fault, FaultyInputError, Place
from commplan_advisor.common.located import Path_, parse_json, parse_yaml
from commplan_advisor.common.text import Text

_CANNOT = Text(
    "kan hier niet worden ingevuld: de vorm van het bestand is te bijzonder. Vul het antwoord zelf in.",
    "cannot be filled in here: the form of the file is too special. Fill in the answer yourself.",
)
_PLAIN = re.compile(r"[^\W\d_](?:[\w ()/.'-]*[\w).])?|\d{4}-\d\d-\d\d")
_NOT_PLAIN = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
"""Words that YAML, or an older YAML, takes for something else than text."""

_MUST_BE_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_STEP = 2


def with_answer(text: str, where: Path_, value: Any, *, as_json: bool = False) -> str:
    """The text of a questionnaire with one other answer.

    Args:
        text: of a file that can be read as a questionnaire.
        where: place of the answer. A row one beyond the last of its list is a new one.
        value: the answer as a plain value; None takes the answer, or the row, away.
        as_json: whether the text is JSON.

    Raises:
        FaultyInputError: this text cannot hold the answer without changing something else in it.
    """
    read = parse_json if as_json else parse_yaml
    whole = read(text, "").value
    if value is None and _at(whole, where) is None:
        return text
    wanted = _put(whole, where, value)
    written = _as_json(wanted, text) if as_json else _Writer(text).with_answer(where, value)
    try:
        same = _alike(read(written, "").value, wanted)
    except FaultyInputError:
        same = False
    if not same:
        raise FaultyInputError([Fault(Place(""), _CANNOT, ".".join(str(part) for part in where))])
    return written


def _at(value: Any, where: Path_) -> Any:
    """What stands at a place; None when nothing does."""
    for part in where:
        value = (value.get(part) if isinstance(value, dict) else value[part] if int(part) < len(value) else None) if value else None
    return value


def _put(whole: Any, where: Path_, value: Any) -> Any:
    """Plain values with one other answer."""
    whole = copied(whole)
    holder: Any = whole
    for part, following in pairwise(where):
        if isinstance(holder, dict) and holder.get(part) is None:
            holder[part] = [] if isinstance(following, int) else {}
        elif isinstance(holder, list) and part == len(holder):
            holder.append({})
        holder = holder[part]
    last: Any = where[-1]
    if isinstance(holder, list) and last == len(holder):
        holder.append(value)
    elif isinstance(holder, list) and value is None:
        del holder[last]
    else:
        holder[last] = value
    return whole


def copied(value: Any) -> Any:
    """The value anew: what an alias stands for becomes a value of its own, so that a change of the one is none of the other."""
    if isinstance(value, dict):
        return {key: copied(inner) for key, inner in value.items()}
    return [copied(inner) for inner in value] if isinstance(value, list) else value


def _alike(one: Any, other: Any) -> bool:
    """Whether plain values are the same, and of the same types; a key without a value is as good as no key."""
    if isinstance(one, dict) and isinstance(other, dict):
        return all(_alike(one.get(key), other.get(key)) for key in {**one, **other})
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_alike, one, other))
    return type(one) is type(other) and bool(one == other)


def _as_json(whole: Any, text: str) -> str:
    """JSON, indented as it was."""
    indent = re.search(r"\n([ \t]+)", text)
    return json.dumps(whole, ensure_ascii=False, indent=indent[1] if indent else None) + "\n"


class _Writer:
    """Replaces pieces of YAML text."""

    def __init__(self, text: str) -> None:
        import yaml

        self._text = text
        self._line_end = "\r\n" if "\r\n" in text else "\n"
        self._root: Any = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))

    def with_answer(self, where: Path_, value: Any) -> str:
        """The text with one other answer, where there is a simple way to write it; whole rows are only taken away."""
        node, above, key = self._root, None, None
        for depth, part in enumerate(where):
            inner_key, inner = _inner(node, part)
            below = where[depth + 1 :]
            if inner is None:
                return self._with_new(above, key, node, part, _nested(below, value))
            if _is_empty(inner) and below:
                return self._with_value(node, inner_key, inner, _nested(below, value))
            above, key, node = node, inner_key, inner
        if key is not None:
            return self._with_value(above, key, node, value)
        return self._without_row(above, where[-1]) if value is None else self._text

    def _with_value(self, above: Any, key: Any, node: Any, value: Any) -> str:
        """With another value behind a key."""
        start, end = node.start_mark.index, self._end(node)
        colon = self._text.index(":", key.end_mark.index) + 1
        if node.start_mark.index < colon:  # nothing stands behind the colon
            start = end = colon
        nothing_between = not self._text[colon:start].strip()
        if value is None:
            return self._spliced(colon if nothing_between else start, end, "")
        if not _is_flow(above) and _is_rows(value) and (_is_empty(node) or _is_flow(node)):
            lines = self._lines(value, key.start_mark.column + _STEP)
            if not _is_empty(node):
                return self._spliced(colon, end, self._line_end + lines)
            return self._after_line(colon, lines)
        if _is_block_list(node) and value:
            return self._spliced(start, end, self._lines(value, node.start_mark.column).lstrip())
        if not _is_flow(above) and isinstance(value, dict):
            return self._after_line(colon, self._lines(value, key.start_mark.column + _STEP))
        on_own_line = "\n" in self._text[colon:start]
        if nothing_between and (_is_empty(node) or on_own_line):
            return self._spliced(colon, end, f" {inline(value)}")
        return self._spliced(start, end, inline(value))

    def _with_new(self, above: Any, key: Any, node: Any, part: Any, value: Any) -> str:
        """With a key or a row that was not there."""
        if isinstance(part, int) and not node.value:
            return self._with_value(above, key, node, [value])
        written: Any = [value] if isinstance(part, int) else {part: value}
        if _is_flow(node):
            at = node.end_mark.index - 1
            return self._spliced(at, at, (", " if node.value else "") + inline(written)[1:-1])
        return self._after_line(self._end(node), self._lines(written, node.start_mark.column))

    def _without_row(self, rows: Any, index: Any) -> str:
        if len(rows.value) == 1:
            return self._spliced(rows.start_mark.index, self._end(rows), "[]")
        row = rows.value[index]
        if _is_flow(rows):
            start, end = row.start_mark.index, self._end(row)
            if index:
                start = self._end(rows.value[index - 1])
            else:
                end = rows.value[1].start_mark.index
            return self._spliced(start, end, "")
        return self._spliced(self._line_start(row.start_mark.index), self._next_line(self._end(row)), "")

    def _spliced(self, start: int, end: int, new: str) -> str:
        return self._text[:start] + new + self._text[end:]

    def _after_line(self, index: int, lines: str) -> str:
        """With lines below the one that holds a place."""
        at = self._next_line(index)
        before = self._text[:at]
        if before and not before.endswith("\n"):
            before += self._line_end
        return before + lines + self._line_end + self._text[at:]

    def _line_start(self, index: int) -> int:
        return self._text.rfind("\n", 0, index) + 1

    def _next_line(self, index: int) -> int:
        found = self._text.find("\n", index)
        return len(self._text) if found < 0 else found + 1

    def _end(self, node: Any) -> int:
        """Where what is written of a node ends: that of a block reaches over the comments behind it."""
        while not _is_scalar(node) and not _is_flow(node) and node.value:
            last = node.value[-1]
            node = last if not isinstance(last, tuple) else last[1]
        end: int = node.end_mark.index
        if _is_scalar(node) and node.style in ("|", ">"):
            end = len(self._text[:end].rstrip())
        return end

    def _lines(self, value: Any, column: int) -> str:
        return self._line_end.join(" " * column + line for line in _block(value))


def _inner(node: Any, part: Any) -> tuple[Any, Any]:
    """The key and the value at a part of a path; no value when it is not there."""
    if isinstance(part, int):
        rows = [] if _is_scalar(node) else node.value
        return None, rows[part] if part < len(rows) else None
    return next(((key, value) for key, value in node.value if key.value == part), (None, None))


def as_yaml(answers: dict[str, Any]) -> str:
    """Plain values as the text of a file, each answer on a line of its own."""
    return "".join(f"{line}\n" for line in _block(answers))


def _nested(where: Path_, value: Any) -> Any:
    """A value inside the parts that lead to it."""
    for part in reversed(where):
        value = [value] if isinstance(part, int) else {part: value}
    return value


def _block(value: Any) -> Iterator[str]:
    """The lines of a list or part, each thing on a line of its own."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if (isinstance(inner, dict) and inner) or _is_rows(inner):
                yield f"{key}:"
                yield from (" " * _STEP + line for line in _block(inner))
            else:
                yield f"{key}: {inline(inner)}"
    else:
        for inner in value:
            first, *others = _block(inner) if isinstance(inner, dict) and inner else [inline(inner)]
            yield f"- {first}"
            yield from (" " * _STEP + line for line in others)


def inline(value: Any) -> str:
    """A value on one line: `ja`, `12.5`, `[een, twee]`, `"let op: twee"`."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {inline(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(inline(inner) for inner in value) + "]"
    if not isinstance(value, str):
        return json.dumps(value)
    if _PLAIN.fullmatch(value) and value.lower() not in _NOT_PLAIN:
        return value
    return _MUST_BE_ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(value, ensure_ascii=False))


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _is_scalar(node: Any) -> bool:
    return isinstance(node.value, str)


def _is_empty(node: Any) -> bool:
    return _is_scalar(node) and not node.value and not node.style


def _is_flow(node: Any) -> bool:
    return not _is_scalar(node) and bool(node.flow_style)


def _is_block_list(node: Any) -> bool:
    return node.id == "sequence" and not node.flow_style
