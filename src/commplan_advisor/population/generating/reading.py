"""Reading a file of marginals: for each question how often it is answered, and the chances of each answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from commplan_advisor.common.faults import Faults, enumerated, nearest_word
from commplan_advisor.common.located import Located, Path_, read_located
from commplan_advisor.population.generating.draws import DrawReader, keys_of_draw
from commplan_advisor.population.generating.table import Entry, Table, Variant, list_of
from commplan_advisor.questionnaire.questions import Question, questions, questions_of_the_situation

SHIPPED = Path(__file__).parent / "marginals.yaml"
VERSION = 1
ASSUMED = "assumed"
"""The source of figures that nobody counted."""

_TOP = ("marginals", "sources", "questions")
_OF_ENTRY = ("only_when", "given", "source", "note")


def marginals(file: Path | None = None) -> Table:
    """The chances that ship with the program, with the questions of a file in place of their own.

    Args:
        file: in YAML, or JSON when its name ends in that.

    Raises:
        UnreadableFileError: the file cannot be read.
        FaultyInputError: with everything that is wrong in it.
    """
    shipped = _Reader(read_located(SHIPPED, SHIPPED.name), {})
    table = shipped.table()
    if file is None:
        shipped.stop_if_faulty()
        return table
    own = _Reader(read_located(file, str(file)), table, shipped.sources())
    whole = {**table, **own.table()}
    own.stop_if_faulty()
    return whole


class _Reader:
    """Reads one file.

    Args:
        source: what it says.
        others: entries of another file, which count where this one has none.
        sources: that another file names.
    """

    def __init__(self, source: Located, others: Table, sources: tuple[str, ...] = ()) -> None:
        self.source, self.others, self._known = source, others, sources
        self.faults = Faults(list(source.faults))

    def table(self) -> dict[str, Entry]:
        """The entries, as far as nothing is wrong with them."""
        value = self.source.value
        if not isinstance(value, dict):
            self._add((), "is geen tabel met kansen: er moet 'questions' in staan.", "is not a table of chances: it must have 'questions'.")
            return {}
        self._unknown_keys((), value, _TOP)
        if value.get("marginals", VERSION) != VERSION:
            self._add(("marginals",), f"moet {VERSION} zijn.", f"must be {VERSION}.", value["marginals"])
        written = value.get("questions")
        if not isinstance(written, dict):
            self._add(("questions",), "moet vragen met hun kansen hebben.", "must have questions with their chances.", written)
            return {}
        known = {one.path: one for one in questions_of_the_situation() if one.path not in ("questionnaire", "municipality.name")}
        found = {}
        for path, one in written.items():
            question = known.get(path)
            if question is None:
                self._unknown_question(("questions", path), path, known)
            elif not isinstance(one, dict):
                self._add(("questions", path), "moet kansen hebben, zoals answered.", "must have chances, such as answered.", one)
            else:
                found[path] = self._entry(question, one)
        self.note_circles({**self.others, **found})
        return found

    def sources(self) -> tuple[str, ...]:
        """The sources that the file names."""
        named = self.source.value.get("sources") if isinstance(self.source.value, dict) else None
        return tuple(named) if isinstance(named, dict) else ()

    def stop_if_faulty(self) -> None:
        """Raise all that is wrong; what a variant takes over from its entry is told once.

        Raises:
            FaultyInputError: when anything is.
        """
        Faults(list(dict.fromkeys(self.faults.found))).stop_if_any()

    def note_circles(self, table: Table) -> None:
        """Note questions that depend on themselves, and lists that may have more rows than there are answers for."""
        own = self._own()
        for path in own:
            if circle := _circle(path, table):
                told = " → ".join(circle)
                at = ("questions", path)
                if not any(fault.path == path and "→" in fault.message.nl for fault in self.faults.found):
                    self._add(at, f"hangt van zichzelf af: {told}.", f"depends on itself: {told}.", path=path)
        for entry in table.values():
            if entry.each_once and {entry.path, entry.each_once} & own:
                self._note_rows(entry, table)

    def _entry(self, question: Question, one: Mapping[str, Any]) -> Entry:
        at: Path_ = ("questions", question.path)
        of_draw = keys_of_draw(question)
        extra = ("each_once",) if question.kind == "list" else ()
        self._unknown_keys(at, one, (*of_draw, *extra, *_OF_ENTRY))
        draws = DrawReader(self.source, self.faults, question)
        usual = {key: value for key, value in one.items() if key in of_draw}
        variants = []
        given = one.get("given") or []
        if not isinstance(given, list):
            self._add((*at, "given"), "moet een lijst zijn.", "must be a list.", given)
            given = []
        for number, other in enumerate(given):
            here = (*at, "given", number)
            if not isinstance(other, dict) or "when" not in other:
                self._add(here, "moet zeggen wanneer het geldt, met 'when'.", "must say when it counts, with 'when'.", other)
                continue
            self._unknown_keys(here, other, (*of_draw, "when"))
            inherited = {key: value for key, value in usual.items() if key not in other}
            if any(key in other for key in of_draw if key != "answered"):
                inherited = {key: value for key, value in inherited.items() if key in ("answered", "round")}
            own = {key: value for key, value in other.items() if key in of_draw}
            places = {**dict.fromkeys(inherited, at), **dict.fromkeys(own, here)}
            variants.append(Variant(draws.checks((*here, "when"), other["when"]), draws.draw({**inherited, **own}, places, here)))
        variants.append(Variant((), draws.draw(usual, dict.fromkeys(usual, at), at)))
        self._check_source(at, one)
        return Entry(
            question.path,
            tuple(variants),
            draws.checks((*at, "only_when"), one.get("only_when") or {}),
            self._each_once(question, at, one),
            str(one.get("source", "")),
        )

    def _each_once(self, question: Question, at: Path_, one: Mapping[str, Any]) -> str:
        name = one.get("each_once")
        if name is None or question.kind != "list":
            return ""
        inner = [path for path, other in questions().items() if list_of(path) == question.path and other.kind == "option"]
        names = [path.rpartition(".")[2] for path in inner]
        if name not in names:
            allowed = enumerated(names)
            nl, en = f"is geen vraag hiervan. Kies uit: {allowed}.", f"is not a question of it. Choose from: {allowed}."
            self._add((*at, "each_once"), nl, en, name)
            return ""
        return inner[names.index(name)]

    def _check_source(self, at: Path_, one: Mapping[str, Any]) -> None:
        allowed = (*self.sources(), *self._known, ASSUMED)
        source = one.get("source")
        if source is None:
            nl = f"moet een source hebben; schrijf {ASSUMED} als niemand het telde."
            en = f"must have a source; write {ASSUMED} when nobody counted."
            self._add(at, nl, en)
        elif source not in allowed:
            words = enumerated(allowed)
            nl, en = f"staat niet bij sources. Er zijn: {words}.", f"is not among the sources. There are: {words}."
            self._add((*at, "source"), nl, en, source, near=allowed)

    def _own(self) -> set[str]:
        value = self.source.value.get("questions") if isinstance(self.source.value, dict) else None
        return set(value) if isinstance(value, dict) else set()

    def _note_rows(self, entry: Entry, table: Table) -> None:
        once = table.get(entry.each_once)
        if once is None:
            return
        most = max((rows for one in entry.variants for rows, chance in one.draw.rows.items() if chance), default=0)
        fewest = min(sum(chance > 0 for chance in one.draw.chances.values()) for one in once.variants)
        if most > fewest:
            nl = f"heeft tot {most} rijen, maar {entry.each_once} heeft maar {fewest} antwoorden met een kans."
            en = f"has up to {most} rows, but {entry.each_once} has only {fewest} answers with a chance."
            self._add(("questions", entry.path), nl, en, path=entry.path)
        if any(list_of(asked) for asked in once.asks()):
            nl = f"staat bij each_once van {entry.path}, en kan dan alleen kijken naar vragen die niet over een rij gaan."
            en = f"is in each_once of {entry.path}, and can then look only at questions that are not about a row."
            self._add(("questions", once.path), nl, en, path=once.path)

    def _unknown_keys(self, at: Path_, value: Mapping[str, Any], allowed: tuple[str, ...]) -> None:
        for key in value:
            if key not in allowed:
                words = enumerated(allowed)
                self.faults.add(
                    self.source.place((*at, key), of_key=True),
                    f"kan hier niet staan. Wel: {words}.",
                    f"cannot stand here. What can: {words}.",
                    path=_told(at),
                    value=key,
                    nearest=nearest_word(key, allowed),
                )

    def _unknown_question(self, at: Path_, path: str, known: Mapping[str, Question]) -> None:
        same_end = [one for one in known if one.rpartition(".")[2] == path.rpartition(".")[2]]
        nearest = nearest_word(path, same_end) or nearest_word(path, known)
        nl, en = "is geen vraag waarvoor kansen gelden.", "is not a question that chances can be given for."
        self.faults.add(self.source.place(at, of_key=True), nl, en, value=path, nearest=nearest)

    def _add(self, at: Path_, nl: str, en: str, value: Any = None, *, near: tuple[str, ...] = (), path: str = "") -> None:
        nearest = nearest_word(str(value), near) if near else ""
        self.faults.add(self.source.place(at), nl, en, path=path or _told(at), value=value, nearest=nearest)


def _told(at: Path_) -> str:
    """The place of a fault in words: the question, and the key in its entry."""
    return " ".join(str(part + 1) if isinstance(part, int) else part for part in at if part != "questions")


def _circle(path: str, table: Table) -> tuple[str, ...]:
    """The questions from one back to itself, when the one depends on the other; empty when it does not."""

    def onward(trail: tuple[str, ...], seen: set[str]) -> Iterator[tuple[str, ...]]:
        for asked in asks(trail[-1], table):
            if asked == path:
                yield (*trail, asked)
            elif asked not in seen:
                seen.add(asked)
                yield from onward((*trail, asked), seen)

    return next(onward((path,), set()), ())


def asks(path: str, table: Table) -> Iterator[str]:
    """The questions that must be answered before this one: those that it looks at, and of a row its list."""
    if path in table:
        yield from table[path].asks()
    if above := list_of(path):
        yield above
