"""Writing a plan: the same text in every format."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from commplan_advisor.advice.model import Advice
from commplan_advisor.common.files import read_text
from commplan_advisor.common.text import Text
from commplan_advisor.present.pictures import PICTURES, Picture, pictures
from commplan_advisor.present.plan import open_document, web, word
from commplan_advisor.present.plan.content import plan_of
from commplan_advisor.present.plan.document import Document, Node, Shown, Way, document_of, tree_of
from commplan_advisor.present.plan.escaping import Markdown, escaped
from commplan_advisor.present.plan.pandoc import PandocFailedError, pandoc
from commplan_advisor.present.plan.pdf import pdf
from commplan_advisor.present.plan.tables import Table, UnknownFieldError
from commplan_advisor.present.plan.templates import unusable
from commplan_advisor.present.plan.texts import Texts
from commplan_advisor.questionnaire.models import Questionnaire

Format = Literal["md", "html", "docx", "odt", "pdf"]
FORMATS: tuple[Format, ...] = get_args(Format)

_TAGS = Text("nl-NL", "en-GB")
_AUTHOR = Text("Gemeente {name}", "Municipality of {name}")
_BY_ITSELF = re.compile(r"[@&~]|www\.|:\S", re.IGNORECASE)
_TYPES = {"svg": "image/svg+xml", "png": "image/png"}

PictureForm = Literal["svg", "png"]
_PICTURES: dict[Format, PictureForm | None] = {"md": None, "html": "svg", "pdf": "svg", "docx": "png", "odt": "png"}
"""Word and LibreOffice show SVG badly or not at all; Markdown holds no pictures."""


@dataclass(slots=True)
class _Pictures:
    """The pictures that a text asks for, as it asks for them."""

    advice: Advice
    form: PictureForm | None
    drawn: dict[str, Picture]

    def markdown(self, name: str) -> Markdown:
        """A picture in the text: each of its pages with its caption; nothing when there is nothing to draw."""
        if name not in PICTURES:
            raise UnknownFieldError(name, PICTURES)
        if self.form is None:
            return Markdown("")
        lines = []
        for number, one in enumerate(pictures(self.advice, name, self.advice.receipt.language, self.form), start=1):
            if not one.empty:
                self.drawn[f"{name}-{number}"] = one
                lines.append(f"![{escaped(one.title)}](picture:{name}-{number})")
        return Markdown("\n\n" + "\n\n".join(lines) + "\n\n")

    def shown(self, name: str) -> Shown:
        """A picture of the text, inside the document."""
        one = self.drawn[name]
        address = f"data:{_TYPES[self.form or 'svg']};base64,{b64encode(one.data).decode()}"
        return Shown(address, one.alternative, one.width_cm, one.height_cm)


class Writing:
    """A plan, to be written in one format or in several; the text and the pictures are made once for all formats that share them.

    Args:
        answers: the questionnaire.
        advice: the advice on it, in the language of the plan.
        rules: folder of the rule book, whose texts are used; without it those that ship.
        version: of the plan.
        adopted_on: the day on which that version was adopted; without it the plan is a draft.

    Raises:
        UnreadableFileError: a text cannot be read.
    """

    def __init__(
        self, answers: Questionnaire, advice: Advice, *, rules: Path | None = None, version: int = 1, adopted_on: date | None = None
    ) -> None:
        self._answers, self._advice = answers, advice
        self._language = advice.receipt.language
        self._texts = Texts(rules, self._language)
        self._plan = plan_of(answers, advice, texts_hash=self._texts.hash, version=version, adopted_on=adopted_on)
        self._told: dict[PictureForm | None, _Told] = {}
        self._page = ""

    def written(self, form: Format, house_style: Path | None = None) -> bytes:
        """The plan as a file.

        Args:
            form: the format.
            house_style: for Word and OpenDocument a document whose look is taken; without it that of the rule book.

        Raises:
            MissingExtraError: a library of the extra `documents` is not installed.
            UnreadableFileError: a text cannot be read, or the house style cannot be used.
            FaultyInputError: a text is wrong.
        """
        if form == "html":
            return self._as_page().encode()
        if form == "pdf":
            return pdf(self._as_page(), self._plan.start)
        if form == "md":
            document = self._document(form)
            return pandoc("--from", "json", "--to", "gfm-raw_html", "--wrap=none", "--shift-heading-level-by=1", text=document.json)
        style = house_style or self._texts.path(f"house-style.{form}")
        assert style is not None, "the rule book that ships has both"
        document = self._document(form)
        try:
            if form == "docx":
                return word.document(document, style, _TAGS.in_(self._language), self._plan.start)
            return open_document.document(document, style, self._plan.start)
        except PandocFailedError as error:
            raise unusable(style, Text(f"kan geen huisstijl zijn ({error}).", f"cannot be a house style ({error}).")) from error

    def _as_page(self) -> str:
        if not self._page:
            sheet = self._texts.path("style.css")
            author = _AUTHOR.in_(self._language).format(name=self._plan.municipality.name)
            self._page = web.page(self._document("html"), read_text(sheet) if sheet else "", self._language, author)
        return self._page

    def _document(self, form: Format) -> Document:
        told = self._with(_PICTURES[form])
        return document_of(told.tree, told.tables, _way(form, told.pictures.shown), _TAGS.in_(self._language))

    def _with(self, form: PictureForm | None) -> _Told:
        """The text with pictures of one form."""
        if form not in self._told:
            pictures = _Pictures(self._advice, form, {})
            markdown, tables = self._texts.written(self._plan, self._answers, pictures.markdown)
            self._told[form] = _Told(tree_of(markdown), tables, pictures)
        return self._told[form]


@dataclass(frozen=True, slots=True)
class _Told:
    """The text of a plan as a tree, with the tables and pictures that it asked for."""

    tree: Node
    tables: list[Table]
    pictures: _Pictures


def _unmarked(words: str) -> Node:
    """A text of which GitHub and the like make no link, mention or sign."""
    return {"t": "RawInline", "c": ["markdown", escaped(words)]} if _BY_ITSELF.search(words) else {"t": "Str", "c": words}


def _way(form: Format, picture: Callable[[str], Shown]) -> Way:
    if form == "docx":
        return Way(word.contents, word.NEW_PAGE, picture, titled=True)
    if form == "odt":
        return Way(open_document.contents, open_document.NEW_PAGE, picture, titled=True)
    if form == "md":
        return Way(lambda *_: [], (), None, titled=False, marks=_unmarked)
    return Way(web.contents, (), picture, titled=False, wrapped=True)
