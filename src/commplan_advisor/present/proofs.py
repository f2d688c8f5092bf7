"""Proofs as people and machines read them, and the questionnaires that refute something as files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from textwrap import wrap
from typing import Any

from commplan_advisor.common.faults import printable
from commplan_advisor.common.text import Language, Text
from commplan_advisor.maintenance.prove.claims import Group, RuleClaim
from commplan_advisor.maintenance.prove.prove import Proven
from commplan_advisor.maintenance.prove.proving import Proof, Remark, Verdict
from commplan_advisor.present.blocks import Block, Heading, Labelled, Paragraph, Table
from commplan_advisor.present.rules import clause_words
from commplan_advisor.questionnaire.asked import asked
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.questionnaire.writing import as_yaml, inline
from commplan_advisor.reasoning.slots import plain

SCHEMA = "commplan-rules-prove/1"
_WIDTH = 100

GROUPS: Mapping[Group, Text] = {
    Group.PROBLEMS: Text("Elk probleem leidt tot ten minste één actie", "Each problem leads to at least one action"),
    Group.RESPONSIBLE: Text("Precies één rol voert een actie uit", "Exactly one role is responsible for an action"),
    Group.INDICATORS: Text("Van elke actie is te meten of die lukt", "Of each action it can be measured whether it succeeds"),
    Group.MEASURED: Text("Elk plan heeft een dag om te meten", "Every plan has a day to measure"),
    Group.EVALUATED: Text("Elk plan heeft een dag om te evalueren", "Every plan has a day to evaluate"),
    Group.EXCLUDED: Text(
        "Acties die elkaar uitsluiten, staan nooit in één advies", "Actions that exclude each other are never in one advice"
    ),
    Group.ADVICE: Text("Niemand blijft zonder actie, tenzij dat zo hoort", "Nobody is left without an action, unless that is meant so"),
    Group.RULES: Text("Elke regel kan gelden", "Every rule can hold"),
    Group.STATEMENTS: Text("Uitspraken van dit regelboek", "Statements of this rule book"),
}
_VERDICTS = {
    Verdict.HOLDS: Text("bewezen", "proven"),
    Verdict.REFUTED: Text("weerlegd", "refuted"),
    Verdict.UNDECIDED: Text("niet beslist", "undecided"),
}
_REMARKS = {
    Remark.EMPTY: Text("De voorwaarden gelden nooit: de uitspraak zegt niets.", "Its conditions never hold: the statement says nothing."),
    Remark.NO_WITNESS: Text(
        "Het is weerlegd, maar een vragenlijst is niet op tijd gevonden. Geef meer tijd met --timeout.",
        "It is refuted, but no questionnaire was found in time. Give more time with --timeout.",
    ),
    Remark.NOT_SOUGHT: Text(
        "Er is geen vragenlijst gezocht, want er zijn er al genoeg. Vraag deze apart: commplan rules prove {id}",
        "No questionnaire was looked for: there are enough already. Ask for this one: commplan rules prove {id}",
    ),
    Remark.DISAGREED: Text(
        "De oplosser en de regelmotor zijn het niet eens. Dat is een fout in dit programma: meld die.",
        "The solver and the rule engine do not agree. That is a fault of this program: report it.",
    ),
    Remark.NEAREST: Text(
        "De vragenlijst komt er het dichtst bij: al het andere geldt, maar dit niet: {clauses}.",
        "The questionnaire comes nearest to it: all else holds, but not this: {clauses}.",
    ),
}
_TITLE = Text("Bewijzen over {name} {version} op {day}", "Proofs on {name} {version} on {day}")
_OVER = Text(
    "Over alle vragenlijsten die er kunnen zijn, ook half ingevulde. 'Elk aantal': bewezen voor lijsten van elke lengte, zoals van "
    "initiatieven of problemen. 'Hooguit {rows}': alleen bewezen zolang geen lijst meer dan {rows} rijen heeft.",
    "Over all questionnaires that there can be, half filled in ones too. 'Any number': proven for lists of every length, such as of "
    "initiatives or problems. 'At most {rows}': proven only as long as no list has more than {rows} rows.",
)
_HEADERS = Text("uitspraak|aantal|uitkomst|rijen", "statement|count|outcome|rows")
_HEADERS_OF_OWN = Text("uitspraak|uitkomst|rijen", "statement|outcome|rows")
_ANY = Text("elk aantal", "any number")
_MOST = Text("hooguit {rows}", "at most {rows}")
_RULE = Text("Regel {rule} kan gelden.", "Rule {rule} can hold.")
_NEVER = Text("Hij geldt nooit, voor lijsten met {rows}.", "It never holds, for lists with {rows}.")
_TIMED_OUT = Text("Niet op tijd beslist. Geef meer tijd met --timeout.", "Not decided in time. Give more time with --timeout.")
_LABELS = {
    "outcome": Text("uitkomst", "outcome"),
    "place": Text("staat in", "stands in"),
    "remark": Text("let op", "note"),
    "file": Text("vragenlijst", "questionnaire"),
    "nearest": Text("vragenlijst die er het dichtst bij komt", "questionnaire that comes nearest"),
    "no_answers": Text("geen enkel antwoord", "no answer at all"),
}
_ROWS = Text("rijen", "rows")
_SUPERFLUOUS = Text("Regels die alleen een reden toevoegen", "Rules that add only a reason")
_ADDS_A_REASON = Text(
    "Zonder deze regels wordt hetzelfde geconcludeerd, met dezelfde prioriteit. Zij voegen alleen hun zin toe aan het advies. Dat mag. "
    "Achter elke regel staat welke regels hetzelfde zeggen.",
    "Without these rules the same is concluded, with the same priority. They add only their sentence to the advice. That is allowed. "
    "Behind each rule are those that say the same.",
)
_NOT_KNOWN = Text(
    "Niet op tijd beslist of zij alleen een reden toevoegen: {rules}.", "Not decided in time whether they add only a reason: {rules}."
)
_ALL_PROVEN = Text("Alles is bewezen.", "Everything is proven.")
_COUNTS = Text("Weerlegd: {refuted}. Niet beslist: {undecided}.", "Refuted: {refuted}. Undecided: {undecided}.")


def proof_page(proven: Proven, files: Mapping[str, Path], language: Language) -> Iterator[Block]:
    """What became of all claims.

    Args:
        proven: the proofs.
        files: by claim the file that its questionnaire was written to.
        language: of the words.
    """
    book = proven.book
    yield Heading(1, _TITLE.in_(language).format(name=book.name.in_(language), version=book.version, day=book.as_of))
    yield Paragraph(_OVER.in_(language).format(rows=proven.rows))
    built_in, written = _rows(proven, language)
    if built_in:
        yield Table(tuple(_HEADERS.in_(language).split("|")), built_in)
    if written:
        yield Heading(2, GROUPS[Group.STATEMENTS].in_(language))
        yield Table(tuple(_HEADERS_OF_OWN.in_(language).split("|")), written)
    for proof in proven.proofs:
        if proof.verdict is not Verdict.HOLDS or proof.remark:
            yield from _in_full(proof, files, language)
    if proven.superfluous or proven.undecided:
        yield Heading(2, _SUPERFLUOUS.in_(language))
        if proven.superfluous:
            yield Paragraph(_ADDS_A_REASON.in_(language))
            yield Labelled(tuple((one.rule.id, ", ".join(by.id for by in one.by)) for one in proven.superfluous))
        if proven.undecided:
            yield Paragraph(_NOT_KNOWN.in_(language).format(rules=", ".join(rule.id for rule in proven.undecided)))
    yield Heading(2, _LABELS["outcome"].in_(language).capitalize())
    yield Paragraph(_ALL_PROVEN.in_(language) if proven.holds else _counted(proven, language))


def _counted(proven: Proven, language: Language) -> str:
    verdicts = [one.verdict for one in proven.proofs]
    undecided = verdicts.count(Verdict.UNDECIDED) + len(proven.undecided)
    return _COUNTS.in_(language).format(refuted=verdicts.count(Verdict.REFUTED), undecided=undecided)


_Row = tuple[str, ...]


def _rows(proven: Proven, language: Language) -> tuple[tuple[_Row, ...], tuple[_Row, ...]]:
    """A row for each group and outcome; and one for each statement of the maintainer."""
    counts: dict[tuple[Group, str, str], int] = {}
    own: list[_Row] = []
    for proof in proven.proofs:
        group, verdict = _group(proof), _VERDICTS[proof.verdict].in_(language)
        is_there = group is Group.RULES and proof.verdict is Verdict.HOLDS
        lists = "–" if is_there or proof.verdict is Verdict.UNDECIDED else _lists(proof, language)
        if group is Group.STATEMENTS:
            own.append((proof.claim.id, verdict, lists))
        else:
            counts[group, verdict, lists] = counts.get((group, verdict, lists), 0) + 1
    found = {group for group, *_ in counts}
    for group in proven.groups:
        if group not in (Group.STATEMENTS, *found):
            counts[group, "–", "–"] = 0
    rows = sorted(counts.items(), key=lambda one: list(Group).index(one[0][0]))
    return tuple((GROUPS[group].in_(language), str(count), verdict, lists) for (group, verdict, lists), count in rows), tuple(own)


def _group(proof: Proof) -> Group:
    return Group.RULES if isinstance(proof.claim, RuleClaim) else proof.claim.group


def _lists(proof: Proof, language: Language) -> str:
    return _ANY.in_(language) if proof.rows is None else _MOST.in_(language).format(rows=proof.rows)


def _in_full(proof: Proof, files: Mapping[str, Path], language: Language) -> Iterator[Block]:
    claim = proof.claim
    yield Heading(3, claim.id)
    yield Paragraph(says_of(proof).in_(language))
    lines = [(_LABELS["outcome"].in_(language), _VERDICTS[proof.verdict].in_(language))]
    if claim.place:
        lines.append((_LABELS["place"].in_(language), str(claim.place)))
    if remark := _remark(proof, language):
        lines.append((_LABELS["remark"].in_(language), remark))
    if proof.case:
        if claim.id in files:
            lines.append((_LABELS["file"].in_(language), str(files[claim.id])))
        lines.extend(_answers(proof.case, language))
    yield Labelled(tuple(lines))


def says_of(proof: Proof) -> Text:
    """What a claim says."""
    claim = proof.claim
    return Text(_RULE.nl.format(rule=claim.rule.id), _RULE.en.format(rule=claim.rule.id)) if isinstance(claim, RuleClaim) else claim.says


def _remark(proof: Proof, language: Language) -> str:
    said = []
    if isinstance(proof.claim, RuleClaim) and proof.verdict is Verdict.REFUTED:
        said.append(_NEVER.in_(language).format(rows=f"{_lists(proof, language)} {_ROWS.in_(language)}".replace("  ", " ")))
    if proof.verdict is Verdict.UNDECIDED and proof.remark is None:
        said.append(_TIMED_OUT.in_(language))
    if proof.remark:
        said.append(_REMARKS[proof.remark].in_(language).format(clauses=_clauses(proof, language), id=proof.claim.id))
    return " ".join(said)


def _clauses(proof: Proof, language: Language) -> str:
    rule = proof.claim.rule if isinstance(proof.claim, RuleClaim) else None
    return "; ".join(clause_words(rule.when[place], language) for place in proof.clauses) if rule else ""


def _answers(case: Case, language: Language) -> Sequence[tuple[str, str]]:
    """The answers of a questionnaire, by path."""
    told = [
        (one.path, inline(plain(one.value)))
        for one in asked(case.answers)
        if one.value is not None
        and one.path not in ("questionnaire", "municipality.name")
        and (one.question.kind != "list" or not one.value)
    ]
    return told or [(_LABELS["file"].in_(language), _LABELS["no_answers"].in_(language))]


# -- as files and for machines -------------------------------------------------------------------------------------------------------


def file_name(proof: Proof) -> str:
    """What the questionnaire of a proof is called as a file."""
    return proof.claim.id.replace(":", "-").replace("+", "-") + ".yaml"


def case_file(proof: Proof, proven: Proven, language: Language) -> str:
    """The questionnaire of a proof as the text of a file, with what it refutes above it."""
    assert proof.case is not None
    book = proven.book
    heads = {
        "nl": f"Weerlegt op {book.as_of}, met {book.name.nl} {book.version}: {says_of(proof).nl}",
        "en": f"Refutes on {book.as_of}, with {book.name.en} {book.version}: {says_of(proof).en}",
    }
    said = " ".join(filter(None, (heads[language], _remark(proof, language))))
    comment = "".join(f"# {line}\n" for line in wrap(printable(said), _WIDTH))
    return comment + as_yaml(proof.case.source.value)


def proofs_json(proven: Proven, files: Mapping[str, Path], language: Language) -> str:
    """What became of all claims, for machines."""
    book = proven.book
    plain_: dict[str, Any] = {
        "schema": SCHEMA,
        "rulebook": {"name": book.name.in_(language), "version": book.version, "as_of": book.as_of.isoformat(), "digest": book.digest},
        "rows": proven.rows,
        "holds": proven.holds,
        "statements": [_statement(proof, files, language) for proof in proven.proofs],
        "superfluous": None,
    }
    if proven.superfluous is not None:
        plain_["superfluous"] = [{"rule": one.rule.id, "by": [by.id for by in one.by]} for one in proven.superfluous]
        plain_["superfluous_undecided"] = [rule.id for rule in proven.undecided]
    return json.dumps(plain_, ensure_ascii=False, indent=2) + "\n"


def _statement(proof: Proof, files: Mapping[str, Path], language: Language) -> dict[str, Any]:
    claim = proof.claim
    return {
        "id": claim.id,
        "group": str(_group(proof)),
        "about": claim.rule.id if isinstance(claim, RuleClaim) else claim.about,
        "says": says_of(proof).in_(language),
        "place": str(claim.place) if claim.place else None,
        "verdict": str(proof.verdict),
        "rows": proof.rows,
        "remark": _remark(proof, language) or None,
        "case": proof.case.source.value if proof.case else None,
        "file": str(files[claim.id]) if claim.id in files else None,
    }
