"""The paths of questions and rows as people write them, `situation.initiatives[whatsapp].coverage`: where they lead, and where not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from commplan_advisor.common.faults import Fault, FaultyInputError, Place, enumerated, nearest_word
from commplan_advisor.common.located import Path_
from commplan_advisor.common.text import Text
from commplan_advisor.questionnaire.asked import value_at
from commplan_advisor.questionnaire.facts import NAMED_BY, ROWS, row_names
from commplan_advisor.questionnaire.faults import keys_below, nearest_option, question_path
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.questions import question_path_of, questions, row_of

_PART = re.compile(r"^(?P<key>[^\[\]]+)(?:\[(?P<row>[^\[\]]+)\])?$")


def rows_of(answers: Questionnaire) -> dict[str, dict[str, int]]:
    """The rows of each list by name, in the order of the list."""
    found = {}
    for kind, prefix in ROWS.items():
        path = prefix.removesuffix("[].")
        rows = value_at(answers, tuple(path.split(".")))
        names = row_names(kind, rows) if isinstance(rows, Sequence) else {}
        found[path] = dict(sorted(names.items(), key=lambda row: row[1]))
    return found


def row_at(row: str, names: Mapping[str, int]) -> int | None:
    """Where a row stands in its list, by its name or by its number from 1; None when there is none."""
    if row in names:
        return names[row]
    return int(row) - 1 if row in map(str, range(1, len(names) + 1)) else None


class Paths:
    """Follows paths through the questionnaire of one case.

    Args:
        rows: the rows of each list by name, in the order of the list.
    """

    def __init__(self, rows: Mapping[str, dict[str, int]]) -> None:
        self.rows = rows

    def steps(self, path: str, place: Place) -> Iterator[tuple[str, str]]:
        """The keys of a path, each with its row when it has one.

        Raises:
            FaultyInputError: the path is not that of a question or row.
        """
        where: Path_ = ()
        parts = path.split(".")
        for number, part in enumerate(parts):
            match = _PART.match(part)
            key, row = (match["key"], match["row"] or "") if match else (part, "")
            known = questions().get(question_path(where))
            allowed = [] if known and known.kind != "list" else keys_below(where)
            if match is None or key not in allowed:
                raise self._unknown(path, place, key, allowed)
            where = (*where, key)
            question, last = questions().get(question_path(where)), number == len(parts) - 1
            is_list = question is not None and question.kind == "list"
            if is_list and question is not None and question.of_the_plan:
                nl, en = "is een lijst die alleen in het bestand zelf staat.", "is a list that only the file itself has."
                raise _refused(place, nl, en, key, "")
            if row and not is_list:
                nl, en = f"is geen lijst: laat [{row}] weg.", f"is not a list: leave out [{row}]."
                raise _refused(place, nl, en, key, "")
            if is_list and not row and not last:
                nl, en = "is een lijst. Zeg om welke rij het gaat.", "is a list. Say which row you mean."
                raise _refused(place, nl, en, key, self._nearest(path))
            if last and question is None:
                choices = enumerated(keys_below(where))
                nl, en = f"is een onderdeel met vragen. Kies er een: {choices}.", f"is a part with questions. Choose one: {choices}."
                raise _refused(place, nl, en, key, "")
            if row:
                where = (*where, 0)
            yield key, row

    def new_row(self, path: str, row: str, place: Place, *, allowed: bool) -> dict[str, str]:
        """A row that is not there yet, when its name is an answer that rows are named after.

        Raises:
            FaultyInputError: it is not, or no row may be made here.
        """
        names = self.rows[path]
        kind = next(kind for kind, prefix in ROWS.items() if prefix == f"{path}[].")
        options = questions()[f"{path}[].{NAMED_BY[kind]}"].options
        label = re.sub(r"-\d+$", "", row)
        if label not in options or not allowed:
            here, new = enumerated(list(names)), enumerated([str(option) for option in options if option not in names])
            nl, en = f"is geen rij van deze lijst. Er zijn: {here}.", f"is not a row of this list. There are: {here}."
            if allowed:
                nl, en = f"{nl} Een nieuwe rij kan zijn: {new}.", f"{en} A new row can be: {new}."
            nearest = nearest_word(row, names) or nearest_option(row, options if allowed else ())
            raise _refused(place, nl, en, row, nearest)
        return {NAMED_BY[kind]: label}

    def _unknown(self, path: str, place: Place, key: str, allowed: Sequence[str]) -> FaultyInputError:
        nl, en = "bestaat niet in de vragenlijst.", "is not in the questionnaire."
        if allowed:
            nl, en = f"{nl} Hier kan staan: {enumerated(allowed)}.", f"{en} What can stand here: {enumerated(allowed)}."
        return _refused(place, nl, en, key, self._nearest(path))

    def _nearest(self, path: str) -> str:
        """The question most like a path, with the rows that it names, or else the first row there is."""
        known = questions()
        asked = question_path_of(path)
        same_end = [one for one in known if one.rpartition(".")[2] == asked.rpartition(".")[2]]
        nearest = nearest_word(asked, same_end) or nearest_word(asked, known) or (same_end[0] if len(same_end) == 1 else "")
        if "[]" not in nearest:
            return nearest
        rows = self.rows[nearest.partition("[]")[0]]
        return nearest.replace("[]", f"[{row_of(path) or next(iter(rows), '1')}]")


def _refused(place: Place, nl: str, en: str, value: str, nearest: str) -> FaultyInputError:
    return FaultyInputError([Fault(place, Text(nl, en), "", value, nearest)])
