"""Letters: how wide and high they are, and lines that fit."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from commplan_advisor.common.faults import printable
from commplan_advisor.present.pictures.drawing import FONT, SMALL

_LEADING = 1.28
_SPACE = 0.38
"""How wide a space is, as a part of the size of its letters; a little more than it is, for what lies round words."""
_POINT = 2.54 / 72


def line_height(size: float) -> float:
    """How many centimetres a line of letters of so many points takes."""
    return size * _POINT * _LEADING


def wrapped(text: str, width: float, *, size: float = SMALL, bold: bool = False, most: int = 0) -> tuple[str, ...]:
    """A text in lines that fit in so many centimetres.

    Args:
        text: any text; what cannot be printed becomes a space.
        width: of the lines, in centimetres.
        size: of the letters, in points.
        bold: whether they are.
        most: how many lines there may be; what is left out shows as an ellipsis. 0 for no limit.
    """
    lines: list[str] = []
    line = ""
    for word in printable(text).split():
        longer = f"{line} {word}" if line else word
        if line_width(longer, size, bold=bold) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *parts, line = _broken(word, width, size, bold=bold)
        lines += parts
        if most and len(lines) > most:
            break
    if line:
        lines.append(line)
    if most and len(lines) > most:
        lines = [*lines[: most - 1], _shortened(lines[most - 1], width, size, bold=bold)]
    return tuple(lines) or ("",)


def _broken(word: str, width: float, size: float, *, bold: bool) -> Iterator[str]:
    """A word in parts that fit; one that fits is one part."""
    while len(word) > 1 and text_width(word, size, bold=bold) > width:
        fits = _fitting(word, width, size, bold=bold)
        hyphen = word.rfind("-", 1, fits) + 1
        cut = hyphen if hyphen > fits // 2 else fits
        yield word[:cut]
        word = word[cut:]
    yield word


def _shortened(line: str, width: float, size: float, *, bold: bool) -> str:
    fits = _fitting(line, width - text_width("…", size, bold=bold), size, bold=bold)
    return f"{line[:fits].rstrip()}…"


def _fitting(text: str, width: float, size: float, *, bold: bool) -> int:
    """How many letters of a text fit; at least one."""
    low, high = 1, min(len(text), 400)
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(text[:middle], size, bold=bold) <= width:
            low = middle
        else:
            high = middle - 1
    return low


def line_width(line: str, size: float = SMALL, *, bold: bool = False) -> float:
    """How many centimetres wide a line is, from its words: most lines share these, and measuring is slow."""
    words = line.split(" ")
    return sum(text_width(word, size, bold=bold) for word in words) + _SPACE * size * _POINT * (len(words) - 1)


@lru_cache(maxsize=20_000)
def text_width(text: str, size: float = SMALL, *, bold: bool = False) -> float:
    """How many centimetres wide a text is."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    properties = FontProperties(family=FONT, size=size, weight="bold" if bold else "normal")
    return float(text_to_path.get_text_width_height_descent(text, properties, ismath=False)[0]) * _POINT
