"""Damaging files: at random, in bytes, lines, values, keys and types; and in ways that are surely wrong."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from random import Random
from typing import Any

from commplan_advisor.questionnaire.questions import Question, questions
from tests.support.answers import Answers, random_answers

Path_ = tuple[str | int, ...]

_BITS = [
    *"\0\t\n\r:-?,[]{}#&*!|>'\"%@`~ \\",
    "\ufeff",
    "\u2028",
    "\x1b[31m",
    "\x85",
    "😀",
    "\ud800",
    "- ",
    "? ",
    ": ",
    "---\n",
    "...\n",
    "&a ",
    "*a",
    "<<: ",
    "!!python/object:x ",
    "!!binary ",
    "!x ",
    "%YAML 9.9\n---\n",
    "null",
    "~",
    ".nan",
    "1e999",
    "9" * 40,
    "-0",
    "0x10",
    "\\ud800",
    "\\u0000",
    "2026-02-30",
    "{" * 50,
    "[" * 50,
    "x" * 3000,
]
_VALUES: list[Any] = [
    None,
    True,
    False,
    0,
    -1,
    10**30,
    1.5,
    -0.0,
    1e308,
    "",
    " ",
    "nee",
    "x" * 5000,
    "\x1b[31m",
    "2026-02-30",
    "=1+1",
    "<b>",
    "{0}",
    "%s",
    [],
    [[]],
    {},
    {"": None},
    [{}],
    [None],
    {"a": {"b": []}},
]


def damaged_text(text: str, rng: Random) -> str:
    """A text with one to four changes in its characters or lines."""
    for _ in range(rng.randint(1, 4)):
        lines = text.split("\n")
        at, line = rng.randint(0, len(text)), rng.randrange(len(lines))
        match rng.randrange(8):
            case 0:
                text = text[:at] + rng.choice(_BITS) + text[at:]
            case 1:
                text = text[:at] + text[at + rng.randint(1, 8) :]
            case 2:
                text = text[:at] + chr(rng.choice([rng.randrange(0x20), rng.randrange(0x100), rng.randrange(0x110000)])) + text[at + 1 :]
            case 3:
                del lines[line]
                text = "\n".join(lines)
            case 4:
                lines.insert(rng.randint(0, len(lines)), lines[line])
                text = "\n".join(lines)
            case 5:
                lines[line] = " " * rng.randint(0, 8) + lines[line].lstrip()
                text = "\n".join(lines)
            case 6:
                other = rng.randrange(len(lines))
                lines[line], lines[other] = lines[other], lines[line]
                text = "\n".join(lines)
            case _:
                text = text[:at]
    return text


def damaged_bytes(data: bytes, rng: Random) -> bytes:
    """Bytes with one to four of them changed, taken away or added."""
    for _ in range(rng.randint(1, 4)):
        at = rng.randint(0, len(data))
        match rng.randrange(4):
            case 0:
                data = data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
            case 1:
                data = data[:at] + rng.randbytes(rng.randint(1, 6)) + data[at:]
            case 2:
                data = data[:at] + data[at + rng.randint(1, 6) :]
            case _:
                data = data[:at].decode("utf-8", "replace").encode(rng.choice(["utf-16", "utf-16-le", "utf-32", "utf-7"])) + data[at:]
    return data


def damaged_value(value: Any, rng: Random) -> Any:
    """Plain values with one to three of them changed: another type, another key, something taken away, doubled or put elsewhere."""
    value = copy.deepcopy(value)
    for _ in range(rng.randint(1, 3)):
        path, holder = rng.choice(list(_inside(value)))
        if not holder:
            continue
        key = rng.choice(list(holder)) if isinstance(holder, dict) else rng.randrange(len(holder))
        match rng.randrange(6):
            case 0:
                holder[key] = rng.choice(_VALUES)
            case 1:
                del holder[key]
            case 2 if isinstance(holder, dict):
                holder[rng.choice([str(key)[:-1], f"{key}_", str(key).upper(), *map(str, _VALUES[:20])])] = holder.pop(key)
            case 3:
                holder[key] = [holder[key]] if rng.random() < 0.5 else {str(key): holder[key]}
            case 4 if isinstance(holder, list):
                holder.extend([copy.deepcopy(holder[key])] * rng.choice([1, 2, 60]))
            case _:
                holder[key] = copy.deepcopy(rng.choice(list(_inside(value)))[1]) if path else str(holder[key])
    return value


def _inside(value: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """All lists and dictionaries, with where they stand."""
    if isinstance(value, dict | list):
        yield path, value
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _inside(inner, (*path, key))


def surely_wrong(rng: Random) -> tuple[Answers, str]:
    """A questionnaire with one thing in it that is surely wrong, and what that is."""
    answers = random_answers(rng, share=0.4)
    question = rng.choice([one for one in questions().values() if one.path != "municipality.name"])
    if rng.random() < 0.25:
        holder, _ = _holder(answers, question, rng)
        key = rng.choice([f"{question.path.rpartition('.')[2]}x", "onbekend", "", "Municipality", "0"])
        holder[key] = rng.choice(["x", 1, True, [], {}])
        return answers, f"the key {key!r}"
    holder, key = _holder(answers, question, rng)
    holder[key] = rng.choice(_wrong_answers(question))
    return answers, f"{holder[key]!r} for {question.path}"


def _holder(answers: Answers, question: Question, rng: Random) -> tuple[dict[str, Any], str]:
    """The part or row of a questionnaire in which a question is answered; made if it is not there."""
    at: Any = answers
    *above, last = question.path.split(".")
    for name in above:
        if not name.endswith("[]"):
            at = at.setdefault(name, {})
            continue
        rows = at.setdefault(name.removesuffix("[]"), [])
        if not rows:
            rows.append({})
        at = rng.choice(rows)
    return at, last


def _wrong_answers(question: Question) -> list[Any]:
    part, rows = {"x": 1}, [[1]]
    match question.kind:
        case "yes_no":
            return ["misschien", 1, 0, 2.5, "1", part, rows, ""]
        case "number":
            return [-1, 10**12, float("inf"), float("nan"), "12", "veel", True, part, rows, ""]
        case "text":
            return [part, rows, True, 1.5, "", "x" * 2001]
        case "texts":
            return ["krant", 5, part, [part], ["", "x"], [True], ["x"] * 51]
        case "day":
            return ["2026-02-30", "2026-13-01", "31-01-2026", "1999-12-31", "2101-01-01", "morgen", 20260131, True, part, rows, ""]
        case "option":
            return ["geen_keuze", 5, True, part, rows, "", f"{question.options[0]}x", str(question.options[0]).upper()]
        case "options":
            first = str(question.options[0])
            return [first, 5, part, [part], [first, first], ["geen_keuze"], [first, None]]
        case "list":
            return ["x", 5, part, ["x"], [5], [[]], [None], [part], [{}] * 1001]


def as_yaml(value: Any) -> str:
    """Plain values as YAML: JSON is a part of it, but for the numbers that it does not have."""
    return json.dumps(value, ensure_ascii=True).replace("Infinity", ".inf").replace("NaN", ".nan")
