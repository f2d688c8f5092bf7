"""The plan as pandoc sees it: a tree of blocks, made from the Markdown of the texts and made ready for one format.

In the texts stand some things that Markdown has no words for:

- `::: title` and `::: subtitle`: what the document is called;
- `::: contents`: the place for the table of contents, with its heading;
- `::: {.table number="3"}`: the place for a table that a text asked for;
- `::: {.table widths="30 70"}`: a paragraph that is the caption, and a table, with the widths of its columns;
- a heading `{.page}` begins on a new page;
- pictures, whose address is `picture:` and a name.

Nothing else that is not plain text gets through: HTML is shown as text, and a link leads to a part of the plan or to a page on the web.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commplan_advisor.present.plan.escaping import plain
from commplan_advisor.present.plan.pandoc import READER, pandoc
from commplan_advisor.present.plan.tables import Table

Node = dict[str, Any]
"""A block or an inline of pandoc: its type `t` and content `c`."""

_LINKS = ("#", "https://", "http://", "mailto:")
_CONTENTS_LEVELS = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents."""

    level: int
    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as a document shows it: where it is read from, its size in centimetres, and what it says in words."""

    address: str
    alternative: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Way:
    """How a format writes what pandoc has no words for.

    Attributes:
        contents: the blocks of the table of contents, from its heading and its entries.
        new_page: the blocks before a heading that begins a page.
        picture: a picture by its name, or None when the format cannot hold any.
        titled: whether the title is a property of the document, and not its first heading.
        wrapped: whether a table that is too wide scrolls by itself.
        marks: of a format in which addresses and the like become links by themselves, what keeps a text from that.
    """

    contents: Callable[[str, tuple[Entry, ...]], list[Node]]
    new_page: tuple[Node, ...]
    picture: Callable[[str], Shown] | None
    titled: bool
    wrapped: bool = False
    marks: Callable[[str], Node] | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A plan ready to be written in one format: pandoc's JSON, its title, and what its pictures say in words."""

    json: str
    title: str
    alternatives: tuple[str, ...]


def tree_of(markdown: str) -> Node:
    """What pandoc makes of the text of a plan.

    Raises:
        MissingExtraError: pandoc is not installed.
    """
    tree: Node = json.loads(pandoc("--from", READER, "--to", "json", text=markdown))
    return tree


def document_of(tree: Node, tables: Sequence[Table], way: Way, language: str) -> Document:
    """A plan made ready for one format.

    Args:
        tree: of its text; it is not changed.
        tables: those that the text asked for.
        way: of the format.
        language: of the text, such as `nl-NL`.
    """
    blocks: list[Node] = [_plain(block) for block in tree["blocks"]]
    titles = {name: inlines for block in blocks for name, inlines in _title(block)}
    shown = [block for block in blocks if not tuple(_title(block))]
    entries = _name_headings(shown)
    ready: list[Node] = [] if way.titled else _title_blocks(titles)
    for block in shown:
        ready += _ready(block, way, tables, entries)
    title = words_of(titles.get("title", []))
    told = ": ".join(filter(None, (title, words_of(titles.get("subtitle", [])))))
    if way.marks is not None:
        ready = _marked(ready, way.marks)
    meta: dict[str, Node] = {"lang": {"t": "MetaString", "c": language}}
    if way.titled:
        meta |= {name: {"t": "MetaInlines", "c": inlines} for name, inlines in titles.items()}
    return Document(json.dumps({**tree, "meta": meta, "blocks": ready}, ensure_ascii=False), told, tuple(_alternatives(ready)))


def words_of(nodes: object) -> str:
    """The plain text of a tree."""
    if isinstance(nodes, list):
        return "".join(words_of(one) for one in nodes)
    if isinstance(nodes, dict):
        if nodes.get("t") in ("Space", "SoftBreak", "LineBreak"):
            return " "
        content = nodes.get("c")
        return content if nodes.get("t") == "Str" and isinstance(content, str) else words_of(content)
    return ""


def _plain(node: Any) -> Any:
    """The same tree without raw HTML, and without links and pictures that lead elsewhere: they are shown as text."""
    if isinstance(node, list):
        return [_plain(one) for one in node]
    if not isinstance(node, dict):
        return node
    kind, content = node.get("t"), node.get("c", [])
    if kind == "RawInline":
        return _text(content[1])
    if kind == "RawBlock":
        return {"t": "Para", "c": [_text(content[1])]}
    if kind == "Link" and not content[2][0].startswith(_LINKS):
        return {"t": "Span", "c": [["", [], []], _plain(content[1])]}
    if kind == "Image" and not content[2][0].startswith("picture:"):
        return {"t": "Span", "c": [["", [], []], _plain(content[1])]}
    return {key: _plain(value) for key, value in node.items()}


def _alternatives(blocks: list[Node]) -> Iterator[str]:
    """What each picture says in words, in their order."""
    for block in blocks:
        if block["t"] == "Figure":
            yield words_of(block["c"][2])


def _marked(node: Any, marks: Callable[[str], Node]) -> Any:
    """The same tree with each text as a format writes it."""
    if isinstance(node, list):
        return [_marked(one, marks) for one in node]
    if not isinstance(node, dict):
        return node
    if node.get("t") == "Str":
        return marks(node["c"])
    return {key: _marked(value, marks) for key, value in node.items()}


def _text(words: str) -> Node:
    return {"t": "Str", "c": words}


