"""Pictures of how things hang together, as SVG: columns of boxes, with lines from what leads to what follows.

A box is as wide as its column and as high as its text takes. The same rule book gives the same bytes, and nothing is drawn that needs a
font of its own or a picture beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from commplan_advisor.common.faults import printable

_ROW, _LINE, _PAD = 12, 16, 9
_TOP = 44
_LETTER = 7.0
"""How wide a letter is at most, on average, in the fonts that there may be."""

_SHADES = {
    "finding": ("#eef3f8", "#4a6b8a"),
    "problem": ("#fdecea", "#a33b2e"),
    "cause": ("#fff6e0", "#9a6b00"),
    "action": ("#e9f5ec", "#2f7a46"),
    "stage": ("#f1f1f4", "#55556b"),
}
_LETTERS = "system-ui,'DejaVu Sans',sans-serif"


@dataclass(frozen=True, slots=True)
class Box:
    """A thing in a picture.

    Attributes:
        key: what lines call it.
        text: what stands in it.
        kind: gives it its colour.
        anchor: where a click on it leads, on the same page; empty for nowhere.
    """

    key: str
    text: str
    kind: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """Boxes below each other, under a heading."""

    heading: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Measures:
    """How wide boxes are, and how wide the room between columns is."""

    box: int = 236
    gap: int = 76

    def left(self, column: int) -> int:
        """Where a column begins."""
        return 1 + column * (self.box + self.gap)

    def wrapped(self, text: str) -> list[str]:
        """The lines of a text in a box."""
        return wrap(printable(text), int((self.box - 2 * _PAD) / _LETTER), break_on_hyphens=False) or [""]

    def height(self, box: Box) -> float:
        """How high a box is."""
        return len(self.wrapped(box.text)) * _LINE + 2 * _PAD


ORDINARY, NARROW = Measures(), Measures(110, 26)


def picture(
    columns: Sequence[Column],
    lines: Iterable[tuple[str, str]],
    title: str,
    description: str,
    *,
    below: str = "",
    measures: Measures = ORDINARY,
) -> str:
    """A picture of columns, with lines between boxes of different ones.

    Args:
        columns: from left to right; boxes stand in the order that crosses least lines.
        lines: from what leads to something to what follows.
        title: of the picture.
        description: what it shows, for those who do not see it.
        below: first box of the last column that stands below all boxes of the columns in between, so that lines to it cross no box.
        measures: how wide things are.
    """
    joined = list(dict.fromkeys(lines))
    places, high = _placed(columns, below, measures)
    wide = measures.left(len(columns)) - measures.gap + 1
    links = any(box.anchor for column in columns for box in column.boxes)
    role = "group" if links else "img"  # for those who hear a page an image is one thing, in which no link can be reached
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="{role}" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" '
        f'font-family="{_LETTERS}" aria-label="{_text(title)}">',
        f"<title>{_text(title)}</title>",
        f"<desc>{_text(description)}</desc>",
        f'<rect width="{wide}" height="{high}" fill="#ffffff"/>',
    ]
    parts += [_line(places[start], places[end], measures) for start, end in joined]
    for number, column in enumerate(columns):
        left = measures.left(number)
        parts.append(f'<text x="{left}" y="24" font-size="14" font-weight="bold" fill="#333333">{_text(column.heading)}</text>')
        parts += [_box(box, places[box.key], measures) for box in column.boxes]
    return "\n".join([*parts, "</svg>"]) + "\n"


Place = tuple[float, float, float]
"""Left, top and height of a box."""


def in_order(boxes: Iterable[Box], lines: Iterable[tuple[str, str]], before: Sequence[Box]) -> tuple[Box, ...]:
    """Boxes in the order of what leads to them, so that few lines cross; those that stand alone come last."""
    rank = {box.key: number for number, box in enumerate(before)}
    from_: dict[str, list[int]] = {}
    for start, end in lines:
        if start in rank:
            from_.setdefault(end, []).append(rank[start])
    alone = len(rank)

    def middle(box: Box) -> float:
        ranks = from_.get(box.key)
        return sum(ranks) / len(ranks) if ranks else alone

    return tuple(sorted(boxes, key=middle))


def _placed(columns: Sequence[Column], below: str, measures: Measures) -> tuple[dict[str, Place], float]:
    heights = [[measures.height(box) for box in column.boxes] for column in columns]
    totals = [sum(column) + _ROW * max(0, len(column) - 1) for column in heights]
    first = max(totals[1:-1], default=0) if below else 0
    places: dict[str, Place] = {}
    bottoms = []
    for number, column in enumerate(columns):
        last = number == len(columns) - 1
        top = float(_TOP)
        for box, height in zip(column.boxes, heights[number], strict=True):
            if last and box.key == below:
                top = max(top, _TOP + first + 2 * _ROW)
            places[box.key] = (measures.left(number), top, height)
            top += height + _ROW
        bottoms.append(top - _ROW)
    high = max([*bottoms, _TOP]) + _ROW
    return _in_the_middle(columns, places, high), high


def _in_the_middle(columns: Sequence[Column], places: Mapping[str, Place], high: float) -> dict[str, Place]:
    """A column of one box stands at the height of the middle of the first column, so that lines are short."""
    moved = dict(places)
    for number, column in enumerate(columns):
        if len(column.boxes) == 1 and 0 < number < len(columns) - 1:
            left, _, height = places[column.boxes[0].key]
            before = [places[box.key] for box in columns[number - 1].boxes]
            after = [places[box.key] for box in columns[number + 1].boxes] or before
            bottom = min(max(top + tall for _, top, tall in side) if side else high for side in (before, after))
            moved[column.boxes[0].key] = (left, max(_TOP, (_TOP + bottom - height) / 2), height)
    return moved


def _line(start: Place, end: Place, measures: Measures) -> str:
    """A curve from the right side of a box to the left side of another, with an arrow."""
    x1, y1 = start[0] + measures.box, start[1] + start[2] / 2
    x2, y2 = end[0] - 5, end[1] + end[2] / 2
    bend = min(measures.gap * 0.6, (x2 - x1) / 2)
    curve = f"M{x1:.0f} {y1:.0f}C{x1 + bend:.0f} {y1:.0f} {x1 + bend:.0f} {y2:.0f} {x1 + measures.gap - 5:.0f} {y2:.0f}H{x2:.0f}"
    arrow = f"M{x2:.0f} {y2 - 4:.0f}l6 4l-6 4z"
    return f'<path d="{curve}" fill="none" stroke="#9a9aa8" stroke-width="1.2"/><path d="{arrow}" fill="#9a9aa8"/>'


def _box(box: Box, place: Place, measures: Measures) -> str:
    left, top, height = place
    fill, stroke = _SHADES[box.kind]
    drawn = f'<rect x="{left:.0f}" y="{top:.0f}" width="{measures.box}" height="{height:.0f}" rx="5" fill="{fill}" stroke="{stroke}"/>'
    for number, line in enumerate(measures.wrapped(box.text)):
        y = top + _PAD + _LINE * (number + 0.75)
        drawn += f'<text x="{left + 10:.0f}" y="{y:.0f}" font-size="12.5" fill="#1d1d25">{_text(line)}</text>'
    return f'<a href="#{escape(box.anchor)}">{drawn}</a>' if box.anchor else drawn


def _text(text: str) -> str:
    return escape(printable(text))
