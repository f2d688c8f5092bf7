"""The command `commplan`. Each group of commands is in a file of its own, loaded when it is used."""

from __future__ import annotations

import gc
import os
import sys
from gettext import gettext

import click

from commplan_advisor import __version__
from commplan_advisor.cli.common import UNREADABLE
from commplan_advisor.cli.language import speak, translated
from commplan_advisor.cli.lazy import LazyGroup

_COMMANDS = {
    "new": ("commplan_advisor.cli.questionnaire", "new"),
    "interview": ("commplan_advisor.cli.interview", "interview_command"),
    "check": ("commplan_advisor.cli.questionnaire", "check"),
    "convert": ("commplan_advisor.cli.workbooks", "convert_command"),
    "migrate": ("commplan_advisor.cli.migrate", "migrate_command"),
    "advise": ("commplan_advisor.cli.advise", "advise_command"),
    "plan": ("commplan_advisor.cli.plan", "plan_command"),
    "picture": ("commplan_advisor.cli.picture", "picture_command"),
    "progress": ("commplan_advisor.cli.progress", "progress_command"),
    "schedule": ("commplan_advisor.cli.schedule", "schedule_command"),
    "review": ("commplan_advisor.cli.review", "review_command"),
    "explain": ("commplan_advisor.cli.explain", "explain_command"),
    "what-if": ("commplan_advisor.cli.what_if", "what_if_command"),
    "fragile": ("commplan_advisor.cli.what_if", "fragile_command"),
    "next": ("commplan_advisor.cli.next_question", "next_command"),
    "compare": ("commplan_advisor.cli.compare", "compare_command"),
    "serve": ("commplan_advisor.cli.serve", "serve_command"),
    "rules": ("commplan_advisor.cli.rules.group", "rules"),
    "population": ("commplan_advisor.cli.population.group", "population"),
}


@click.group(cls=LazyGroup, lazy=_COMMANDS, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="commplan")
def cli() -> None:
    """Advice for the communication plan of a municipality with digital neighbourhood initiatives."""


def main() -> None:
    """Run the command; whatever a stream cannot show is shown as a question mark, never as an error."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for plugins takes longer than reading a questionnaire
    gc.disable()  # a short run is over before there is anything to collect; a long one turns it on again
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    speak(sys.argv[1:])
    try:
        translated(cli)()
    except OSError as error:  # of the output itself: what commands read and write they tell themselves
        click.echo(gettext("The output cannot be written ({reason}).").format(reason=error.strerror), err=True)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python tries to write the rest when it ends
        sys.exit(UNREADABLE)
    finally:
        gc.freeze()  # Python ends with a search for garbage among all that was made, a tenth of a short run; the system frees it anyway
