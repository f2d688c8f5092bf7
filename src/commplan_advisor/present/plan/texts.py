"""The texts of a plan: templates in the folder `texts` of a rule book, for whoever looks after the policy to change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from hashlib import sha256
from pathlib import Path
from traceback import walk_tb

from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.common.faults import Fault, Faults, FaultyInputError, Place, enumerated, nearest_word
from commplan_advisor.common.files import read_text
from commplan_advisor.common.text import Language
from commplan_advisor.present.plan.content import answer_of
from commplan_advisor.present.plan.escaping import Markdown
from commplan_advisor.present.plan.tables import Table, Tables, UnknownFieldError
from commplan_advisor.present.plan.values import Plan
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.questions import questions
from commplan_advisor.rulebook.loading import shipped

FOLDER = "texts"
_FIRST = "plan.md"


class Texts:
    """The texts of a rule book in one language; what its folder does not have is taken from the one that ships.

    Args:
        folder: of the rule book; without it the one that ships.
        language: of the plan.
    """

    def __init__(self, folder: Path | None, language: Language) -> None:
        self.language: Language = language
        own = [folder / FOLDER] if folder is not None else []
        self._folders = [*own, shipped("rules") / FOLDER]

    def path(self, name: str) -> Path | None:
        """Where a file of the texts stands, such as `style.css`; None when there is none."""
        return next((folder / name for folder in self._folders if (folder / name).exists()), None)

    def _text(self, name: str) -> Path | None:
        inside = not name.startswith(("/", ".")) and ".." not in name
        return self.path(f"{self.language}/{name}") if inside else None

    def _names(self) -> list[str]:
        return sorted({path.name for folder in self._folders for path in (folder / self.language).glob("*.md")})

    @property
    def hash(self) -> str:
        """SHA-256 of the texts in this language, by their names.

        Raises:
            UnreadableFileError: one of them cannot be read.
        """
        digest = sha256()
        for name in self._names():
            if path := self._text(name):
                text = read_text(path).encode()
                digest.update(f"{name} {len(text)}\n".encode() + text)
        return digest.hexdigest()

    def written(self, plan: Plan, answers: Questionnaire, picture: Callable[[str], Markdown]) -> tuple[str, list[Table]]:
        """The plan as Markdown (see `document.py`), and the tables that stand in it.

        Args:
            plan: its content.
            answers: the questionnaire, of which texts may show answers.
            picture: the Markdown of a picture, by its name.

        Raises:
            MissingExtraError: jinja2 is not installed.
            UnreadableFileError: a text cannot be read.
            FaultyInputError: a text is wrong, with the place and what is allowed.
        """
        tables = Tables(self.language)
        return self._filled(_FIRST, self._usable(plan, answers, picture, tables)), tables.made

    def faults(self, plan: Plan, answers: Questionnaire) -> tuple[Fault, ...]:
        """What is wrong in the texts when they are filled in with a plan: the first thing in each of them.

        Raises:
            MissingExtraError: jinja2 is not installed.
            UnreadableFileError: a text cannot be read.
        """
        found: dict[Fault, None] = {}
        for name in (_FIRST, *self._names()):
            try:
                self._filled(name, self._usable(plan, answers, lambda _: Markdown(""), Tables(self.language)))
            except FaultyInputError as error:
                found |= dict.fromkeys(error.faults)
            if not found:  # the first text has all others in it
                break
        return tuple(found)

    def _filled(self, name: str, names: Mapping[str, object]) -> str:
        try:
            import jinja2
        except ImportError as error:
            raise MissingExtraError("jinja2") from error
        from commplan_advisor.present.plan.environment import environment

        try:
            return str(environment(self._text, names, self.language).get_template(name).render())
        except (jinja2.TemplateError, UnknownFieldError, TypeError, ValueError, ArithmeticError, RecursionError, MemoryError) as error:
            raise FaultyInputError(self._faults(error, names)) from error

    def _usable(self, plan: Plan, answers: Questionnaire, picture: Callable[[str], Markdown], tables: Tables) -> Mapping[str, object]:
        """All that texts may use, by name."""

        def answer(path: str) -> str:
            try:
                return answer_of(answers, path, self.language)
            except KeyError:
                raise UnknownFieldError(path, [one for one in questions() if "[]" not in one]) from None

        made = {"table": tables.table, "pairs": tables.pairs, "bullets": tables.bullets, "steps": tables.steps}
        return {**{field.name: getattr(plan, field.name) for field in fields(plan)}, **made, "answer": answer, "picture": picture}

    def _faults(self, error: BaseException, names: Mapping[str, object]) -> list[Fault]:
        import jinja2

        faults = Faults()
        place = self._place(error)
        if isinstance(error, UnknownFieldError):
            allowed = error.allowed or tuple(sorted(names))
            faults.add(
                place,
                f"bestaat hier niet. Toegestaan: {enumerated(allowed)}.",
                f"does not exist here. Allowed: {enumerated(allowed)}.",
                value=error.name,
                nearest=nearest_word(error.name, allowed),
            )
        elif isinstance(error, jinja2.TemplateNotFound):
            known = self._names()
            faults.add(
                place,
                f"is geen tekst van dit plan. Toegestaan: {enumerated(known)}.",
                f"is not a text of this plan. Allowed: {enumerated(known)}.",
                value=str(error.name),
                nearest=nearest_word(str(error.name), known),
            )
        else:
            faults.add(
                place,
                f"deze tekst kan niet worden ingevuld ({error}). De woordenlijst van het regelboek zegt wat er kan.",
                f"this text cannot be filled in ({error}). The reference of the rule book says what can be used.",
            )
        return faults.found

    def _place(self, error: BaseException) -> Place:
        """Where in a text it went wrong: in the innermost of the texts that were being filled in."""
        import jinja2

        if isinstance(error, jinja2.TemplateSyntaxError) and error.filename:
            return Place(error.filename, error.lineno)
        ours = {str(path) for name in self._names() if (path := self._text(name))}
        frames = [(frame.f_code.co_filename, number) for frame, number in walk_tb(error.__traceback__)]
        for file, number in reversed(frames):
            if file in ours:
                return Place(file, number)
        return Place(str(self._text(_FIRST) or f"{FOLDER}/{self.language}/{_FIRST}"))
