"""Tables and lists, for the texts of a plan to ask for.

A text gets a list as Markdown. Of a table it gets a mark, `::: {.table number="3"}`, and the table itself goes straight into the document:
what stands in a cell is never read as Markdown, and a plan of a hundred tables is made in half the time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date

from commplan_advisor.advice.words import number
from commplan_advisor.common.faults import nearest_word
from commplan_advisor.common.text import Language
from commplan_advisor.present.plan.escaping import Markdown, escaped, plain
from commplan_advisor.present.report import shown_day

_EMPTY = "–"
_PAIR = (28, 72)
_NO_NAME = re.compile(r"[^A-Za-z0-9]+")

Column = tuple[str, str, int]
"""The words above it, the field that it shows, and its part of the width."""


class UnknownFieldError(Exception):
    """A text names something that a value of the plan does not have."""

    def __init__(self, name: str, allowed: Iterable[str]) -> None:
        self.name, self.allowed = name, tuple(allowed)
        super().__init__(name)

    @property
    def nearest(self) -> str:
        """The name that was probably meant."""
        return nearest_word(self.name, self.allowed)


def shown(value: object, language: Language) -> str:
    """A value of the plan as a reader sees it, before it is escaped."""
    if value is None:
        return ""
    if isinstance(value, date):
        return shown_day(value, language)
    if isinstance(value, bool):
        raise TypeError("a text of the plan has words to show, not yes or no")
    if isinstance(value, int | float):
        return number(value, language)
    if isinstance(value, tuple | list):
        return _joined([shown(one, language) for one in value])
    return str(value)


def _joined(parts: Sequence[str]) -> str:
    """Parts with a semicolon between them; whole sentences one after the other."""
    return " ".join(part if part.endswith(".") else f"{part};" for part in parts).removesuffix(";")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its caption, the words above the columns, the rows, and the parts of the width.

    When `link` is not empty, the first cell of each row leads to the heading that is called so, with what stands in the cell behind it.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    link: str = ""

    def target(self, row: tuple[str, ...]) -> str:
        """The heading that a row leads to; nothing when it leads nowhere."""
        return _NO_NAME.sub("-", self.link + row[0]) if self.link else ""


@dataclass(frozen=True, slots=True)
class Tables:
    """The functions for tables and lists that texts of a plan may use, in one language; it keeps the tables that they asked for."""

    language: Language
    made: list[Table] = field(default_factory=list)

    def table(self, caption: str, rows: Sequence[object], columns: Sequence[Column], link: str = "") -> Markdown:
        """A table with a row of headers; the first column says what a row is about.

        A column in which nothing was filled in is left out, and so is a table without rows, or without anything beside its first column.

        Args:
            caption: what the table shows.
            rows: values of the plan, such as its actions.
            columns: of each the words above it, the field to show and its part of the width, as a number beside those of the others.
            link: when the first column leads to headings, what their names begin with; what stands in the column comes behind it.

        Raises:
            UnknownFieldError: a row does not have such a field.
        """
        cells = [[shown(_field(row, name), self.language) for _, name, _ in columns] for row in rows]
        used = [place for place in range(len(columns)) if place == 0 or any(row[place] for row in cells)]
        if len(used) == 1 < len(columns):
            return Markdown("")
        return self._put(
            caption,
            [columns[place][0] for place in used],
            [[row[place] for place in used] for row in cells],
            [columns[place][2] for place in used],
            link,
        )

    def pairs(self, caption: str, heads: tuple[str, str], lines: Sequence[tuple[str, object]]) -> Markdown:
        """A table of labels with a value each; a label without a value is left out, and so is a table without lines.

        Args:
            caption: what the table shows.
            heads: the words above the two columns.
            lines: of each the label and its value.
        """
        rows = [[name, words] for name, value in lines if (words := shown(value, self.language))]
        return self._put(caption, heads, rows, _PAIR)

    def _put(self, caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int], link: str = "") -> Markdown:
        if not rows:
            return Markdown("")
        told = tuple(tuple(plain(cell) or _EMPTY for cell in row) for row in rows)
        self.made.append(Table(plain(caption), tuple(map(plain, heads)), told, tuple(map(int, widths)), link))
        return Markdown(f'\n\n::: {{.table number="{len(self.made) - 1}"}}\n:::\n\n')

    def bullets(self, items: Iterable[object]) -> Markdown:
        """A list."""
        return self._list(items, lambda _: "-")

    def steps(self, items: Iterable[object]) -> Markdown:
        """A list with numbers."""
        return self._list(items, lambda place: f"{place}.")

    def _list(self, items: Iterable[object], sign: Callable[[int], str]) -> Markdown:
        words = filter(None, (escaped(shown(one, self.language)) for one in items))
        return Markdown("\n\n" + "".join(f"{sign(place)} {one}\n" for place, one in enumerate(words, start=1)) + "\n")


def _field(row: object, name: str) -> object:
    """A field of a value of the plan, perhaps of one inside it: `goal.keep`."""
    for part in name.split("."):
        allowed = [one.name for one in fields(row)] if is_dataclass(row) else []
        if part not in allowed:
            raise UnknownFieldError(part, allowed)
        row = getattr(row, part)
    return row
