"""What was found in a rule book, as text: a line for each finding, then why and how to mend for each code that was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from textwrap import dedent

from commplan_advisor.common.faults import printable
from commplan_advisor.common.text import Language, Text
from commplan_advisor.maintenance.check.checking import Checked
from commplan_advisor.maintenance.check.pages import Change, Page, page
from commplan_advisor.present.blocks import Block, CommandLine, Heading, Labelled, Paragraph, Table
from commplan_advisor.present.terminal import as_text

_NOTHING = Text("Geen meldingen in {rules}, nagekeken voor {day}.", "No findings in {rules}, checked for {day}.")
_FOUND = Text("{found} in {rules}, nagekeken voor {day}.", "{found} in {rules}, checked for {day}.")
_UNREAD = Text("{found}; de regels zelf konden niet worden gelezen.", "{found}; the rules themselves could not be read.")
_MORE = Text("Meer over een code, met een voorbeeld:", "More on a code, with an example:")
_HALFWAY = Text(
    "Wat over het hele regelboek gaat, is nog niet nagekeken: verbeter eerst wat de lezer tegenhoudt.",
    "What is about the whole rule book was not checked yet: first mend what stops the reader.",
)
_UNDECIDED = Text(
    "{count} over alle vragenlijsten samen: te moeilijk om te beslissen. Daarover staat hier niets.",
    "{count} about all questionnaires at once: too hard to decide. Nothing is said of them here.",
)
_ALLOWED = Text("Uitzonderingen in de bestanden: {count}.", "Exceptions in the files: {count}.")
_WORDS = {
    "finding": (Text("1 melding", "1 finding"), Text("{count} meldingen", "{count} findings")),
    "rule": (Text("1 regel", "1 rule"), Text("{count} regels", "{count} rules")),
    "question": (Text("1 vraag", "1 question"), Text("{count} vragen", "{count} questions")),
}
_HEADS = {
    "why": Text("waarom", "why"),
    "mend": Text("verbeteren", "to mend"),
    "what": Text("wat", "what"),
    "wrong": Text("fout", "wrong"),
    "right": Text("goed", "right"),
    "allow": Text("uitzondering", "exception"),
    "code": Text("code", "code"),
}
_CAN = Text("kan, met een reden: allow: {{{code}: …}}", "possible, with a reason: allow: {{{code}: …}}")
_CANNOT = Text("kan niet", "not possible")
_IN = Text("{word}, in {file}:", "{word}, in {file}:")
_WITHOUT = Text("{word}, in {file}, zonder:", "{word}, in {file}, without:")
_TITLE = Text("Meldingen van commplan rules check", "Findings of commplan rules check")


def counted(count: int, name: str, language: Language) -> str:
    """So many of something."""
    one, several = _WORDS[name]
    return (one if count == 1 else several).in_(language).format(count=f"{count:,}".replace(",", "." if language == "nl" else ","))


def text_of(checked: Checked, language: Language, width: int) -> str:
    """All findings, and what there is to say of them together."""
    lines = [printable(f"{one.place}: {one.code}: {one.what.in_(language)}") for one in checked.findings]
    told = "\n".join(lines) + "\n\n" if lines else ""
    return told + as_text(_said(checked, language), width)


def _said(checked: Checked, language: Language) -> Iterator[Block]:
    rules = counted(checked.rules, "rule", language)
    for code, count in sorted(Counter(one.code for one in checked.findings).items()):
        of = page(code)
        lines = ((_HEADS["why"], of.why), (_HEADS["mend"], of.mend))
        yield Heading(3, f"{code} ({count}): {of.title.in_(language)}")
        yield Labelled(tuple((head.in_(language), text.in_(language)) for head, text in lines))
    told = (_NOTHING if not checked.findings else _FOUND if checked.rules or not checked.halfway else _UNREAD).in_(language)
    yield Heading(3, told.format(found=counted(len(checked.findings), "finding", language), rules=rules, day=checked.day))
    if checked.allowed:
        yield Paragraph(_ALLOWED.in_(language).format(count=checked.allowed))
    if checked.halfway:
        yield Paragraph(_HALFWAY.in_(language))
    if checked.undecided:
        yield Paragraph(_UNDECIDED.in_(language).format(count=counted(checked.undecided, "question", language)))
    if checked.findings:
        yield Paragraph(_MORE.in_(language))
        yield CommandLine(("commplan", "rules", "check", "--explain", checked.findings[0].code))


def code_list(pages: Sequence[Page], language: Language, width: int) -> str:
    """All codes, each with its title."""
    rows = tuple((one.code, one.title.in_(language)) for one in pages)
    heads = (_HEADS["code"].in_(language), _HEADS["what"].in_(language))
    return as_text((Heading(2, _TITLE.in_(language)), Table(heads, rows)), width)


def code_page(of: Page, language: Language, width: int) -> str:
    """The page of a code, with its examples."""
    can = _CANNOT.in_(language) if of.always else _CAN.in_(language).format(code=of.code)
    lines = ((_HEADS["why"], of.why.in_(language)), (_HEADS["mend"], of.mend.in_(language)), (_HEADS["allow"], can))
    blocks: list[Block] = [Heading(2, f"{of.code}: {of.title.in_(language)}"), Paragraph(of.what.in_(language))]
    blocks.append(Labelled(tuple((head.in_(language), text) for head, text in lines)))
    parts = [as_text(blocks, width)]
    for name, changes in (("wrong", of.wrong), ("right", of.right)):
        for change in changes:
            parts.append(_example(_HEADS[name].in_(language).capitalize(), change, language))
    return "\n".join(parts)


def _example(word: str, change: Change, language: Language) -> str:
    """An example as it is written in a file: as long as its lines are."""
    head, shown = (_IN, change.text) if change.text else (_WITHOUT, change.old)
    lines = dedent(shown).strip("\n").splitlines()
    return "\n".join([head.in_(language).format(word=word, file=change.file), *(f"    {line}".rstrip() for line in lines)]) + "\n"
