"""Which single answers an advice rests on, as blocks and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from commplan_advisor.advice.what_if.fragile import SCHEMA, Care, Effect, Fragility, Moved, Weighed, most_care
from commplan_advisor.advice.words import number
from commplan_advisor.common.text import Language
from commplan_advisor.present.blocks import Block, Bullets, Heading, Paragraph, Table

_QUESTIONS_SHOWN = 10
_EFFECTS_SHOWN = 3
_TITLES_SHOWN = 4

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("Waar hangt het advies voor {municipality} van af?", "What does the advice for {municipality} depend on?"),
    "short": (
        "Stel dat één antwoord niet klopt. Wat wordt het advies dan? We probeerden bij elk antwoord de andere antwoorden: {tried} in "
        "totaal. Bij {matter} van de {answered} antwoorden verandert dan welke problemen of acties er zijn. Kijk die nog eens na, de "
        "bovenste eerst.",
        "Suppose that one answer is wrong. What does the advice become? We tried the other answers to each question: {tried} in all. "
        "For {matter} of the {answered} answers that changes which problems or actions there are. Check those again, the first ones first.",
    ),
    "nothing": (
        "Welke problemen en acties er zijn, hangt van geen enkel antwoord alleen af.",
        "Which problems and actions there are depends on no single answer.",
    ),
    "no_answers": (
        "Er is nog geen antwoord ingevuld waar een regel naar kijkt.",
        "No answer that a rule looks at has been filled in yet.",
    ),
    "steady": (
        "Bij 1 antwoord verandert alleen iets kleiners, zoals een middel of een moment.|"
        "Bij {count} antwoorden verandert alleen iets kleiners, zoals een middel of een moment.",
        "For 1 answer only something smaller changes, such as a means or a moment.|"
        "For {count} answers only something smaller changes, such as a means or a moment.",
    ),
    "safe": (
        "Bij 1 antwoord verandert niets.|Bij {count} antwoorden verandert niets.",
        "For 1 answer nothing changes.|For {count} answers nothing changes.",
    ),
    "ignored": (
        "Naar 1 antwoord kijkt geen enkele regel.|Naar {count} antwoorden kijkt geen enkele regel.",
        "No rule looks at 1 of the answers.|No rule looks at {count} of the answers.",
    ),
    "question": ("Vraag", "Question"),
    "line": ("regel {line}", "line {line}"),
    "answer": ("Uw antwoord", "Your answer"),
    "others": ("Andere antwoorden die tellen", "Other answers that matter"),
    "of": ("{count} van {tried}", "{count} of {tried}"),
    "most": ("Meeste verschil", "Largest change"),
    "effects": ("Wat er dan verandert", "What changes then"),
    "instead": ("Bij {answers}:", "With {answers}:"),
    "with": ("Met ook {answers}:", "With {answers} as well:"),
    "without": ("Zonder {answers}:", "Without {answers}:"),
    "from": ("Vanaf {answers}:", "From {answers}:"),
    "up_to": ("Bij {answers} of minder:", "With {answers} or less:"),
    "or": (" of ", " or "),
    "problem_comes": ("probleem erbij|problemen erbij", "problem added|problems added"),
    "problem_goes": ("probleem weg|problemen weg", "problem gone|problems gone"),
    "action_comes": ("actie erbij|acties erbij", "action added|actions added"),
    "action_goes": ("actie weg|acties weg", "action gone|actions gone"),
    "rest": (
        "Ook verandert 1 kleiner onderdeel.|Ook veranderen {count} kleinere onderdelen.",
        "Also 1 smaller part changes.|Also {count} smaller parts change.",
    ),
    "and_more": ("en nog {count}", "and {count} more"),
    "more_effects": (
        "Ook bij 1 ander antwoord verandert er iets.|Ook bij {count} andere antwoorden verandert er iets.",
        "With 1 other answer something changes too.|With {count} other answers something changes too.",
    ),
    "more_questions": (
        "Er is nog 1 zo'n antwoord{how}.|Er zijn nog {count} zulke antwoorden{how}.",
        "There is 1 more such answer{how}.|There are {count} more such answers{how}.",
    ),
    "more_care": (
        "Er is nog 1 zo'n vraag{how}.|Er zijn nog {count} zulke vragen{how}.",
        "There is 1 more such question{how}.|There are {count} more such questions{how}.",
    ),
    "how_all": ("; --all toont alles", "; --all shows everything"),
    "care_title": ("Welke vragen verdienen de meeste zorg?", "Which questions deserve the most care?"),
    "care": (
        "{cases} vragenlijsten. Bij elk antwoord probeerden we de andere antwoorden: {tried} in totaal. Bovenaan staan de vragen "
        "waar een fout het advies het vaakst en het meest verandert.",
        "{cases} questionnaires. We tried the other answers to each question: {tried} in all. First come the questions where a mistake "
        "changes the advice most often and most.",
    ),
    "matters": ("Telt bij", "Matters in"),
    "average": ("Gemiddeld", "On average"),
    "care_explained": (
        "'Telt bij': in hoeveel van de vragenlijsten met een antwoord een ander antwoord de problemen of acties verandert. 'Gemiddeld' "
        "en 'meeste verschil': hoeveel problemen en acties er dan bij komen of vervallen.",
        "'Matters in': in how many of the questionnaires with an answer another answer changes the problems or actions. 'On average' "
        "and 'largest change': how many problems and actions then come or go.",
    ),
    "most_explained": (
        "'Meeste verschil': hoeveel problemen en acties er hooguit bij komen of vervallen.",
        "'Largest change': how many problems and actions come or go at most.",
    ),
}


def fragile_page(told: Fragility, language: Language, *, everything: bool = False, commands: bool = True) -> tuple[Block, ...]:
    """Which single answers the advice on one case hangs on, those that weigh most first.

    Args:
        told: what was found.
        language: of the page.
        everything: whether to show every answer that matters, and every effect of it in full.
        commands: whether it is read by somebody who types commands; else no option of one is named.
    """
    return tuple(_Page(language, everything, commands=commands).of_case(told))


def care_page(cases: Sequence[Fragility], language: Language, *, everything: bool = False) -> tuple[Block, ...]:
    """Which questions deserve the most care, across cases."""
    return tuple(_Page(language, everything).of_cases(cases))


def fragile_json(cases: Sequence[Fragility]) -> str:
    """All that was found, machine-readable; `commplan-fragile/1`."""
    plain = {"schema": SCHEMA, "cases": [_plain(case) for case in cases], "care": [asdict(one) for one in most_care(cases)]}
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"


def _plain(case: Fragility) -> dict[str, object]:
    questions = [{**asdict(one), "weight": round(one.weight, 4), "heaviest": one.heaviest} for one in case.questions]
    return {**asdict(case), "questions": questions}


class _Page:
    def __init__(self, language: Language, everything: bool, *, commands: bool = True) -> None:
        self.language: Language = language
        self.everything = everything
        self.how_all = self._("how_all") if commands else ""

    def _(self, name: str, **filled: object) -> str:
        return _WORDS[name][self.language == "en"].format(**filled)

    def _n(self, name: str, count: int) -> str:
        """Words for one thing or for several."""
        one, many = _WORDS[name][self.language == "en"].split("|")
        return (one if count == 1 else many).format(count=number(count, self.language), how=self.how_all)

    def of_case(self, told: Fragility) -> Iterator[Block]:
        yield Heading(1, self._("title", municipality=told.municipality))
        if not told.questions:
            yield Paragraph(self._("no_answers"))
            return
        weighty = [one for one in told.questions if one.heaviest]
        smaller = sum(1 for one in told.questions if not one.heaviest and one.effects)
        safe = len(told.questions) - len(weighty) - smaller
        if weighty:
            yield Paragraph(self._("short", tried=told.tried, matter=len(weighty), answered=len(told.questions) + told.ignored))
        else:
            yield Paragraph(self._("nothing"))
        counts = (("steady", smaller), ("safe", safe), ("ignored", told.ignored))
        if lines := [self._n(name, count) for name, count in counts if count]:
            yield Paragraph(" ".join(lines))
        if not weighty:
            return
        shown = weighty if self.everything else weighty[:_QUESTIONS_SHOWN]
        yield Table(
            (self._("question"), self._("answer"), self._("others"), self._("most")),
            tuple(
                (
                    self._asked(one),
                    one.answer,
                    self._("of", count=sum(1 for effect in one.effects if effect.weight), tried=one.tried),
                    str(one.heaviest),
                )
                for one in shown
            ),
        )
        yield Paragraph(self._("most_explained"))
        if len(shown) < len(weighty):
            yield Paragraph(self._n("more_questions", len(weighty) - len(shown)))
        yield Heading(2, self._("effects"))
        for one in shown:
            yield from self._effects(one)

    def _asked(self, one: Weighed) -> str:
        return f"{one.text} ({one.cell or self._('line', line=one.line)})" if one.line else one.text

    def _effects(self, one: Weighed) -> Iterator[Block]:
        yield Heading(3, one.text)
        groups: dict[tuple[str, tuple[Moved, ...]], list[Effect]] = {}
        for effect in one.effects:
            if effect.weight or self.everything:
                groups.setdefault((effect.how, effect.moved), []).append(effect)
        alike = list(groups.values()) if self.everything else list(groups.values())[:_EFFECTS_SHOWN]
        yield Bullets(tuple(self._effect(effects) for effects in alike))
        if left := len(one.effects) - sum(map(len, alike)):
            yield Paragraph(self._n("more_effects", left))

    def _effect(self, alike: Sequence[Effect]) -> str:
        """Other answers that bring and take the same problems and actions."""
        first = alike[0]
        if first.how in ("from", "up_to"):
            nearest = min if first.how == "from" else max
            said = nearest(alike, key=lambda effect: float(effect.set.rpartition("=")[2])).answer
        else:
            *several, last = (f"'{effect.answer}'" for effect in alike)
            said = self._("or").join([", ".join(several), last]) if several else last
        parts = [self._(first.how, answers=said)]
        groups = []
        for kind in ("problem", "action"):
            for comes in (True, False):
                moved = [one for one in first.moved if one.kind == kind and one.comes is comes]
                if moved:
                    name = f"{kind}_{'comes' if comes else 'goes'}"
                    groups.append(f"{self._n(name, len(moved))}: {self._titles(moved)}")
        parts.append("; ".join(groups) + "." if groups else "")
        rest = max(effect.rest for effect in alike)
        parts.append(self._n("rest", rest) if rest else "")
        return " ".join(filter(None, parts))

    def _titles(self, moved: Sequence[Moved]) -> str:
        titles = [f"'{one.title}'" for one in moved]
        if not self.everything and len(titles) > _TITLES_SHOWN + 1:
            titles = [*titles[:_TITLES_SHOWN], self._("and_more", count=len(titles) - _TITLES_SHOWN)]
        return ", ".join(titles)

    def of_cases(self, cases: Sequence[Fragility]) -> Iterator[Block]:
        yield Heading(1, self._("care_title"))
        yield Paragraph(self._("care", cases=len(cases), tried=sum(case.tried for case in cases)))
        ranked = [one for one in most_care(cases) if one.matters]
        if not ranked:
            yield Paragraph(self._("nothing"))
            return
        shown = ranked if self.everything else ranked[: 2 * _QUESTIONS_SHOWN]
        yield Table((self._("question"), self._("matters"), self._("average"), self._("most")), tuple(self._care(one) for one in shown))
        yield Paragraph(self._("care_explained"))
        if len(shown) < len(ranked):
            yield Paragraph(self._n("more_care", len(ranked) - len(shown)))

    def _care(self, one: Care) -> tuple[str, ...]:
        matters = self._("of", count=one.matters, tried=one.answered)
        return one.text, matters, number(round(one.weight, 1), self.language), str(one.heaviest)
