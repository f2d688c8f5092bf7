"""`commplan population advise --engine spark`: what it takes, and what it says."""

from __future__ import annotations

import click

from commplan_advisor.cli.common import FOUND_SOMETHING, UNREADABLE, Troubles
from commplan_advisor.common.faults import printable
from commplan_advisor.common.text import Language, Text
from commplan_advisor.rulebook.model import RuleBook

THIS_MACHINE = "local[*]"

_NOT_ON_SPARK = Text("{option} gaat niet samen met --engine spark.", "{option} does not go with --engine spark.")
_DONE = Text("{cases} vragenlijsten: {output}", "{cases} questionnaires: {output}")
_SET_ASIDE = Text("{count} van {all} vragenlijsten terzijde gelegd: zie {file}", "{count} of {all} questionnaires set aside: see {file}")


def refuse_on_spark(given: dict[str, bool], language: Language) -> None:
    """Refuse what counts only for an engine inside this process.

    Args:
        given: by option whether it was given.
        language: of the message.

    Raises:
        click.UsageError: one of them was.
    """
    for option, is_given in given.items():
        if is_given:
            raise click.UsageError(_NOT_ON_SPARK.in_(language).format(option=option))


def advise_with_spark(path: str, output: str, book: RuleBook, master: str | None, language: Language, troubles: Troubles) -> None:
    """Advise on all questionnaires with Spark, and say what came of it."""
    from commplan_advisor.population.spark import advise_on_spark
    from commplan_advisor.population.spark_session import NoSparkError

    try:
        done = advise_on_spark(path, output, book, master or THIS_MACHINE)
    except NoSparkError as error:
        click.echo(error.message.in_(language), err=True)
        troubles.code = max(troubles.code, UNREADABLE)
        return
    click.echo(_DONE.in_(language).format(cases=done.cases, output=printable(output)))
    if done.set_aside:
        told = {"count": done.set_aside, "all": done.cases + done.set_aside, "file": printable(f"{output}/set-aside")}
        click.echo(_SET_ASIDE.in_(language).format(**told), err=True)
        troubles.code = max(troubles.code, FOUND_SOMETHING)
