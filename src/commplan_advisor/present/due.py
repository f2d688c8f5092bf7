"""What of a rule book must be looked at, as people read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from commplan_advisor.common.text import Language, Text
from commplan_advisor.maintenance.adding.kinds import ENTRIES
from commplan_advisor.maintenance.due import Due
from commplan_advisor.present.blocks import Block, Heading, Paragraph, Table

_WORDS = {
    "due": Text("Nu nakijken", "Look at now"),
    "ends": Text("Loopt binnen drie maanden af", "Ends within three months"),
    "draft": Text("In de maak", "Drafts"),
    "what": Text("wat", "what"),
    "why": Text("waarom", "why"),
    "since": Text("dag", "day"),
    "owner": Text("eigenaar", "owner"),
    "place": Text("staat in", "stands in"),
    "review": Text("zou nu weer zijn nagekeken", "review was due"),
    "checked": Text("meer dan een jaar geleden gecontroleerd", "checked over a year ago"),
    "book": Text("het hele regelboek", "the whole rule book"),
    "nothing": Text("Op {day} is er niets na te kijken.", "On {day} there is nothing to look at."),
    "one": Text("1 ding om na te kijken.", "1 thing to look at."),
    "count": Text("{count} dingen om na te kijken.", "{count} things to look at."),
}

_SINGULAR = {plural: kind for kind, plural in ENTRIES.items()}


def due_page(found: Sequence[Due], day: date, language: Language) -> Iterator[Block]:
    """What must be looked at, the oldest first; what ends soon, and what is being written."""

    def say(name: str, **filled: object) -> str:
        return _WORDS[name].in_(language).format(**filled)

    now = [one for one in found if one.is_due]
    for name, part in (("due", now), *((why, [one for one in found if one.why == why]) for why in ("ends", "draft"))):
        if part:
            yield Heading(3, say(name))
            heads = tuple(say(head) for head in ("since", "what", "why", "owner", "place"))
            rows = tuple(
                (
                    one.day.isoformat() if one.day else "",
                    f"{_SINGULAR.get(one.kind, one.kind)} {one.id}" if one.id else say("book"),
                    say(one.why) if one.is_due else "",
                    one.owner or "–",
                    f"{one.file}:{one.line}" if one.line else one.file,
                )
                for one in part
            )
            yield _without_empty(heads, rows)
    if not now:
        yield Paragraph(say("nothing", day=day.isoformat()))
    else:
        yield Paragraph(say("one") if len(now) == 1 else say("count", count=len(now)))


def _without_empty(heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Table:
    """A table without the columns in which nothing stands."""
    kept = [index for index in range(len(heads)) if any(row[index] for row in rows)]
    return Table(tuple(heads[index] for index in kept), tuple(tuple(row[index] for index in kept) for row in rows))
