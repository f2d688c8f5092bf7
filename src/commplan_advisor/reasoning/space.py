"""The answers of a questionnaire as far as they may vary, and what follows from them by counting.

This says of answers that may vary what `questionnaire/facts.py` says of answers that are given; the tests hold the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, groupby

from commplan_advisor.questionnaire.asked import Asked, asked
from commplan_advisor.questionnaire.facts import GATHERED, ROWS, field_named, fields_of_kind
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.options import Platform
from commplan_advisor.questionnaire.questions import Question, questions
from commplan_advisor.reasoning.fields import Answered, Measure, Members, Single, Varying
from commplan_advisor.reasoning.formulas import (
    FALSE,
    TRUE,
    Formula,
    Formulas,
    Given,
    HowMany,
    Input,
    Number,
    NumberTest,
    PerThousand,
    Quotient,
    Total,
)
from commplan_advisor.reasoning.slots import ANSWERED, YES, Slot, choices, chosen_by, fixed_number, plain
from commplan_advisor.reasoning.things import Carried, Gathered, Loose, LooseNumber, LooseRows, Thing, is_option
from commplan_advisor.rulebook.model import Condition, Value


@dataclass
class Space:
    """All answers that a questionnaire may still get, or could have.

    Args:
        answers: the questionnaire as it is.
        varies: which questions may get another answer.
        more_rows: how many rows may come to each list that varies.
        any_rows: let a list that was not answered have any number of rows, without saying which: what then follows, follows for
            every number of rows, but not everything that can be said here can be answered.
        rows_may_lack: with `any_rows`, whether rows may lack answers; without it, it follows only once all questions are answered.

    Attributes:
        formulas: what holds when.
        slots: the questions.
        things: what rules are about, by kind.
        fields: the fields of the case.
    """

    answers: Questionnaire
    varies: Callable[[Asked], bool]
    more_rows: int = 0
    any_rows: bool = False
    rows_may_lack: bool = False
    formulas: Formulas = field(default_factory=Formulas)
    slots: list[Slot] = field(default_factory=list)
    things: dict[str, list[Thing]] = field(default_factory=dict)
    fields: dict[str, Varying] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._free = count()
        self._row_slots: dict[str, list[dict[str, Slot]]] = {}
        self._loose: dict[str, bool] = {}
        for _, those in groupby(asked(self.answers), lambda one: one.question.path.partition("[]")[0]):
            for one in sorted(those, key=lambda one: one.row):  # whatever the order of the rows, so that nothing depends on it
                self._take(one)
        for slot in list(self.slots):
            if slot.question.kind == "list":
                self._rows(slot)
        for slot in self.slots:
            if "[]" not in slot.question.path and slot.question.kind != "list":
                self.fields[slot.path] = self._field(slot)
        self._lists = {slot.path: slot for slot in self.slots if slot.question.kind == "list"}
        self._things()
        self._derive()
        self._carry()
        self.things["case"] = [Thing("case", "case", TRUE, TRUE, {})]

    def slots_of(self, formula: Formula) -> tuple[int, ...]:
        """The questions that a formula by itself looks at."""
        part = self.formulas.parts[formula]
        if isinstance(part, Input):
            return (part.slot,) if part.slot >= 0 else ()
        return part.slots if isinstance(part, NumberTest) else ()

    # -- slots -----------------------------------------------------------------------------------------------------------------

    def _take(self, one: Asked) -> None:
        index = int(one.where[-2]) if one.row else -1
        slot = self._slot(one.path, one.question, plain(one.value), varies=self.varies(one), index=index)
        if one.row:
            rows = self._row_slots.setdefault(one.question.path.partition("[]")[0], [])
            if not rows or str(one.where[-1]) in rows[-1]:
                rows.append({})
            rows[-1][str(one.where[-1])] = slot

    def _slot(self, path: str, question: Question, value: object, *, varies: bool, row: Formula = TRUE, index: int = -1) -> Slot:
        number = len(self.slots)
        if varies:
            answered = self.formulas.input(number, ANSWERED)
            says = {one: self.formulas.all((answered, self.formulas.input(number, one))) for one in choices(question)}
        else:
            answered = TRUE if value is not None else FALSE
            chosen = chosen_by(question, value)
            says = {one: TRUE if one in chosen else FALSE for one in choices(question)}
        slot = Slot(number, path, question, value, varies, answered, says, row, index)
        self.slots.append(slot)
        return slot

    def _rows(self, list_: Slot) -> None:
        """Rows that may come to a list; a second one only when there is a first."""
        rows = self._row_slots.setdefault(list_.path, [])
        prefix = f"{list_.path}[]."
        self._loose[list_.path] = self.any_rows and list_.varies and list_.value is None
        if not list_.varies or self.any_rows:
            return
        there, first = list_.answered, len(rows) - 1
        for number in range(1, self.more_rows + 1):
            there = self.formulas.all((there, self.formulas.input(list_.number, f"row {number}")))
            rows.append(
                {
                    question.path[len(prefix) :]: self._slot(
                        f"{list_.path}[+{number}].{question.path[len(prefix) :]}",
                        question,
                        None,
                        varies=True,
                        row=there,
                        index=first + number,
                    )
                    for question in questions().values()
                    if question.path.startswith(prefix)
                }
            )

    def _field(self, slot: Slot) -> Varying:
        match slot.question.kind:
            case "yes_no":
                yes = slot.says[YES]
                return Single(slot.answered, {True: yes, False: self.formulas.all((slot.answered, self.formulas.not_(yes)))})
            case "option":
                values: dict[Value, Formula] = {}
                values.update(slot.says)
                return Single(slot.answered, values)
            case "options":
                none = {one: self.formulas.all((slot.answered, self.formulas.not_(says))) for one, says in slot.says.items()}
                return Members(slot.answered, {one: (says, none[one]) for one, says in slot.says.items()})
            case "number":
                return Measure(slot.answered, Given(slot.number), fixed_number(slot))
            case _:
                return Answered(slot.answered)

    # -- rows ------------------------------------------------------------------------------------------------------------------

    def _things(self) -> None:
        for kind, prefix in ROWS.items():
            path = prefix.removesuffix("[].")
            list_ = self._lists[path]
            found = [Thing(kind, "?", FALSE, self.formulas.not_(list_.answered), {})] if list_.answered != TRUE else []
            for index, slots in enumerate(self._row_slots[path]):
                fields = {f"{kind}.{name}": self._field(slot) for name, slot in slots.items()}
                if kind == "initiative":
                    fields["initiative.members_per_group"] = self._per_group(slots)
                there = next(iter(slots.values())).row
                found.append(Thing(kind, str(index), there, there, fields))
            if self._loose[path]:
                found.append(LooseRows(kind, list_.answered, self.formulas, self._fresh, may_lack=self.rows_may_lack))
            self.things[kind] = found

    def _per_group(self, slots: Mapping[str, Slot]) -> Measure:
        members, groups = slots["members"], slots["groups"]
        some = Measure(groups.answered, Given(groups.number), fixed_number(groups))
        positive, _ = some.test(Condition("", "above", (0,)), self.formulas)
        known = self.formulas.all((members.answered, positive))
        of, by = fixed_number(members), fixed_number(groups)
        fixed = float(round(of / by)) if of is not None and by else None
        return Measure(known, Quotient(members.number, groups.number), fixed)

    def _fresh(self) -> Formula:
        return self.formulas.input(-1, str(next(self._free)))

    def _carry(self) -> None:
        """Lend reports the fields of the one initiative on their platform, once all platforms are known."""
        initiatives = [one for one in self.things["initiative"] if one.id != "?"]
        if self._loose["situation.initiatives"]:
            loose = Loose(TRUE, self._fresh, may_lack=True)
            lent: Mapping[str, Varying] = dict.fromkeys(fields_of_kind("initiative"), loose)
            self._lend(lambda _: lent)
            return
        all_known = self.formulas.all(
            (
                self._lists["situation.initiatives"].answered,
                *(self._if_there(one, self._single(one, "initiative.platform").known) for one in initiatives),
            )
        )
        self._lend(lambda report: self._lent(report, initiatives, all_known))

    def _lend(self, lent: Callable[[Thing], Mapping[str, Varying]]) -> None:
        self.things["report"] = [
            one
            if one.id == "?" or isinstance(one, LooseRows)
            else Thing(one.kind, one.id, one.there, one.maybe, {**lent(one), **one.fields})
            for one in self.things["report"]
        ]

    def _lent(self, report: Thing, initiatives: Sequence[Thing], all_known: Formula) -> Mapping[str, Varying]:
        wanted = self._single(report, "report.platform").values
        same = [
            self.formulas.all(
                (
                    one.there,
                    self.formulas.any(
                        self.formulas.all((platform, wanted.get(name, FALSE)))
                        for name, platform in self._single(one, "initiative.platform").values.items()
                    ),
                )
            )
            for one in initiatives
        ]
        only = [
            self.formulas.all((all_known, this, *(self.formulas.not_(other) for number, other in enumerate(same) if number != index)))
            for index, this in enumerate(same)
        ]
        lenders = [(when, one) for when, one in zip(only, initiatives, strict=True) if when != FALSE]
        return {name: Carried(tuple((when, one.fields[name]) for when, one in lenders)) for name in fields_of_kind("initiative") if lenders}

    def _single(self, thing: Thing, name: str) -> Single:
        found = thing.fields[name]
        assert isinstance(found, Single)
        return found

    def _if_there(self, thing: Thing, then: Formula) -> Formula:
        return self.formulas.any((self.formulas.not_(thing.there), then))

    # -- what follows by counting ----------------------------------------------------------------------------------------------

    def _derive(self) -> None:
        for path, of in GATHERED.items():
            kind = of.partition(".")[0]
            self.fields[path] = self._set(field_named(path).options, of, kind)
        for path, kind in (("introduction.audience_count", "audience"), ("problems.count", "report")):
            there = [one.there for one in self.things[kind] if one.id != "?"]
            self.fields[path] = self._counted(self._list_of(kind).answered, there, len(there), kind)
        self._count_groups()

    def _list_of(self, kind: str) -> Slot:
        return self._lists[ROWS[kind].removesuffix("[].")]

    def _set(self, options: Iterable[str], of: str, kind: str) -> Varying:
        if self._loose[ROWS[kind].removesuffix("[].")]:
            loose = Loose(self._list_of(kind).answered, self._fresh, self.rows_may_lack)
            return Members(
                self._told_by_rows(loose.known), {option: loose.test(is_option("", option), self.formulas) for option in options}
            )
        tellers = [(one.there, one.maybe, one.fields.get(of)) for one in self.things[kind]]
        return Gathered(options, tellers, self.formulas)

    def _counted(self, known: Formula, of: Sequence[Formula], most: int, kind: str) -> Varying:
        if self._loose[ROWS[kind].removesuffix("[].")]:
            return LooseNumber(known, self._fresh)
        settled = all(one in (TRUE, FALSE) for one in of)
        return Measure(known, HowMany(tuple(of), most), float(sum(of)) if settled else None)

    def _count_groups(self) -> None:
        answered = self._list_of("initiative").answered
        names = ("situation.platform_count", "situation.groups", "situation.members", "situation.groups_per_1000")
        if self._loose["situation.initiatives"]:
            self.fields.update({name: LooseNumber(self._told_by_rows(answered), self._fresh) for name in names})
            return
        rows = [one for one in self.things["initiative"] if one.id != "?"]
        slots = self._row_slots["situation.initiatives"]
        platforms = [self._single(row, "initiative.platform") for row in rows]
        known = self.formulas.all((answered, *(self._if_there(row, one.known) for row, one in zip(rows, platforms, strict=True))))
        used = [
            self.formulas.any(self.formulas.all((row.there, one.values[name])) for row, one in zip(rows, platforms, strict=True))
            for name in field_named("situation.platforms").options
        ]
        self.fields["situation.platform_count"] = self._counted(known, used, len(rows), "initiative")
        with_groups = [
            self.formulas.all((row.there, self.formulas.any(one.values[str(name)] for name in Platform.known() if name.has_groups)))
            for row, one in zip(rows, platforms, strict=True)
        ]
        for name in ("groups", "members"):
            told = [row[name] for row in slots]
            all_told = self.formulas.all(
                (known, *(self.formulas.any((self.formulas.not_(when), one.answered)) for when, one in zip(with_groups, told, strict=True)))
            )
            parts = tuple((when, one.number) for when, one in zip(with_groups, told, strict=True) if when != FALSE)
            self.fields[f"situation.{name}"] = Measure(all_told, Total(parts), self._fixed_total(parts))
        self._per_thousand()

    def _told_by_rows(self, answered: Formula) -> Formula:
        """When something is known that any number of rows tell together."""
        return self.formulas.all((answered, self._fresh())) if self.rows_may_lack else answered

    def _fixed_total(self, parts: Sequence[tuple[Formula, int]]) -> float | None:
        numbers = [fixed_number(self.slots[slot]) if when == TRUE else None for when, slot in parts]
        return None if None in numbers else sum(number for number in numbers if number is not None)

    def _per_thousand(self) -> None:
        groups = self.fields["situation.groups"]
        inhabitants = next(slot for slot in self.slots if slot.path == "municipality.inhabitants")
        assert isinstance(groups, Measure)
        assert isinstance(groups.number, Total)
        fixed = fixed_number(inhabitants)
        rate = 1000 * groups.fixed / fixed if groups.fixed is not None and fixed else None
        number: Number = PerThousand(groups.number, inhabitants.number)
        self.fields["situation.groups_per_1000"] = Measure(self.formulas.all((groups.known, inhabitants.answered)), number, rate)
