"""Counting over results that `commplan population advise` wrote: they are only read."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.common.faults import Fault, Place, UnreadableFileError, printable
from commplan_advisor.common.text import Text
from commplan_advisor.engine.conclusions import Key
from commplan_advisor.population.advising.journal import read_record
from commplan_advisor.population.advising.results_folder import COLUMNS, RECEIPT
from commplan_advisor.population.asking import CONCLUDED, OPEN, RULED_OUT, Numbers, Told, asked_of, told_of
from commplan_advisor.population.columns import NUMBER
from commplan_advisor.population.results import CONCLUSIONS, ResultColumn
from commplan_advisor.population.summing.grouping import Grouping
from commplan_advisor.population.summing.summary import USUAL_KINDS, Rules, Summary, Tally

if TYPE_CHECKING:
    import pyarrow as pa

    from commplan_advisor.population.reading.source import CaseSource

_USUAL_BATCH = 50_000

_NOT_PARQUET = Text(
    "deze uitkomsten zijn geen Parquet. Geef de vragenlijsten zelf, of adviseer met --format parquet.",
    "these results are not Parquet. Give the questionnaires themselves, or advise with --format parquet.",
)
_NOT_WHOLE = Text(
    "hier staan geen volledige uitkomsten: er is geen {file}. Maak het adviseren eerst af.",
    "these results are not complete: there is no {file}. First finish the advising.",
)
_NOT_THE_SAME = Text(
    "is veranderd sinds het advies. Geef met --input de vragenlijsten waar deze uitkomsten van zijn.",
    "was changed since the advice. Give with --input the questionnaires that these results are of.",
)
_OTHER_CASES = Text(
    "heeft geen vragenlijst met nummer {number}, en de uitkomsten wel. Geef met --input de vragenlijsten waar zij van zijn.",
    "has no questionnaire of number {number}, and the results do. Give with --input the questionnaires that they are of.",
)


def is_results(path: Path) -> bool:
    """Whether results stand in a folder, or the beginning of them."""
    return path.is_dir() and (path / CONCLUSIONS).is_dir() and not any(path.glob("*.parquet"))


@dataclass(frozen=True, slots=True)
class Results:
    """Results in a folder.

    Attributes:
        path: of the folder.
        columns: what its tables say.
        titles: what its conclusions are called, and why its rules hold.
        rules: the rule book; None when it is not told.
        input: name of the input, as given then; empty when it is not told.
        identity: of the input.
        set_aside: rows that were no valid questionnaire.
        batch: cases in a part.
    """

    path: Path
    columns: tuple[ResultColumn, ...]
    titles: Mapping[Key, Text]
    rules: Rules | None
    input: str
    identity: str
    set_aside: int
    batch: int

    def check_same(self, source: CaseSource) -> None:
        """Check that an input is still what the results are of.

        Raises:
            UnreadableFileError: it was changed.
        """
        if source.identity != self.identity:
            raise UnreadableFileError(Fault(Place(self.input), _NOT_THE_SAME))


def results_in(path: Path) -> Results:
    """The results in a folder.

    Raises:
        UnreadableFileError: they are not complete, not Parquet, or cannot be read.
        MissingExtraError: Arrow is not installed.
    """
    try:
        import numpy  # noqa: F401
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise MissingExtraError(error.name or "pyarrow", "population") from error
    if not (path / COLUMNS).is_file():
        raise _fault(path, Text(*(words.format(file=COLUMNS) for words in (_NOT_WHOLE.nl, _NOT_WHOLE.en))))
    if not any((path / CONCLUSIONS).glob("*.parquet")):
        raise _fault(path, _NOT_PARQUET)
    receipt = read_record(path / RECEIPT) or {}
    columns, titles = _columns(path / COLUMNS)
    rules, source = receipt.get("rules"), receipt.get("input") or {}
    named = Rules(Text(rules["name"]["nl"], rules["name"]["en"]), rules["version"], rules["digest"], rules["as_of"]) if rules else None
    told = (str(source.get("name", "")), str(source.get("identity", "")))
    return Results(path, columns, titles, named, *told, int(receipt.get("set_aside", 0)), int(receipt.get("batch", _USUAL_BATCH)))


def _columns(file: Path) -> tuple[tuple[ResultColumn, ...], dict[Key, Text]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(file, error) from None
    columns, titles = [], {}
    for line in csv.DictReader(text.splitlines(), delimiter=";"):
        try:
            one = ResultColumn(line["table"], line["name"], line["kind"], line["id"], line["about"], line["rule"])
            (key,) = asked_of([one], ("rule",) if one.rule else None)
            titles[key] = Text(line["title nl"], line["title en"])
        except (KeyError, TypeError) as error:
            raise _unreadable(file, error) from None
        columns.append(one)
    return tuple(columns), titles


def summary_of_results(
    results: Results,
    kinds: Collection[str] = USUAL_KINDS,
    grouping: Grouping | None = None,
    source: CaseSource | None = None,
    source_path: Path | None = None,
    progress: Callable[[float], None] = lambda _: None,
) -> Summary:
    """How often each conclusion or rule.

    Args:
        results: to count.
        kinds: of conclusions, and `rule`.
        grouping: by which answer; then also what it is read from.
        source: the questionnaires that the results are of.
        source_path: of those, for messages.
        progress: is told now and then which part is done, from 0 to 1.

    Raises:
        UnreadableFileError: a part or the input cannot be read, or the input is of other cases.
        FaultyInputError: the input as a whole is not what it should be.
    """
    asked = asked_of(results.columns, kinds)
    tally = Tally(tuple(asked), len(grouping.groups) if grouping else 0)
    files = sorted((results.path / CONCLUSIONS).glob("*.parquet"))
    rows = _Rows(results.path, asked)
    groups = None
    if grouping and source:
        groups = _Groups(grouping, source, source_path or results.path, results.batch, in_order=results.rules is not None)
    for done, file in enumerate(files, start=1):
        told = _told(file, asked, rows)
        tally.add(told, groups.of(told.numbers) if groups else None)
        progress(done / len(files))
    counted = tally.counted(results.titles)
    return Summary(
        results.rules, str(results.path), tally.cases, results.set_aside, grouping, tuple(int(one) for one in tally.group_cases), counted
    )


def _told(file: Path, asked: Mapping[Key, Sequence[ResultColumn]], rows: _Rows) -> Told:
    """What a part tells."""
    import numpy as np

    names = [one.name for columns in asked.values() for one in columns if one.table == CONCLUSIONS]
    table = _table(file, [NUMBER, *names])
    numbers = table[NUMBER].to_numpy()
    found = []
    for key, columns in asked.items():
        of_case = [_codes(table[one.name]) for one in columns if one.table == CONCLUSIONS]
        found.append(np.max(of_case, axis=0) if of_case else rows.of(key, columns[0].table, file.name, numbers))
    return told_of(numbers, found)


class _Rows:
    """What tables of rows tell of their cases.

    A part of them has the name of the part with its cases. Where it has not, all are looked at at once.

    Args:
        path: of the results.
        asked: what is asked.
    """

    def __init__(self, path: Path, asked: Mapping[Key, Sequence[ResultColumn]]) -> None:
        self._path = path
        self._names: dict[str, dict[Key, str]] = defaultdict(dict)
        for key, columns in asked.items():
            if columns[0].table != CONCLUSIONS:
                self._names[columns[0].table][key] = columns[0].name
        self._at: dict[str, tuple[tuple[Path, ...], Numbers, Mapping[Key, Numbers]]] = {}

    def of(self, key: Key, table: str, part: str, numbers: Numbers) -> Numbers:
        """How far a rule is settled for any row of each case of a part."""
        import numpy as np

        same = self._path / table / part
        files = (same,) if same.is_file() else tuple(sorted((self._path / table).glob("*.parquet")))
        if self._at.get(table, ((),))[0] != files:
            self._at[table] = (files, *self._highest(table, files))
        _, known, highest = self._at[table]
        if not len(known):
            return np.full(len(numbers), RULED_OUT, np.uint8)
        places = np.searchsorted(known, numbers).clip(max=len(known) - 1)
        return np.where(known[places] == numbers, highest[key][places], RULED_OUT)

    def _highest(self, table: str, files: Sequence[Path]) -> tuple[Numbers, Mapping[Key, Numbers]]:
        import numpy as np
        import pyarrow as pa

        names = self._names[table]
        read = pa.concat_tables([_table(file, [NUMBER, *names.values()]) for file in files])
        known, places = np.unique(read[NUMBER].to_numpy(), return_inverse=True)
        highest = {}
        for key, name in names.items():
            highest[key] = np.zeros(len(known), np.uint8)
            np.maximum.at(highest[key], places, _codes(read[name]))
        return known, highest


class _Groups:
    """The groups of cases, read from the questionnaires beside the results.

    Args:
        grouping: how cases are put in groups.
        source: the questionnaires, going up in numbers.
        path: of those, for messages.
        batch: cases that are read at once.
        in_order: whether the parts of the results go up in numbers too, so that what was asked for can be forgotten.
    """

    def __init__(self, grouping: Grouping, source: CaseSource, path: Path, batch: int, *, in_order: bool) -> None:
        import numpy as np

        self._path = path
        self._in_order = in_order
        self._coming = self._read(grouping, source, batch)
        self._numbers: Any = np.zeros(0, np.int64)
        self._members: Any = np.zeros((len(grouping.groups), 0), bool)

    def of(self, numbers: Numbers) -> Any:
        """Which of these cases are in which groups; those before them are forgotten.

        Raises:
            UnreadableFileError: there is no questionnaire of such a number.
        """
        import numpy as np

        if not len(numbers):
            return self._members[:, :0]
        while not len(self._numbers) or self._numbers[-1] < numbers[-1]:
            read = next(self._coming, None)
            if read is None:
                break
            kept = self._numbers >= (numbers[0] if self._in_order else 0)
            self._numbers = np.concatenate([self._numbers[kept], read[0]])
            self._members = np.concatenate([self._members[:, kept], read[1]], axis=1)
        places = np.searchsorted(self._numbers, numbers)
        missing = numbers[self._numbers[places.clip(max=max(len(self._numbers) - 1, 0))] != numbers] if len(self._numbers) else numbers
        if len(missing):
            raise _fault(self._path, Text(*(words.format(number=missing[0]) for words in (_OTHER_CASES.nl, _OTHER_CASES.en))))
        return self._members[:, places]

    @staticmethod
    def _read(grouping: Grouping, source: CaseSource, batch: int) -> Iterator[tuple[Numbers, Any]]:
        for one in source.batches(batch):
            yield one.cases[NUMBER].to_numpy(), grouping.members(one.cases)


def _codes(column: pa.ChunkedArray) -> Numbers:
    """How far something is settled, from true, false and null."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    true = pc.fill_null(column, False).to_numpy().astype(np.uint8) * CONCLUDED
    return true + pc.is_null(column).cast(pa.uint8()).to_numpy() * OPEN


def _table(file: Path, columns: Sequence[str]) -> pa.Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.ParquetFile(file).read(columns=list(columns))
    except (OSError, pa.ArrowException) as error:
        raise _unreadable(file, error) from None


def _unreadable(file: Path, error: Exception) -> UnreadableFileError:
    reason = printable(" ".join(str(error).split())[:200])
    return _fault(file, Text(f"kan niet worden gelezen ({reason}).", f"cannot be read ({reason})."))


def _fault(path: Path, message: Text) -> UnreadableFileError:
    return UnreadableFileError(Fault(Place(str(path)), message))
