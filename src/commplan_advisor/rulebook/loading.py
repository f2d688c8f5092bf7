"""The rule book as of a day: from the files, or from what was kept of reading them before."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from commplan_advisor.common.files import LARGEST_FILE
from commplan_advisor.common.kept import kept, program_stamp
from commplan_advisor.common.order import in_order
from commplan_advisor.common.text import Text
from commplan_advisor.questionnaire.added import Added
from commplan_advisor.rulebook.adding import added_by
from commplan_advisor.rulebook.calendar import Calendar, SchoolHoliday
from commplan_advisor.rulebook.catalogue import (
    PLURALS,
    Action,
    Aim,
    Assignment,
    Catalogue,
    Check,
    Entry,
    Finding,
    Indicator,
    Means,
    Moment,
    Option,
    Platform,
    Problem,
    Role,
    Roles,
    Timing,
)
from commplan_advisor.rulebook.files import rule_files
from commplan_advisor.rulebook.model import AnyOf, Condition, Outcome, Parameter, PlanReview, Rule, RuleBook, Source, Stage
from commplan_advisor.rulebook.periods import ALWAYS, day_from, period_from

_ENTRY_TYPES: dict[str, type[Entry]] = {
    "findings": Finding,
    "problems": Problem,
    "causes": Entry,
    "actions": Action,
    "roles": Role,
    "tasks": Assignment,
    "timings": Timing,
    "moments": Moment,
    "duties": Assignment,
    "options": Option,
    "means": Means,
    "measurements": Check,
    "evaluations": Check,
    "indicators": Indicator,
    "targets": Entry,
    "platforms": Platform,
}


_UPKEEP = ("owner", "review", "allow")
_OF_THE_FILES = ("file", "line", *_UPKEEP)
_REVIEW = "plan_review"


def load_rulebook(folder: Path | str | None = None, as_of: date | None = None) -> RuleBook:
    """Read a rule book as it counts on a day.

    Args:
        folder: the folder with `rulebook.yaml`; without it the rule book that ships with the package.
        as_of: the day; without it today.

    Raises:
        UnreadableFileError: the folder or one of its files cannot be read.
        FaultyInputError: with every fault in it.
    """
    path = Path(folder) if folder is not None else shipped("rules")
    return rulebook_from(document_of(path), as_of or date.today())


def load_added(folder: Path | str | None = None) -> Added:
    """What a rule book adds to the questionnaire, on whatever day; faster than reading all of it, and it fails likewise."""
    return added_by(document_of(Path(folder) if folder is not None else shipped("rules"))["catalogue"])


def load_roles(folder: Path | str | None = None) -> tuple[str, ...]:
    """The roles that a rule book knows, on whatever day; it fails like `load_rulebook`."""
    return tuple(document_of(Path(folder) if folder is not None else shipped("rules"))["catalogue"]["roles"])


def shipped(name: str) -> Path:
    """The folder of rules or cases that ships with the package, or stands beside it in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / name
    return inside if inside.is_dir() else package.parents[1] / name


def document_of(folder: Path, contents: str = "") -> dict[str, Any]:
    """What the files say, for every day; read once for the same bytes, and kept in the user's cache.

    Args:
        folder: of the rule book.
        contents: a name for what the files say, where there is one; else it is worked out from their bytes.

    Raises:
        UnreadableFileError: the folder or one of its files cannot be read.
        FaultyInputError: with every fault in it.
    """

    def compute() -> str:
        from commplan_advisor.rulebook.reading import read_document

        document = read_document(folder)
        document["digest"] = digest_of(document)
        return json.dumps(document, ensure_ascii=False, separators=(",", ":"))

    name = f"rules-{_program()}-{contents}" if contents else _contents(folder)
    document: dict[str, Any] = json.loads(kept(name, compute) if name else compute())
    return document


def _program() -> str:
    return program_stamp("common", "questionnaire", "rulebook")


def _contents(folder: Path) -> str:
    """A name for these very files read by this very program; empty when they cannot all be read."""
    digest = sha256()
    try:
        digest.update(_program().encode())
        for path in rule_files(folder):
            if path.stat().st_size > LARGEST_FILE:
                return ""  # the reader refuses it, with a message
            data = path.read_bytes()
            digest.update(f"{path} {len(data)}\n".encode())
            digest.update(data)
    except OSError:
        return ""
    return f"rules-{digest.hexdigest()}"


