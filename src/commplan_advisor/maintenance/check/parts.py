"""The parts of a rule book, and what may be found in each of them: the exceptions that stand in the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from commplan_advisor.common.faults import Place, did_you_mean, nearest_word
from commplan_advisor.common.located import Located, Path_
from commplan_advisor.common.text import Text
from commplan_advisor.maintenance.check.finding import Finding
from commplan_advisor.maintenance.check.material import BOOK


@dataclass(frozen=True, slots=True)
class Part:
    """A rule, an entry, a parameter, a source, or the rule book itself; `allow` has by code the reason why it may be found here."""

    source: Located
    path: Path_
    allow: Mapping[str, str]

    def at(self, code: str) -> Place:
        """Where an exception stands."""
        return self.source.place((*self.path, "allow", code), of_key=True)


@dataclass
class Exceptions:
    """The exceptions of a rule book.

    Args:
        files: the files of the rule book by name.

    Attributes:
        used: the exceptions that caught something, each by its place.
    """

    files: Mapping[str, Located]
    used: set[Place] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._book = next((part for name in self.files if name == BOOK for part in _parts_of(name, self.files[name])), None)
        self._parts = {source.file: list(_parts_of(name, source)) for name, source in self.files.items()}
        self._starts = {file: [_start(part) for part in parts] for file, parts in self._parts.items()}

    def catch(self, finding: Finding) -> bool:
        """Whether a finding may be where it is: by an exception of the part that it stands in, or of the whole rule book."""
        for part in (self._part_at(finding.place), self._book):
            if part and finding.code in part.allow:
                self.used.add(part.at(finding.code))
                return True
        return False

    def _part_at(self, place: Place) -> Part | None:
        starts = self._starts.get(place.file, [])
        number = bisect_right(starts, (place.line, place.column))
        return self._parts[place.file][number - 1] if number else None

    def idle(self, known: Collection[str], allowed: Collection[str], unsure: Iterable[str]) -> Iterator[Finding]:
        """The exceptions that caught nothing, and those for what is no finding at all.

        Args:
            known: all codes.
            allowed: those for which there can be an exception.
            unsure: codes that were not looked for, or not in full.
        """
        passed_over = frozenset(unsure)
        for parts in self._parts.values():
            for part in parts:
                for code in part.allow:
                    place = part.at(code)
                    if code not in known:
                        nearest = nearest_word(code, allowed)
                        hint = did_you_mean(nearest)
                        what = Text(f"'{code}' is geen code van een controle.{hint.nl}", f"'{code}' is not the code of a check.{hint.en}")
                        yield Finding("unknown-code", place, what, code, nearest)
                    elif code not in allowed:
                        what = Text(f"voor '{code}' kan geen uitzondering gelden.", f"there can be no exception for '{code}'.")
                        yield Finding("unused-allow", place, what, code)
                    elif place not in self.used and code not in passed_over:
                        what = Text(f"de uitzondering voor '{code}' is niet nodig.", f"the exception for '{code}' is not needed.")
                        yield Finding("unused-allow", place, what, code)


def _parts_of(name: str, source: Located) -> Iterator[Part]:
    """The parts of a file, in the order in which they stand in it."""
    value = source.value
    paths: list[Path_] = []
    if name == BOOK:
        paths = [()]
    elif isinstance(value, list):
        paths = [(index,) for index in range(len(value))]
    elif isinstance(value, dict):
        paths = [(key,) for key in value]
    for path in paths:
        inner = value[path[0]] if path else value
        allow = inner.get("allow") if isinstance(inner, dict) else None
        sound = {code: reason for code, reason in allow.items() if isinstance(reason, str)} if isinstance(allow, dict) else {}
        yield Part(source, path, sound)


def _start(part: Part) -> tuple[int, int]:
    place = part.source.place(part.path, of_key=bool(part.path) and isinstance(part.path[0], str))
    return place.line, place.column if part.path else 0
