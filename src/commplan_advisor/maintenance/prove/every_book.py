"""What must be so of every rule book: whoever has a problem gets an action, somebody carries it out, the plan is measured and evaluated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from commplan_advisor.advice.planning import Days, days_of
from commplan_advisor.common.text import Text
from commplan_advisor.engine.conclusions import Outcomes, Status
from commplan_advisor.engine.subjects import served_by
from commplan_advisor.maintenance.prove.claims import Claim, Group
from commplan_advisor.maintenance.prove.written import holds_in, when_it_holds
from commplan_advisor.questionnaire.asked import asked
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.reasoning.everything import Everything
from commplan_advisor.reasoning.fields import Verdict
from commplan_advisor.reasoning.formulas import FALSE, TRUE, Formula
from commplan_advisor.reasoning.smallest import ALWAYS_GIVEN
from commplan_advisor.rulebook.catalogue import Action, Check, Entry
from commplan_advisor.rulebook.model import Condition, RuleBook
from commplan_advisor.rulebook.statements import Statement


def claims_of_every_book(book: RuleBook, statements: Sequence[Statement]) -> Iterator[Claim]:
    """What must be so of a rule book whoever wrote it.

    Args:
        book: the rule book.
        statements: of the maintainer, of which those count that declare situations without advice.
    """
    for problem in book.catalogue.problems.values():
        if problem.valid.covers(book.as_of):
            yield _problem_has_action(problem)
    actions = [action for action in book.catalogue.actions.values() if action.valid.covers(book.as_of)]
    for action in actions:
        yield _one_responsible(action, book)
    for action in actions:
        yield _has_indicator(action)
    yield _checked("measurement", Group.MEASURED, book.catalogue.measurements, book)
    yield _checked("evaluation", Group.EVALUATED, book.catalogue.evaluations, book)
    pairs = {tuple(sorted((action.id, other))) for action in actions for other in action.excludes if other != action.id}
    for one, other in sorted(pairs):
        yield _never_both(book.catalogue.actions[one], book.catalogue.actions[other])
    yield from _never_without_advice([one for one in statements if one.kind == "silent"])


# -- problems and actions ------------------------------------------------------------------------------------------------------------


def _problem_has_action(problem: Entry) -> Claim:
    serves = Condition("action.serves", "includes", (problem.id,))

    def refuted(all_: Everything) -> Formula:
        formulas = all_.formulas
        served = [one.fields["action.serves"].test(serves, formulas)[0] for one in all_.things.get("action", ())]
        return formulas.all((_verdict(all_, "problem", problem.id)[0], formulas.not_(formulas.any(served))))

    def refuted_by(_: Case, outcomes: Outcomes) -> bool:
        served = {one for action in outcomes.concluded("action") for reason in action.reasons for one in served_by(reason)}
        return _concluded(outcomes, "problem", problem.id) and problem.id not in served

    says = Text(
        f"Probleem '{problem.title.nl}' leidt tot ten minste één actie.",
        f"Problem '{problem.title.en}' leads to at least one action.",
    )
    return Claim(Group.PROBLEMS, problem.id, says, refuted, refuted_by)


def _one_responsible(action: Action, book: RuleBook) -> Claim:
    own = action.roles.responsible
    counts = book.catalogue.roles[own].valid.covers(book.as_of)
    others = [("part", f"{role}:responsible", action.id) for role in book.catalogue.roles if role != own]

    def refuted(all_: Everything) -> Formula:
        second = all_.formulas.any(all_.verdicts.get(key, (FALSE, TRUE))[0] for key in others)
        return all_.formulas.all((_verdict(all_, "action", action.id)[0], second if counts else TRUE))

    def refuted_by(_: Case, outcomes: Outcomes) -> bool:
        parts = {one.id.partition(":")[0] for one in outcomes.concluded("part", about=action.id) if one.id.endswith(":responsible")}
        responsible = {own, *parts} if counts else parts
        return _concluded(outcomes, "action", action.id) and (not counts or len(responsible) != 1)

    says = Text(
        f"Precies één rol voert '{action.title.nl}' uit.",
        f"Exactly one role is responsible for '{action.title.en}'.",
    )
    return Claim(Group.RESPONSIBLE, action.id, says, refuted, refuted_by)


def _has_indicator(action: Action) -> Claim:
    has = bool(action.indicator.nl.strip() and action.indicator.en.strip())

    def refuted(all_: Everything) -> Formula:
        return FALSE if has else _verdict(all_, "action", action.id)[0]

    def refuted_by(_: Case, outcomes: Outcomes) -> bool:
        return not has and _concluded(outcomes, "action", action.id)

    says = Text(
        f"Van '{action.title.nl}' is te meten of het gelukt is.",
        f"Of '{action.title.en}' it can be measured whether it succeeded.",
    )
    return Claim(Group.INDICATORS, action.id, says, refuted, refuted_by)


def _never_both(one: Action, other: Action) -> Claim:
    def refuted(all_: Everything) -> Formula:
        return all_.formulas.all(_verdict(all_, "action", action.id)[0] for action in (one, other))

    def refuted_by(_: Case, outcomes: Outcomes) -> bool:
        return all(_concluded(outcomes, "action", action.id) for action in (one, other))

    says = Text(
        f"'{one.title.nl}' en '{other.title.nl}' worden nooit samen aangeraden.",
        f"'{one.title.en}' and '{other.title.en}' are never advised together.",
    )
    return Claim(Group.EXCLUDED, f"{one.id}+{other.id}", says, refuted, refuted_by)


# -- measuring and evaluating --------------------------------------------------------------------------------------------------------


def _checked(kind: str, group: Group, entries: Mapping[str, Check], book: RuleBook) -> Claim:
    """That a plan has a day for it: of what is concluded, or when nothing is, of the defaults."""
    with_days = frozenset(id_ for id_, entry in entries.items() if days_of(entry, book.as_of, Days(book.calendar), "work"))
    by_default = not with_days.isdisjoint(book.defaults.get(kind, ()))

    def refuted(all_: Everything) -> Formula:
        formulas = all_.formulas
        concluded = {id_: _verdict(all_, kind, id_)[0] for id_ in entries}
        dated = formulas.any(concluded[id_] for id_ in with_days)
        none = formulas.not_(formulas.any(concluded.values()))
        return formulas.not_(formulas.any((dated, none))) if by_default else formulas.not_(dated)

    def refuted_by(_: Case, outcomes: Outcomes) -> bool:
        concluded = {one.id for one in outcomes.concluded(kind)}
        return not with_days.intersection(concluded or book.defaults.get(kind, ()))

    says = {
        "measurement": Text("Elk plan heeft een dag om te meten.", "Every plan has a day to measure."),
        "evaluation": Text("Elk plan heeft een dag om te evalueren.", "Every plan has a day to evaluate."),
    }
    return Claim(group, "", says[kind], refuted, refuted_by)


# -- no advice -----------------------------------------------------------------------------------------------------------------------


def _never_without_advice(declared: Sequence[Statement]) -> Iterator[Claim]:
    """That nobody is left without an action, but where that is declared: not once nothing is open, nor once all questions are answered."""
    conditions = tuple(one for statement in declared for one in statement.conditions)

    def undeclared(all_: Everything) -> Formula:
        return all_.formulas.not_(all_.formulas.any(when_it_holds(one, all_) for one in declared))

    def is_declared(outcomes: Outcomes) -> bool:
        return any(holds_in(one, outcomes) for one in declared)

    def ruled_out(all_: Everything) -> Formula:
        return all_.formulas.all((*(_verdict(all_, "action", id_)[1] for id_ in all_.book.catalogue.actions), undeclared(all_)))

    def all_ruled_out(_: Case, outcomes: Outcomes) -> bool:
        return not any(one.kind == "action" for one in outcomes.conclusions.values()) and not is_declared(outcomes)

    def none(all_: Everything) -> Formula:
        some = all_.formulas.any(_verdict(all_, "action", id_)[0] for id_ in all_.book.catalogue.actions)
        return all_.formulas.all((all_.formulas.not_(some), _all_answered(all_), undeclared(all_)))

    def none_concluded(case: Case, outcomes: Outcomes) -> bool:
        complete = all(one.value is not None or one.path in ALWAYS_GIVEN for one in asked(case.answers))
        return complete and not any(outcomes.concluded("action")) and not is_declared(outcomes)

    nothing_open = Text(
        "Kan iemand geen enkele actie meer krijgen, dan staat in het regelboek dat dit zo hoort.",
        "Whoever can get no action any more is in a situation of which the rule book says that it is meant so.",
    )
    answered = Text(
        "Wie alle vragen heeft beantwoord, krijgt ten minste één actie, tenzij in het regelboek staat dat dit niet hoeft.",
        "Whoever has answered all questions gets at least one action, unless the rule book says that this need not be.",
    )
    yield Claim(Group.ADVICE, "nothing-open", nothing_open, ruled_out, all_ruled_out, conditions=conditions)
    yield Claim(Group.ADVICE, "all-answered", answered, none, none_concluded, conditions=conditions)


def _all_answered(all_: Everything) -> Formula:
    """When all questions that matter are answered, those about rows as far as these can be told apart."""
    formulas, slots = all_.formulas, all_.space.slots
    return formulas.all(
        formulas.any((formulas.not_(slot.row), slot.answered)) for slot in slots if slot.varies and slot.path not in ALWAYS_GIVEN
    )


# -- what is concluded ---------------------------------------------------------------------------------------------------------------


def _verdict(all_: Everything, kind: str, id_: str) -> Verdict:
    return all_.verdicts.get((kind, id_, ""), (FALSE, TRUE))


def _concluded(outcomes: Outcomes, kind: str, id_: str) -> bool:
    return outcomes.status(kind, id_) is Status.CONCLUDED
