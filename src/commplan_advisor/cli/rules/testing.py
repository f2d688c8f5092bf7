"""`commplan rules test`: the tests of a rule book, and what they leave untried."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commplan_advisor.cli.cases import Progress
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
from commplan_advisor.common.faults import Fault, Faults, Place, UnreadableFileError
from commplan_advisor.common.text import Language, Text

if TYPE_CHECKING:
    from commplan_advisor.maintenance.testing.model import Scenario
    from commplan_advisor.maintenance.testing.mutants import Changes
    from commplan_advisor.maintenance.testing.report import Report
    from commplan_advisor.maintenance.testing.testing import Stretch

_NO_TESTS = Text("hier zijn geen tests.", "there are no tests here.")
_NONE_NAMED = Text("Geen test heeft '{text}' in haar naam.", "No test has '{text}' in its name.")
_IS_A_TEST = Text(
    "staat al bij de tests; voorstellen komen niet in de plaats daarvan. Kies een ander bestand of een andere map.",
    "is among the tests already; proposals do not replace them. Choose another file or folder.",
)
_WRITTEN = Text("{count} voorstellen geschreven naar {path}.", "Wrote {count} proposals to {path}.")
_NOTHING = Text(
    "Er is niets voor te stellen: er ontbreekt niets dat een test kan laten zien.",
    "There is nothing to propose: nothing is missing that a test can show.",
)
_STRETCHES: dict[Stretch, Text] = {
    "running": Text("Tests draaien", "Running tests"),
    "changing": Text("Regels veranderen", "Changing rules"),
    "looking": Text("Zoeken wat ontbreekt", "Looking for what is missing"),
}


@click.command("test")
@click.argument("files", metavar="[FILE]...", nargs=-1, type=FILE)
@click.option("-k", "text", help="Only the tests with this in their name.")
@click.option("--coverage", is_flag=True, help="Say which rules and conditions hold, fail or are unknown in no test.")
@click.option("--mutate", is_flag=True, help="Change the rules one by one, and say which changes no test notices.")
@click.option("--propose", "proposed", type=FILE, help="Write tests for what is missing, to read and judge: to a file, or a folder.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes to use.  [default: one for each core]")
@click.option(
    "--format", "form", type=click.Choice(["table", "markdown", "json"]), default="table", show_default=True, help="Form of the output."
)
@output_options
@rules_options
@language_option
def test_command(
    files: tuple[Path, ...],
    text: str | None,
    coverage: bool,
    mutate: bool,
    proposed: Path | None,
    jobs: int | None,
    form: str,
    folder: Path | None,
    as_of: date | None,
    language: Language,
    output: Path | None,
    force: bool,
) -> None:
    """Run the tests of the rule book.

    Without a FILE all tests below the folder tests of the rule book; a folder stands for the files in it and below.
    """
    from commplan_advisor.common.files import check_free
    from commplan_advisor.maintenance.testing.mutants import Changes
    from commplan_advisor.maintenance.testing.reading import FOLDER, SURVIVORS, read_tests
    from commplan_advisor.maintenance.testing.survivors import read_survivors
    from commplan_advisor.maintenance.testing.testing import Wanted, run_tests
    from commplan_advisor.rulebook.loading import document_of, shipped

    both = proposed is not None and not (coverage or mutate)
    troubles = Troubles(language)
    with troubles.told():
        book = rulebook_in_use(folder, as_of)
        if output:
            check_free(output, force=force)
        rules = folder or shipped("rules")
        sources = _files(files, rules / FOLDER)
        tests = _chosen(read_tests(sources, book), text, language)
        explained = read_survivors(rules / FOLDER / SURVIVORS) if mutate and not files and text is None else ()
        changes = Changes(document_of(rules), book.as_of)
        if proposed:
            _check_free(_targets(proposed, changes), sources, force=force)
        wanted = Wanted(rules, book.as_of, language, coverage or both, mutate or both, proposed is not None, jobs)
        with _Bars(language) as bars:
            report = run_tests(tests, wanted, explained, bars.shown)
        if proposed:
            _propose(report, changes, tests, proposed, language, force=force)
        put_out(_written(report, form, language), output, force=force)
        if report.failing or not (both or report.is_fine):
            troubles.code = max(troubles.code, FOUND_SOMETHING)
    troubles.leave()


def _files(paths: Sequence[Path], usual: Path) -> list[Path]:
    """The files of tests, and those in folders; a folder without any is told. Without paths those of the usual folder."""
    from commplan_advisor.maintenance.testing.reading import files_of_tests

    found: dict[Path, None] = {}
    faults = Faults()
    for path in paths or (usual,):
        inside = files_of_tests(path) if path.is_dir() or path == usual else [path]
        if not inside:
            faults.add(Place(str(path)), _NO_TESTS.nl, _NO_TESTS.en)
        found.update(dict.fromkeys(inside))
    faults.stop_if_any()
    return list(found)


def _chosen(tests: Sequence[Scenario], text: str | None, language: Language) -> tuple[Scenario, ...]:
    chosen = tuple(test for test in tests if text is None or text.casefold() in test.name.casefold())
    if text is not None and not chosen:
        raise click.BadParameter(_NONE_NAMED.in_(language).format(text=text), param_hint="'-k'")
    return chosen


def _written(report: Report, form: str, language: Language) -> str:
    from commplan_advisor.present.rule_tests import tests_as_json, tests_page

    return tests_as_json(report) if form == "json" else page(tests_page(report, language), form)


class _Bars:
    """A bar for each stretch of work."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._bar: Progress | None = None
        self._stretch, self._done = "", 0

    def __enter__(self) -> _Bars:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def shown(self, stretch: Stretch, done: int, of: int) -> None:
        """Show how far a stretch is."""
        if stretch != self._stretch or self._bar is None:
            self._end()
            self._stretch, self._done = stretch, 0
            self._bar = Progress(of, _STRETCHES[stretch].in_(self._language))
            self._bar.__enter__()
        self._bar.advance(done - self._done)
        self._done = done

    def _end(self) -> None:
        if self._bar:
            self._bar.__exit__(None, None, None)


