"""The rules by which a running plan is reviewed: what they can speak of, and what they can decide (format 7.3).

They stand in the folder `review` and are tried once the advice is known, so they see all that was concluded; and beside that what is known
of the plan itself: how far each action is, what was measured, and how long the plan has run. They are no stage of the advice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from commplan_advisor.common.faults import nearest_word, shown
from commplan_advisor.common.located import Path_
from commplan_advisor.common.text import Text
from commplan_advisor.questionnaire.facts import Field
from commplan_advisor.rulebook.explanations import word
from commplan_advisor.rulebook.model import DECISIONS
from commplan_advisor.rulebook.outcomes import OutcomeReader, note_second_conclusion
from commplan_advisor.rulebook.vocabulary import Vocabulary

REVIEW = "review"
"""The folder of these rules."""
DISCUSS = "discuss"
"""What a rule concludes that has something to bring up: its reason is the point."""

OF_A_REVIEW = ("decision", "action")
"""The kinds of conclusion of these rules."""

STATES = {
    "planned": Text("gepland", "planned"),
    "started": Text("begonnen", "started"),
    "done": Text("gedaan", "done"),
    "dropped": Text("vervallen", "dropped"),
}
COURSES = {
    "reached": Text("gehaald", "reached"),
    "on_course": Text("op koers", "on course"),
    "behind": Text("achter", "behind"),
}
TRENDS = {"better": Text("beter", "better"), "same": Text("gelijk", "the same"), "worse": Text("slechter", "worse")}
MOMENTS = {"measurement": Text("meting", "measurement"), "evaluation": Text("evaluatie", "evaluation"), "none": Text("geen", "none")}


def review_vocabulary(last: Vocabulary, indicators: Mapping[str, Text]) -> Vocabulary:
    """What these rules can speak of.

    Args:
        last: what can be said at the end of all stages.
        indicators: titles of the indicators, by name.
    """
    case = {**last.fields["case"], **{field.path: field for field in _of_the_plan(indicators)}}
    fields: dict[str, Mapping[str, Field]] = {"case": case}
    if "action" in last.subjects:
        fields["action"] = {**last.fields["action"], **case, **{field.path: field for field in _of_an_action()}}
    return Vocabulary(tuple(fields), fields)


def _of_the_plan(indicators: Mapping[str, Text]) -> Iterator[Field]:
    yield Field("review.months", "number", Text("Maanden sinds het begin van het plan", "Months since the start of the plan"))
    yield _one_of("review.moment", Text("Welk moment uit het plan er is", "Which moment of the plan it is"), MOMENTS)
    yield Field("review.measured", "number", Text("Indicatoren met een meting", "Indicators with a measurement"))
    yield Field("review.behind", "number", Text("Indicatoren die achterlopen", "Indicators that are behind"))
    yield Field("review.late", "number", Text("Acties die te laat zijn", "Actions that are late"))
    yield Field("review.dropped", "number", Text("Acties die zijn vervallen", "Actions that were dropped"))
    yield Field("review.new_problems", "number", Text("Problemen die nieuw zijn", "Problems that are new"))
    yield Field("review.solved_problems", "number", Text("Problemen die er niet meer zijn", "Problems that are gone"))
    for id_, title in indicators.items():
        yield _one_of(f"course.{id_}", Text(f"Koers: {title.nl}", f"Course: {title.en}"), COURSES)
        yield Field(f"value.{id_}", "number", Text(f"Laatste meting: {title.nl}", f"Last measurement: {title.en}"))


def _of_an_action() -> Iterator[Field]:
    yield _one_of("action.state", Text("Hoe ver de actie is", "How far the action is"), STATES)
    yield Field("action.late_weeks", "number", Text("Weken te laat", "Weeks late"))
    yield Field("action.waiting_weeks", "number", Text("Weken na de begindatum nog niet begonnen", "Weeks past its start, not begun"))
    yield Field("action.measurable", "yes_no", Text("Zegt een getal er iets van?", "Does a number tell of it?"))
    yield Field("action.measured", "yes_no", Text("Is dat getal gemeten?", "Was that number measured?"))
    yield Field("action.small_sample", "yes_no", Text("Is de steekproef klein?", "Is the sample small?"))
    yield _one_of("action.course", Text("Koers; niet bekend bij een kleine steekproef", "Course; not known from a small sample"), COURSES)
    yield _one_of("action.likely_course", Text("Koers, ook van een kleine steekproef", "Course, from a small sample too"), COURSES)
    yield _one_of("action.trend", Text("Gaat het beter of slechter?", "Is it getting better or worse?"), TRENDS)
    yield Field("action.advised", "yes_no", Text("Volgt de actie nog uit de antwoorden?", "Do the answers still lead to it?"))
    yield Field("action.needed", "yes_no", Text("Is er nog een probleem waarvoor de actie is?", "Is a problem that it serves still there?"))


def _one_of(path: str, text: Text, words: Mapping[str, Text]) -> Field:
    return Field(path, "option", text, tuple(words), words=words)


@dataclass(slots=True)
class ReviewOutcomeReader(OutcomeReader):
    """Reads the conclusions of a rule about a running plan: a decision, something to discuss, or an action to add."""

    def read(self, then: Mapping[str, Any], path: Path_) -> dict[str, Any]:
        """One conclusion as it stands in the document; empty when it is faulty."""
        if "decision" not in then:
            return OutcomeReader.read(self, then, path)
        for key in then:
            if key == "action":
                note_second_conclusion(key, self.source, path, self.faults)
            elif key != "decision":
                nl, en = "is hier geen bekend woord. Kies uit: decision.", "is not a known word here. Choose from: decision."
                self.faults.add(self.source.place((*path, key), of_key=True), nl, en, value=key, code="unknown-key")
        decided, known = then["decision"], (*DECISIONS, DISCUSS)
        if decided not in known:
            self.faults.add(
                self.source.place((*path, "decision")),
                f"kan hier niet. Kies uit: {', '.join(known)}.",
                f"is not possible here. Choose from: {', '.join(known)}.",
                path="decision",
                value=decided,
                nearest=nearest_word(shown(decided), known),
                code="unknown-option",
            )
        elif decided != DISCUSS and self.subject == "case":
            self.faults.add(
                self.source.place((*path, "decision")),
                f"gaat over een actie en hoort in een regel met 'for: action'. Hier kan: {DISCUSS}.",
                f"is about an action and belongs in a rule with 'for: action'. Possible here: {DISCUSS}.",
                value=decided,
                code="wrong-conclusion",
            )
        return {"kind": "decision", "id": shown(decided), "priority": "", "serves": []}


def decision_title(decision: str) -> Text:
    """A decision in words."""
    return word(decision)
