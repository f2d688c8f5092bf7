"""What was measured: the rows of a case file and of a CSV file, checked against the rule book (format 7.1)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path

from commplan_advisor.common.faults import Faults, Place, enumerated, nearest_word
from commplan_advisor.common.files import read_text
from commplan_advisor.common.text import Text
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.rulebook.catalogue import Indicator

COLUMNS = ("indicator", "date", "value", "n", "source")
"""Of a CSV file; `n` and `source` need not be there."""
_NEEDED = COLUMNS[:3]
_MOST = 1e9
_MOST_ROWS = 10_000
_EARLIEST = date(2000, 1, 1)
_PLAIN = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?")
_IN_THOUSANDS = re.compile(
    r"-?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|-?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|-?[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})+"
)
_UNSURE = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")
_WHOLE = re.compile(r"[0-9]{1,9}")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DUTCH_DAY = re.compile(r"([0-9]{1,2})[-/]([0-9]{1,2})[-/]([0-9]{4})")

_MISSING = Text("moet zijn ingevuld.", "must be filled in.")
_NUMBER = Text("moet een getal zijn, zoals 12 of 12,5.", "must be a number, such as 12 or 12.5.")
_THOUSAND = Text(
    "kan duizenden of een breuk betekenen. Schrijf het zonder punt voor duizenden, of met twee decimalen.",
    "may mean thousands or a fraction. Write it without a mark for thousands, or with two decimals.",
)
_DAY = Text("moet een bestaande datum zijn, zoals 2026-01-31 of 31-1-2026.", "must be a date that exists, such as 2026-01-31 or 31-1-2026.")


@dataclass(frozen=True, slots=True)
class Measured:
    """One value that was measured.

    Attributes:
        indicator: of what.
        on: the day.
        value: zero or more; of a percentage at most 100.
        n: how many people or groups were asked; None when it is no sample.
        source: where the number comes from.
    """

    indicator: str
    on: date
    value: float
    n: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What a CSV file holds, when it is not on this disk."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as it was written: by column a value and where it stands."""

    values: Mapping[str, object]
    places: Mapping[str, Place]

    def place(self, column: str) -> Place:
        return self.places.get(column) or self.places[""]


def measurements(case: Case, file: Path | Written | None, indicators: Mapping[str, Indicator], today: date) -> tuple[Measured, ...]:
    """All that was measured until a day, the earliest first.

    Args:
        case: with its rows of `measurements`.
        file: a CSV file with more; None for none.
        indicators: those of the rule book, by name.
        today: later measurements are mistakes.

    Raises:
        UnreadableFileError: the CSV file cannot be read.
        FaultyInputError: with everything that is wrong in either, each at its place.
    """
    faults = Faults()
    rows = list(_rows_of_case(case))
    if file is not None:
        rows += _rows_of_csv(file, faults)
    found: dict[tuple[str, date], tuple[Measured, Place]] = {}
    for row in rows:
        one = _measured(row, indicators, today, faults)
        if one is None:
            continue
        key = one.indicator, one.on
        if key in found:
            first = found[key][1]
            nl, en = f"is op {one.on} al gemeten ({first}).", f"was measured on {one.on} already ({first})."
            faults.add(row.place("indicator"), nl, en, path="indicator", value=one.indicator)
        else:
            found[key] = one, row.place("indicator")
    faults.stop_if_any()
    return tuple(sorted((one for one, _ in found.values()), key=lambda one: (one.on, one.indicator)))


def _rows_of_case(case: Case) -> Iterator[_Row]:
    for number, row in enumerate(case.answers.measurements or ()):
        values = {column: getattr(row, column) for column in COLUMNS}
        path = ("measurements", number)
        places = {column: case.source.place((*path, column)) for column in COLUMNS if values[column] is not None}
        yield _Row({column: value for column, value in values.items() if value is not None}, {**places, "": case.source.place(path)})


# -- a CSV file ------------------------------------------------------------------------------------------------------------------------


