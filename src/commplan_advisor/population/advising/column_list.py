"""What each column of the results says, as a table of its own."""

from __future__ import annotations

from collections.abc import Iterable

from commplan_advisor.common.cells import BYTE_ORDER_MARK
from commplan_advisor.common.text import Text
from commplan_advisor.population.advising.texts import line
from commplan_advisor.population.results import ResultColumn
from commplan_advisor.rulebook.model import RuleBook

_HEADS = ("table", "name", "kind", "id", "about", "rule", "title nl", "title en")
_NOTHING = Text("", "")


def column_list(columns: Iterable[ResultColumn], book: RuleBook) -> bytes:
    """A line for each column: its table and name, what it is about, and in both languages what it is called or, of a rule, why it holds.

    Args:
        columns: of the results.
        book: the rule book that they come from.
    """
    reasons = {rule.id: rule.because for rule in book.rules}
    lines = [line(_HEADS)]
    for one in columns:
        title = reasons.get(one.rule, _NOTHING) if one.rule else title_of(one, book)
        lines.append(line((one.table, one.name, one.kind, one.id, one.about, one.rule, title.nl, title.en)))
    return (BYTE_ORDER_MARK + "".join(lines)).encode()


def title_of(column: ResultColumn, book: RuleBook) -> Text:
    """What a conclusion is called."""
    return book.catalogue.entry(column.kind, column.id).title
