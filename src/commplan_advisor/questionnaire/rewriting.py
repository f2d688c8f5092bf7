"""Bringing the text of a questionnaire up to date, piece by piece; all else in it stays as it is, letter by letter.

As in `writing`, the YAML parser says where each thing begins and ends, only that piece is replaced, and what was written is read back:
it must hold what was meant and nothing else. JSON has no comments, and is written anew with the indentation it had.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from commplan_advisor.common.faults import Fault, FaultyInputError, Place
from commplan_advisor.common.located import Path_, parse_json, parse_yaml
from commplan_advisor.common.text import Text
from commplan_advisor.questionnaire.writing import copied, inline

_CANNOT = Text(
    "kan niet worden bijgewerkt: de vorm van het bestand is te bijzonder. Pas het zelf aan.",
    "cannot be brought up to date: the form of the file is too special. Change it yourself.",
)


class Rewriter:
    """The text of a questionnaire, and what it says, while it is brought up to date.

    Attributes:
        text: as it is by now.
        value: the plain values that it holds.
    """

    def __init__(self, text: str, *, as_json: bool) -> None:
        self.text = text
        self._as_json = as_json
        self.value: Any = self._read(text)

    def put(self, where: Path_, value: Any) -> None:
        """Let another value, a single one or a list of them, stand at a place that has one.

        Raises:
            FaultyInputError: as for all of these, when the text cannot hold it without changing something else in it.
        """

        def change(above: Any) -> None:
            above[where[-1]] = value

        def splice(key: Any, node: Any, above: Any) -> str:  # noqa: ARG001
            nothing = node.start_mark.index == node.end_mark.index  # behind the colon
            return self._spliced(node.start_mark.index, node.end_mark.index, f"{' ' if nothing else ''}{inline(value)}")

        self._apply(where, change, splice)

    def rename(self, where: Path_, key: str) -> None:
        """Let what stands behind a key stand behind another one."""

        def change(above: Any) -> None:
            renamed = [(key if name == where[-1] else name, value) for name, value in above.items()]
            above.clear()
            above.update(renamed)

        def splice(old: Any, node: Any, above: Any) -> str:  # noqa: ARG001
            return self._spliced(old.start_mark.index, old.end_mark.index, key)

        self._apply(where, change, splice)

    def set_aside(self, where: Path_, version: int) -> None:
        """Keep what a questionnaire cannot hold any more: in YAML as a comment where it stands, in JSON among the notes."""

        def change(above: Any) -> None:
            kept = above.pop(where[-1])
            if self._as_json:
                line = f"[{version}] {'.'.join(map(str, where))}: {json.dumps(kept, ensure_ascii=False)}"
                self.value["notes"] = "\n".join(filter(None, (self.value.get("notes"), line)))

        self._apply(where, change, self._commented)

    def put_version(self, version: int) -> None:
        """Say which version of the questionnaire this is; a file that does not say so gets it as its first answer."""
        if "questionnaire" in self.value:
            self.put(("questionnaire",), version)
            return
        wanted = {"questionnaire": version, **self.value}
        root = None if self._as_json else _composed(self.text)
        if root is None:
            self._take(wanted, _json_like(wanted, self.text))
            return
        at, indent, line_end = root.start_mark.index, " " * root.start_mark.column, "\r\n" if "\r\n" in self.text else "\n"
        new = f"questionnaire: {version}{line_end}{indent}"
        if root.flow_style:
            at, new = at + 1, f"questionnaire: {version}{', ' if root.value else ''}"
        self._take(wanted, self._spliced(at, at, new))

    # -- how -------------------------------------------------------------------------------------------------------------------

    def _apply(self, where: Path_, change: Callable[[Any], None], splice: Callable[[Any, Any, Any], str]) -> None:
        before = copied(self.value)
        holder = self.value
        for part in where[:-1]:
            holder = holder[part]
        change(holder)
        wanted, self.value = self.value, before
        self._take(wanted, _json_like(wanted, self.text) if self._as_json else splice(*self._node(where)), where)

    def _take(self, wanted: Any, text: str, where: Path_ = ()) -> None:
        try:
            same = _alike(self._read(text), wanted)
        except FaultyInputError:
            same = False
        if not same:
            raise FaultyInputError([Fault(Place(""), _CANNOT, ".".join(map(str, where)))])
        self.text, self.value = text, wanted

    def _read(self, text: str) -> Any:
        return copied((parse_json if self._as_json else parse_yaml)(text, "").value)

    def _node(self, where: Path_) -> tuple[Any, Any, Any]:
        """What the parser made of a key, of its value and of what both stand in."""
        key, node, above = None, _composed(self.text), None
        for part in where:
            above = node
            key, node = (None, node.value[part]) if isinstance(part, int) else next(pair for pair in node.value if pair[0].value == part)
        return key, node, above

    def _spliced(self, start: int, end: int, new: str) -> str:
        return self.text[:start] + new + self.text[end:]

    def _commented(self, key: Any, node: Any, above: Any) -> str:
        """With a key and what stands behind it as a comment."""
        start, end = key.start_mark.index, _end(node, self.text)
        if above.flow_style:
            return self._commented_above(start, end, above)
        first, *others = self.text[start:end].split("\n")
        column = key.start_mark.column
        lines = [f"# {first}", *(f"{line[:column]}# {line[column:]}" if not line[:column].strip() else f"# {line}" for line in others)]
        nothing_left = "{} " if len(above.value) == 1 else ""
        return self._spliced(start, end, nothing_left + "\n".join(lines))

    def _commented_above(self, start: int, end: int, above: Any) -> str:
        """Of what stands between braces the comment is a line above."""
        line_start = self.text.rfind("\n", 0, start) + 1
        indent = re.match(r"[ \t]*", self.text[line_start:])
        comment = f"{indent[0] if indent else ''}# {' '.join(self.text[start:end].split())}\n"
        keys = [one.start_mark.index for one, _ in above.value]
        place = keys.index(start)
        if place + 1 < len(keys):
            end = keys[place + 1]
        elif place:
            start = _end(above.value[place - 1][1], self.text)
        return self.text[:line_start] + comment + self.text[line_start:start] + self.text[end:]


def _composed(text: str) -> Any:
    import yaml

    return yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _end(node: Any, text: str) -> int:
    """Where what is written of a node ends: that of a block reaches over what follows it."""
    while not isinstance(node.value, str) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    end: int = node.end_mark.index
    return len(text[:end].rstrip()) if isinstance(node.value, str) and node.style in ("|", ">") else end


def _json_like(value: Any, text: str) -> str:
    indent = re.search(r"\n([ \t]+)", text)
    return json.dumps(value, ensure_ascii=False, indent=indent[1] if indent else None) + "\n"


def _alike(one: Any, other: Any) -> bool:
    """Whether plain values are the same, of the same types, and their keys in the same order."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(_alike(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_alike, one, other))
    return type(one) is type(other) and bool(one == other)
