"""What a change of the rule book does over many cases: as blocks and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from commplan_advisor.common.text import Language
from commplan_advisor.population.asking import RULE
from commplan_advisor.population.changes.impact import SCHEMA, SHOWN, CaseChange, ChangedCase, Moves, PopulationImpact, Shifted
from commplan_advisor.present.blocks import Block, Heading, Labelled, Paragraph, Table
from commplan_advisor.present.population_words import aside_said, part, rules_said, say, whole

_MOST_LINES = 40
_MOST_CHANGES = 3
"""So many things that are other are told of each case."""
_HOWS = {
    ("open", "concluded"): "gained",
    ("ruled_out", "concluded"): "gained",
    ("concluded", "open"): "lost",
    ("concluded", "ruled_out"): "lost",
    ("ruled_out", "open"): "opened",
    ("open", "ruled_out"): "closed",
}


def impact_page(told: PopulationImpact, language: Language) -> tuple[Block, ...]:
    """What a change does, as blocks."""
    return tuple(_Page(told, language).blocks())


def impact_json(told: PopulationImpact) -> str:
    """The same, machine-readable; `commplan-population-impact/1`."""
    return json.dumps({"schema": SCHEMA, **asdict(told)}, ensure_ascii=False, indent=2) + "\n"


class _Page:
    def __init__(self, told: PopulationImpact, language: Language) -> None:
        self.told = told
        self.language: Language = language

    def _(self, name: str, /, **filled: object) -> str:
        return say(name, self.language, **filled)

    def blocks(self) -> Iterator[Block]:
        told = self.told
        yield Heading(1, self._("impact"))
        yield Labelled(
            (
                (self._("old"), rules_said(told.old, self.language)),
                (self._("new"), rules_said(told.new, self.language)),
                (self._("source"), told.source),
            )
        )
        yield Paragraph(self._in_short())
        yield Paragraph(self._("not_looked_at"))
        if not told.shifted:
            return
        yield Heading(2, self._("what"))
        yield Paragraph(self._("impact_explained"))
        heads = ("", *(self._(name) for name in ("gained", "lost", "opened", "closed")))
        yield Table(heads, tuple((self._title(one), *self._moves(one.moves)) for one in told.shifted[:_MOST_LINES]))
        if len(told.shifted) > _MOST_LINES:
            yield Paragraph(self._("more_json", count=len(told.shifted) - _MOST_LINES))
        yield Heading(2, self._("which"))
        if told.changed > SHOWN:
            yield Paragraph(self._("first", count=SHOWN))
        heads = tuple(self._(name) for name in ("number", "case", "changes"))
        yield Table(heads, tuple((str(one.number), one.case, self._changes(one)) for one in told.examples))

    def _in_short(self) -> str:
        told = self.told
        count, cases = (whole(one, self.language) for one in (told.changed, told.cases))
        share = part(told.changed, told.cases)
        short = self._("changed" if told.changed else "changed_none", count=count, cases=cases, share=share)
        aside = aside_said(told.set_aside, self.language)
        return f"{short} {aside[0].upper()}{aside[1:]}." if aside else short

    def _title(self, one: Shifted) -> str:
        if one.kind == RULE:
            return one.id
        title, about = one.title.in_(self.language), one.about_title.in_(self.language)
        return self._("about", title=title, about=about) if about else title

    def _moves(self, moves: Moves) -> Iterator[str]:
        counts = (moves.gained, moves.lost, moves.ruled_out_open, moves.open_ruled_out)
        return (whole(count, self.language) if count else "–" for count in counts)

    def _changes(self, one: ChangedCase) -> str:
        told = [self._change(change) for change in one.changes[:_MOST_CHANGES]]
        if len(one.changes) > _MOST_CHANGES:
            told.append(self._("and_more", count=len(one.changes) - _MOST_CHANGES))
        return "; ".join(told)

    def _change(self, change: CaseChange) -> str:
        title = change.id if change.kind == RULE else change.title.in_(self.language)
        return self._(f"case_{_HOWS[change.before, change.after]}", title=title)
