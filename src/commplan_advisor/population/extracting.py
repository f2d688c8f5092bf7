"""One of many questionnaires as a file of its own, for the commands that explain and compare single cases."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from commplan_advisor.common.faults import Fault, FaultyInputError, Place, enumerated, nearest_word
from commplan_advisor.common.text import Text
from commplan_advisor.population.columns import CASE, NUMBER

if TYPE_CHECKING:
    import pyarrow as pa

    from commplan_advisor.population.reading.source import CaseSource

_BATCH = 10_000
_MOST_NAMES = 20_000
"""So many names are kept to find the nearest word among; looking through more takes too long."""


def case_by_number(source: CaseSource, number: int, file: str) -> dict[str, Any]:
    """The answers of one case, as plain values.

    Args:
        source: the questionnaires.
        number: its place in the input, from 0 on.
        file: name of the input, for messages.

    Raises:
        FaultyInputError: it is not there, or it is no valid questionnaire, with what is wrong with it.
        UnreadableFileError: the input cannot be read.
    """
    for batch in source.batches(1, number):  # one row is a batch: all before it is skipped
        if batch.set_aside:
            raise FaultyInputError(batch.set_aside[0].faults)
        if batch.cases.num_rows:
            return plain_answers_of(batch.cases, 0)
        break
    count = source.count()
    known = (
        Text("", "")
        if count is None
        else Text(f" Er zijn er {count}, van 0 tot en met {count - 1}.", f" There are {count}, from 0 to {count - 1}.")
    )
    message = Text(f"er is geen vragenlijst met dit nummer.{known.nl}", f"there is no questionnaire with this number.{known.en}")
    raise FaultyInputError([Fault(Place(file), message, value=str(number))])


def case_by_name(source: CaseSource, name: str, file: str) -> dict[str, Any]:
    """The answers of the one case of that name, as plain values.

    Args:
        source: the questionnaires.
        name: as the column `case` of the results says it.
        file: name of the input, for messages.

    Raises:
        FaultyInputError: there is none of that name, or there are several, with their numbers; or it is no valid questionnaire, with
            what is wrong with it.
        UnreadableFileError: the input cannot be read.
    """
    import pyarrow.compute as pc

    found = _Found()
    for batch in source.batches(_BATCH):
        if len(found.names) < _MOST_NAMES:
            found.names += batch.cases[CASE].to_pylist()
        same = batch.cases.filter(pc.equal(batch.cases[CASE], name))
        for row in range(same.num_rows):
            found.numbers.append(same[NUMBER][row].as_py())
            found.answers = plain_answers_of(same, row)
        for one in batch.set_aside:
            if one.case == name:
                found.numbers.append(one.number)
                found.faults = one.faults
    if not found.numbers:
        nearest = nearest_word(name, found.names)
        message = Text("zo heet geen van de vragenlijsten.", "none of the questionnaires is called that.")
        raise FaultyInputError([Fault(Place(file), message, value=name, nearest=nearest)])
    if len(found.numbers) > 1:
        numbers = enumerated([str(one) for one in sorted(found.numbers)])
        message = Text(f"zo heten er meer. Kies een nummer: {numbers}.", f"several are called that. Choose a number: {numbers}.")
        raise FaultyInputError([Fault(Place(file), message, value=name)])
    if found.answers is None:
        raise FaultyInputError(found.faults)
    return found.answers


@dataclass(slots=True)
class _Found:
    numbers: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    answers: dict[str, Any] | None = None
    faults: tuple[Fault, ...] = ()


def plain_answers_of(cases: pa.Table, row: int) -> dict[str, Any]:
    """The answers in a row of a table of questionnaires as plain values, as a file has them; what was not answered is left out."""
    answers: dict[str, Any] = {}
    for name in cases.column_names:
        value = cases[name][row].as_py()
        if name in (NUMBER, CASE) or value is None:
            continue
        *above, last = name.split(".")
        part = answers
        for one in above:
            part = part.setdefault(one, {})
        part[last] = _plain(value)
    return answers


def _plain(value: Any) -> Any:
    """A value as people write it: no answers that were not given, and no fraction of zero."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items() if inner is not None}
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def as_file(answers: Mapping[str, Any], *, as_json: bool) -> str:
    """Answers as the text of a questionnaire file, in YAML or JSON."""
    if as_json:
        return json.dumps(answers, ensure_ascii=False, indent=2) + "\n"
    from commplan_advisor.questionnaire.writing import as_yaml

    return as_yaml(dict(answers))
