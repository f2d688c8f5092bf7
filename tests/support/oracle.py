"""A naive evaluator of rule books: plain loops and three values, and nothing of the engine's.

It works out for itself what problems and actions carry along, straight from what `docs/reference/rule-book.md` promises.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from commplan_advisor.questionnaire.facts import Facts
from commplan_advisor.rulebook.catalogue import ABOUT, PLURALS
from commplan_advisor.rulebook.model import AnyOf, Condition, Rule, RuleBook

Key = tuple[str, str, str]
Fields = Mapping[str, Any]
Thing = tuple[str, str, Fields, bool]
"""A subject: its kind, its name, its fields, and whether it is sure to exist."""


def verdicts(book: RuleBook, facts: Facts) -> tuple[dict[Key, bool | None], set[tuple[str, str, str, bool]]]:
    """What is concluded (True), open (None) or ruled out (False); and each rule that holds or may hold for a subject."""
    case = dict(facts.case.fields)
    things: dict[str, list[Thing]] = {
        kind: [(kind, one.id, one.fields, one.settled) for one in facts.of_kind(kind)]
        for kind in ("case", "initiative", "audience", "report")
    }
    result: dict[Key, bool | None] = {}
    trace: set[tuple[str, str, str, bool]] = set()
    for stage in book.stages:
        led: dict[Key, list[tuple[Rule, Thing, bool, tuple[str, ...]]]] = {}
        for rule in book.rules_of(stage.id):
            for thing in things.get(rule.subject, []):
                value = _all(_clause(clause, {**case, **thing[2]}) for clause in rule.when)
                if value is False:
                    continue
                sure = value is True and thing[3]
                trace.add((rule.id, thing[0], thing[1], sure))
                for out in rule.then:
                    about = thing[1] if out.kind in ABOUT else ""
                    served = (*((thing[1],) if thing[0] == "problem" else ()), *out.serves)
                    led.setdefault((out.kind, out.id, about), []).append((rule, thing, sure, served))
        now = {key: True if any(sure for _, _, sure, _ in why) else None for key, why in led.items()}
        result.update(now)
        for kind in stage.concludes:
            if kind in ABOUT:
                continue
            for id_ in getattr(book.catalogue, PLURALS[kind]):
                state = now.get((kind, id_, ""), False)
                if state is not None:
                    case[f"concluded.{PLURALS[kind]}.{id_}"] = state
        if "problem" in stage.concludes:
            things["problem"] = [_problem(key[1], led[key], now[key]) for key in led if key[0] == "problem"]
        if "cause" in stage.concludes:
            things["problem"] = [_caused(thing, book, now) for thing in things.get("problem", [])]
        if "action" in stage.concludes:
            things["action"] = [_action(key[1], led[key], now[key], book) for key in led if key[0] == "action"]
    return result, trace


def _problem(id_: str, why: list[Any], state: bool | None) -> Thing:
    fields: dict[str, Any] = {"problem.type": id_}
    told = [(thing, sure) for _, thing, sure, _ in why if thing[0] == "report"]
    if any(sure for _, sure in told):
        fields["problem.reported"] = True
    elif not told:
        fields["problem.reported"] = False
    for name, field in (("frequencies", "frequency"), ("who", "who"), ("reported_causes", "causes"), ("platforms", "platform")):
        tellers = [(thing[2], f"report.{field}", sure) for thing, sure in told]
        if name == "platforms":
            tellers += [(thing[2], "initiative.platform", sure) for _, thing, sure, _ in why if thing[0] == "initiative"]
        for option in _options(f"report.{field}"):
            state_ = _some((_member(held, path, option), sure) for held, path, sure in tellers)
            if state_ is not None:
                fields[f"problem.{name}.{option}"] = state_
                fields[f"problem.{name}"] = True
        if not tellers:
            fields[f"problem.{name}"] = True
    return ("problem", id_, fields, state is True)


def _options(path: str) -> Iterable[str]:
    from commplan_advisor.questionnaire import options as o

    kinds: dict[str, Any] = {
        "report.frequency": o.Frequency,
        "report.who": o.Actor,
        "report.causes": o.CauseType,
        "report.platform": o.Platform,
    }
    return [option.value for option in kinds[path].known()]


def _member(held: Fields, path: str, option: str) -> bool | None:
    if f"{path}.{option}" in held:
        return bool(held[f"{path}.{option}"])
    if path in held and held[path] is not True:
        return bool(held[path] == option)
    return None


def _some(members: Iterable[tuple[bool | None, bool]]) -> bool | None:
    states = list(members)
    if any(has is True and sure for has, sure in states):
        return True
    return False if all(has is False for has, _ in states) else None


def _caused(thing: Thing, book: RuleBook, now: Mapping[Key, bool | None]) -> Thing:
    fields = {**thing[2], "problem.causes": True}
    for cause in book.catalogue.causes:
        state = now.get(("cause", cause, thing[1]), False)
        if state is not None:
            fields[f"problem.causes.{cause}"] = state
    return (thing[0], thing[1], fields, thing[3])


def _action(id_: str, why: list[Any], state: bool | None, book: RuleBook) -> Thing:
    action = book.catalogue.actions[id_]
    fields: dict[str, Any] = {"action.type": id_, "action.where": action.where, "action.serves": True, "action.roles": True}
    for problem in book.catalogue.problems:
        if any(problem in served and sure for _, _, sure, served in why):
            fields[f"action.serves.{problem}"] = True
        elif not any(problem in served for _, _, _, served in why):
            fields[f"action.serves.{problem}"] = False
    taking_part = {
        action.roles.responsible,
        action.roles.accountable,
        *action.roles.supports,
        *action.roles.consulted,
        *action.roles.informed,
    }
    for role in book.catalogue.roles:
        fields[f"action.roles.{role}"] = role in taking_part
    return ("action", id_, fields, state is True)


def _clause(clause: Condition | AnyOf, fields: Fields) -> bool | None:
    if isinstance(clause, AnyOf):
        return _not(_all(_not(_all(_holds(one, fields) for one in group)) for group in clause.groups))
    return _holds(clause, fields)


def _holds(condition: Condition, fields: Fields) -> bool | None:
    path, values = condition.field, condition.values
    if condition.operator == "answered":
        return True if path in fields else None
    if condition.operator in ("includes", "lacks"):
        none_in = _all(_not(fields.get(f"{path}.{value}")) for value in values)
        return none_in if condition.operator == "lacks" else _not(none_in)
    value = fields.get(path)
    if value is None:
        return None
    match condition.operator:
        case "in":
            return value in values
        case "not_in":
            return value not in values
        case "below":
            return bool(value < values[0])
        case "at_most":
            return bool(value <= values[0])
        case "above":
            return bool(value > values[0])
        case _:
            return bool(value >= values[0])


def _all(states: Iterable[bool | None]) -> bool | None:
    found = list(states)
    if any(state is False for state in found):
        return False
    return None if any(state is None for state in found) else True


def _not(state: bool | None) -> bool | None:
    return None if state is None else not state
