"""What the fields that rules look at are in the queries: columns of facts, earlier conclusions, or constants of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from commplan_advisor.engine.conclusions import Key
from commplan_advisor.engine.subjects import ActionSubjects
from commplan_advisor.population.compiling.conditions import Fields, holds
from commplan_advisor.population.compiling.logic import any_of, known
from commplan_advisor.population.compiling.naming import Names
from commplan_advisor.population.compiling.steps import column
from commplan_advisor.questionnaire.facts import ROWS, Field, fields_of_kind
from commplan_advisor.rulebook.catalogue import ABOUT, PLURALS
from commplan_advisor.rulebook.model import Condition, RuleBook, Stage
from commplan_advisor.rulebook.vocabulary import REPORTED_SETS, concluded_field

if TYPE_CHECKING:
    from sqlglot import exp

    from commplan_advisor.population.compiling.conditions import Told
    from commplan_advisor.population.compiling.logic import Logic

NAME = "municipality.name"
"""Every questionnaire states it."""


class FieldsInUse:
    """The fields of every subject, while the stages of a rule book are made into queries.

    Args:
        book: the rule book.
        names: of columns.

    Attributes:
        facts: by kind of subject the fields of the questionnaire that rules look at, with their columns.
        concluded: what was concluded so far: a column of the case, or a constant.
        told: fields of problems and actions, by path and by problem or action.
        wanted: by kind, problem or action, the fields that rules will look at: path, and problem or action.
    """

    def __init__(self, book: RuleBook, names: Names) -> None:
        self.book = book
        self.names = names
        self.facts: dict[str, dict[str, str]] = {kind: {} for kind in ("case", *ROWS)}
        self.concluded: dict[Key, Logic] = {}
        self.told: dict[tuple[str, str], Logic] = {}
        self._known = {kind: fields_of_kind(kind) for kind in ("case", *ROWS)}
        self._actions = ActionSubjects(book)
        self._causes_known = False
        self._keys = {
            concluded_field(kind, id_): (kind, id_, "")
            for stage in book.stages
            for kind in stage.concludes
            if kind not in ABOUT
            for id_ in _entries(book, kind)
        }
        self.wanted = self._wanted()

    def subjects(self, kind: str) -> Sequence[str]:
        """The problems or actions that there may be; of the case one without a name; none of rows."""
        if kind == "case":
            return ("",)
        return tuple(_entries(self.book, kind)) if kind in ("problem", "action") else ()

    def exists(self, kind: str, about: str) -> Logic:
        """Whether a subject is there: a problem or action once it is concluded."""
        return True if kind == "case" else self.concluded.get((kind, about, ""), False)

    def done(self, stage: Stage) -> None:
        """Note that a stage has been made."""
        self._causes_known = self._causes_known or "cause" in stage.concludes

    def of(self, kind: str, about: str = "") -> Fields:
        """The fields of a subject, with those of the case."""
        own = {"problem": self._of_problem, "action": self._of_action}.get(kind)
        if own is not None:
            return Fields(lambda path: own(about, path) if path.startswith(f"{kind}.") else self._of_case(path), self._is_logical)
        return Fields(lambda path: self.of_row(kind, path) if self.is_own(kind, path) else self._of_case(path), self._is_logical)

    def is_own(self, kind: str, path: str) -> bool:
        """Whether a row has a field of its own by this path, and not of its case."""
        return kind in ROWS and (path in self._known[kind] or path.rpartition(".")[0] in self._known[kind])

    def of_row(self, kind: str, path: str) -> Told:
        """A field of a row."""
        return self._fact(kind, path)

    def has(self, kind: str, field: str, option: str) -> Logic:
        """Whether a row has an answer among those to a question with one or several."""
        from sqlglot import exp

        if self._known[kind][field].kind == "options":
            return self._fact(kind, f"{field}.{option}")
        return exp.EQ(this=self._fact(kind, field), expression=exp.Literal.string(option))

    def _fact(self, kind: str, path: str) -> exp.Column:
        return column(self.facts[kind].setdefault(path, self.names.of(path)))

    def _of_case(self, path: str) -> Told:
        if path == NAME:
            return True
        if path in self._keys:
            return self.concluded.get(self._keys[path], False)
        return self._fact("case", path)

    def _of_problem(self, problem: str, path: str) -> Told:
        if path == "problem.type":
            return problem
        if path == "problem.causes":
            return True if self._causes_known else None
        if path.startswith("problem.causes."):
            return self.concluded.get(("cause", path.removeprefix("problem.causes."), problem), False) if self._causes_known else None
        if path in REPORTED_SETS:
            return any_of(known(self.told.get((f"{path}.{option}", problem))) for option in _options(path))
        return self.told.get((path, problem))

    def _of_action(self, action: str, path: str) -> Told:
        if path.startswith("action.serves."):
            return self.told.get((path, action))
        return self._actions.fields(action).get(path)

    def _is_logical(self, path: str) -> bool:
        """Whether a field is true or false by itself."""
        if path in self._keys or path == "problem.reported":
            return True
        field = self._field(path)
        return field is not None and field.kind == "yes_no"

    def _field(self, path: str) -> Field | None:
        return next((fields[path] for fields in self._known.values() if path in fields), None)

    # -- what will be asked of problems and actions ------------------------------------------------------------------------------

    def _wanted(self) -> dict[str, list[tuple[str, str]]]:
        """What rules about problems and actions look at; of those that can hold for them."""
        found: dict[str, dict[tuple[str, str], None]] = {"problem": {}, "action": {}}
        for rule in self.book.rules:
            if rule.subject not in found:
                continue
            paths = [one for condition in rule.conditions for path in _read_by(condition) for one in _gathered(path)]
            for about in self.subjects(rule.subject):
                settled = Fields(partial(self._settled, rule.subject, about), self._is_logical)
                if holds(rule, settled) is not False:
                    found[rule.subject].update(dict.fromkeys((path, about) for path in paths))
        return {kind: list(paths) for kind, paths in found.items()}

    def _settled(self, kind: str, about: str, path: str) -> Told:
        """A field as far as the catalogue settles it; any column else."""
        if path == "problem.type":
            return about
        settled = self._actions.fields(about).get(path) if kind == "action" and not path.startswith("action.serves.") else None
        return column("x") if settled is None else settled


def _read_by(condition: Condition) -> list[str]:
    """The fields that a condition looks at: of a set, the members that it names."""
    if condition.operator in ("includes", "lacks"):
        return [f"{condition.field}.{value}" for value in condition.values]
    return [condition.field]


def _gathered(path: str) -> tuple[str, ...]:
    """The fields that must be gathered to know one of a problem or action."""
    if path in REPORTED_SETS:
        return tuple(f"{path}.{option}" for option in _options(path))
    if path == "problem.reported" or path.startswith("action.serves.") or path.rpartition(".")[0] in REPORTED_SETS:
        return (path,)
    return ()


def _options(path: str) -> tuple[str, ...]:
    return fields_of_kind("report")[REPORTED_SETS[path]].options


def _entries(book: RuleBook, kind: str) -> Sequence[str]:
    return tuple(getattr(book.catalogue, PLURALS[kind]))
