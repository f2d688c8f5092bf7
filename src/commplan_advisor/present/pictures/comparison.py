"""The matrix of a comparison as a picture: SVG or PNG, the same bytes each time.

Each state has a shade and a sign of its own, so that it can be told apart without colour and on a grey print. A picture shows up to
`MOST_CASES` cases by `MOST_ROWS` rows; of more it shows the rows that tell most, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from commplan_advisor.advice.compare.compare import Comparison
from commplan_advisor.advice.compare.comparing import ASSUMED, NO, OPEN, YES, Row
from commplan_advisor.common.faults import printable
from commplan_advisor.common.text import Language, Text
from commplan_advisor.present.comparison_words import sign, word
from commplan_advisor.present.pictures.drawing import FONT, Form, Picture, drawing, saved
from commplan_advisor.rulebook.catalogue import PRIORITIES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.path import Path

MOST_CASES = 400
MOST_ROWS = 400

_CELL = 0.26
"""Inches of a cell; with many cases cells get narrower."""
_CENTIMETRES = 2.54
"""In an inch."""
_LETTER = 0.066
_SHARP = 110
_TITLE_MOST = 70
_SIGNS_UP_TO = 60
"""With more cases the cells are too narrow for signs."""

_SHADES = {YES: "#08519c", "high": "#08306b", "middle": "#2171b5", "low": "#6baed6", ASSUMED: "#c6dbef", OPEN: "#fee8c8", NO: "#ffffff"}
"""One hue from dark to light, so that the order is the same in grey; open is the one warm colour."""
_SIZES = {NO: 2, YES: 36, ASSUMED: 36}
_LIGHT = {YES, "high", "middle"}

_WORDS = {
    "cases": Text("{count} vragenlijsten", "{count} questionnaires"),
    "cut": Text(
        "Dit zijn {shown} van de {count} rijen: die het meest verschillen.", "These are {shown} of {count} rows: those that differ most."
    ),
    "described": Text(
        "Tabel met per rij een onderdeel van het advies en per kolom een gemeente. Gemeenten: {cases}.",
        "Table with a part of the advice on each row and a municipality in each column. Municipalities: {cases}.",
    ),
}


def as_picture(comparison: Comparison, language: Language, form: Form) -> bytes:
    """The matrix as a file with a picture.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    return comparison_picture(comparison, language, form).data


