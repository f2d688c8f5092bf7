"""Help and wrong use are in Dutch, or in English when that is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from commplan_advisor.cli import language
from commplan_advisor.cli.main import cli
from tests.support.command import commplan

WORDS = Path(language.__file__).parent / "locale" / "nl" / "LC_MESSAGES"


def words() -> Catalog:
    with (WORDS / "messages.po").open("rb") as file:
        return read_po(file, locale="nl")


def helps(command: click.Command, context: click.Context) -> Iterator[str]:
    """All texts that help shows of a command and of those below it, as they stand in the code."""
    if command.help:
        yield cleandoc(command.help)
    yield from (parameter.help for parameter in command.params if isinstance(parameter, click.Option) and parameter.help)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from helps(found, context)


def test_every_text_of_the_help_has_a_dutch_translation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    translations = words()
    told = set(helps(cli, click.Context(cli)))
    assert len(told) > 15
    assert {text for text in told if not (translations.get(text) and translations[text].string)} == set()


def pairs(catalogue: Catalog) -> list[tuple[list[str], list[str]]]:
    """What is translated, and into what; of a plural both forms."""

    def forms(words: object) -> list[str]:
        return [str(words)] if isinstance(words, str) else list(words) if isinstance(words, list | tuple) else []

    return sorted((forms(message.id), forms(message.string)) for message in catalogue if message.id)


def test_the_compiled_words_are_those_of_the_source() -> None:
    with (WORDS / "messages.mo").open("rb") as file:
        assert pairs(read_mo(file)) == pairs(words()), "run: pybabel compile -d src/commplan_advisor/cli/locale"


def test_help_is_dutch_unless_english_is_asked_for() -> None:
    assert "Gebruik:" in commplan("--help").stdout
    assert "Toon deze uitleg" in commplan("advise", "--help").stdout
    assert "Usage:" in commplan("--help", COMMPLAN_LANG="en").stdout
    assert "Usage:" in commplan("check", "--lang", "en", "--help").stdout
    assert "Gebruik:" in commplan("check", "--lang=nl", "--help", COMMPLAN_LANG="en").stdout


def test_wrong_use_is_explained_in_the_language_of_the_call() -> None:
    dutch, english = commplan("advise", "x", "--start", "morgen"), commplan("advise", "x", "--start", "morgen", "--lang", "en")
    assert (dutch.returncode, english.returncode) == (2, 2)
    assert "'morgen' is geen datum" in dutch.stderr
    assert "'morgen' is not a date" in english.stderr


def test_an_unknown_command_is_answered_with_the_nearest() -> None:
    assert "Bedoelt u 'list'?" in commplan("rules", "lst").stderr
    assert "Bedoelt u 'compare'?" in commplan("comprae").stderr


@pytest.mark.parametrize(("value", "dutch"), [("-3", "-3 is niet toegestaan; wel: 0<=x<=60."), ("x", "'x' is geen goed getal.")])
def test_a_number_that_cannot_be_is_refused_in_dutch(value: str, dutch: str) -> None:
    assert dutch in commplan("schedule", "x", "--alarm", value).stderr
