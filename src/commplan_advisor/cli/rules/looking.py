"""`commplan rules list`, `show` and `coverage`: looking at the rule book."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commplan_advisor.cli.common import FOUND_SOMETHING, Troubles, language_option, rulebook_in_use, rules_options, terminal_width
from commplan_advisor.common.faults import nearest_word
from commplan_advisor.common.text import Language, Text
from commplan_advisor.present.blocks import Block

if TYPE_CHECKING:
    from commplan_advisor.rulebook.model import RuleBook

_UNKNOWN = Text("'{name}' is geen regel en staat niet in de catalogus.", "'{name}' is not a rule and not in the catalogue.")
_NOT_THERE = Text("'{value}' komt in dit regelboek niet voor.", "'{value}' does not occur in this rule book.")
_CHOOSE = Text("Kies uit: {choices}.", "Choose from: {choices}.")
_NEAREST = Text(" Bedoelt u '{nearest}'?", " Did you mean '{nearest}'?")


@click.command("list")
@click.option("--stage", help="Only the rules of this stage.")
@click.option("--then", "conclusion", help="Only the rules that lead to this entry of the catalogue.")
@click.option("--source", help="Only the rules that cite this source, such as 'format 4.1'.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="Form of the output.")
@rules_options
@language_option
def list_rules(
    stage: str | None, conclusion: str | None, source: str | None, form: str, folder: Path | None, as_of: date | None, language: Language
) -> None:
    """List the rules."""
    from commplan_advisor.present.rules import rule_list

    troubles = Troubles(language)
    with troubles.told():
        book = rulebook_in_use(folder, as_of)
        _check_asked(book, language, {"--stage": stage, "--then": conclusion, "--source": source})
        chosen = tuple(
            rule
            for rule in book.rules
            if stage in (None, rule.stage)
            and (conclusion is None or any(out.id.partition(":")[0] == conclusion for out in rule.then))
            and (source is None or source in rule.sources)
        )
        if form == "json":
            rows = [
                {
                    "id": one.id,
                    "stage": one.stage,
                    "for": one.subject,
                    "then": [[out.kind, out.id] for out in one.then],
                    "sources": list(one.sources),
                }
                for one in chosen
            ]
            click.echo(json.dumps({"schema": "commplan-rules/1", "rules": rows}, ensure_ascii=False, indent=2))
        else:
            _print(rule_list(chosen, language))
    troubles.leave()


def _check_asked(book: RuleBook, language: Language, asked: Mapping[str, str | None]) -> None:
    """Refuse a stage, entry or source that the rule book does not have."""
    from commplan_advisor.rulebook.model import PLURALS

    catalogue = book.catalogue
    known: dict[str, list[str]] = {
        "--stage": [stage.id for stage in book.stages],
        "--then": sorted({id_ for plural in set(PLURALS.values()) for id_ in getattr(catalogue, plural)}),
        "--source": sorted({*book.sources, *(cited for rule in book.rules for cited in rule.sources)}),
    }
    for option, value in asked.items():
        if value is None or value in known[option]:
            continue
        nearest = nearest_word(value, known[option])
        hint = _NEAREST.in_(language).format(nearest=nearest) if nearest else ""
        choices = f" {_CHOOSE.in_(language).format(choices=', '.join(known[option]))}" if option == "--stage" else ""
        raise click.BadParameter(f"{_NOT_THERE.in_(language).format(value=value)}{hint}{choices}", param_hint=f"'{option}'")


@click.command("show")
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@rules_options
@language_option
def show(names: tuple[str, ...], folder: Path | None, as_of: date | None, language: Language) -> None:
    """Show rules or entries of the catalogue in full."""
    from commplan_advisor.present.rules import entry_page, parameter_page, rule_page
    from commplan_advisor.rulebook.model import PLURALS

    troubles = Troubles(language)
    with troubles.told():
        book = rulebook_in_use(folder, as_of)
        by_id = {rule.id: rule for rule in book.rules}
        entries = [
            (kind, entry)
            for kind, plural in PLURALS.items()
            if kind not in ("part", "order")
            for entry in getattr(book.catalogue, plural).values()
        ]
        entries += [("role", role) for role in book.catalogue.roles.values()]
        for number, name in enumerate(names):
            pages: list[Block] = list(rule_page(by_id[name], book, language)) if name in by_id else []
            if (asked := name.removeprefix("$")) in book.parameters:
                pages += parameter_page(book.parameters[asked], book, language)
            for kind, entry in entries:
                if entry.id == name:
                    pages += entry_page("part" if kind == "role" else kind, entry, book, language)
            if pages:
                click.echo("\n" if number else "", nl=False)
                _print(pages)
                continue
            nearest = nearest_word(name, [*by_id, *(entry.id for _, entry in entries), *book.parameters])
            hint = _NEAREST.in_(language).format(nearest=nearest) if nearest else ""
            click.echo(_UNKNOWN.in_(language).format(name=name) + hint, err=True)
            troubles.code = max(troubles.code, FOUND_SOMETHING)
    troubles.leave()


@click.command("coverage")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="Form of the output.")
@rules_options
@language_option
def show_coverage(form: str, folder: Path | None, as_of: date | None, language: Language) -> None:
    """For each item of the format the questions, rules, outputs and tests that serve it."""
    from dataclasses import asdict

    from commplan_advisor.maintenance.coverage import coverage, shipped_tests
    from commplan_advisor.present.rules import coverage_page

    troubles = Troubles(language)
    with troubles.told():
        tests = shipped_tests()
        served = coverage(rulebook_in_use(folder, as_of), tests)
        if form == "json":
            rows = [{**asdict(one), "says": one.says.in_(language), "missing": list(one.missing)} for one in served]
            click.echo(json.dumps({"schema": "commplan-coverage/1", "items": rows}, ensure_ascii=False, indent=2))
        else:
            _print(coverage_page(served, with_tests=tests is not None, language=language))
        if any(lack != "test" or tests for one in served for lack in one.missing):
            troubles.code = max(troubles.code, FOUND_SOMETHING)
    troubles.leave()


def _print(blocks: Iterable[Block]) -> None:
    from commplan_advisor.present.terminal import as_text

    click.echo(as_text(blocks, terminal_width()), nl=False)