def _rows_of_csv(file: Path | Written, faults: Faults) -> Iterable[_Row]:
    name, text = (file.name, file.text) if isinstance(file, Written) else (str(file), read_text(file))
    text = text.removeprefix("\ufeff")
    lines = text.splitlines()
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        faults.add(
            Place(name),
            f"is leeg. De eerste regel moet zijn: {';'.join(COLUMNS)}",
            f"is empty. The first line must be: {';'.join(COLUMNS)}",
        )
        return []
    separator = max(";,\t", key=lines[first].count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[_Row] = []
    columns: list[str] = []
    try:
        for cells in reader:
            place = Place(name, reader.line_num)
            if not any(cell.strip() for cell in cells):
                continue
            if not columns:
                columns = _columns(cells, place, faults)
                if not columns:
                    return []
                continue
            if len(cells) > len(columns):
                nl = f"deze regel heeft {len(cells)} velden; er zijn {len(columns)} kolommen."
                en = f"this line has {len(cells)} fields; there are {len(columns)} columns."
                if separator == ",":
                    nl += " Zet een getal met een komma tussen aanhalingstekens, of scheid de velden met ;."
                    en += " Put a number with a comma between quotes, or separate the fields with ;."
                faults.add(place, nl, en)
                continue
            if len(rows) == _MOST_ROWS:
                faults.add(place, f"er zijn meer dan {_MOST_ROWS} metingen.", f"there are more than {_MOST_ROWS} measurements.")
                break
            values = {column: cell.strip() for column, cell in zip(columns, cells, strict=False) if cell.strip()}
            rows.append(_Row(values, {"": place}))
    except csv.Error:
        place = Place(name, reader.line_num)
        faults.add(place, "een aanhalingsteken staat verkeerd in deze regel.", "a quote is in the wrong place on this line.")
    return rows


def _columns(cells: Iterable[str], place: Place, faults: Faults) -> list[str]:
    """The names of the columns; none when they are not right, which is noted."""
    columns = [cell.strip().casefold() for cell in cells]
    before = len(faults.found)
    for column in columns:
        if column not in COLUMNS:
            nl, en = f"is geen kolom. Kies uit: {', '.join(COLUMNS)}.", f"is not a column. Choose from: {', '.join(COLUMNS)}."
            faults.add(place, nl, en, value=column, nearest=nearest_word(column, COLUMNS))
        elif columns.count(column) > 1 and columns.index(column) == len(columns) - 1 - columns[::-1].index(column):
            faults.add(place, "staat er twee keer.", "is there twice.", value=column)
    if len(set(columns)) < len(columns):
        faults.add(place, "elke kolom mag een keer voorkomen.", "each column may be there once.")
    for column in _NEEDED:
        if column not in columns and not any(nearest_word(one, COLUMNS) == column for one in columns if one not in COLUMNS):
            faults.add(place, f"de kolom '{column}' ontbreekt.", f"the column '{column}' is missing.")
    return columns if len(faults.found) == before else []


# -- a row -----------------------------------------------------------------------------------------------------------------------------


def _measured(row: _Row, indicators: Mapping[str, Indicator], today: date, faults: Faults) -> Measured | None:
    """The measurement of a row; None when something is wrong with it, which is noted."""
    before = len(faults.found)
    for column in _NEEDED:
        if column not in row.values:
            faults.add(row.place(column), _MISSING.nl, _MISSING.en, path=column)
    indicator = _indicator(row, indicators, faults)
    on = _day(row, today, faults)
    value = _value(row, indicator, faults)
    n = _count(row, faults)
    if len(faults.found) > before or indicator is None or on is None or value is None:
        return None
    return Measured(indicator.id, on, value, n, str(row.values.get("source", "")))


def _indicator(row: _Row, indicators: Mapping[str, Indicator], faults: Faults) -> Indicator | None:
    named = row.values.get("indicator")
    if named is None:
        return None
    if (found := indicators.get(str(named))) is None:
        nl, en = (
            f"is geen indicator. Kies uit: {enumerated(list(indicators))}.",
            f"is not an indicator. Choose from: {enumerated(list(indicators))}.",
        )
        faults.add(row.place("indicator"), nl, en, path="indicator", value=named, nearest=nearest_word(str(named), indicators))
    elif not found.number:
        nl, en = "is geen getal: beoordeel dit zelf, zonder meting.", "is not a number: judge it yourself, without a measurement."
        faults.add(row.place("indicator"), nl, en, path="indicator", value=named)
    return found


def _day(row: _Row, today: date, faults: Faults) -> date | None:
    written = row.values.get("date")
    if written is None:
        return None
    day = written if isinstance(written, date) else _day_in(str(written))
    if day is None or day < _EARLIEST:
        faults.add(row.place("date"), _DAY.nl, _DAY.en, path="date", value=written)
    elif day > today:
        nl, en = f"is na vandaag ({today}).", f"is after today ({today})."
        faults.add(row.place("date"), nl, en, path="date", value=written)
    return day


def _day_in(written: str) -> date | None:
    try:
        if _ISO_DAY.fullmatch(written):
            return date.fromisoformat(written)
        if found := _DUTCH_DAY.fullmatch(written):
            day, month, year = map(int, found.groups())
            return date(year, month, day)
    except ValueError:
        pass
    return None


def _value(row: _Row, indicator: Indicator | None, faults: Faults) -> float | None:
    written = row.values.get("value")
    if written is None:
        return None
    message: Text | None = _NUMBER
    value: float | None = None
    if isinstance(written, int | float):
        value, message = float(written), None
    elif _UNSURE.fullmatch(str(written)):
        message = _THOUSAND
    elif (value := _number_in(str(written))) is not None:
        message = None
    if message is None and value is not None:
        most = 100 if indicator is not None and indicator.unit == "%" else _MOST
        if not 0 <= value <= most:
            message = Text(f"moet tussen 0 en {most:.0f} liggen.", f"must be between 0 and {most:.0f}.")
    if message is not None:
        faults.add(row.place("value"), message.nl, message.en, path="value", value=written)
    return value


def _number_in(written: str) -> float | None:
    """A number as people write it: 12.5 and 12,5; with thousands only where that is plain."""
    if _PLAIN.fullmatch(written):
        return float(written.replace(",", "."))
    if _IN_THOUSANDS.fullmatch(written):
        last = max(written.rfind("."), written.rfind(","))
        mark = written[last]
        if written.count(mark) > 1:
            return float(written.replace(mark, ""))
        return float(written[:last].replace(".", "").replace(",", "") + "." + written[last + 1 :])
    return None


def _count(row: _Row, faults: Faults) -> int | None:
    written = row.values.get("n")
    if written is None or (isinstance(written, int) and written > 0):
        return written
    if isinstance(written, str) and _WHOLE.fullmatch(written) and int(written) > 0:
        return int(written)
    nl, en = "moet een heel getal van 1 of meer zijn.", "must be a whole number of 1 or more."
    faults.add(row.place("n"), nl, en, path="n", value=written)
    return None
