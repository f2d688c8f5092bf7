"""What shows only over all questionnaires at once: rules that never hold or add nothing, conditions that say nothing, circles."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from commplan_advisor.common.text import Text
from commplan_advisor.maintenance.check.actions import cycles
from commplan_advisor.maintenance.check.clauses import clause_path
from commplan_advisor.maintenance.check.finding import Finding
from commplan_advisor.maintenance.check.material import Material
from commplan_advisor.reasoning.bounded import Bounded, bounded
from commplan_advisor.reasoning.everything import everything
from commplan_advisor.reasoning.formulas import FALSE
from commplan_advisor.reasoning.rules import always_true_clauses, never_holds, superfluous
from commplan_advisor.rulebook.catalogue import PLURALS
from commplan_advisor.rulebook.model import Rule

CODES = ("never-holds", "always-true", "superfluous-rule", "circular-order", "unreachable-entry")
_EFFORT = 50_000_000
"""Steps of the solver for one day. The rule book that ships takes a million; a thousand rules at random would take five times as many."""


@dataclass(frozen=True, slots=True)
class Solved:
    """What came of looking at all questionnaires.

    Attributes:
        findings: what was found.
        undecided: how many questions were too hard to decide.
    """

    findings: tuple[Finding, ...]
    undecided: int


def solved(material: Material, duplicates: Iterable[str]) -> Solved:
    """The findings on the day of the check, and what is new on every later day on which other rules count.

    Args:
        material: the rule book; in `with_added(book.added)`.
        duplicates: rules that say the same as another one, word for word; that they are superfluous goes without saying.
    """
    found: dict[tuple[object, ...], Finding] = {}
    reached: set[tuple[str, str]] = set()
    undecided = 0
    said_already = frozenset(duplicates)
    for day in (material.day, *days_to_come(material)):
        on = material if day == material.day else material.on(day)
        all_ = bounded(everything(on.book), _EFFORT)
        never = never_holds(all_)
        for finding in _on(on, all_, never, said_already, "" if day == material.day else f"{day}: "):
            found.setdefault((finding.code, finding.place), finding)
        reached |= {(out.kind, out.id) for rule in on.book.rules if rule not in never for out in rule.then}
        undecided += len(all_.prover.undecided)
    return Solved((*found.values(), *_unreachable(material, reached)), undecided)


def days_to_come(material: Material) -> tuple[date, ...]:
    """The days after that of the check on which something begins to count, or counts no longer."""
    document = material.document
    parts = [*document["rules"], *(one for entries in document["catalogue"].values() for one in entries.values())]
    days = {day for part in parts for day in _turns(part.get("valid", {}))}
    days |= {date.fromisoformat(value["from"]) for one in document["parameters"].values() for value in one["values"]}
    return tuple(sorted(day for day in days if day > material.day))


def _turns(valid: Mapping[str, str]) -> Iterator[date]:
    if "from" in valid:
        yield date.fromisoformat(valid["from"])
    if "until" in valid and (until := date.fromisoformat(valid["until"])) < date.max:
        yield date.fromordinal(until.toordinal() + 1)


def _on(material: Material, all_: Bounded, never: Collection[Rule], said_already: frozenset[str], day: str) -> Iterator[Finding]:
    """What is found on one day; `day` begins what is said of another day than that of the check."""
    for rule in never:
        what = Text(f"{day}'{rule.id}' kan nooit gelden.", f"{day}'{rule.id}' can never hold.")
        yield Finding("never-holds", material.at_rule(rule), what, rule.id)
    for rule, place in always_true_clauses(all_):
        source, path = material.rule(rule)
        where = clause_path(source.value[path[0]], path, place)
        what = Text(
            f"{day}'{where[2]}' zegt hier niets: het geldt altijd als de rest van '{rule.id}' geldt.",
            f"{day}'{where[2]}' says nothing here: it always holds when the rest of '{rule.id}' does.",
        )
        yield Finding("always-true", source.place(where, of_key=True), what, str(where[2]))
    idle = {rule.id for rule in never} | said_already
    for one in superfluous(all_):
        if one.rule.id not in idle:
            by = ", ".join(f"'{rule.id}'" for rule in one.by)
            what = Text(
                f"{day}'{one.rule.id}' voegt niets toe: {by} {'leidt' if len(one.by) == 1 else 'leiden'} dan ook tot hetzelfde.",
                f"{day}'{one.rule.id}' adds nothing: {by} then {'leads' if len(one.by) == 1 else 'lead'} to the same.",
            )
            yield Finding("superfluous-rule", material.at_rule(one.rule), what, one.rule.id)
    yield from _circles(material, all_, day)


def _circles(material: Material, all_: Bounded, day: str) -> Iterator[Finding]:
    """Actions that wait for each other, when they can all be advised at once."""
    after: dict[str, set[str]] = {id_: set(one.after) for id_, one in all_.book.catalogue.actions.items()}
    fixed = {id_: frozenset(others) for id_, others in after.items()}
    ordered: dict[tuple[str, str], int] = {}
    for (kind, id_, about), (concluded, _) in all_.verdicts.items():
        if kind == "order" and concluded != FALSE:
            after.setdefault(about, set()).add(id_)
            ordered[about, id_] = concluded
    rows = {row: list(zip(row, (*row[1:], row[0]), strict=True)) for row in cycles(after)}
    advised = {id_: concluded for (kind, id_, _), (concluded, _) in all_.verdicts.items() if kind == "action"}
    at_once = {
        row: all_.formulas.all(
            (*(advised.get(one, FALSE) for one in row), *(ordered[pair] for pair in pairs if pair[1] not in fixed[pair[0]]))
        )
        for row, pairs in rows.items()
    }
    never = all_.never(at_once.values())
    for row, pairs in rows.items():
        if at_once[row] in never:
            continue
        way = " → ".join((*row, row[0]))
        what = Text(f"{day}deze acties wachten op elkaar: {way}.", f"{day}these actions wait for each other: {way}.")
        loose = next((pair for pair in pairs if pair in ordered), None)
        place = material.at_rule(_ordering(all_, loose)) if loose else material.at_entry_word("actions", row[0], ("after",), pairs[0][1])
        yield Finding("circular-order", place, what)


def _ordering(all_: Bounded, pair: tuple[str, str]) -> Rule:
    """A rule by which an action comes after another one."""
    return next(
        rule
        for rule in all_.book.rules
        if any(out.kind == "order" and out.id == pair[1] for out in rule.then)
        and any(tried.thing.id == pair[0] and tried.sure != FALSE for tried in all_.tried[rule.id])
    )


def _unreachable(material: Material, reached: set[tuple[str, str]]) -> Iterator[Finding]:
    """Entries that rules lead to, but none that can hold on the day of the check or later."""
    named = {(out["kind"], out["id"]) for rule in material.document["rules"] for out in rule["then"]}
    defaults = {(kind, id_) for kind, ids in material.document["defaults"].items() for id_ in ids}
    for kind, id_ in sorted(named - reached - defaults):
        plural = PLURALS[kind]
        if kind in ("part", "order") or material.ended(plural, id_):
            continue
        what = Text(
            f"'{id_}' komt op geen enkele dag in een advies: geen regel die ertoe leidt kan gelden.",
            f"'{id_}' is in no advice on any day: no rule that leads to it can hold.",
        )
        yield Finding("unreachable-entry", material.at_entry(plural, id_), what, id_)
