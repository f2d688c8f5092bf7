"""`commplan rules list`, `show` and `coverage`: looking at the rule book."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commplan_advisor.cli.common import FOUND_SOMETHING, Day, Troubles, language_option, rulebook_in_use, rules_options, terminal_width
from commplan_advisor.common.faults import did_you_mean, nearest_word
from commplan_advisor.common.text import Language, Text
from commplan_advisor.maintenance.choosing import STATUSES, Wanted
from commplan_advisor.present.blocks import Block

if TYPE_CHECKING:
    from commplan_advisor.rulebook.catalogue import Entry
    from commplan_advisor.rulebook.model import RuleBook

_UNKNOWN = Text("'{name}' is geen regel en staat niet in de catalogus.", "'{name}' is not a rule and not in the catalogue.")
_NOT_THERE = Text("'{value}' komt in dit regelboek niet voor.", "'{value}' does not occur in this rule book.")
_CHOOSE = Text("Kies uit: {choices}.", "Choose from: {choices}.")
_DUE_ALONE = Text(
    "--due zegt alles wat na te kijken is; alleen --rules, --format en --lang kunnen erbij.",
    "--due says all that must be looked at; only --rules, --format and --lang go with it.",
)


_TODAY = "today"


class _DueDay(Day):
    """The day of `--due`; without one the first of all days, which stands for that of `--as-of` or today."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that was written."""
        return date.min if value == _TODAY else super().convert(value, param, ctx)


@click.command("list")
@click.option("--stage", default="", help="Only the rules of this stage.")
@click.option("--then", "conclusion", default="", help="Only the rules that lead to this entry of the catalogue.")
@click.option("--source", default="", help="Only the rules that cite this source, such as 'format 4.1'.")
@click.option("--basis", type=click.Choice(["documented", "derived", "practice"]), help="Only the rules that rest on it so.")
@click.option("--reads", default="", help="Only the rules that test this field or anything below it, or this parameter with $.")
@click.option("--owner", default="", help="Only the rules that this owner looks after.")
@click.option("--search", "text", default="", help="Only the rules with these words in their name or reason.")
@click.option("--status", type=click.Choice(STATUSES), default="in_force", show_default=True, help="How the rules stand on the day.")
@click.option("--due", "due_on", type=_DueDay(), is_flag=False, flag_value=_TODAY, help="What must be looked at, on this day or today.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="Form of the output.")
@rules_options
@language_option
def list_rules(due_on: date | None, form: str, folder: Path | None, as_of: date | None, language: Language, **chosen: str | None) -> None:
    """List the rules, or with --due what of the rule book must be looked at."""
    wanted = Wanted(**{name: value or "" for name, value in chosen.items()})
    troubles = Troubles(language)
    with troubles.told():
        if due_on is None:
            _list(wanted, form, rulebook_in_use(folder, as_of), language)
        elif wanted != Wanted() or (as_of and due_on != date.min):
            raise click.UsageError(_DUE_ALONE.in_(language))
        elif _due(folder, as_of or date.today() if due_on == date.min else due_on, form, language):
            troubles.code = FOUND_SOMETHING
    troubles.leave()


def _list(wanted: Wanted, form: str, book: RuleBook, language: Language) -> None:
    _check_asked(book, language, wanted)
    rules = wanted.rules(book)
    if form == "json":
        from commplan_advisor.present.rules_machine import rules_json

        click.echo(rules_json(rules, book), nl=False)
        return
    from commplan_advisor.present.rules import rule_list

    _print(rule_list(rules, language, book if wanted.status != "in_force" else None))


def _due(folder: Path | None, day: date, form: str, language: Language) -> bool:
    """Show what must be looked at on a day; whether there is anything."""
    from commplan_advisor.maintenance.due import due
    from commplan_advisor.rulebook.loading import document_of, shipped

    found = due(document_of(folder if folder is not None else shipped("rules")), day)
    if form == "json":
        rows = [{**asdict(one), "day": one.day.isoformat() if one.day else None, "due": one.is_due} for one in found]
        _json("commplan-rules-due/1", day=day.isoformat(), found=rows)
    else:
        from commplan_advisor.present.due import due_page

        _print(due_page(found, day, language))
    return any(one.is_due for one in found)


_OPTIONS = {"stage": "--stage", "conclusion": "--then", "source": "--source", "owner": "--owner", "reads": "--reads"}


def _check_asked(book: RuleBook, language: Language, wanted: Wanted) -> None:
    """Refuse a stage, entry, source, owner or field that the rule book does not have."""
    from commplan_advisor.maintenance.choosing import known_words
    from commplan_advisor.maintenance.schemas.parts import vocabularies

    asked = {name: getattr(wanted, name) for name in _OPTIONS if getattr(wanted, name)}
    if not asked:
        return
    spoken = vocabularies(book)
    fields = [*spoken[""].fields.values(), *(spoken["review"].fields.values() if book.review else ())]
    known = known_words(book, {path: field for found in fields for path, field in found.items()})
    for name, value in asked.items():
        if value in known[name]:
            continue
        hint = did_you_mean(nearest_word(value, known[name])).in_(language)
        few = name in ("stage", "owner") and known[name]
        choices = f" {_CHOOSE.in_(language).format(choices=', '.join(known[name]))}" if few else ""
        text = f"{_NOT_THERE.in_(language).format(value=value)}{hint}{choices}"
        raise click.BadParameter(text, param_hint=f"'{_OPTIONS[name]}'")


@click.command("show")
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="Form of the output.")
@rules_options
@language_option
def show(names: tuple[str, ...], form: str, folder: Path | None, as_of: date | None, language: Language) -> None:
    """Show rules, also those that do not count on the day, or entries of the catalogue in full."""
    from commplan_advisor.maintenance.naming_tests import names_of_tests
    from commplan_advisor.rulebook.loading import shipped

    troubles = Troubles(language)
    with troubles.told():
        book = rulebook_in_use(folder, as_of)
        tests = names_of_tests(folder if folder is not None else shipped("rules"))
        shown: list[_Shown] = []
        for name in names:
            found = _named(name, book)
            shown += found
            if not found:
                _note_unknown(name, book, language)
                troubles.code = max(troubles.code, FOUND_SOMETHING)
        if form == "json":
            parts: dict[str, list[object]] = {"rules": [], "entries": [], "parameters": []}
            for one in shown:
                parts[one.part].append(one.as_row(book, tests))
            _json("commplan-rules-shown/1", **parts)
        else:
            for number, one in enumerate(shown):
                click.echo("\n" if number else "", nl=False)
                _print(one.page(book, language, tests))
    troubles.leave()