def _classes(block: Node) -> list[str]:
    return list(block["c"][0][1]) if block["t"] == "Div" else []


def _title(block: Node) -> Iterator[tuple[str, list[Node]]]:
    """The title or subtitle that a block is."""
    for name in ("title", "subtitle"):
        if name in _classes(block):
            yield name, [inline for inner in block["c"][1] for inline in inner["c"]]


def _title_blocks(titles: Mapping[str, list[Node]]) -> list[Node]:
    blocks: list[Node] = []
    if "title" in titles:
        blocks.append({"t": "Header", "c": [0, ["", [], []], titles["title"]]})  # one up, for all headings go one down
    if "subtitle" in titles:
        blocks.append({"t": "Div", "c": [["", ["subtitle"], []], [{"t": "Para", "c": titles["subtitle"]}]]})
    return blocks


def _name_headings(blocks: list[Node]) -> tuple[Entry, ...]:
    """Give each heading a name, each name once, and list those that the table of contents shows."""
    entries: list[Entry] = []
    taken: set[str] = set()
    for place, block in enumerate(blocks, start=1):
        if block["t"] == "Header":
            level, attributes, inlines = block["c"]
            if not attributes[0] or attributes[0] in taken:
                attributes[0] = f"part-{place}"
            taken.add(attributes[0])
            if level <= _CONTENTS_LEVELS:
                entries.append(Entry(level, attributes[0], words_of(inlines)))
    return tuple(entries)


def _ready(block: Node, way: Way, tables: Sequence[Table], entries: tuple[Entry, ...]) -> list[Node]:
    classes = _classes(block)
    if "contents" in classes:
        return way.contents(words_of(block["c"][1]), entries)
    if "table" in classes:
        return _table(block, way, tables)
    if block["t"] == "Header" and "page" in block["c"][1][1]:
        return [*way.new_page, block]
    if block["t"] == "Figure":
        return _figure(block, way)
    return [block]


def _table(block: Node, way: Way, tables: Sequence[Table]) -> list[Node]:
    """A table with its caption, its widths, and the first cell of each row as its heading."""
    attributes, inner = block["c"]
    named = dict(attributes[2])
    number = named.get("number", "")
    if number.isdigit() and int(number) < len(tables):
        table = _made(tables[int(number)])
    else:
        written = next((one for one in inner if one["t"] == "Table"), None)
        if written is None:
            return list(inner)
        widths = [int(width) for width in named.get("widths", "").split() if width.isdigit()]
        table = _dressed(written, next((one["c"] for one in inner if one["t"] == "Para"), []), widths)
    if way.marks is not None:  # Markdown has no captions
        caption: list[Node] = table["c"][1][1]
        table["c"][1] = [None, []]
        return [*({"t": "Para", "c": [{"t": "Strong", "c": one["c"]}]} for one in caption), table]
    table["c"][0] = ["", [f"columns-{len(table['c'][2])}"], []]
    if not way.wrapped:
        return [table]
    around = [["role", "group"], ["tabindex", "0"], ["aria-label", words_of(table["c"][1])]]
    return [{"t": "Div", "c": [["", ["scroll"], around], [table]]}]


def _made(table: Table) -> Node:
    """A table that a text asked for."""
    head = [_row([[_text(words)] for words in table.heads])]
    rows = [
        _row([[_linked(row[0], target)] if (target := table.target(row)) else [_text(row[0])], *([_text(cell)] for cell in row[1:])])
        for row in table.rows
    ]
    nothing: list[Any] = ["", [], []]
    content = [nothing, [None, []], table.heads, [nothing, head], [[nothing, 0, [], rows]], [nothing, []]]
    return _dressed({"t": "Table", "c": content}, [_text(table.caption)], table.widths)


def _row(cells: Sequence[list[Node]]) -> list[Any]:
    return [["", [], []], [[["", [], []], {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": inlines}]] for inlines in cells]]


def _linked(words: str, target: str) -> Node:
    return {"t": "Link", "c": [["", [], []], [_text(words)], [f"#{target}", ""]]}


def _dressed(table: Node, caption: list[Node], widths: Sequence[int]) -> Node:
    """A table with its caption and widths."""
    content = table["c"]
    columns = len(content[2])
    if len(widths) != columns or not sum(widths):
        widths = [1] * columns
    content[1] = [None, [{"t": "Plain", "c": caption}] if caption else []]
    content[2] = [[{"t": "AlignDefault"}, {"t": "ColWidth", "c": width / sum(widths)}] for width in widths]
    for body in content[4]:
        body[1] = 1
    return table


def _figure(block: Node, way: Way) -> list[Node]:
    """A picture with its caption; nothing where pictures cannot be: what they show stands in tables as well."""
    attributes, caption, inner = block["c"]
    image = next(iter(inner[0]["c"]), None) if inner else None
    if image is None or image["t"] != "Image":
        return [block]
    name = image["c"][2][0].removeprefix("picture:")
    if way.picture is None:
        return []
    shown = way.picture(name)
    size = [["width", f"{shown.width:.2f}cm"], ["height", f"{shown.height:.2f}cm"]]
    picture = {"t": "Image", "c": [["", [], size], [_text(plain(shown.alternative))], [shown.address, ""]]}
    return [{"t": "Figure", "c": [attributes, caption, [{"t": "Plain", "c": [picture]}]]}]
