"""What all pictures share: a sheet measured in centimetres, letters that fit, shades that differ in grey, and the same bytes each time."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING, Literal, TypeVar

from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.common.faults import printable
from commplan_advisor.common.text import Language

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text as Letters

Form = Literal["svg", "png"]
Thing = TypeVar("Thing")

WIDE = 16.0
"""Centimetres between the margins of an A4 page that stands."""
HIGH = 21.5
"""Centimetres of such a page that a picture may take, so that a heading and a caption fit above it."""
SHARP = 200
"""Dots per inch of a PNG: sharp on paper, and small enough for a document."""

SMALL, ORDINARY, LARGE = 7.5, 8.0, 9.5
"""Sizes of letters in points, at the size that a picture is printed at."""

INK, SOFT, LINE, PAPER = "#1a1a1a", "#5c5c5c", "#bdbdbd", "#ffffff"
DARKEST, DARK, MIDDLE, LIGHT, FAINT = "#08306b", "#2171b5", "#85bcdb", "#d3e3f3", "#f2f5f9"
"""One hue from dark to light: the order is the same for who sees no colours, and on a grey print."""
WARM_DARK, WARM, WARM_FAINT = "#7f3b08", "#a65005", "#fdf4e7"
"""The one other hue, blue's opposite for who sees no red or green; never the only thing that tells two parts apart."""

FONT = "DejaVu Sans"
"""Comes with the plotting library, so that a text is as wide everywhere."""
_LEADING = 1.28
_SPACE = 0.38
"""How wide a space is, as a part of the size of its letters; a little more than it is, for what lies round words."""
_POINT = 2.54 / 72


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, ready for a document.

    Attributes:
        name: which one; one of `PICTURES`.
        title: a short caption. The pages of one picture are numbered in it.
        data: the file, as SVG (UTF-8) or PNG.
        alternative: what the picture says, in words, for those who do not see it.
        width_cm: how wide it is meant to be on paper; its smallest letters are 7.5 points then.
        height_cm: how high it is then.
        empty: whether there was nothing to draw, and the picture only says so.
    """

    name: str
    title: str
    data: bytes
    alternative: str
    width_cm: float
    height_cm: float
    empty: bool = False


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


@contextmanager
def drawing() -> Iterator[None]:
    """The settings that pictures are drawn and saved with.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    try:
        import matplotlib as mpl
    except ImportError as error:
        raise MissingExtraError("matplotlib") from error
    with (
        mpl.rc_context(
            {
                "svg.hashsalt": "commplan",
                "svg.fonttype": "none",
                "font.family": [FONT],
                "text.parse_math": False,
                "text.hinting": "none",  # letters as wide as they are measured
            }
        ),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore", UserWarning)  # a name in a script that the font does not have
        yield


def saved(figure: Figure, form: Form, title: str, alternative: str, language: Language, *, sharp: int = SHARP) -> bytes:
    """The figure as a file; an SVG has its title and its alternative in it."""
    if form == "png":
        return _dots(figure, sharp)
    written = io.BytesIO()
    figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
    return _described(written.getvalue().decode(), title, alternative, language).encode()


def _dots(figure: Figure, sharp: int) -> bytes:
    """A PNG of as few colours as a picture has, which takes a third of the room."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    figure.set_dpi(sharp)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    dots = bytes(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    image = Image.frombuffer("RGBA", canvas.get_width_height(), dots, "raw", "RGBA", 0, 1)
    written = io.BytesIO()
    image.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(written, "png", dpi=(sharp, sharp))
    return written.getvalue()


def _described(svg: str, title: str, alternative: str, language: Language) -> str:
    """The picture with a title and a description for those who do not see it; and with letters to fall back on."""
    own = sha256(f"{title}\n{alternative}".encode()).hexdigest()[:8]
    spoken = f'<title id="title-{own}">{escape(title)}</title>\n <desc id="desc-{own}">{escape(alternative)}</desc>'
    attributes = f' role="img" lang="{language}" aria-labelledby="title-{own} desc-{own}"'
    svg = svg.replace(f"font-family: '{FONT}'", f"font-family: '{FONT}', Verdana, sans-serif")
    return re.sub(r"(<svg\b)([^>]*>)", lambda match: f"{match[1]}{attributes}{match[2]}\n {spoken}", svg, count=1)


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
