"""`commplan interview`."""

from __future__ import annotations

import gc
import os
import sys
from datetime import date
from pathlib import Path

import click

from commplan_advisor.cli.common import FILE, Troubles, language_option, rulebook_in_use, rules_options, terminal_width
from commplan_advisor.cli.workbooks import refuse_workbook_to_ask
from commplan_advisor.common.text import Language, Text

_INTERRUPTED = 130
"""What a shell reports of a program that Ctrl-C ended."""

_NO_FILE = Text("Noem een bestand; een streepje kan hier niet.", "Name a file; a dash cannot be used here.")
_NO_NAME = Text(
    "Er is niets bewaard: de naam van de gemeente ontbreekt nog.", "Nothing was saved: the name of the municipality is missing."
)
_LATER = Text("Uw antwoorden staan in {file}. Verdergaan:", "Your answers are in {file}. Go on:")
_ADVICE = Text("Advies vragen:", "Ask for advice:")


@click.command("interview")
@click.argument("file", type=FILE)
@click.option("--name", default="", help="Name of the municipality.")
@click.option("--in-order", is_flag=True, help="Ask all questions, in the order of the format.")
@click.option("--no-advice", is_flag=True, help="Do not end with the advice.")
@rules_options
@language_option
def interview_command(
    file: Path, name: str, in_order: bool, no_advice: bool, folder: Path | None, as_of: date | None, language: Language
) -> None:
    """Ask the questions, those that tell most first; save each answer in FILE, and end with the advice."""
    from commplan_advisor.advice.advise import advise
    from commplan_advisor.advice.questions.interview import format_order, telling_order
    from commplan_advisor.cli.conversation import Conversation
    from commplan_advisor.cli.interviewer import Interviewer, named
    from commplan_advisor.engine.engine import Engine
    from commplan_advisor.present.report import report
    from commplan_advisor.present.terminal import as_text
    from commplan_advisor.questionnaire.filling import FileToFill

    if str(file) == "-":
        raise click.UsageError(_NO_FILE.in_(language))
    with (troubles := Troubles(language)).told():
        refuse_workbook_to_ask(file, language)
    troubles.leave()
    gc.enable()  # a conversation may take an hour
    talk = Conversation(language, terminal_width())
    chosen = {"--in-order": in_order, "--no-advice": no_advice, "--rules": folder, "--as-of": as_of and as_of.isoformat()}
    spoken = [] if language == os.environ.get("COMMPLAN_LANG", "nl") else ["--lang", language]
    again = [word for name_, value in chosen.items() if value for word in ([name_] if value is True else [name_, str(value)])]
    resume = ["interview", str(file), *again, *spoken]
    to_fill = None
    try:
        with troubles.told():
            engine = Engine(rulebook_in_use(folder, as_of))
            to_fill = FileToFill(file, language)
            if not named(to_fill, name, talk):
                talk.say(_NO_NAME)
                return
            interviewer = Interviewer(to_fill, format_order if in_order else telling_order(engine.book), talk)
            if not interviewer.finishes():
                talk.say(_LATER, file=file)
                talk.show_command(resume)
            elif no_advice:
                talk.say(_ADVICE)
                talk.show_command(["advise", str(file), *spoken])
            else:
                advice = advise(interviewer.interview.case, engine, language=language)
                click.echo("\n" + as_text(report(advice, language), terminal_width()), nl=False)
    except KeyboardInterrupt:
        talk.end_line()
        if to_fill and to_fill.on_disk:
            talk.say(_LATER, file=file)
            talk.show_command(resume)
        else:
            talk.say(_NO_NAME)
        sys.exit(_INTERRUPTED)
    troubles.leave()
