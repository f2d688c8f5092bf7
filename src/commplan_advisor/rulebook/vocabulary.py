"""What rules can speak of: the fields of each kind of subject, at each stage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from commplan_advisor.common.text import Text
from commplan_advisor.questionnaire.facts import ROWS, Field, fields_of_kind
from commplan_advisor.rulebook.catalogue import ABOUT, PLURALS


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The fields that rules of one stage can test.

    Attributes:
        subjects: kinds of subject that rules of this stage can be about.
        fields: by kind of subject, the fields by path.
    """

    subjects: tuple[str, ...]
    fields: Mapping[str, Mapping[str, Field]]


def vocabulary_of(concluded_before: Iterable[str], catalogue: Mapping[str, Mapping[str, Text]]) -> Vocabulary:
    """The vocabulary of a stage.

    Args:
        concluded_before: the kinds of conclusion that earlier stages may have drawn.
        catalogue: titles of the entries, by the plural of their kind.
    """
    before = tuple(concluded_before)
    case = {**fields_of_kind("case"), **_concluded(before, catalogue)}
    own: dict[str, Mapping[str, Field]] = {"case": {}}
    for kind in ROWS:
        own[kind] = fields_of_kind(kind)
    if "problem" in before:
        own["problem"] = _problem_fields(catalogue, with_causes="cause" in before)
    if "action" in before:
        own["action"] = _action_fields(catalogue)
    return Vocabulary(tuple(own), {kind: {**case, **fields} for kind, fields in own.items()})


def concluded_field(kind: str, id_: str) -> str:
    """The field that says whether an earlier stage concluded something."""
    return f"concluded.{PLURALS[kind]}.{id_}"


def _concluded(kinds: Iterable[str], catalogue: Mapping[str, Mapping[str, Text]]) -> dict[str, Field]:
    return {
        (path := concluded_field(kind, id_)): Field(path, "yes_no", title)
        for kind in kinds
        if kind not in ABOUT
        for id_, title in catalogue.get(PLURALS[kind], {}).items()
    }


def _problem_fields(catalogue: Mapping[str, Mapping[str, Text]], *, with_causes: bool) -> dict[str, Field]:
    fields = [
        _one_of("problem.type", Text("Het probleem", "The problem"), catalogue.get("problems", {})),
        Field("problem.reported", "yes_no", Text("Is het gemeld?", "Was it reported?"), asks=("problems",)),
    ]
    for name, of in REPORTED_SETS.items():
        question = fields_of_kind("report")[of]
        fields.append(Field(name, "options", question.text, question.options, asks=question.asks, words=question.words))
    if with_causes:
        causes = catalogue.get("causes", {})
        fields.append(Field("problem.causes", "options", Text("Oorzaken", "Causes"), tuple(causes), words=causes))
    return {one.path: one for one in fields}


REPORTED_SETS = {
    "problem.platforms": "report.platform",
    "problem.frequencies": "report.frequency",
    "problem.who": "report.who",
    "problem.reported_causes": "report.causes",
}
"""Sets of a problem, each gathered from a field of what led to it."""


def _action_fields(catalogue: Mapping[str, Mapping[str, Text]]) -> dict[str, Field]:
    where = {
        "inside": Text("binnen", "inside"),
        "outside": Text("buiten", "outside"),
        "both": Text("binnen en buiten", "inside and outside"),
    }
    fields: Sequence[Field] = (
        _one_of("action.type", Text("De actie", "The action"), catalogue.get("actions", {})),
        _one_of("action.where", Text("Binnen of buiten de organisatie", "Inside or outside the organisation"), where),
        _set_of("action.serves", Text("Problemen die de actie aanpakt", "Problems that the action serves"), catalogue.get("problems", {})),
        _set_of("action.roles", Text("Rollen die meedoen", "Roles that take part"), catalogue.get("roles", {})),
    )
    return {one.path: one for one in fields}


def _one_of(path: str, text: Text, words: Mapping[str, Text]) -> Field:
    return Field(path, "option", text, tuple(words), words=words)


def _set_of(path: str, text: Text, words: Mapping[str, Text]) -> Field:
    return Field(path, "options", text, tuple(words), words=words)
