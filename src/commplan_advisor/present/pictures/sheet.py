"""A sheet to draw on, measured in centimetres, and how things are spread over pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeVar

from commplan_advisor.present.pictures.drawing import INK, LINE, PAPER, SMALL
from commplan_advisor.present.pictures.letters import line_height

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text as Letters

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a sheet, in centimetres from its top left."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends across."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return self.top + self.height


@dataclass(slots=True)
class Sheet:
    """One page of a picture, and the box that each text must keep within.

    Attributes:
        width: in centimetres.
        height: in centimetres.
        figure: what is drawn on.
        axes: the whole figure, in centimetres from its top left.
        written: each text with its box.
    """

    width: float
    height: float
    figure: Figure = field(init=False)
    axes: Axes = field(init=False)
    written: list[tuple[Letters, Box]] = field(default_factory=list)

    def __post_init__(self) -> None:
        from matplotlib.figure import Figure

        self.figure = Figure(figsize=(self.width / 2.54, self.height / 2.54))
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_xlim(0, self.width)
        self.axes.set_ylim(self.height, 0)
        self.axes.set_axis_off()

    def box(self, place: Box, *, fill: str = PAPER, edge: str = "none", thick: float = 0.6, round_: float = 0, above: float = 1) -> None:
        """Draw a box."""
        from matplotlib.patches import FancyBboxPatch, Patch, Rectangle

        patch: Patch
        if round_:
            style = f"round,pad=0,rounding_size={round_}"
            patch = FancyBboxPatch((place.left, place.top), place.width, place.height, boxstyle=style)
        else:
            patch = Rectangle((place.left, place.top), place.width, place.height)
        patch.set(facecolor=fill, edgecolor=edge, linewidth=thick if edge != "none" else 0, zorder=above, clip_on=False)
        self.axes.add_artist(patch)  # `add_patch` measures it first, which takes longer than drawing it

    def write(
        self,
        lines: Sequence[str],
        place: Box,
        *,
        size: float = SMALL,
        bold: bool = False,
        colour: str = INK,
        across: Literal["left", "center", "right"] = "left",
        down: Literal["top", "center", "bottom"] = "top",
        upright: bool = False,
        leading: float = 1,
        cleared: bool = False,
    ) -> None:
        """Write lines, already wrapped, in a box.

        `upright` turns them a quarter, to be read from below; `cleared` puts white behind them, so that no line runs through them.
        """
        step = line_height(size) * leading
        if upright:  # the lines lie beside each other, from left to right
            first = place.left + (place.width - step * len(lines)) / 2
            y = {"bottom": place.bottom, "center": place.top + place.height / 2, "top": place.top}[down]
            anchors = [(first + step * (number + 0.5), y) for number in range(len(lines))]
        else:
            top = place.top + {"top": 0.0, "center": 0.5, "bottom": 1.0}[down] * (place.height - step * len(lines))
            x = {"left": place.left, "center": place.left + place.width / 2, "right": place.right}[across]
            anchors = [(x, top + step * (number + 0.5)) for number in range(len(lines))]
        for line, (x, y) in zip(lines, anchors, strict=True):
            letters = self.axes.text(
                x,
                y,
                line,
                fontsize=size,
                fontweight="bold" if bold else "normal",
                color=colour,
                rotation=90 if upright else 0,
                rotation_mode="anchor",
                horizontalalignment={"bottom": "left", "center": "center", "top": "right"}[down] if upright else across,
                verticalalignment="center_baseline",
                bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.6} if cleared else None,
            )
            self.written.append((letters, place))

    def line(
        self, points: Sequence[tuple[float, float]], *, colour: str = LINE, thick: float = 0.6, dashed: bool = False, above: float = 1
    ) -> None:
        """Draw a line through points; what is above 1 is drawn over boxes."""
        from matplotlib.lines import Line2D

        style: Literal["-"] | tuple[float, Sequence[float]] = (0, (4, 2)) if dashed else "-"
        line = Line2D(*zip(*points, strict=True), color=colour, linewidth=thick, linestyle=style, zorder=above, clip_on=False)
        self.axes.add_artist(line)

    def mark(self, x: float, y: float, sign: str, *, size: float = 6, fill: str = INK, edge: str = INK) -> None:
        """Draw a small sign: one of matplotlib's markers."""
        from matplotlib.lines import Line2D

        line = Line2D([x], [y], marker=sign, linestyle="", zorder=5, clip_on=False)
        line.set(markersize=size, markerfacecolor=fill, markeredgecolor=edge, markeredgewidth=0.8)
        self.axes.add_artist(line)


@dataclass(frozen=True, slots=True)
class Page:
    """A page before it is saved, and what it says in words."""

    sheet: Sheet
    alternative: str


def in_even_parts(things: Sequence[Thing], heights: Sequence[float], room: float) -> list[list[Thing]]:
    """Things over pages of so many centimetres: no more pages than it takes, about as full as each other.

    Args:
        things: in their order.
        heights: of each, in centimetres.
        room: of a page; a thing that is higher than that has one to itself.
    """
    count = _pages_for(heights, room)
    low, high = max(heights, default=0.0), room
    for _ in range(20):  # the least room that keeps to as many pages
        middle = (low + high) / 2
        low, high = (low, middle) if _pages_for(heights, middle) <= count else (middle, high)
    parts: list[list[Thing]] = []
    taken = high
    for thing, height in zip(things, heights, strict=True):
        if not parts or taken + height > high + 1e-6:
            parts.append([])
            taken = 0.0
        parts[-1].append(thing)
        taken += height
    return parts


def _pages_for(heights: Sequence[float], room: float) -> int:
    count, taken = 0, room
    for height in heights:
        if not count or taken + height > room + 1e-6:
            count, taken = count + 1, 0.0
        taken += height
    return count
