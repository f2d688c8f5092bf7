"""Which open question matters most now: what each of its answers settles, and which questions matter only together.

All answers of a question are tried: every option, every set of the options that rules tell apart, numbers on both sides of every bound;
of a list no rows, one row of each kind, and several. Everything else stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from commplan_advisor.advice.questions.outlook import open_space, outlook_of
from commplan_advisor.advice.questions.waiting import Outlook, counted, ranked
from commplan_advisor.engine.conclusions import Key
from commplan_advisor.questionnaire.facts import NAMED_BY, ROWS
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.reasoning.consequences import consequences
from commplan_advisor.reasoning.fields import Verdict
from commplan_advisor.reasoning.formulas import Input
from commplan_advisor.reasoning.random_answers import telling_numbers
from commplan_advisor.reasoning.slots import ANSWERED, Slot, some_words
from commplan_advisor.reasoning.space import Space
from commplan_advisor.reasoning.trying import Bits, Trials, bits_of
from commplan_advisor.rulebook.model import RuleBook

_MOST_MEMBERS = 10
"""Options of which every set is tried; of more, every single one, every pair and all of them."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer that a question may get, and what it settles.

    Attributes:
        value: plain values; of a list its rows.
        concluded: what is then concluded.
        ruled_out: what is then ruled out.
    """

    value: object
    concluded: tuple[Key, ...]
    ruled_out: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """An open question.

    Attributes:
        path: the question, with the row by name.
        waiting: what depends on it, alone or together with other questions.
        answers: what each answer settles by itself.
    """

    path: str
    waiting: tuple[Key, ...]
    answers: tuple[Answer, ...]

    @property
    def settles(self) -> tuple[Key, ...]:
        """What some answer settles by itself."""
        return tuple(dict.fromkeys(key for one in self.answers for key in (*one.concluded, *one.ruled_out)))

    @property
    def always_settles(self) -> int:
        """How much is settled at least, whatever the answer is."""
        return min((len(one.concluded) + len(one.ruled_out) for one in self.answers), default=0)

    def count(self, kinds: Sequence[str]) -> int:
        """How many conclusions of some kinds depend on it."""
        return counted(self.waiting, kinds)


@dataclass(frozen=True, slots=True)
class Together:
    """Two questions of which neither settles something that they settle together."""

    paths: tuple[str, str]
    settles: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class NextQuestions:
    """The open questions that still matter, the one on which most depends first.

    Attributes:
        questions: those that matter.
        together: pairs that matter only together, those that settle most first.
        outlook: what is certain, impossible and open.
        settles_most: path of the question that settles most on average over its answers; empty when none settles anything by itself.
    """

    questions: tuple[Telling, ...]
    together: tuple[Together, ...]
    outlook: Outlook
    settles_most: str


def next_questions(answers: Questionnaire, book: RuleBook) -> NextQuestions:
    """What depends on the open questions of a questionnaire."""
    outlook = outlook_of(answers, book)
    space = open_space(answers)
    verdicts = {key: one for key, one in consequences(book, space).items() if key in outlook.waits}
    tries = _Tries(space, verdicts, outlook.waits)
    questions = tries.questions()
    best = max(questions, key=lambda one: (_average(one), one.always_settles), default=None)
    most = best.path if best is not None and best.settles else ""
    return NextQuestions(questions, tries.together(), outlook, most)


def _average(question: Telling) -> float:
    return sum(len(one.concluded) + len(one.ruled_out) for one in question.answers) / max(1, len(question.answers))


class _Tries:
    """Trials of a questionnaire in each of which one question, or two, have an answer as well."""

    def __init__(self, space: Space, verdicts: Mapping[Key, Verdict], waits: Mapping[Key, Sequence[str]]) -> None:
        self.space = space
        self.verdicts = verdicts
        self.waiting = ranked(waits, [slot.path for slot in space.slots])
        self._numbers = telling_numbers(space)
        self._told_apart = _options_told_apart(space, verdicts)
        by_path = {slot.path: slot for slot in space.slots}
        self.slots = [by_path[path] for path in self.waiting]

    def questions(self) -> tuple[Telling, ...]:
        """The questions, with what each answer settles."""
        told = [(slot, self._answers(slot)) for slot in self.slots]
        trials = Trials(self.space, sum(len(values) for _, values in told))
        trial, ranges = 0, []
        for slot, values in told:
            ranges.append(range(trial, trial + len(values)))
            for value in values:
                self._put(trials, slot, trial, value)
                trial += 1
        settled = self._settled(trials)
        found = []
        for (slot, values), numbers in zip(told, ranges, strict=True):
            by_answer = [Answer(value, *self._of(settled, number)) for value, number in zip(values, numbers, strict=True)]
            found.append(Telling(slot.path, self.waiting[slot.path], tuple(by_answer)))
        return tuple(found)

    def together(self) -> tuple[Together, ...]:
        """Pairs of questions that matter only together."""
        told = [(slot, self._few_answers(slot)) for slot in self.slots]
        single, pairs = self._singles(told), list(combinations(range(len(told)), 2))
        trials = Trials(self.space, sum(len(told[one][1]) * len(told[other][1]) for one, other in pairs))
        starts, trial = [], 0
        having: dict[tuple[int, int], list[int]] = {}
        for one, other in pairs:
            starts.append(trial)
            for first, value in enumerate(told[one][1]):
                for second, other_value in enumerate(told[other][1]):
                    self._put(trials, told[one][0], trial, value)
                    self._put(trials, told[other][0], trial, other_value)
                    having.setdefault((one, first), []).append(trial)
                    having.setdefault((other, second), []).append(trial)
                    trial += 1
        held = trials.holds(side for verdict in self.verdicts.values() for side in verdict)
        masks = {place: bits_of(numbers, trials.count) for place, numbers in having.items()}
        found: dict[int, list[Key]] = {}
        for key, (concluded, ruled_out) in self.verdicts.items():
            alone = 0
            for place in single.get(key, ()):
                alone |= masks.get(place, 0)
            for pair in _blocks((held[concluded] | held[ruled_out]) & ~alone, starts):
                found.setdefault(pair, []).append(key)
        both = [Together((told[pairs[pair][0]][0].path, told[pairs[pair][1]][0].path), tuple(keys)) for pair, keys in found.items()]
        return tuple(sorted(both, key=lambda one: (-counted(one.settles), -len(one.settles), one.paths)))

    def _singles(self, told: Sequence[tuple[Slot, Sequence[object]]]) -> dict[Key, list[tuple[int, int]]]:
        """For each conclusion the answers that settle it by themselves."""
        places = [(index, answer) for index, (_, values) in enumerate(told) for answer in range(len(values))]
        trials = Trials(self.space, len(places))
        for trial, (index, answer) in enumerate(places):
            self._put(trials, told[index][0], trial, told[index][1][answer])
        return {
            key: [place for trial, place in enumerate(places) if (concluded | ruled_out) >> trial & 1]
            for key, (concluded, ruled_out) in self._settled(trials).items()
        }

    def _settled(self, trials: Trials) -> dict[Key, tuple[Bits, Bits]]:
        held = trials.holds(side for verdict in self.verdicts.values() for side in verdict)
        return {key: (held[concluded], held[ruled_out]) for key, (concluded, ruled_out) in self.verdicts.items()}

    def _of(self, settled: Mapping[Key, tuple[Bits, Bits]], trial: int) -> tuple[tuple[Key, ...], tuple[Key, ...]]:
        concluded = tuple(key for key, (holds, _) in settled.items() if holds >> trial & 1)
        return concluded, tuple(key for key, (_, fails) in settled.items() if fails >> trial & 1)

    # -- answers ---------------------------------------------------------------------------------------------------------------

    def _put(self, trials: Trials, slot: Slot, trial: int, value: object) -> None:
        """Answer a question in a trial; the rows of a list get the answer that they are named after."""
        trials.answer(slot, trial, value)
        if slot.question.kind != "list":
            return
        assert isinstance(value, list)
        trials.rows.setdefault(slot.number, {})[trial] = len(value)
        named = {f"{slot.path}[+{number}].{name}": row for number, of in enumerate(value, start=1) for name, row in of.items()}
        for other in self.space.slots[slot.number :]:
            if other.path in named:
                trials.answer(other, trial, named[other.path])

    def _answers(self, slot: Slot) -> list[object]:
        """All answers of a question that rules can tell apart."""
        if slot.question.kind == "list":
            return [*self._few_answers(slot), self._several_rows(slot)]
        if slot.question.kind != "options":
            return self._few_answers(slot)
        telling = self._told_apart.get(slot.number, ())
        sizes: Iterable[int] = range(len(telling) + 1) if len(telling) <= _MOST_MEMBERS else (0, 1, 2, len(telling))
        return [list(members) for size in sizes for members in combinations(telling, size)]

    def _few_answers(self, slot: Slot) -> list[object]:
        """The answers of a question; of a set none and each single member, of a list no rows and a row of each kind."""
        match slot.question.kind:
            case "yes_no":
                return [True, False]
            case "option":
                return list(slot.says)
            case "options":
                return [[], *([one] for one in self._told_apart.get(slot.number, ()))]
            case "number":
                return list(self._numbers.get(slot.number, [slot.question.least]))
            case "list":
                name, kinds = self._kinds_of_rows(slot)
                return [[], *([{name: kind}] for kind in kinds)]
            case _:
                return [some_words(slot.question)]

    def _kinds_of_rows(self, slot: Slot) -> tuple[str, tuple[str, ...]]:
        kind = next(kind for kind, prefix in ROWS.items() if prefix == f"{slot.path}[].")
        named = next(one for one in self.space.slots if one.path == f"{slot.path}[+1].{NAMED_BY[kind]}")
        return NAMED_BY[kind], tuple(named.says)

    def _several_rows(self, slot: Slot) -> object:
        name, kinds = self._kinds_of_rows(slot)
        return [{name: kind} for kind in kinds[: self.space.more_rows]]


def _options_told_apart(space: Space, verdicts: Mapping[Key, Verdict]) -> dict[int, tuple[str, ...]]:
    """For each question the options that rules look at."""
    found: dict[int, set[str]] = {}
    for one in space.formulas.below(side for verdict in verdicts.values() for side in verdict):
        part = space.formulas.parts[one]
        if isinstance(part, Input) and part.slot >= 0 and part.says != ANSWERED:
            found.setdefault(part.slot, set()).add(part.says)
    return {slot: tuple(one for one in space.slots[slot].says if one in says) for slot, says in found.items()}


def _blocks(bits: Bits, starts: Sequence[int]) -> Iterator[int]:
    """The blocks of trials in which a bit is set; block `n` begins at `starts[n]`."""
    from bisect import bisect_right

    while bits:
        block = bisect_right(starts, (bits & -bits).bit_length() - 1) - 1
        yield block
        if block + 1 == len(starts):
            return
        bits = bits >> starts[block + 1] << starts[block + 1]