# ---- proposals ------------------------------------------------------------------------------------------------------------------


def _is_folder(path: Path) -> bool:
    return path.is_dir() or path.suffix not in (".yaml", ".yml")


def _targets(proposed: Path, changes: Changes) -> list[Path]:
    """All files that proposals may go to."""
    names = sorted({mutant.file for mutant in changes.all} | {rule.file for rule in changes.homes})
    return [proposed / name for name in names] if _is_folder(proposed) else [proposed]


def _check_free(targets: Sequence[Path], sources: Sequence[Path], *, force: bool) -> None:
    """Say before long work that a file is there already."""
    from commplan_advisor.common.files import check_free

    read = {source.resolve() for source in sources}
    for target in targets:
        if target.resolve() in read:
            raise UnreadableFileError(Fault(Place(str(target)), _IS_A_TEST))
        check_free(target, force=force)


def _propose(report: Report, changes: Changes, tests: Sequence[Scenario], proposed: Path, language: Language, *, force: bool) -> None:
    from commplan_advisor.common.files import make_folder, write_text
    from commplan_advisor.maintenance.testing.proposing import proposals, with_head

    files = proposals(report.tellings, changes, [test.name for test in tests])
    if not _is_folder(proposed) and files:
        write_text(proposed, with_head("\n".join(files.values())), force=force)
    elif files:
        for name, told in files.items():
            target = proposed / name
            make_folder(target.parent)
            write_text(target, with_head(told), force=force)
    count = sum(one.tells for one in report.tellings)
    click.echo(_WRITTEN.in_(language).format(count=count, path=proposed) if count else _NOTHING.in_(language), err=True)
