"""Reading one way to answer a question: the chances of its answers, and what must be so for them to count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from commplan_advisor.common.faults import Faults, enumerated, nearest_word
from commplan_advisor.common.located import Located, Path_
from commplan_advisor.population.generating.table import Check, Draw, Operator, Piece, list_of
from commplan_advisor.questionnaire.faults import nearest_option
from commplan_advisor.questionnaire.questions import Question, questions

YES, NO = "yes", "no"
_WORDS_OF_YES_NO = {"yes": YES, "true": YES, "ja": YES, "no": NO, "false": NO, "nee": NO}
_KEYS = {
    "yes_no": ("chances",),
    "option": ("chances", "one_of_rows"),
    "text": ("chances",),
    "number": ("chances", "ranges", "times", "of", "per", "round"),
    "day": ("chances", "ranges"),
    "options": ("each",),
    "texts": ("each",),
    "list": ("rows",),
}
_OPERATORS: tuple[Operator, ...] = ("below", "at_most", "above", "at_least")
_LONGEST_TEXT = 100
_MOST_ROWS = 100
_RANGE = (2, 3)


def keys_of_draw(question: Question) -> tuple[str, ...]:
    """What can be said of the answers to a question."""
    return ("answered", *_KEYS[question.kind])


class DrawReader:
    """Reads how one question is answered; notes all that is wrong.

    Args:
        source: knows the places of the file.
        faults: where faults are noted.
        question: whose answers these are.
    """

    def __init__(self, source: Located, faults: Faults, question: Question) -> None:
        self._source, self._faults, self._question = source, faults, question

    def draw(self, written: Mapping[str, Any], places: Mapping[str, Path_], at: Path_) -> Draw:
        """A way to answer.

        Args:
            written: what the file says of it.
            places: for each key the entry that it stands in.
            at: the entry.
        """
        where = {key: (*above, key) for key, above in places.items()}
        answered = self._share(where.get("answered", at), written.get("answered", 1))
        kind = self._question.kind
        if kind in ("options", "texts"):
            each = {word: self._share((*where["each"], key), chance) for key, word, chance in self._words(where, written, "each")}
            return Draw(answered, each=each)
        if kind == "list":
            return Draw(answered, rows=self._rows(where, written, at))
        if kind in ("number", "day"):
            pieces = tuple(self._pieces(where, written))
            if answered and not sum(piece.weight for piece in pieces):
                self._none(at)
            step = (
                self._number(where["round"], written["round"], least=0) if "round" in written else float(kind == "day" or "of" in written)
            )
            return Draw(answered, pieces=pieces, step=max(step, float(self._question.whole)))
        one_of = self._one_of(where, written)
        chances = {
            word: self._number((*where["chances"], key), chance, least=0) for key, word, chance in self._words(where, written, "chances")
        }
        if answered and not one_of and not sum(chances.values()):
            self._none(at)
        return Draw(answered, chances=chances, one_of=one_of)

    def checks(self, at: Path_, written: Any) -> tuple[Check, ...]:
        """What must be so of other questions."""
        if not isinstance(written, dict):
            self._add(at, "moet vragen met hun antwoord hebben.", "must have questions with their answer.", written)
            return ()
        found: list[Check] = []
        for path, told in written.items():
            question = self._other((*at, path), path, ("yes_no", "option", "options", "number"))
            if question is not None:
                found += self._checks_of((*at, path), question, told)
        return tuple(found)

    def _checks_of(self, at: Path_, question: Question, told: Any) -> Iterator[Check]:
        if isinstance(told, dict):
            for key, value in told.items():
                if key in ("none_of", "is_not") and question.kind != "number":
                    yield Check(question.path, "not_in", self._answers((*at, key), question, value))
                elif key in _OPERATORS and question.kind == "number":
                    yield Check(question.path, _OPERATORS[_OPERATORS.index(key)], number=self._number((*at, key), value))
                else:
                    words = enumerated(_OPERATORS if question.kind == "number" else ("none_of", "is_not"))
                    self._add((*at, key), f"kan hier niet staan. Wel: {words}.", f"cannot stand here. What can: {words}.", key)
        elif question.kind == "number":
            number = self._number(at, told)
            yield Check(question.path, "at_least", number=number)
            yield Check(question.path, "at_most", number=number)
        else:
            yield Check(question.path, "in", self._answers(at, question, told))

    def _answers(self, at: Path_, question: Question, told: Any) -> tuple[str, ...]:
        listed = told if isinstance(told, list) else [told]
        return tuple(word for one in listed if (word := self._word(at, question, one)))

    def _word(self, at: Path_, question: Question, told: Any) -> str:
        """An answer as it stands in a table; empty when it is none."""
        word = str(told).lower() if isinstance(told, bool) else str(told)
        if question.kind == "yes_no":
            if word not in _WORDS_OF_YES_NO:
                self._add(at, "moet yes of no zijn.", "must be yes or no.", told)
            return _WORDS_OF_YES_NO.get(word, "")
        if question.options and word not in question.options:
            words = enumerated(question.options)
            nl, en = f"is geen keuze. Kies uit: {words}.", f"is not a choice. Choose from: {words}."
            self._add(at, nl, en, told, nearest_option(word, question.options))
            return ""
        if not word or len(word) > _LONGEST_TEXT:
            nl, en = f"moet een tekst zijn van 1 tot {_LONGEST_TEXT} tekens.", f"must be a text of 1 to {_LONGEST_TEXT} characters."
            self._add(at, nl, en, told)
        return word

    def _words(self, where: Mapping[str, Path_], written: Mapping[str, Any], key: str) -> Iterator[tuple[str, str, Any]]:
        """The answers below a key: as written, as they stand in a table, and what is said of them."""
        told = written.get(key)
        if told is None:
            return
        if not isinstance(told, dict):
            self._add(where[key], "moet antwoorden met hun kans hebben.", "must have answers with their chance.", told)
            return
        for word, chance in told.items():
            if known := self._word((*where[key], word), self._question, word):
                yield word, known, chance

    def _rows(self, where: Mapping[str, Path_], written: Mapping[str, Any], at: Path_) -> dict[int, float]:
        told, found = written.get("rows"), {}
        if not isinstance(told, dict):
            self._add(
                where.get("rows", at), "moet aantallen rijen met hun kans hebben.", "must have numbers of rows with their chance.", told
            )
            return {0: 1.0}
        for number, chance in told.items():
            here = (*where["rows"], number)
            if not (number.isdecimal() and int(number) <= _MOST_ROWS):
                self._add(here, f"moet een aantal van 0 tot {_MOST_ROWS} zijn.", f"must be a number from 0 to {_MOST_ROWS}.", number)
            else:
                found[int(number)] = self._number(here, chance, least=0)
        if not sum(found.values()):
            self._none(at)
        return found

    def _pieces(self, where: Mapping[str, Path_], written: Mapping[str, Any]) -> Iterator[Piece]:
        of = self._other(where["of"], written["of"], ("number",)) if "of" in written else None
        divided = written.get("per")
        by_number = isinstance(divided, int | float) and not isinstance(divided, bool) and divided > 0
        per = self._other(where["per"], divided, ("number",)) if divided is not None and not by_number else None
        if "times" in written and "of" not in written:
            self._add(where["times"], "hoort bij een vraag: zeg van welke, met 'of'.", "belongs to a question: say of which, with 'of'.")
        if "of" in written and ("times" not in written or "ranges" in written):
            self._add(where["of"], "hoort bij 'times', en niet bij 'ranges'.", "goes with 'times', and not with 'ranges'.")
        scale = 1 / float(divided) if by_number else 1.0  # type: ignore[arg-type]
        if isinstance(written.get("chances"), dict):
            for word, chance in written["chances"].items():
                here = (*where["chances"], word)
                number = self._bound(here, _as_number(word))
                yield Piece(self._number(here, chance, least=0), number, number)
        for key in ("ranges", "times"):
            told = written.get(key)
            if told is not None and not isinstance(told, list):
                self._add(where[key], "moet een lijst zijn: [van, tot, kans].", "must be a list: [from, to, chance].", told)
            for index, one in enumerate(told if isinstance(told, list) else ()):
                here = (*where[key], index)
                if not isinstance(one, list) or len(one) not in _RANGE:
                    self._add(here, "moet [van, tot, kans] zijn.", "must be [from, to, chance].", one)
                    continue
                bound = self._bound if key == "ranges" else self._number
                low, high = bound((*here, 0), one[0]), bound((*here, 1), one[1])
                if low > high:
                    self._add(here, "begint boven zijn einde.", "begins above its end.", f"{one[0]}, {one[1]}")
                weight = self._number((*here, 2), one[2], least=0) if len(one) == max(_RANGE) else 1.0
                yield Piece(weight, low * scale, high * scale, of.path if of else "", per.path if per else "")

    def _bound(self, at: Path_, told: Any) -> float:
        """A number or day that the question takes."""
        question = self._question
        if question.kind == "day":
            try:
                return float(date.fromisoformat(str(told)).toordinal())
            except ValueError:
                self._add(at, "moet een datum zijn, zoals 2025-01-31.", "must be a date, such as 2025-01-31.", told)
                return 1.0
        number = self._number(at, told)
        if not question.least <= number <= question.most:
            least, most = f"{question.least:g}", f"{int(question.most)}"
            self._add(at, f"moet van {least} tot en met {most} zijn.", f"must be from {least} to {most}.", told)
        return number

    def _one_of(self, where: Mapping[str, Path_], written: Mapping[str, Any]) -> str:
        if "one_of_rows" not in written:
            return ""
        path = written["one_of_rows"]
        lists = [
            one.path for one in questions().values() if one.kind == "option" and list_of(one.path) and one.options == self._question.options
        ]
        allowed = [one for one in lists if list_of(one) != list_of(self._question.path)]
        if path not in allowed:
            words = enumerated(allowed)
            nl, en = f"heeft deze antwoorden niet. Kan zijn: {words}.", f"does not have these answers. Can be: {words}."
            self._add(where["one_of_rows"], nl, en, path)
            return ""
        return str(path)

    def _other(self, at: Path_, path: Any, kinds: tuple[str, ...]) -> Question | None:
        """Another question that this one can look at: of the case, or of the same row, which its last word is enough for."""
        above = list_of(self._question.path)
        known = {
            one.path: one for one in questions().values() if one.kind in kinds and not one.of_the_plan and list_of(one.path) in ("", above)
        }
        known.pop("questionnaire", None)
        if above and f"{above}[].{path}" in known:
            path = f"{above}[].{path}"
        if path not in known or path == self._question.path:
            same_end = [one for one in known if one.rpartition(".")[2] == str(path).rpartition(".")[2]]
            of_row = [one.rpartition(".")[2] for one in known if above and list_of(one)]
            nearest = nearest_word(str(path), of_row) or nearest_word(str(path), same_end) or nearest_word(str(path), known)
            nl, en = "is geen vraag waarnaar hier kan worden gekeken.", "is not a question that can be looked at here."
            self._add(at, nl, en, path, nearest)
            return None
        return known[path]

    def _share(self, at: Path_, told: Any) -> float:
        number = self._number(at, told, least=0)
        if number > 1:
            self._add(at, "moet een deel van 0 tot 1 zijn.", "must be a share from 0 to 1.", told)
        return min(number, 1.0)

    def _number(self, at: Path_, told: Any, least: float | None = None) -> float:
        if isinstance(told, bool) or not isinstance(told, int | float) or not abs(told) < 1e9:
            self._add(at, "moet een gewoon getal zijn.", "must be an ordinary number.", told)
            return 0.0
        if least is not None and told < least:
            self._add(at, f"moet {least:g} of meer zijn.", f"must be {least:g} or more.", told)
            return least
        return float(told)

    def _none(self, at: Path_) -> None:
        self._add(at, "heeft geen antwoord met een kans boven 0.", "has no answer with a chance above 0.")

    def _add(self, at: Path_, nl: str, en: str, value: Any = None, nearest: str = "") -> None:
        path = " ".join(str(part + 1) if isinstance(part, int) else part for part in at if part != "questions")
        self._faults.add(self._source.place(at), nl, en, path=path, value=value, nearest=nearest)


def _as_number(word: str) -> Any:
    """The number that a key stands for; the word itself when it is none, for keys are always text."""
    try:
        return float(word) if "." in word else int(word)
    except ValueError:
        return word
