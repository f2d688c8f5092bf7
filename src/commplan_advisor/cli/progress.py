"""`commplan progress`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from gettext import gettext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commplan_advisor.cli.common import (
    FILE,
    FOUND_SOMETHING,
    Day,
    Troubles,
    form_of,
    language_option,
    output_options,
    page,
    put_out,
    rulebook_in_use,
    rules_options,
    time_options,
)
from commplan_advisor.cli.noting import Asked, confirm, notes_asked, tell_doubts
from commplan_advisor.common.faults import did_you_mean, nearest_word, quote
from commplan_advisor.common.files import check_free
from commplan_advisor.common.text import Language, Text
from commplan_advisor.running.progress.model import DAYS_AHEAD

if TYPE_CHECKING:
    from commplan_advisor.questionnaire.reading import Case
    from commplan_advisor.rulebook.model import RuleBook
    from commplan_advisor.running.progress.reading import Kept
    from commplan_advisor.running.progress.report import Progress
    from commplan_advisor.running.progress.telling import RunningPlan
    from commplan_advisor.running.review.versions import Versions

_FORMS = ("table", "markdown", "json")

_NEEDS_SET = Text("{options} hoort bij --set.", "{options} goes with --set.")
_NEEDS_DUE = Text("--role hoort bij --due.", "--role goes with --due.")
_ONE_VIEW = Text("Kies een van --set, --due en --history.", "Choose one of --set, --due and --history.")
_NO_ROLE = Text("{role} is geen rol. Kies uit: {roles}.", "{role} is not a role. Choose from: {roles}.")
_ADOPTED = Text(
    "{option} kan niet meer: de data van een vastgesteld plan liggen vast.", "{option} cannot be: the dates of an adopted plan are settled."
)


class _Until(click.ParamType[str]):
    """How far `--due` looks ahead: a number of days, or a day."""

    name = "days or date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """What was written, when it is either."""
        if not re.fullmatch(r"[0-9]{1,4}", value):
            try:
                Day().convert(value, None, None)
            except click.BadParameter:
                self.fail(gettext("{value!r} is not a number of days such as 14, nor a date.").format(value=value), param, ctx)
        return str(value)


@click.command("progress")
@click.argument("case_file", metavar="CASE", type=FILE)
@click.option(
    "--set",
    "settings",
    metavar="ACTION=STATE",
    multiple=True,
    help="Note where an action stands: planned, started, done or dropped. May be given more than once.",
)
@click.option("--on", type=Day(), help="The day of the note, or the day to tell the state of.  [default: today]")
@click.option("--by", default="", help="Whose note it is: a role or function, no names (a plan can become public).")
@click.option("--reason", default="", help="Why an action is dropped.")
@click.option("--note", default="", help="What else there is to say.")
@click.option(
    "--due",
    type=_Until(),
    is_flag=False,
    flag_value=str(DAYS_AHEAD),
    metavar="[DAYS|DATE]",
    help="What must be done about now, so many days ahead or until a day; 14 days when not said.",
)
@click.option("--role", default="", help="With --due: only that in which this role takes part.")
@click.option("--history", is_flag=True, help="All notes, in the order in which they were made.")
@click.option("--fail-on-late", is_flag=True, help="Exit code 1 when something is late.")
@time_options
@click.option("--format", "form", type=click.Choice(_FORMS), help="Form of the output.  [default: by the ending of --output, or table]")
@rules_options
@language_option
@output_options
def progress_command(
    case_file: Path,
    settings: tuple[str, ...],
    on: date | None,
    by: str,
    reason: str,
    note: str,
    due: str | None,
    role: str,
    history: bool,
    fail_on_late: bool,
    start: date | None,
    rhythm: str | None,
    form: str | None,
    folder: Path | None,
    as_of: date | None,
    language: Language,
    output: Path | None,
    force: bool,
) -> None:
    """How far the actions of a plan are: note it, see it, and see what must be done about now."""
    form = form_of(form, output, _FORMS)
    _check_use(settings, {"--by": by, "--reason": reason, "--note": note}, due, role, language, history=history)
    day = on or date.today()
    asked = Asked(settings, day, by.strip(), reason.strip(), note.strip(), _until(due, day), start, rhythm, language)
    troubles = Troubles(language)
    told: Progress | None = None
    with troubles.told():
        if output is not None:
            check_free(output, force=force)  # before anything is noted
        book = rulebook_in_use(folder, as_of or (date.today() if settings else day))
        role = _role(role, book, language)
        told = _noted_and_told(case_file, book, asked, troubles, say=form == "table" or output is not None)
    if told is not None and role:
        told = replace(told, reminders=tuple(one for one in told.reminders if one.part_of(role)))
    if told is not None and not (settings and form == "table" and output is None):
        with troubles.told():
            put_out(_written(told, form, language, due=due is not None, role=role, history=history), output, force=force)
    if told is not None and fail_on_late and (told.is_late if due is None else any(one.late for one in told.reminders)):
        troubles.code = max(troubles.code, FOUND_SOMETHING)
    troubles.leave()


def _check_use(
    settings: Sequence[str], with_set: Mapping[str, str], due: str | None, role: str, language: Language, *, history: bool
) -> None:
    """Refuse options that do not go together."""
    if bool(settings) + (due is not None) + history > 1:
        raise click.UsageError(_ONE_VIEW.in_(language))
    given = [option for option, value in with_set.items() if value]
    if given and not settings:
        raise click.UsageError(_NEEDS_SET.in_(language).format(options=", ".join(given)))
    if role and due is None:
        raise click.UsageError(_NEEDS_DUE.in_(language))


def _until(due: str | None, day: date) -> date:
    """The last day that `--due` looks at."""
    told = due or str(DAYS_AHEAD)
    return day + timedelta(days=int(told)) if told.isdigit() else date.fromisoformat(told)


def _role(role: str, book: RuleBook, language: Language) -> str:
    """The name of a role, which may be given by its title."""
    roles = book.catalogue.roles
    by_word = {word.casefold(): id_ for id_, one in roles.items() for word in (one.title.nl, one.title.en, id_)}
    if not role or role.casefold() in by_word:
        return by_word.get(role.casefold(), "")
    hint = did_you_mean(by_word.get(nearest_word(role, by_word), "")).in_(language)
    told = _NO_ROLE.in_(language).format(role=quote(role), roles=", ".join(roles))
    raise click.BadParameter(f"{told}{hint}", param_hint="'--role'")


def _noted_and_told(case_file: Path, book: RuleBook, asked: Asked, troubles: Troubles, *, say: bool) -> Progress | None:
    """Note what was asked, and tell how far the plan is then; None when that cannot be told."""
    from commplan_advisor.questionnaire.reading import load_case
    from commplan_advisor.running.progress.reading import kept_in, progress_file
    from commplan_advisor.running.progress.telling import remarks
    from commplan_advisor.running.progress.writing import add_notes
    from commplan_advisor.running.review.versions import plan_folder, versions_in

    file = progress_file(case_file)
    case: Case | None = None
    kept: Kept | None = None
    versions: Versions | None = None
    with troubles.told():
        case = load_case(case_file)
    with troubles.told():
        kept = kept_in(file)
    with troubles.told():
        versions = versions_in(plan_folder(case_file))
    if troubles.code:
        return None
    running = _in_force(case, versions, book, asked)
    for fault in remarks(kept, running.plan, book):
        click.echo(fault.words(asked.language), err=True)
    new = notes_asked(asked, running.plan, book)
    before = running.progress(kept.notes, asked.on, asked.until)
    if not new:
        return before
    add_notes(file, new)
    after = running.progress((*kept.notes, *new), asked.on, asked.until)
    if say:
        confirm(file, new, before, after, asked)
    tell_doubts(new, after, book, asked)
    return after


def _in_force(case: Case, versions: Versions, book: RuleBook, asked: Asked) -> RunningPlan:
    """The plan whose dates count; `--start` and `--rhythm` are refused where these are settled."""
    from commplan_advisor.engine.engine import Engine
    from commplan_advisor.questionnaire.options import Rhythm
    from commplan_advisor.running.progress.telling import running_plan

    if versions.last is not None:
        for option, value in (("--start", asked.start), ("--rhythm", asked.rhythm)):
            if value:
                raise click.UsageError(_ADOPTED.in_(asked.language).format(option=option))
    rhythm = Rhythm(asked.rhythm) if asked.rhythm else None
    return running_plan(case, versions, book, lambda: Engine(book), asked.language, start=asked.start, rhythm=rhythm)


def _written(told: Progress, form: str, language: Language, *, due: bool, role: str, history: bool) -> str:
    from commplan_advisor.present.progress import due_page, history_page, progress_json, progress_page

    if form == "json":
        return progress_json(told)
    if due:
        return page(due_page(told, language, role), form)
    return page(history_page(told, language) if history else progress_page(told, language), form)
