"""Statements of the maintainer's own: what must be so of every questionnaire, whatever the rules are; `statements.yaml` of a rule book.

They are no part of what the rule book says. `commplan rules prove` proves or refutes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from commplan_advisor.common.faults import Faults, Place
from commplan_advisor.common.located import Located, Path_, read_located
from commplan_advisor.common.text import Text
from commplan_advisor.rulebook import schema
from commplan_advisor.rulebook.catalogue import PLURALS
from commplan_advisor.rulebook.conditions import Clause, ConditionReader
from commplan_advisor.rulebook.faults import note_validation_faults
from commplan_advisor.rulebook.files import STATEMENTS
from commplan_advisor.rulebook.loading import conditions_from, shipped
from commplan_advisor.rulebook.model import AnyOf, Condition, RuleBook
from commplan_advisor.rulebook.vocabulary import Vocabulary, vocabulary_of

Kind = Literal["then", "never", "silent"]
_KINDS: tuple[Kind, ...] = ("then", "never", "silent")
Clauses = tuple[Condition | AnyOf, ...]
Conditions = Annotated[dict[str, Any], Field(min_length=1)]

BUILT_IN = (
    "problems-have-actions",
    "one-responsible-role",
    "actions-have-an-indicator",
    "plans-are-measured",
    "plans-are-evaluated",
    "excluded-actions-never-meet",
    "nobody-without-advice",
    "rules-can-hold",
)
"""What must be so of every rule book without anybody writing it down; a statement cannot have one of these names."""


class StatementPart(schema.Part):
    """One statement as it stands in the file: `then` with or without `when`, or `never`, or `silent`."""

    id: schema.Identifier
    says: schema.Words
    for_: Literal["case", "problem", "action"] = Field(default="case", alias="for")
    when: Conditions | None = None
    then: Conditions | None = None
    never: Conditions | None = None
    silent: Conditions | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that must be so of every questionnaire.

    Attributes:
        id: its name.
        says: what it says in words.
        subject: case, problem or action: what it is about; of problems and actions each one that is concluded.
        kind: `then`: whenever `when` holds, `then` holds; `never`: the conditions of `when` never all hold; `silent`: where those of `when`
            hold no action is advised, and that is meant so.
        when: the conditions.
        then: what must hold, for a statement of the first kind.
        place: where it stands.
    """

    id: str
    says: Text
    subject: str
    kind: Kind
    when: Clauses
    then: Clauses
    place: Place

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All its conditions, those of alternatives included."""
        return tuple(
            condition
            for clause in (*self.when, *self.then)
            for condition in ((clause,) if isinstance(clause, Condition) else (inner for group in clause.groups for inner in group))
        )


def load_statements(folder: Path | None, book: RuleBook) -> tuple[Statement, ...]:
    """The statements of a rule book, in the order of the file; none without that file.

    Args:
        folder: of the rule book; without it the one that ships with the package.
        book: the rule book, as of the day for which the statements must hold; read in `with_added(book.added)`.

    Raises:
        UnreadableFileError: the file cannot be read.
        FaultyInputError: with every fault in it.
    """
    path = (folder if folder is not None else shipped("rules")) / STATEMENTS
    return read_statements(read_located(path, str(path)), book) if path.exists() else ()


def read_statements(source: Located, book: RuleBook) -> tuple[Statement, ...]:
    """The statements of a file that was read.

    Raises:
        FaultyInputError: with every fault in it.
    """
    reader = _Reader(source, book, Faults(list(source.faults)))
    if source.value is not None and not isinstance(source.value, list):
        reader.faults.add(source.place(()), "moet een lijst van uitspraken zijn.", "must be a list of statements.", value=source.value)
    rows = source.value if isinstance(source.value, list) else []
    found = [reader.statement(value, (index,)) for index, value in enumerate(rows)]
    reader.faults.stop_if_any()
    return tuple(one for one in found if one is not None)


@dataclass
class _Reader:
    """Reads statements.

    Attributes:
        source: the file.
        book: the rule book that they are about.
        faults: found so far.
        places: of the statements so far, by name.
    """

    source: Located
    book: RuleBook
    faults: Faults
    places: dict[str, Place] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.vocabulary = _at_the_end(self.book)

    def statement(self, value: Any, path: Path_) -> Statement | None:
        """A statement; None when it is faulty."""
        found_before = len(self.faults.found)
        if isinstance(value, dict):
            self._check_name(value.get("id"), path)
        try:
            told = StatementPart.model_validate(value)
        except ValidationError as error:
            note_validation_faults(error, StatementPart, self.source, path, self.faults)
            return None
        kind = self._kind(value, path)
        if told.for_ not in self.vocabulary.subjects:
            self.faults.add(
                self.source.place((*path, "for")),
                f"kan niet: dit regelboek concludeert die niet. Kies uit: {', '.join(self._subjects())}.",
                f"is not possible: this rule book concludes none. Choose from: {', '.join(self._subjects())}.",
                value=told.for_,
            )
        elif kind == "silent" and told.for_ != "case":
            self.faults.add(
                self.source.place((*path, "for")),
                "kan niet bij 'silent': dat gaat altijd over de hele vragenlijst (case).",
                "is not possible with 'silent': that is always about the whole questionnaire (case).",
                value=told.for_,
            )
        else:
            conditions = {name: self._clauses(getattr(told, name), told.for_, (*path, name)) for name in ("when", *_KINDS)}
            if kind and len(self.faults.found) == found_before:
                when = conditions["when"] if kind == "then" else conditions[kind]
                then = conditions["then"] if kind == "then" else ()
                return Statement(told.id, Text(told.says.nl, told.says.en), told.for_, kind, when, then, self.source.place(path))
        return None

    def _check_name(self, name: object, path: Path_) -> None:
        if not isinstance(name, str):
            return
        here = self.source.place((*path, "id"))
        if name in BUILT_IN:
            self.faults.add(
                here,
                "is de naam van een uitspraak die voor elk regelboek geldt. Kies een andere.",
                "is the name of a statement about every rule book. Choose another.",
                value=name,
            )
        other = self.places.setdefault(name, here)
        if other != here:
            self.faults.add(here, f"is al de naam van een uitspraak ({other}).", f"is a statement's name already ({other}).", value=name)

    def _kind(self, value: Mapping[str, Any], path: Path_) -> Kind | None:
        """What kind of statement it is; None, with a fault noted, when that is not clear."""
        kinds = [kind for kind in _KINDS if kind in value]
        if len(kinds) == 1 and (kinds[0] == "then" or "when" not in value):
            return kinds[0]
        self.faults.add(
            self.source.place((*path, kinds[1] if len(kinds) > 1 else "when"), of_key=True),
            "een uitspraak heeft of 'then' (met 'when' als het niet altijd moet), of 'never', of 'silent'.",
            "a statement has either 'then' (with 'when' if it need not always be so), or 'never', or 'silent'.",
        )
        return None

    def _clauses(self, when: Mapping[str, Any] | None, subject: str, path: Path_) -> Clauses:
        """Conditions, read one by one: the engine never sees them, so that there may be any number."""
        reader = ConditionReader(self.vocabulary.fields[subject], (), self.book.parameters, self.source, self.faults)
        clauses: list[Clause] = [clause for key, value in (when or {}).items() for clause in reader.read({key: value}, path)]
        return conditions_from(clauses, self.book.parameters) if not self.faults.found else ()

    def _subjects(self) -> list[str]:
        return [one for one in ("case", "problem", "action") if one in self.vocabulary.subjects]


def _at_the_end(book: RuleBook) -> Vocabulary:
    """The fields at the end of all stages."""
    titles = {
        plural: {id_: one.title for id_, one in getattr(book.catalogue, plural).items()} for plural in dict.fromkeys(PLURALS.values())
    }
    return vocabulary_of((kind for stage in book.stages for kind in stage.concludes), titles)
