"""`commplan advise --again`: advice that was given earlier, from its receipt."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from commplan_advisor.cli.common import FOUND_SOMETHING, Troubles, rulebook_in_use
from commplan_advisor.common.faults import Fault, FaultyInputError, printable
from commplan_advisor.common.text import Text

if TYPE_CHECKING:
    from commplan_advisor.advice.again import Earlier
    from commplan_advisor.advice.model import Advice
    from commplan_advisor.engine.engine import Engine

_FROM_THE_RECEIPT = {"start": "--start", "rhythm": "--rhythm", "quick": "--quick", "as_of": "--as-of", "language": "--lang"}
"""Parameters of the command that an earlier advice says itself."""

_SAID_ALREADY = Text(
    "Met --again zegt het advies van toen zelf wat er bij hoort: laat {options} weg.",
    "With --again the advice of then says itself what goes with it: leave out {options}.",
)
_NOT_AS_MANY = Text(
    "bevat {advices} adviezen, en er zijn {cases} vragenlijsten. Geef ze in dezelfde volgorde.",
    "holds {advices} advices, and there are {cases} questionnaires. Give them in the same order.",
)
_OTHER_PROGRAM = Text("{file}: gegeven met {then}; dit is {now}.", "{file}: given with {then}; this is {now}.")
_NOT_THE_SAME = Text("{file}: dit advies is niet gelijk aan dat van toen. Anders: {parts}.", "{file}: not the same advice. Other: {parts}.")
_THE_SAME = Text("{file}: hetzelfde advies als toen.", "{file}: the same advice as then.")


def given_again(cases: Sequence[Path], earlier_file: Path, folder: Path | None, troubles: Troubles) -> list[Advice]:
    """The advice of an earlier file again, each for its case; what is not as it was is told."""
    from commplan_advisor.advice.again import load_earlier

    _refuse_what_the_receipt_says(troubles)
    earlier = load_earlier(earlier_file)
    if len(earlier) != len(cases):
        message = Text(
            _NOT_AS_MANY.nl.format(advices=len(earlier), cases=len(cases)), _NOT_AS_MANY.en.format(advices=len(earlier), cases=len(cases))
        )
        raise FaultyInputError([Fault(earlier[0].place, message)])
    engines: dict[date, Engine] = {}
    advices: list[Advice] = []
    for path, one in zip(cases, earlier, strict=True):
        with troubles.told():
            advices.append(_again(path, one, _engine(folder, one.receipt.as_of, engines), troubles))
    return advices


def _refuse_what_the_receipt_says(troubles: Troubles) -> None:
    context = click.get_current_context()
    given = [name for key, name in _FROM_THE_RECEIPT.items() if context.get_parameter_source(key) is ParameterSource.COMMANDLINE]
    if given:
        raise click.UsageError(_SAID_ALREADY.in_(troubles.language).format(options=", ".join(given)))


def _engine(folder: Path | None, as_of: date, engines: dict[date, Engine]) -> Engine:
    from commplan_advisor.engine.engine import Engine

    if as_of not in engines:
        engines[as_of] = Engine(rulebook_in_use(folder, as_of))
    return engines[as_of]


def _again(path: Path, earlier: Earlier, engine: Engine, troubles: Troubles) -> Advice:
    """One advice again.

    Raises:
        FaultyInputError: the rules or the answers are not those of then.
    """
    from commplan_advisor.advice.advise import advise
    from commplan_advisor.advice.again import PROGRAM, not_as_then, parts_that_differ
    from commplan_advisor.present.machine import as_json
    from commplan_advisor.questionnaire.reading import load_case

    case, receipt = load_case(path), earlier.receipt
    faults = list(not_as_then(earlier, case, engine.book))
    if faults:
        raise FaultyInputError(faults)
    advice = advise(case, engine, language=receipt.language, start=receipt.start, rhythm=earlier.rhythm, prove=receipt.proven)
    file, language = printable(str(path)), troubles.language
    if receipt.program != PROGRAM:
        click.echo(_OTHER_PROGRAM.in_(language).format(file=file, then=printable(receipt.program), now=PROGRAM), err=True)
    parts = parts_that_differ(earlier, json.loads(as_json([advice])))
    if parts:
        click.echo(_NOT_THE_SAME.in_(language).format(file=file, parts=printable(", ".join(parts))), err=True)
        troubles.code = max(troubles.code, FOUND_SOMETHING)
    else:
        click.echo(_THE_SAME.in_(language).format(file=file), err=True)
    return advice
