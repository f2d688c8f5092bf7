"""`commplan rules new`: something new in a rule book, asked for and checked before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commplan_advisor.cli.common import FILE, Troubles, language_option
from commplan_advisor.cli.rules.questions import Questions
from commplan_advisor.common.faults import did_you_mean, nearest_word
from commplan_advisor.common.text import Language, Text

if TYPE_CHECKING:
    from commplan_advisor.maintenance.adding.asked import Asked
    from commplan_advisor.maintenance.adding.rules import Speech

_NO_KIND = Text("'{kind}' is geen soort.{hint} Kies uit: {kinds}.", "'{kind}' is not a kind.{hint} Choose from: {kinds}.")
_NO_NAME = Text(
    "'{name}' kan geen naam zijn: kleine letters en cijfers, met streepjes ertussen, en eerst een letter.",
    "'{name}' cannot be a name: lower-case letters and digits with hyphens between, and a letter first.",
)
_NO_KEY = Text("'{key}' is hier geen bekend woord.{hint}", "'{key}' is not a known word here.{hint}")
_NO_FILE = Text(
    "'{file}' kan niet: noem een bestand dat op .yaml eindigt, zonder map.", "'{file}' will not do: name a file that ends in .yaml."
)
_ADDED = Text("{place}: {kind} '{name}' toegevoegd.", "{place}: {kind} '{name}' added.")
_TESTED = Text("{place}: {count} tests toegevoegd.", "{place}: {count} tests added.")
_NEVER = Text("Let op: deze regel kan nooit gelden, wat iemand ook antwoordt.", "Mind: this rule can never hold, whatever anybody answers.")
_NO_RULE = Text(
    "Er is nog geen regel die hiertoe leidt. Maak die met: commplan rules new rule NAAM --then '{kind}: {name}' --rules {folder}",
    "No rule leads to it yet. Make one with: commplan rules new rule NAME --then '{kind}: {name}' --rules {folder}",
)
_WORDS = {
    "rule": Text("regel", "rule"),
    "test": Text("test", "test"),
    "statement": Text("uitspraak", "statement"),
    "parameter": Text("grens", "parameter"),
    "source": Text("bron", "source"),
}


@click.command("new")
@click.argument("kind")
@click.argument("name")
@click.option("--rules", "folder", type=FILE, required=True, help="Folder of the rule book to add to.")
@click.option("--nl", help="Its words in Dutch: a title, the reason of a rule, what a statement says.")
@click.option("--en", help="The same in English.")
@click.option("--source", help="What it rests on, such as 'format 4.1'; several with commas between.")
@click.option("--basis", help="How it rests on that: documented, derived or practice.")
@click.option("--set", "more", multiple=True, metavar="KEY=VALUE", help="Another key of it, such as hours=8 or roles.responsible=police.")
@click.option("--stage", help="Of a rule: its stage; else the one that draws the conclusion.")
@click.option("--for", "subject", help="Of a rule or statement: what it is about, such as case or problem.")
@click.option(
    "--when", multiple=True, metavar="CONDITION", help="Of a rule or statement: a condition, such as 'situation.groups: {at_least: 8}'."
)
@click.option("--then", multiple=True, metavar="CONCLUSION", help="Of a rule: what it concludes; of a statement: what must hold then.")
@click.option("--never", multiple=True, metavar="CONDITION", help="Of a statement: what may never hold together.")
@click.option("--given", multiple=True, metavar="QUESTION=ANSWER", help="Of a test: an answer.")
@click.option("--must", multiple=True, metavar="CONCLUSION", help="Of a test: what must be concluded, such as 'action: set-up-register'.")
@click.option("--may", multiple=True, metavar="CONCLUSION", help="Of a test: what must still be open.")
@click.option("--must-not", multiple=True, metavar="CONCLUSION", help="Of a test: what must be ruled out.")
@click.option("--file", "file", help="The file to put a rule or test in, such as own.yaml.  [default: where it fits]")
@click.option("--no-test", is_flag=True, help="Write no tests beside a rule.")
@language_option
def new_command(kind: str, name: str, folder: Path, language: Language, **options: Any) -> None:
    """Add a rule, an action, a problem or anything else to a rule book, asking for what it needs.

    KIND is rule, test, statement, parameter, source, or a kind of the catalogue: action, problem, finding, platform, role and so on. On a
    terminal what was not given as an option is asked for; elsewhere all of it must be given. Nothing is written unless all of it is right.
    """
    from commplan_advisor.maintenance.adding.kinds import KINDS

    kind = kind.lower()
    if kind not in KINDS:
        text = _NO_KIND.in_(language).format(kind=kind, hint=_hint(kind, KINDS, language), kinds=", ".join(KINDS))
        raise click.BadParameter(text, param_hint="'KIND'")
    troubles = Troubles(language)
    with troubles.told():
        _Addition(kind, name, folder, language, options).make()
    troubles.leave()


def _hint(word: str, known: Sequence[str], language: Language) -> str:
    return did_you_mean(nearest_word(word, known)).in_(language)


class _Addition:
    """One thing that is added.

    Args:
        kind: of thing.
        name: of it.
        folder: of the rule book.
        language: of what is asked and told.
        options: of the call.
    """

    def __init__(self, kind: str, name: str, folder: Path, language: Language, options: Mapping[str, Any]) -> None:
        self.kind, self.name, self.folder, self.language, self.options = kind, name, folder, language, options
        self.questions = Questions(language)

    def make(self) -> None:
        """Ask for what it needs, try it, and write it."""
        from datetime import date

        from commplan_advisor.cli.common import rulebook_in_use
        from commplan_advisor.maintenance.adding import existing
        from commplan_advisor.maintenance.adding.rules import Speech
        from commplan_advisor.rulebook.schema import is_identifier

        speech = Speech(rulebook_in_use(self.folder, date.max))
        if self.kind != "test" and not is_identifier(self.name):
            raise click.BadParameter(_NO_NAME.in_(self.language).format(name=self.name), param_hint="'NAME'")
        existing.refuse(self.folder, speech.book, self.kind, self.name)
        file, value = self._asked(speech)
        self.questions.stop_if_lacking()
        self._write(file, value)

    # -- what it is ------------------------------------------------------------------------------------------------------------------

    def _asked(self, speech: Speech) -> tuple[str, Any]:
        """The file that it goes into, and what goes there."""
        from commplan_advisor.maintenance.adding.kinds import file_of

        if self.kind == "rule":
            return self._rule(speech)
        if self.kind == "test":
            return f"tests/{self._file() or 'own.yaml'}", self._test()
        if self.kind == "statement":
            return file_of(self.kind), self._statement(speech)
        return file_of(self.kind), {self.name: self._values(speech)}

    def _values(self, speech: Speech, but: Sequence[str] = ()) -> dict[str, Any]:
        """What stands under the keys of a model."""
        from commplan_advisor.maintenance.adding.asked import asked_of, with_values
        from commplan_advisor.maintenance.adding.kinds import MODELS

        asked = [one for one in asked_of(MODELS[self.kind], speech.book, self.language) if one.key not in but]
        given = dict(self._given(asked))
        found = {one.where: self.questions.answer(one, given.get(one.key)) for one in asked if one.needed or one.key in given}
        return with_values({where: value for where, value in found.items() if value is not None})

    def _given(self, asked: Sequence[Asked]) -> Iterator[tuple[str, tuple[str, str]]]:
        """By key the option that gives it, and what was written behind that."""
        from commplan_advisor.maintenance.adding.kinds import titled_by

        title = titled_by(self.kind)
        keys = {one.key: one for one in asked}
        short = {"nl": f"{title}.nl", "en": f"{title}.en", "source": "source", "basis": "basis"}
        for option, key in short.items():
            if self.options[option] is not None:
                yield (key if key in keys else title), (f"--{option}", self.options[option])
        for written in self.options["more"]:
            key, _, value = written.partition("=")
            if key.strip() in keys:
                yield key.strip(), (f"--set {key.strip()}", value)
            else:
                text = _NO_KEY.in_(self.language).format(key=key, hint=_hint(key, list(keys), self.language))
                self.questions.wrong.append(f"--set: {text}")

    def _rule(self, speech: Speech) -> tuple[str, Any]:
        from commplan_advisor.maintenance.adding.rules import mapping_from

        ask, options = self.questions, self.options
        stages = {stage.id: stage.title.in_(self.language) for stage in speech.book.stages}
        first = ask.parsed(mapping_from, "--then", options["then"][:1])
        stage = ask.one_of("--stage", options["stage"] or speech.stage_of(first[0] if first else {}), stages)
        subjects = {subject: ask.word(subject) for subject in speech.subjects(stage)} if stage else {}
        subject = ask.one_of("--for", options["subject"], subjects) if subjects else options["subject"]
        when: dict[str, Any] = {}
        then: list[dict[str, Any]] = []
        if stage and subject:
            for one in ask.several("--when", options["when"], lambda text: speech.conditions(text, subject, stage)):
                when |= one
            then = ask.several("--then", options["then"], lambda text: speech.conclusion(text, subject, stage))
        else:
            ask.needs("--when", options["when"])
            ask.needs("--then", options["then"])
        values = self._values(speech, but=("id", "for"))
        rest: dict[str, Any] = {key: values.pop(key) for key in ("because", "source", "basis") if key in values}
        rule: dict[str, Any] = {
            "id": self.name,
            "for": subject,
            "when": when,
            "then": then[0] if len(then) == 1 else then,
            **rest,
            **values,
        }
        name = self._file()
        file = f"{stage}/{name}" if name else speech.file_for(stage, then[0]) if stage and then else ""
        return file, rule

    def _statement(self, speech: Speech) -> dict[str, Any]:
        ask, options = self.questions, self.options
        subject = options["subject"] or "case"
        known: dict[str, str] = {one: ask.word(one) for one in ("case", "problem", "action") if one in speech.vocabularies[""].subjects}
        subject = ask.one_of("--for", subject, known) or "case"
        says = {language: ask.text(f"--{language}", options[language]) for language in ("nl", "en")}
        found: dict[str, Any] = {"id": self.name, "says": says}
        if subject != "case":
            found["for"] = subject
        kinds = [key for key in ("then", "never") if options[key]]
        asked = {"when": bool(options["when"]), "never": "never" in kinds, "then": "never" not in kinds}
        for key in ("when", "then", "never"):
            if asked[key]:
                parts = ask.several(f"--{key}", options[key], lambda text: speech.conditions(text, subject))
                found[key] = {name: value for part in parts for name, value in part.items()}
        return found

    def _test(self) -> dict[str, Any]:
        from commplan_advisor.maintenance.adding.rules import mapping_from

        ask, options = self.questions, self.options
        given: dict[str, Any] = {}
        for one in ask.several("--given", options["given"], mapping_from):
            given |= one
        test: dict[str, Any] = {"test": self.name, "given": given}
        keys = [key for key in ("must", "may", "must_not") if options[key]] or ["must"]
        for key in keys:
            test[key] = ask.several(f"--{key.replace('_', '-')}", options[key], mapping_from)
        return test

    def _file(self) -> str:
        file: str = self.options["file"] or ""
        if file and (not file.endswith(".yaml") or Path(file).name != file or file.startswith(".")):
            raise click.BadParameter(_NO_FILE.in_(self.language).format(file=file), param_hint="'--file'")
        return file

    # -- writing it ------------------------------------------------------------------------------------------------------------------

    def _write(self, file: str, value: Any) -> None:
        from commplan_advisor.maintenance.adding.adding import add

        added = add(self.folder, file, value, self.kind, self.name, self.language, with_tests=not self.options["no_test"])
        word = _WORDS.get(self.kind) or Text(self.kind, self.kind)
        told = _ADDED.in_(self.language)
        place = f"{self.folder / file}:{added.line}"
        click.echo(told.format(place=place, kind=word.in_(self.language), name=self.name))
        if added.tests:
            place = f"{self.folder / added.tests_file}:{added.tests_line}"
            click.echo(_TESTED.in_(self.language).format(place=place, count=added.tests))
        if added.never:
            click.echo(_NEVER.in_(self.language), err=True)
        if added.unused:
            click.echo(_NO_RULE.in_(self.language).format(kind=self.kind, name=self.name, folder=self.folder))
