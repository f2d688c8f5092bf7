"""`commplan explain`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commplan_advisor.cli.common import (
    FILE,
    FOUND_SOMETHING,
    Troubles,
    language_option,
    output_options,
    page,
    put_out,
    rulebook_in_use,
    rules_options,
)
from commplan_advisor.common.text import Language, Text

if TYPE_CHECKING:
    from commplan_advisor.engine.conclusions import Key
    from commplan_advisor.engine.engine import Engine
    from commplan_advisor.questionnaire.reading import Case
    from commplan_advisor.rulebook.model import RuleBook

_ONE_OF = Text("Kies een van {options}.", "Choose one of {options}.")
_NOT_CONCLUDED = {
    "action": Text("'{title}' ({id}) staat niet in het advies.", "'{title}' ({id}) is not part of the advice."),
    "problem": Text("'{title}' ({id}) is hier niet gevonden.", "'{title}' ({id}) was not found here."),
    "finding": Text("'{title}' ({id}) geldt hier niet.", "'{title}' ({id}) does not hold here."),
}
_OPEN = Text("'{title}' ({id}) staat nog open.", "'{title}' ({id}) is still open.")
_SEE = Text(" Waarom niet? Zie --why-not {id}.", " Why not? See --why-not {id}.")


@click.command("explain")
@click.argument("path", metavar="CASE", type=FILE)
@click.option("--action", "actions", multiple=True, metavar="ID", help="Explain only this action; may be given more than once.")
@click.option("--problem", "problems", multiple=True, metavar="ID", help="Explain only this problem; may be given more than once.")
@click.option("--finding", "findings", multiple=True, metavar="ID", help="Explain only this finding; may be given more than once.")
@click.option("--why-not", "not_concluded", metavar="ID", help="Explain why an action, problem or finding is not there.")
@click.option("--all-rules", is_flag=True, help="Say of every rule whether it holds, fails or is still open.")
@click.option("--all", "everything", is_flag=True, help="Explain tasks, timing and all other parts too; with --why-not show all rules.")
@click.option(
    "--format", "form", type=click.Choice(["table", "markdown", "json"]), default="table", show_default=True, help="Form of the output."
)
@rules_options
@language_option
@output_options
def explain_command(
    path: Path,
    actions: tuple[str, ...],
    problems: tuple[str, ...],
    findings: tuple[str, ...],
    not_concluded: str | None,
    all_rules: bool,
    everything: bool,
    form: str,
    folder: Path | None,
    as_of: date | None,
    language: Language,
    output: Path | None,
    force: bool,
) -> None:
    """Explain the advice: which answers, rules and sources lead to it, and why something is not in it."""
    from commplan_advisor.engine.engine import Engine
    from commplan_advisor.questionnaire.reading import load_case

    wanted = (
        [("action", id_, "") for id_ in actions] + [("problem", id_, "") for id_ in problems] + [("finding", id_, "") for id_ in findings]
    )
    if sum((bool(wanted), not_concluded is not None, all_rules)) > 1:
        options = "--action/--problem/--finding, --why-not, --all-rules"
        raise click.UsageError(_ONE_OF.in_(language).format(options=options))
    troubles = Troubles(language)
    with troubles.told():
        book = rulebook_in_use(folder, as_of)
        keys = _known(wanted, book, language)
        missed = None if not_concluded is None else _kind_of(not_concluded, book, language)
        case, engine = load_case(path), Engine(book)
        if missed is not None:
            text = _why_not(case, engine, missed, form, language, everything=everything)
        elif all_rules:
            text = _verdicts(case, engine, form, language)
        else:
            text = _explained(case, engine, keys, form, language, troubles, everything=everything, chosen=bool(wanted))
        if text:
            put_out(text, output, force=force)
    troubles.leave()


def _known(wanted: Sequence[Key], book: RuleBook, language: Language) -> list[Key]:
    """What is asked for, each once; an identifier that the rule book does not have is wrong use."""
    from commplan_advisor.advice.why.naming import check_known

    for kind, id_, _ in wanted:
        with _wrong_use(f"--{kind}", language):
            check_known(kind, id_, book.catalogue)
    return list(dict.fromkeys(wanted))


def _kind_of(id_: str, book: RuleBook, language: Language) -> tuple[str, str]:
    """What an identifier names: an action, or else a problem or finding; another one is wrong use."""
    from commplan_advisor.advice.why.naming import kind_of

    with _wrong_use("--why-not", language):
        return kind_of(id_, book.catalogue)


@contextmanager
def _wrong_use(option: str, language: Language) -> Iterator[None]:
    from commplan_advisor.advice.why.naming import UnknownNameError

    try:
        yield
    except UnknownNameError as error:
        raise click.BadParameter(error.message.in_(language), param_hint=f"'{option}'") from None


def _explained(
    case: Case,
    engine: Engine,
    keys: list[Key],
    form: str,
    language: Language,
    troubles: Troubles,
    *,
    everything: bool,
    chosen: bool,
) -> str:
    from commplan_advisor.advice.why.explaining import explain
    from commplan_advisor.engine.conclusions import Status
    from commplan_advisor.present.explanation import as_json, conclusion_pages, explanation_page

    explanation = explain(case, engine, language=language)
    concluded = {key for key, one in explanation.conclusions.items() if one.status is Status.CONCLUDED}
    for key in keys:
        if key not in concluded:
            click.echo(_not_there(case, engine, key, language), err=True)
            troubles.code = max(troubles.code, FOUND_SOMETHING)
    shown = [key for key in keys if key in concluded]
    if chosen and not shown:
        return ""
    if form == "json":
        first = ("problem", "cause", "action", "finding")
        return as_json(explanation, shown or sorted(key for key in concluded if everything or key[0] in first))
    if chosen:
        return page(conclusion_pages(explanation, shown, language), form)
    return page(explanation_page(explanation, language, everything=everything), form)


def _not_there(case: Case, engine: Engine, key: Key, language: Language) -> str:
    from commplan_advisor.engine.conclusions import Status
    from commplan_advisor.questionnaire.facts import facts_of

    kind, id_, _ = key
    is_open = engine.run(facts_of(case.answers)).status(kind, id_) is Status.OPEN
    title = engine.book.catalogue.entry(kind, id_).title.in_(language)
    words = (_OPEN if is_open else _NOT_CONCLUDED[kind]).in_(language).format(title=title, id=id_)
    return words + _SEE.in_(language).format(id=id_)


def _why_not(case: Case, engine: Engine, missed: tuple[str, str], form: str, language: Language, *, everything: bool) -> str:
    from commplan_advisor.advice.why.why_not import why_not
    from commplan_advisor.present.why_not import why_not_as_json, why_not_page

    found = why_not(case, engine, *missed, language=language)
    return why_not_as_json(found) if form == "json" else page(why_not_page(found, language, everything=everything), form)


def _verdicts(case: Case, engine: Engine, form: str, language: Language) -> str:
    from commplan_advisor.advice.why.attempts import rule_verdicts
    from commplan_advisor.present.why_not import verdicts_as_json, verdicts_page

    rules = rule_verdicts(case, engine, language=language)
    return verdicts_as_json(case.name, case.file, rules) if form == "json" else page(verdicts_page(case.name, rules, language), form)
