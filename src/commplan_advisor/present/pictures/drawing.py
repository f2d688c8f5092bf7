"""What all pictures share: sizes, shades that differ in grey, and files that are the same bytes each time."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING, Literal

from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.common.text import Language

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Form = Literal["svg", "png"]

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
    """The figure as a file; its title and its alternative are in it."""
    if form == "png":
        return _dots(figure, sharp, title, alternative)
    written = io.BytesIO()
    figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
    return _described(written.getvalue().decode(), title, alternative, language).encode()


def _dots(figure: Figure, sharp: int, title: str, alternative: str) -> bytes:
    """A PNG of as few colours as a picture has, which takes a third of the room; its words are in it as well."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    figure.set_dpi(sharp)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    dots = bytes(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    image = Image.frombuffer("RGBA", canvas.get_width_height(), dots, "raw", "RGBA", 0, 1)
    words = PngInfo()
    words.add_itxt("Title", title)
    words.add_itxt("Description", alternative)
    written = io.BytesIO()
    image.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(written, "png", dpi=(sharp, sharp), pnginfo=words)
    return written.getvalue()


def _described(svg: str, title: str, alternative: str, language: Language) -> str:
    """The picture with a title and a description for those who do not see it; and with letters to fall back on."""
    own = sha256(f"{title}\n{alternative}".encode()).hexdigest()[:8]
    spoken = f'<title id="title-{own}">{escape(title)}</title>\n <desc id="desc-{own}">{escape(alternative)}</desc>'
    attributes = f' role="img" lang="{language}" aria-labelledby="title-{own} desc-{own}"'
    svg = svg.replace(f"font-family: '{FONT}'", f"font-family: '{FONT}', Verdana, sans-serif")
    return re.sub(r"(<svg\b)([^>]*>)", lambda match: f"{match[1]}{attributes}{match[2]}\n {spoken}", svg, count=1)
