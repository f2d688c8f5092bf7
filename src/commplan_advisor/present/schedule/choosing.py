"""The calendar of one party or one role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from commplan_advisor.common.faults import nearest_word
from commplan_advisor.common.text import Language, Text
from commplan_advisor.present.labels import label
from commplan_advisor.present.schedule.entries import Participant, Schedule
from commplan_advisor.present.schedule.words import PARTIES
from commplan_advisor.rulebook.model import RuleBook


class UnknownRoleError(Exception):
    """A word that is no role and no party.

    Attributes:
        parties: the parties that can be chosen.
        roles: the roles that can be chosen.
        nearest: the one that is most like the word; empty when none is.
    """

    def __init__(self, word: str, parties: tuple[str, ...], roles: tuple[str, ...], nearest: str) -> None:
        self.parties, self.roles, self.nearest = parties, roles, nearest
        super().__init__(word)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A party or a role; a party when both have the same name."""

    id: str
    title: Text

    def takes_part(self, participant: Participant) -> bool:
        """Whether a participant is this role, or belongs to this party."""
        return self.id == (participant.party if self.id in PARTIES else participant.role)


def chosen(word: str, book: RuleBook) -> Chosen:
    """The party or role that a word names: by its identifier, or by its title in either language.

    Raises:
        UnknownRoleError: there is no such party or role.
    """
    titles = {**{id_: role.title for id_, role in book.catalogue.roles.items()}, **PARTIES}
    named = {name.casefold(): id_ for id_, title in titles.items() for name in (title.nl, title.en)}
    named.update({id_.casefold(): id_ for id_ in titles})
    wanted = word.strip().casefold()
    id_ = named.get(wanted) or named.get(wanted.replace(" ", "_").replace("-", "_"))
    if id_ is None:
        nearest = nearest_word(word, titles) or named.get(nearest_word(word, named), "")
        raise UnknownRoleError(word, tuple(PARTIES), tuple(sorted(set(book.catalogue.roles) - set(PARTIES))), nearest)
    return Chosen(id_, titles[id_])


def only_for(schedule: Schedule, one: Chosen) -> Schedule:
    """What a party or role takes part in; who is then said with their part."""
    return replace(
        schedule,
        role=one.id,
        role_title=one.title.in_(schedule.language),
        entries=tuple(
            replace(entry, who=_with_parts(own, schedule.language))
            for entry in schedule.entries
            if (own := [participant for participant in entry.participants if one.takes_part(participant)])
        ),
        undated=tuple(moment for moment in schedule.undated if any(map(one.takes_part, moment.participants))),
    )


def _with_parts(participants: Iterable[Participant], language: Language) -> str:
    return ", ".join(f"{one.title} ({label(one.part, language)})" if one.part else one.title for one in participants)


def by_party(schedule: Schedule) -> Iterator[Schedule]:
    """The calendar of each party that takes part in something."""
    for party, title in PARTIES.items():
        own = only_for(schedule, Chosen(party, title))
        if own.entries:
            yield own