def comparison_picture(comparison: Comparison, language: Language, form: Form) -> Picture:
    """The matrix as a picture.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    title, words = printable(word("title", language, count=len(comparison.cases))), _described(comparison, language)
    with drawing():
        figure = _drawn(comparison, language, title)
        width, height = (float(inches) * _CENTIMETRES for inches in figure.get_size_inches())
        return Picture("comparison", title, saved(figure, form, title, words, language, sharp=_SHARP), words, width, height)


def _drawn(comparison: Comparison, language: Language, title: str) -> Figure:
    from matplotlib.figure import Figure

    rows, cut = _shown(comparison, language)
    labels = [printable(case.label) for case in comparison.cases[:MOST_CASES]]
    lines = [_short(text) for text, _ in rows]
    cell = _CELL if len(labels) <= _SIGNS_UP_TO else max(0.06, _CELL * _SIGNS_UP_TO / len(labels))
    left = _LETTER * max((len(line) for line in lines), default=10) + 0.3
    above = _LETTER * max(map(len, labels), default=10) + 0.4 if len(labels) <= _SIGNS_UP_TO else 0.3
    wide, high = left + max(cell * len(labels), 3.2) + 0.9, above + _CELL * max(len(rows), 1) + 1.4
    figure = Figure(figsize=(wide, high))
    axes = figure.add_axes((left / wide, 0.9 / high, cell * len(labels) / wide, _CELL * max(len(rows), 1) / high))
    axes.set_xlim(0, len(labels))
    axes.set_ylim(max(len(rows), 1), 0)
    axes.set_yticks([place + 0.5 for place in range(len(rows))], lines, fontsize=8)
    for tick, (_, row) in zip(axes.get_yticklabels(), rows, strict=True):
        if row is None:
            tick.set_fontweight("bold")
    if len(labels) <= _SIGNS_UP_TO:
        axes.set_xticks([place + 0.5 for place in range(len(labels))], labels, rotation=90, fontsize=8)
    else:
        axes.set_xticks([])
        axes.set_xlabel(_WORDS["cases"].in_(language).format(count=len(labels)), fontsize=9)
    axes.xaxis.set_ticks_position("top")
    axes.xaxis.set_label_position("top")
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    _fill(axes, [row for _, row in rows], language, signs=len(labels) <= _SIGNS_UP_TO)
    figure.text(0.12 / wide, 1 - 0.3 / high, title, fontsize=13, fontweight="bold")
    if cut:
        figure.text(0.12 / wide, 0.1 / high, cut, fontsize=8)
    _legend(figure, [row for _, row in rows if row], language, wide, high)
    return figure


def _shown(comparison: Comparison, language: Language) -> tuple[list[tuple[str, Row | None]], str]:
    """The rows with their headings, and what to say when some are left out."""
    rows = [row for section in comparison.sections for row in section.rows]
    kept = rows
    if len(rows) > MOST_ROWS:
        kept = sorted(rows, key=lambda row: (abs(row.count - len(row.cells) / 2), row.id))[:MOST_ROWS]
    keys = {(row.kind, row.id) for row in kept}
    lines: list[tuple[str, Row | None]] = []
    for section in comparison.sections:
        inside = [row for row in section.rows if (row.kind, row.id) in keys]
        if inside:
            lines += [(printable(word(section.id, language)), None), *((printable(row.title), row) for row in inside)]
    cut = _WORDS["cut"].in_(language).format(shown=len(kept), count=len(rows)) if len(kept) < len(rows) else ""
    return lines, cut


def _short(text: str) -> str:
    return text if len(text) <= _TITLE_MOST else f"{text[: _TITLE_MOST - 1]}…"


def _fill(axes: Axes, rows: Sequence[Row | None], language: Language, *, signs: bool) -> None:
    """Shade the cells, and put the signs in; equal neighbours are one box, which keeps a large picture small."""
    from matplotlib.collections import PatchCollection
    from matplotlib.patches import Rectangle

    boxes, shades = [], []
    places: dict[str, list[tuple[float, float]]] = {}
    for line, row in enumerate(rows):
        start = 0
        for cell, run in groupby(row.cells[:MOST_CASES] if row else ()):
            length = len(list(run))
            places.setdefault(cell, []).extend((start + place + 0.5, line + 0.5) for place in range(length))
            boxes.append(Rectangle((start, line), length, 1))
            shades.append(_SHADES[cell])
            start += length
    axes.add_collection(PatchCollection(boxes, facecolors=shades, linewidths=0))
    if signs:
        _grid(axes, rows)
        for cell in sorted(places):
            across, down = zip(*places[cell], strict=True)
            colour = "white" if cell in _LIGHT else "black"
            axes.scatter(across, down, s=_SIZES.get(cell, 44), c=colour, marker=_marker(sign(cell, language)), linewidths=0, zorder=3)


def _grid(axes: Axes, rows: Sequence[Row | None]) -> None:
    """Lines between the cells, not beside headings."""
    from matplotlib.collections import LineCollection

    lines = []
    for is_row, run in groupby(enumerate(rows), key=lambda one: one[1] is not None):
        block = list(run)
        if is_row:
            first, last = block[0][0], block[-1][0] + 1
            count = max(len(row.cells[:MOST_CASES]) for _, row in block if row)
            lines += [[(0, line), (count, line)] for line in range(first, last + 1)]
            lines += [[(place, first), (place, last)] for place in range(count + 1)]
    axes.add_collection(LineCollection(lines, colors="#c8c8c8", linewidths=0.5))


def _marker(text: str) -> Path:
    """A sign as an outline round its middle: as text, thousands of signs take seconds to draw."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.path import Path
    from matplotlib.textpath import TextPath

    outline = TextPath((0, 0), text, size=10, prop=FontProperties(family=FONT))
    middle = (outline.vertices.max(axis=0) + outline.vertices.min(axis=0)) / 2
    return Path(outline.vertices - middle, outline.codes)


def _legend(figure: Figure, rows: Sequence[Row], language: Language, wide: float, high: float) -> None:
    from matplotlib.patches import Patch

    cells = {cell for row in rows for cell in row.cells}
    handles = [
        Patch(facecolor=_SHADES[cell], edgecolor="#888888", label=f"{sign(cell, language)}  {word(cell, language)}")
        for cell in (YES, *PRIORITIES, OPEN, NO, ASSUMED)
        if cell in cells
    ]
    if handles:
        columns = max(1, int((wide - 0.3) / 3.3))
        figure.legend(handles=handles, loc="lower left", bbox_to_anchor=(0.1 / wide, 0.15 / high), ncols=columns, fontsize=8, frameon=False)


def _described(comparison: Comparison, language: Language) -> str:
    """What the picture shows, for those who do not see it."""
    cases = ", ".join(printable(case.label) for case in comparison.cases)
    return " ".join((_WORDS["described"].in_(language).format(cases=cases), *_told(comparison, language)))


def _told(comparison: Comparison, language: Language) -> Iterator[str]:
    """How many cases have each problem: the heart of the picture in words."""
    for section in comparison.sections:
        if section.id == "problems" and section.rows:
            counts = "; ".join(f"{printable(row.title)}: {row.count}/{len(row.cells)}" for row in section.rows)
            yield f"{word('problems', language)}: {counts}."
