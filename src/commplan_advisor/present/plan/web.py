"""The plan as one page for a browser: it needs no other file, and no script."""

from __future__ import annotations

import re
from html import escape

from commplan_advisor.common.text import Language, Text
from commplan_advisor.present.plan.document import Document, Entry, Node
from commplan_advisor.present.plan.pandoc import pandoc

_SKIP = Text("Naar de inhoud", "Skip to the content")
_HEAD = re.compile(r"<thead>.*?</thead>", re.DOTALL)


def contents(heading: str, entries: tuple[Entry, ...]) -> list[Node]:
    """The table of contents: a list of chapters with a list of their parts, in a landmark of its own."""
    lines = [f'<nav class="contents" aria-labelledby="contents"><h2 id="contents">{escape(heading)}</h2>', "<ol>"]
    for place, entry in enumerate(entries):
        following = entries[place + 1].level if place + 1 < len(entries) else 1
        line = f'<li><a href="#{escape(entry.anchor)}">{escape(entry.words)}</a>'
        if entry.level > 1:
            lines.append(f"{line}</li>" + ("</ol></li>" if following == 1 else ""))
        else:
            lines.append(f"{line}<ol>" if following > 1 else f"{line}</li>")
    return [{"t": "RawBlock", "c": ["html", "\n".join([*lines, "</ol>", "</nav>"])]}]


def page(document: Document, style: str, language: Language, author: str) -> str:
    """The page.

    Args:
        document: the plan, made ready for a page.
        style: its style sheet.
        language: of the plan.
        author: whose plan it is.
    """
    body = pandoc("--from", "json", "--to", "html5", "--wrap=none", "--shift-heading-level-by=1", text=document.json).decode()
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="author" content="{escape(author)}">\n'
        f"<title>{escape(document.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#plan">{_SKIP.in_(language)}</a>\n<main id="plan">\n{_headings_of_tables(body)}</main>\n</body>\n</html>\n'
    )


def _headings_of_tables(html: str) -> str:
    """Say of each heading of a table whether it is about its column or its row; and HTML has no `/` in what needs no end."""
    columns = _HEAD.sub(lambda head: re.sub(r"<th(?=[ >])", '<th scope="col"', head[0]), html)
    return re.sub(r"<th(?=[ >])(?! scope)", '<th scope="row"', columns).replace(" />", ">")
