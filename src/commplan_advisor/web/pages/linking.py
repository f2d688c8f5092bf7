"""Links in reports: these are plain, and do not know of the pages around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape
from urllib.parse import urlencode

from markupsafe import Markup

from commplan_advisor.advice.model import Advice
from commplan_advisor.common.located import Path_
from commplan_advisor.common.text import Language
from commplan_advisor.engine.conclusions import Key
from commplan_advisor.present.blocks import Block, Heading
from commplan_advisor.present.explanation import key_text
from commplan_advisor.present.labels import label
from commplan_advisor.web.pages.form import CHAPTERS, field_name
from commplan_advisor.web.words import said

_ELEMENT = re.compile(r"<(td|th|h\d)( [^>]*)?>([^<]+)</\1>")


def explain_address(name: str, key: Key) -> str:
    """The page that explains a conclusion about a questionnaire."""
    return f"/cases/{name}/explain?{urlencode({'of': key_text(key)})}"


def why_not_address(name: str, id_: str) -> str:
    """The page that says why something is not there."""
    return f"/cases/{name}/explain?{urlencode({'why_not': id_})}"


def what_if_address(name: str, settings: Iterable[str]) -> str:
    """The page that says what other answers do, each written as on the command line."""
    return f"/cases/{name}/what-if?{urlencode([('set', one) for one in settings])}"


def question_address(name: str, where: Path_, *, of_list: bool = False, add: bool = False) -> str:
    """The field of a question on its page.

    Args:
        name: of the questionnaire.
        where: the question among the answers; rows count from 0.
        of_list: whether it asks for a list of rows.
        add: whether the list gets a row to fill in.
    """
    chapter = next(one for one, parts in CHAPTERS.items() if where[0] in parts)
    field = field_name(where)
    more = f"?{urlencode({'add': field})}" if add and of_list else ""
    return f"/cases/{name}/questions/{chapter}{more}#{field}{'-title' if of_list else ''}"


def linked(body: Markup, links: Mapping[str, str]) -> Markup:
    """A report in which cells and headings of these texts lead somewhere."""

    def link(text: Markup, address: str) -> Markup:
        return Markup('<a href="{}">{}</a>').format(address, text)

    return _each(body, links, link)


def asked_why(body: Markup, links: Mapping[str, str], language: Language) -> Markup:
    """A report in which cells and headings of these texts have the question why behind them."""

    def link(text: Markup, address: str) -> Markup:
        return Markup('{} <a class="why" href="{}">{}<span class="hidden"> {}</span></a>').format(
            text, address, said("see_why", language), text
        )

    return _each(body, links, link)


def with_why(body: Markup, advice: Advice, name: str, language: Language) -> Markup:
    """The report of an advice, with the question why behind each problem and action."""
    links = {one.title: explain_address(name, ("problem", one.id, "")) for one in advice.problems}
    links |= {heading: explain_address(name, ("action", id_, "")) for heading, id_ in action_headings(advice, language).items()}
    return asked_why(body, links, language)


def action_headings(advice: Advice, language: Language) -> Mapping[str, str]:
    """The action that stands under each heading of the report of an advice."""
    return {f"{label('action', language)} {number}. {one.title}": one.id for number, one in enumerate(advice.actions, start=1)}


def raised(blocks: Iterable[Block], levels: int) -> Iterator[Block]:
    """Blocks with their headings so many levels higher: what was a part of a page is the page."""
    return (replace(block, level=max(1, block.level - levels)) if isinstance(block, Heading) else block for block in blocks)


def parted(blocks: Sequence[Block]) -> tuple[str, Sequence[Block]]:
    """The title of a report, and what comes below it."""
    first, *rest = blocks
    assert isinstance(first, Heading), "a report begins with its title"
    return first.text, rest


def _each(body: Markup, links: Mapping[str, str], link: Callable[[Markup, str], Markup]) -> Markup:
    def written(found: re.Match[str]) -> str:
        tag, more, text = found[1], found[2] or "", found[3]
        address = links.get(unescape(text))
        return found[0] if address is None else f"<{tag}{more}>{link(Markup(text), address)}</{tag}>"

    return Markup(_ELEMENT.sub(written, body))
