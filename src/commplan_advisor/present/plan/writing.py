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
from commplan_advisor.present.plan.document import Node, Shown, Way, document_of, tree_of
from commplan_advisor.present.plan.escaping import Markdown, escaped
from commplan_advisor.present.plan.pandoc import PandocFailedError, pandoc
from commplan_advisor.present.plan.pdf import pdf
from commplan_advisor.present.plan.tables import UnknownFieldError
from commplan_advisor.present.plan.templates import unusable
from commplan_advisor.present.plan.texts import Texts
from commplan_advisor.questionnaire.models import Questionnaire

Format = Literal["md", "html", "docx", "odt", "pdf"]
FORMATS: tuple[Format, ...] = get_args(Format)
OFFICE: tuple[Format, ...] = ("docx", "odt")
"""The formats that can take the look of another document."""

_TAGS = Text("nl-NL", "en-GB")
_AUTHOR = Text("Gemeente {name}", "Municipality of {name}")
_BY_ITSELF = re.compile(r"[@&~]|www\.|:\S", re.IGNORECASE)
_TYPES = {"svg": "image/svg+xml", "png": "image/png"}


@dataclass(slots=True)
class _Pictures:
    """The pictures that a text asks for, as it asks for them."""

    advice: Advice
    form: Literal["svg", "png"] | None
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


def written(
    answers: Questionnaire,
    advice: Advice,
    form: Format,
    *,
    rules: Path | None = None,
    house_style: Path | None = None,
    version: int = 1,
    adopted_on: date | None = None,
) -> bytes:
    """A plan as a file.

    Args:
        answers: the questionnaire.
        advice: the advice on it, in the language of the plan.
        form: the format.
        rules: folder of the rule book, whose texts are used; without it those that ship.
        house_style: for Word and OpenDocument a document whose look is taken; without it that of the rule book.
        version: of the plan.
        adopted_on: the day on which that version was adopted; without it the plan is a draft.

    Raises:
        MissingExtraError: a library of the extra `documents` is not installed.
        UnreadableFileError: a text cannot be read.
        UnreadableFileError: the house style cannot be used.
        FaultyInputError: a text is wrong.
    """
    language = advice.receipt.language
    texts = Texts(rules, language)
    shown = _Pictures(advice, {"md": None, "docx": "png", "odt": "png"}.get(form, "svg"), {})
    plan = plan_of(answers, advice, texts_hash=texts.hash, version=version, adopted_on=adopted_on)
    markdown, tables = texts.written(plan, answers, shown.markdown)
    document = document_of(tree_of(markdown), tables, _way(form, shown.shown), _TAGS.in_(language))
    style = house_style or texts.path(f"house-style.{form}")
    if form in OFFICE and style is not None:
        try:
            if form == "docx":
                return word.document(document, style, _TAGS.in_(language), plan.start)
            return open_document.document(document, style, plan.start)
        except PandocFailedError as error:
            raise unusable(style, Text(f"kan geen huisstijl zijn ({error}).", f"cannot be a house style ({error}).")) from error
    if form == "md":
        return pandoc("--from", "json", "--to", "gfm-raw_html", "--wrap=none", "--shift-heading-level-by=1", text=document.json)
    sheet = texts.path("style.css")
    author = _AUTHOR.in_(language).format(name=plan.municipality.name)
    page = web.page(document, read_text(sheet) if sheet else "", language, author)
    return page.encode() if form == "html" else pdf(page, plan.start)


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