def digest_of(document: Mapping[str, Any]) -> str:
    """Hash of what a rule book says: not of where or by whose care, nor in which order where order means nothing."""
    rules = _said_by_rules(document["rules"])
    catalogue, parameters = (without_upkeep(document[part]) for part in ("catalogue", "parameters"))
    parts: dict[str, Any] = {"rules": rules, "catalogue": catalogue, "parameters": parameters, "digest": "", "upkeep": {}}
    if "calendar" in document:
        parts["calendar"] = without_upkeep(document["calendar"])
    if review := document.get(_REVIEW):
        parts[_REVIEW] = {**review, "rules": _said_by_rules(review["rules"])}
    text = json.dumps({**document, **parts}, ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()


def _said_by_rules(rules: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        {key: in_order(value) if key in ("when", "then") else value for key, value in rule.items() if key not in _OF_THE_FILES}
        for rule in rules
    ]


def without_upkeep(value: Any) -> Any:
    """Plain values without who looks after them."""
    if isinstance(value, dict):
        return {key: without_upkeep(inner) for key, inner in value.items() if key not in _UPKEEP}
    return value


def rulebook_from(document: Mapping[str, Any], as_of: date) -> RuleBook:
    """The rule book that a checked document describes, as of a day."""
    upkeep, day = document.get("upkeep", {}), as_of.isoformat()
    parameters = {id_: found for id_, one in document["parameters"].items() if (found := _parameter(id_, {**upkeep, **one}, day))}
    catalogue = Catalogue(
        **{
            plural: {id_: _entry(plural, id_, {**upkeep, **one}, parameters) for id_, one in entries.items()}
            for plural, entries in document["catalogue"].items()
        }
    )
    rules, set_aside = _sorted_out(document["rules"], upkeep, parameters, catalogue, as_of)
    order = {stage["id"]: index for index, stage in enumerate(document["stages"])}
    in_order: Callable[[Rule], tuple[int, str]] = lambda rule: (order[rule.stage], rule.id)  # noqa: E731
    return RuleBook(
        Text(**document["name"]),
        document["version"],
        document.get("digest") or digest_of(document),
        as_of,
        tuple(Stage(one["id"], Text(**one["title"]), tuple(one["concludes"])) for one in document["stages"]),
        tuple(sorted(rules, key=in_order)),
        catalogue,
        {id_: _revived(Source, id_, one) for id_, one in document["sources"].items()},
        parameters,
        {kind: tuple(id_ for id_ in ids if catalogue.entry(kind, id_).valid.covers(as_of)) for kind, ids in document["defaults"].items()},
        document.get("start_weeks", {}),
        tuple(sorted(set_aside, key=in_order)),
        day_from(document.get("date")),
        added_by(document["catalogue"]),
        _calendar(document.get("calendar", {})),
        _review(document.get(_REVIEW), upkeep, parameters, catalogue, as_of),
    )


def _sorted_out(
    written: Iterable[Mapping[str, Any]],
    upkeep: Mapping[str, Any],
    parameters: Mapping[str, Parameter],
    catalogue: Catalogue,
    as_of: date,
) -> tuple[list[Rule], list[Rule]]:
    """The rules that count on a day, and those that do not."""
    rules: list[Rule] = []
    set_aside: list[Rule] = []
    gone = {
        (kind, id_)
        for kind, plural in PLURALS.items()
        for id_, entry in getattr(catalogue, plural).items()
        if entry.valid is not ALWAYS and not entry.valid.covers(as_of)
    }
    for one in written:
        rule = _rule(one, upkeep, parameters)
        then = _counting(rule, gone) if gone else rule.then
        if rule.status == "in_force" and rule.valid.covers(as_of) and then and _has_parameters(one["when"], parameters):
            rules.append(rule if then == rule.then else replace(rule, then=then))
        else:
            set_aside.append(rule)
    return rules, set_aside


def _review(
    written: Mapping[str, Any] | None,
    upkeep: Mapping[str, Any],
    parameters: Mapping[str, Parameter],
    catalogue: Catalogue,
    as_of: date,
) -> PlanReview | None:
    if written is None:
        return None
    rules, set_aside = _sorted_out(written["rules"], upkeep, parameters, catalogue, as_of)
    by_name: Callable[[Rule], str] = lambda rule: rule.id  # noqa: E731
    order = tuple(written["order"])
    return PlanReview(Text(**written["title"]), order, tuple(sorted(rules, key=by_name)), tuple(sorted(set_aside, key=by_name)))


def _entry(plural: str, id_: str, one: Mapping[str, Any], parameters: Mapping[str, Parameter]) -> Any:
    """An entry of the catalogue; an indicator with the values of the parameters that it names."""
    if plural != "indicators":
        return _revived(_ENTRY_TYPES[plural], id_, one)
    found: Indicator = _revived(Indicator, id_, {key: value for key, value in one.items() if key not in ("aim", "small_below")})
    aim, small = one.get("aim"), _threshold(one.get("small_below"), parameters)
    if aim and (value := _threshold(aim.get("value"), parameters)) is None and "value" in aim:
        aim = None  # its parameter has no value on this day
    return replace(found, aim=Aim(**{**aim, "value": value}) if aim else None, small_below=small or 0)


def _threshold(value: float | str | None, parameters: Mapping[str, Parameter]) -> float | None:
    if isinstance(value, str):
        return parameters[value[1:]].value if value[1:] in parameters else None
    return value


def _calendar(one: Mapping[str, Any]) -> Calendar:
    mailings, table = one.get("mailings", {}), one.get("school_holidays", {})
    return Calendar(
        {purpose: tuple(kinds) for purpose, kinds in one.get("avoid", {}).items()},
        one.get("shares", {}),
        mailings.get("role", ""),
        mailings.get("weeks_apart", 0),
        {province: region for region, provinces in one.get("provinces", {}).items() for province in provinces},
        tuple(
            SchoolHoliday(day["holiday"], tuple(day["regions"]), date.fromisoformat(day["from"]), date.fromisoformat(day["until"]))
            for day in table.get("days", ())
        ),
        {what: tuple(roles) for what, roles in one.get("takes_part", {}).items()},
    )


def _counting(rule: Rule, gone: Collection[tuple[str, str]]) -> tuple[Outcome, ...]:
    """What a rule concludes on a day: of entries that count then, for problems that count then; `gone` are those that do not."""
    return tuple(
        outcome
        if all(("problem", problem) not in gone for problem in outcome.serves)
        else replace(outcome, serves=tuple(problem for problem in outcome.serves if ("problem", problem) not in gone))
        for outcome in rule.then
        if (outcome.kind, outcome.id) not in gone
    )


def _parameter(id_: str, one: Mapping[str, Any], day: str) -> Parameter | None:
    values = [value for value in one["values"] if value["from"] <= day]
    if not values:
        return None
    last = max(values, key=lambda value: value["from"])
    return Parameter(
        id_,
        Text(**one["title"]),
        one.get("unit", ""),
        last["value"],
        last["from"],
        tuple(one["source"]),
        one["basis"],
        one.get("owner", ""),
        day_from(one.get("review")),
    )


def _has_parameters(clauses: list[Any], parameters: Mapping[str, Parameter]) -> bool:
    """Whether every parameter that a rule names has a value on this day; without one the rule does not count yet."""
    for clause in clauses:
        if clause[0] == "any":
            if not all(_has_parameters(group, parameters) for group in clause[1]):
                return False
        elif any(isinstance(value, str) and value.startswith("$") and value[1:] not in parameters for value in clause[2]):
            return False
    return True


def _rule(one: Mapping[str, Any], upkeep: Mapping[str, Any], parameters: Mapping[str, Parameter]) -> Rule:
    then = tuple([Outcome(out["kind"], out["id"], out["priority"], tuple(sorted(out["serves"]))) for out in one["then"]])
    return Rule(
        one["id"],
        one["stage"],
        one["subject"],
        conditions_from(one["when"], parameters),
        then,
        Text(**one["because"]),
        tuple(one["sources"]),
        one["basis"],
        one["file"],
        one["line"],
        period_from(one["valid"]) if "valid" in one else ALWAYS,
        one.get("status", "in_force"),
        one["owner"] if "owner" in one else upkeep.get("owner", ""),
        day_from(one["review"] if "review" in one else upkeep.get("review")),
    )


def conditions_from(clauses: Iterable[Any], parameters: Mapping[str, Parameter]) -> tuple[Condition | AnyOf, ...]:
    """Conditions as they stand in a checked document, with the values of the parameters that they name."""
    return tuple(
        [
            AnyOf(tuple(tuple(_condition(inner, parameters) for inner in group) for group in clause[1]))
            if clause[0] == "any"
            else _condition(clause, parameters)
            for clause in clauses
        ]
    )


def _condition(clause: list[Any], parameters: Mapping[str, Parameter]) -> Condition:
    field, operator, values = clause
    for value in values:
        if isinstance(value, str) and value.startswith("$"):
            name = value[1:]
            break
    else:
        return Condition(field, operator, tuple(values))
    settled = tuple(parameters[name].value if value == f"${name}" and name in parameters else value for value in values)
    return Condition(field, operator, settled, name)


def _revived(kind: type[Any], id_: str, one: Mapping[str, Any]) -> Any:
    return kind(id=id_, **{name: _value(name, value) for name, value in one.items() if name != "allow"})


def _value(name: str, value: Any) -> Any:
    if isinstance(value, str):
        return day_from(value) if name == "review" else value
    if isinstance(value, dict):
        if name == "valid":
            return period_from(value)
        if name == "items":
            return {item: Text(**words) for item, words in value.items()}
        if name == "roles":
            return Roles(**{part: _value(part, role) for part, role in value.items()})
        return Text(**value)
    if isinstance(value, list):
        return tuple([_value("", one) for one in value])
    return value
