"""`commplan schedule`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from gettext import gettext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commplan_advisor.cli.common import (
    FILE,
    FOUND_SOMETHING,
    UNREADABLE,
    Troubles,
    language_option,
    output_options,
    page,
    put_out,
    rulebook_in_use,
    rules_options,
    time_options,
)
from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.common.faults import FaultyInputError, UnreadableFileError, enumerated, printable, quote
from commplan_advisor.common.text import Language, Text

if TYPE_CHECKING:
    from commplan_advisor.advice.model import Advice
    from commplan_advisor.present.schedule.choosing import Chosen
    from commplan_advisor.present.schedule.entries import Schedule
    from commplan_advisor.present.schedule.ics import Hours
    from commplan_advisor.present.schedule.update import Changes
    from commplan_advisor.rulebook.model import RuleBook

_ENDINGS = {".ics": "ics", ".csv": "csv", ".xlsx": "xlsx", ".json": "json", ".md": "markdown"}
_FORMS = ("table", "markdown", "ics", "csv", "xlsx", "json")
_DAYS_AHEAD = 7
_LONGEST_REMINDER = 60

_WRITTEN = Text("Afspraken in {file}: {count}.", "Entries in {file}: {count}.")
_CHANGES = Text(
    "Nieuw: {new}. Gewijzigd: {changed}. Vervallen: {cancelled}. Gelijk gebleven: {same}.",
    "New: {new}. Changed: {changed}. Cancelled: {cancelled}. The same: {same}.",
)
_STARTS_ANEW = Text(
    "Het bestand dat er stond, telt niet als eerdere versie: {reason}",
    "The file that was there does not count as an earlier version: {reason}",
)
_NOTHING = Text("{title} doet nergens aan mee in dit plan. Er is niets geschreven.", "{title} takes part in nothing. Nothing was written.")


class Time(click.ParamType["Hours"]):
    """Hours of the day as an option: from when until when, or only from when, for one hour."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Hours:
        """The hours that were written."""
        from commplan_advisor.present.schedule.ics import Hours

        if isinstance(value, Hours):
            return value
        start, dash, end = str(value).partition("-")
        try:
            begin = datetime.strptime(start.strip(), "%H:%M").time()
            finish = datetime.strptime(end.strip(), "%H:%M").time() if dash else begin.replace(hour=begin.hour + 1)
        except ValueError:
            self.fail(gettext("{value!r} is not a time such as 10:00 or 10:00-11:30, within one day.").format(value=value), param, ctx)
        if finish <= begin:
            self.fail(gettext("{value!r} ends before it begins.").format(value=value), param, ctx)
        return Hours(begin, finish)


@dataclass(frozen=True, slots=True)
class _File:
    """How a calendar file is made: its reminders, the hours of meetings, and the file of last time."""

    remind: int
    hours: Hours | None
    earlier: Path | None


@click.command("schedule")
@click.argument("case_file", metavar="CASE", type=FILE)
@click.option("--role", metavar="ROLE", help="Only what one party or role takes part in, such as police or group_admins.")
@click.option(
    "--update", "earlier", type=FILE, metavar="ICS", help="The .ics file of last time: what changed is renewed, what is gone is cancelled."
)
@click.option(
    "--alarm",
    type=click.IntRange(0, _LONGEST_REMINDER),
    metavar="DAYS",
    help="So many days before there is a reminder, at 9:00; 0 for none.  [default: 7]",
)
@click.option(
    "--meeting-time", "hours", type=Time(), metavar="TIME", help="When the fixed meetings are, such as 10:00-11:30.  [default: all day]"
)
@time_options
@click.option("--format", "form", type=click.Choice(_FORMS), help="Form of the output.  [default: by the ending of --output, or table]")
@rules_options
@language_option
@output_options
def schedule_command(
    case_file: Path,
    role: str | None,
    earlier: Path | None,
    alarm: int | None,
    hours: Hours | None,
    start: date | None,
    rhythm: str | None,
    form: str | None,
    folder: Path | None,
    as_of: date | None,
    language: Language,
    output: Path | None,
    force: bool,
) -> None:
    """The calendar of the plan: on the screen, or as a file for Outlook and other calendars (.ics) or a spreadsheet (.xlsx, .csv)."""
    form = form or _form_of(output)
    _check_use(form, output, {"--update": earlier, "--alarm": alarm, "--meeting-time": hours})
    troubles = Troubles(language)
    with troubles.told():
        if output is not None:
            from commplan_advisor.common.files import check_free

            check_free(output, force=force)
        book = rulebook_in_use(folder, as_of)
        chosen = _chosen(role, book, language) if role is not None else None
        advice, schedule = _made(case_file, book, chosen, language, start=start, rhythm=rhythm)
        _put(advice, schedule, form, _File(_DAYS_AHEAD if alarm is None else alarm, hours, earlier), output, troubles, force=force)
    troubles.leave()


def _form_of(output: Path | None) -> str:
    """The form that the ending of a file asks for."""
    if output is None:
        return "table"
    form = _ENDINGS.get(output.suffix.lower())
    if form is None:
        raise click.UsageError(
            gettext("{file!r} does not end in {endings}; or choose the form with --format.").format(
                file=printable(output.name), endings=", ".join(_ENDINGS)
            )
        )
    return form


