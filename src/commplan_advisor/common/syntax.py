"""What the parsers say of a file that is not valid YAML or JSON, in words for whoever filled it in."""

from __future__ import annotations

from typing import Any

from commplan_advisor.common.faults import printable
from commplan_advisor.common.text import Text

_PLAIN: dict[str, Text] = {
    "mapping values are not allowed in this context": Text(
        "hier kan geen dubbele punt staan. Klopt het inspringen? Zet een tekst met een dubbele punt tussen aanhalingstekens",
        "a colon cannot stand here. Is the indentation right? Put a text with a colon in it between quotes",
    ),
    "found character that cannot start any token": Text(
        "hier kan dit teken niet staan. Spring in met spaties, niet met tabs, en zet een tekst die met een leesteken begint tussen "
        "aanhalingstekens",
        "this character cannot stand here. Indent with spaces, not with tabs, and put a text that begins with a mark between quotes",
    ),
    "did not find expected key": Text(
        "hier hoort een naam met een dubbele punt. Klopt het inspringen, en staan er aanhalingstekens om een tekst met leestekens",
        "a name with a colon belongs here. Is the indentation right, and are there quotes around a text with marks in it",
    ),
    "did not find expected '-' indicator": Text(
        "hier hoort een streepje: dit is een lijst. Klopt het inspringen", "a dash belongs here: this is a list. Is the indentation right"
    ),
    "did not find expected node content": Text(
        "hier ontbreekt een waarde, of een haak [ of accolade { is niet gesloten",
        "a value is missing here, or a bracket [ or brace { is not closed",
    ),
    "block sequence entries are not allowed in this context": Text(
        "hier kan geen streepje staan. Begin een lijst op een nieuwe regel", "a dash cannot stand here. Begin a list on a new line"
    ),
}
_UNFINISHED: dict[str, Text] = {
    "could not find expected ':'": Text("na deze naam ontbreekt een dubbele punt", "there is no colon after this name"),
    "found unexpected end of stream": Text("een aanhalingsteken is niet gesloten", "a quote is not closed"),
    "did not find expected ',' or ']'": Text("een haak [ is niet gesloten", "a bracket [ is not closed"),
    "did not find expected ',' or '}'": Text("een accolade { is niet gesloten", "a brace { is not closed"),
}
"""What is wrong begins where the parser says that it was at work, not where it gave up."""

_COMMA = Text(
    "hier ontbreekt een komma, of een haak of accolade is niet gesloten", "a comma is missing here, or a bracket or brace is not closed"
)
_LAST_COMMA = Text("na het laatste deel mag geen komma staan", "no comma may stand after the last part")
_JSON: dict[str, Text] = {
    "Expecting ',' delimiter": _COMMA,
    "Expecting ':' delimiter": Text("na deze naam ontbreekt een dubbele punt", "there is no colon after this name"),
    "Expecting value": Text("hier ontbreekt een waarde", "a value is missing here"),
    "Expecting property name enclosed in double quotes": Text(
        "hier hoort een naam tussen dubbele aanhalingstekens", "a name between double quotes belongs here"
    ),
    "Extra data": Text("na het einde staat nog iets", "something stands after the end"),
    "Illegal trailing comma before end of array": _LAST_COMMA,
    "Illegal trailing comma before end of object": _LAST_COMMA,
    "Unterminated string starting at": Text("een aanhalingsteken is niet gesloten", "a quote is not closed"),
    "Invalid control character at": Text(
        "een tekst mag niet over meer regels lopen; schrijf \\n", "a text may not run over several lines; write \\n"
    ),
    "Invalid \\escape": Text(
        "een schuine streep \\ in een tekst schrijft u dubbel: \\\\", "a backslash \\ in a text is written twice: \\\\"
    ),
}


def json_in_plain_words(reason: str) -> Text:
    """What json says of JSON that is not valid, as a message."""
    plain = _JSON.get(reason.removesuffix(": "), Text(reason, reason))
    return Text(f"is geen geldige JSON ({plain.nl}).", f"is not valid JSON ({plain.en}).")


def in_plain_words(error: Any) -> Text:
    """A syntax error as a message; what the parser says itself when there are no plainer words for it."""
    reason = printable(" ".join(part for part in (error.context, error.problem) if part))
    plain = {**_PLAIN, **_UNFINISHED}.get(error.problem or "", Text(reason, reason))
    return Text(f"is geen geldige YAML ({plain.nl}).", f"is not valid YAML ({plain.en}).")


def where(error: Any) -> Any:
    """The mark of what is wrong, or None."""
    first, second = error.problem_mark, error.context_mark
    return (second or first) if error.problem in _UNFINISHED else (first or second)