@dataclass(frozen=True, slots=True)
class _Shown:
    """A rule, an entry of the catalogue or a parameter that is shown."""

    part: str
    kind: str
    found: Any

    def page(self, book: RuleBook, language: Language, tests: Mapping[str, tuple[str, ...]]) -> Iterable[Block]:
        """As people read it."""
        from commplan_advisor.present.rules import entry_page, parameter_page, rule_page

        if self.part == "rules":
            return rule_page(self.found, book, language, tests.get(self.found.id, ()))
        if self.part == "parameters":
            return parameter_page(self.found, book, language)
        return entry_page(self.kind, self.found, book, language)

    def as_row(self, book: RuleBook, tests: Mapping[str, tuple[str, ...]]) -> dict[str, object]:
        """As machines read it."""
        if self.part == "rules":
            from commplan_advisor.present.rules_machine import rule_row

            return {**rule_row(self.found, book), "because": asdict(self.found.because), "tests": list(tests.get(self.found.id, ()))}
        plain: dict[str, object] = json.loads(json.dumps(asdict(self.found), default=str))
        return plain if self.part == "parameters" else {"kind": self.kind, **plain}


def _named(name: str, book: RuleBook) -> list[_Shown]:
    """Everything of a name; a rule may have followed another one of the same name."""
    found = [_Shown("rules", "rule", rule) for rule in book.every_rule if rule.id == name]
    if (asked := name.removeprefix("$")) in book.parameters:
        found.append(_Shown("parameters", "parameter", book.parameters[asked]))
    return found + [_Shown("entries", kind, entry) for kind, entry in _entries(book) if entry.id == name]


def _entries(book: RuleBook) -> Iterable[tuple[str, Entry]]:
    from commplan_advisor.rulebook.catalogue import PLURALS

    for kind, plural in PLURALS.items():
        if kind != "order":
            yield from ((kind, entry) for entry in getattr(book.catalogue, plural).values())


def _note_unknown(name: str, book: RuleBook, language: Language) -> None:
    known = [*(rule.id for rule in book.every_rule), *(entry.id for _, entry in _entries(book)), *book.parameters]
    hint = did_you_mean(nearest_word(name, known)).in_(language)
    click.echo(_UNKNOWN.in_(language).format(name=name) + hint, err=True)


@click.command("coverage")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="Form of the output.")
@rules_options
@language_option
def show_coverage(form: str, folder: Path | None, as_of: date | None, language: Language) -> None:
    """For each item of the format the questions, rules, outputs and tests that serve it."""
    from commplan_advisor.maintenance.coverage import coverage, shipped_tests
    from commplan_advisor.present.rules import coverage_page

    troubles = Troubles(language)
    with troubles.told():
        tests = shipped_tests()
        served = coverage(rulebook_in_use(folder, as_of), tests)
        if form == "json":
            rows = [{**asdict(one), "says": one.says.in_(language), "missing": list(one.missing)} for one in served]
            _json("commplan-coverage/1", items=rows)
        else:
            _print(coverage_page(served, with_tests=tests is not None, language=language))
        if any(lack != "test" or tests for one in served for lack in one.missing):
            troubles.code = max(troubles.code, FOUND_SOMETHING)
    troubles.leave()


def _print(blocks: Iterable[Block]) -> None:
    from commplan_advisor.present.terminal import as_text

    click.echo(as_text(blocks, terminal_width()), nl=False)


def _json(schema: str, **content: object) -> None:
    click.echo(json.dumps({"schema": schema, **content}, ensure_ascii=False, indent=2))