def _check_use(form: str, output: Path | None, of_ics: dict[str, object]) -> None:
    if form == "xlsx" and output is None:
        raise click.UsageError(gettext("{form} goes to a file: give one with --output.").format(form=form))
    given = [name for name, value in of_ics.items() if value is not None]
    if given and form != "ics":
        raise click.UsageError(gettext("{options}: only for a calendar file (.ics).").format(options=", ".join(given)))


def _chosen(role: str, book: RuleBook, language: Language) -> Chosen:
    from commplan_advisor.common.faults import did_you_mean
    from commplan_advisor.present.schedule.choosing import UnknownRoleError, chosen

    try:
        return chosen(role, book)
    except UnknownRoleError as error:
        told = gettext("{value} is no party or role. Parties: {parties}. Roles: {roles}.").format(
            value=quote(printable(role)), parties=enumerated(error.parties), roles=enumerated(error.roles)
        )
        raise click.BadParameter(told + did_you_mean(error.nearest).in_(language), param_hint="--role") from None


def _made(
    case_file: Path, book: RuleBook, chosen: Chosen | None, language: Language, *, start: date | None, rhythm: str | None
) -> tuple[Advice, Schedule]:
    from commplan_advisor.cli.adopted import plan_in_force
    from commplan_advisor.engine.engine import Engine
    from commplan_advisor.present.schedule.choosing import only_for
    from commplan_advisor.present.schedule.entries import schedule_of
    from commplan_advisor.questionnaire.options import Rhythm
    from commplan_advisor.questionnaire.reading import load_case

    told = Rhythm(rhythm) if rhythm else None
    advice, _ = plan_in_force(case_file, load_case(case_file), Engine(book), language, start=start, rhythm=told, prove=False)
    schedule = schedule_of(advice, book)
    return advice, only_for(schedule, chosen) if chosen else schedule


def _put(advice: Advice, schedule: Schedule, form: str, file: _File, output: Path | None, troubles: Troubles, *, force: bool) -> None:
    """Print the calendar, or write it to the file and say so."""
    from commplan_advisor.common.files import write_bytes

    changes = None
    try:
        if form == "ics":
            written, changes = _ics(schedule, file, output, troubles.language)
        else:
            written = _written(advice, schedule, form) if schedule.entries or output is None else b""
    except MissingExtraError as error:
        click.echo(error.message.in_(troubles.language), err=True)
        troubles.code = max(troubles.code, UNREADABLE)
        return
    if not written:
        click.echo(_NOTHING.in_(troubles.language).format(title=schedule.role_title), err=True)
        troubles.code = max(troubles.code, FOUND_SOMETHING)
        return
    if output is None:
        put_out(written.decode(), None, force=force)
        return
    write_bytes(output, written, force=force)
    count = sum(len(entry.days) for entry in schedule.entries)
    told = _WRITTEN.in_(troubles.language).format(file=printable(str(output)), count=count)
    if changes:
        told += " " + _CHANGES.in_(troubles.language).format(
            new=changes.new, changed=changes.changed, cancelled=changes.cancelled, same=changes.same
        )
    click.echo(told)


def _ics(schedule: Schedule, file: _File, output: Path | None, language: Language) -> tuple[bytes, Changes | None]:
    """A calendar file, empty when there is nothing in it; and what changed since the earlier one, when there is one."""
    from commplan_advisor.common.files import read_text
    from commplan_advisor.present.schedule.ics import calendar_of
    from commplan_advisor.present.schedule.update import read_calendar, update

    calendar = calendar_of(schedule, remind=file.remind, meeting_hours=file.hours)
    changes = None
    if file.earlier is not None:
        name = str(file.earlier)
        changes = update(calendar, read_calendar(read_text(file.earlier), name), name, schedule.as_of, language)
    elif output is not None and output.exists():
        # The file that is replaced is the earlier version, unless it is something else: replacing was asked for.
        try:
            changes = update(calendar, read_calendar(read_text(output), str(output)), str(output), schedule.as_of, language)
        except FaultyInputError as error:
            click.echo(_STARTS_ANEW.in_(language).format(reason=error.faults[0].words(language)), err=True)
        except UnreadableFileError as error:
            click.echo(_STARTS_ANEW.in_(language).format(reason=error.fault.words(language)), err=True)
    return bytes(calendar.to_ical()) if calendar.events else b"", changes


def _written(advice: Advice, schedule: Schedule, form: str) -> bytes:
    match form:
        case "json":
            from commplan_advisor.present.schedule.machine import as_json

            return as_json(schedule).encode()
        case "csv":
            from commplan_advisor.present.schedule.sheets import as_csv

            return as_csv(schedule).encode()
        case "xlsx":
            from commplan_advisor.present.schedule.sheets import as_xlsx

            return as_xlsx(schedule, advice)
    from commplan_advisor.present.schedule.table import schedule_page

    return page(schedule_page(schedule), form).encode()
