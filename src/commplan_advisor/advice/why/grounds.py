"""What the value of a field rests on: answers, earlier conclusions, entries of the catalogue.

A conclusion that is ruled out rests on what makes every rule that leads to it fail. All that is said here is enough: with these answers
alone, and nothing else, the engine concludes or rules out the same.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from commplan_advisor.engine.conclusions import Key, Outcomes
from commplan_advisor.engine.subjects import ALWAYS_STATED
from commplan_advisor.engine.verdicts import JudgedClause, Tested, Verdict, judged_clause
from commplan_advisor.questionnaire.asked import Asked, asked
from commplan_advisor.questionnaire.facts import ROWS, Field, Subject, Value, fields_of_kind
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.rulebook.catalogue import ABOUT, PLURALS
from commplan_advisor.rulebook.model import Outcome, Rule, RuleBook
from commplan_advisor.rulebook.vocabulary import REPORTED_SETS

_KIND_OF = {plural: kind for kind, plural in PLURALS.items() if kind not in ("part", "order")}
_CASE = Subject("case", "case", {})


@dataclass(frozen=True, slots=True)
class Ground:
    """What something rests on.

    Attributes:
        answers: paths of questions, rows by name.
        conclusions: concluded or ruled out by earlier stages.
        entries: of the catalogue, which are the same for every case.
    """

    answers: tuple[str, ...] = ()
    conclusions: tuple[Key, ...] = ()
    entries: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A rule that fails, for a subject or (with the case as its subject) for all: the conditions that fail, and what they rest on."""

    rule: Rule
    subject: Subject
    tested: tuple[Tested, ...]
    ground: Ground


def together(grounds: Iterable[Ground]) -> Ground:
    """All that several things rest on, each once."""
    found = tuple(grounds)
    return Ground(
        tuple(dict.fromkeys(one for ground in found for one in ground.answers)),
        tuple(dict.fromkeys(one for ground in found for one in ground.conclusions)),
        tuple(dict.fromkeys(one for ground in found for one in ground.entries)),
    )


class Grounds:
    """What everything that was concluded for one case rests on.

    Args:
        answers: of the case.
        book: the rule book.
        outcomes: what was concluded.

    Attributes:
        asked: the questions of the case by their path.
    """

    def __init__(self, answers: Questionnaire, book: RuleBook, outcomes: Outcomes) -> None:
        self.book = book
        self.outcomes = outcomes
        self.asked: Mapping[str, Asked] = {one.path: one for one in asked(answers)}
        self._leading: dict[tuple[str, str], list[tuple[Rule, Outcome]]] = {}
        for rule in book.rules:
            for out in rule.then:
                self._leading.setdefault((out.kind, out.id), []).append((rule, out))

    def leading_to(self, kind: str, id_: str) -> list[Rule]:
        """The rules that can conclude something."""
        return [rule for rule, _ in self._leading.get((kind, id_), ())]

    def fields(self, subject: Subject) -> Mapping[str, Value]:
        """All that rules about a subject can see."""
        return ChainMap(subject.fields, self.outcomes.fields)  # type: ignore[arg-type]  # it is only read

    # -- conditions ------------------------------------------------------------------------------------------------------------

    def of_clause(self, clause: JudgedClause, subject: Subject) -> tuple[tuple[Tested, Ground], ...]:
        """The conditions that make a clause hold or fail, with what they rest on.

        An `any` holds by the groups that hold; it fails by one condition of every group.
        """
        if clause.verdict is Verdict.HOLDS:
            told = [one for group in clause.groups if all(one.verdict is Verdict.HOLDS for one in group) for one in group]
        else:
            told = [next(one for one in group if one.verdict is Verdict.FAILS) for group in clause.groups]
        return tuple((one, self.of_condition(one, subject)) for one in told)

    def of_condition(self, tested: Tested, subject: Subject) -> Ground:
        """What a condition rests on that holds or fails."""
        condition, fields = tested.condition, self.fields(subject)
        if condition.operator not in ("includes", "lacks"):
            return self.of_field(condition.field, subject)
        paths = [f"{condition.field}.{value}" for value in condition.values]
        if (condition.operator == "includes") == (tested.verdict is Verdict.HOLDS):
            paths = [path for path in paths if fields.get(path) is True]
        return together(self.of_field(path, subject) for path in paths)

    def of_subject(self, subject: Subject) -> Ground:
        """What it rests on that there is such a subject at all; what is known of one that is open rests on something else."""
        if subject.kind in ("problem", "action"):
            return Ground(conclusions=((subject.kind, subject.id, ""),) if subject.settled else ())
        return Ground((_list_of(subject.kind),)) if subject.kind in ROWS else Ground()

    # -- fields ----------------------------------------------------------------------------------------------------------------

    def of_field(self, path: str, subject: Subject) -> Ground:
        """What the value of a field rests on; of a set, also of whether one option is in it."""
        own = path.partition(".")[0]
        if own in ROWS:
            return self._of_row_field(path, subject)
        if own == "concluded":
            _, plural, id_ = path.split(".", 2)
            return Ground(conclusions=((_KIND_OF[plural], id_, ""),))
        if own == "problem":
            return self._of_problem_field(path, subject)
        if own == "action":
            return self._of_action_field(path, subject)
        field, option = _parted(path, fields_of_kind("case"))
        if not any("[]" in one for one in field.asks):
            return Ground(field.asks)
        return self._of_all_rows(field, option)

    def _of_row_field(self, path: str, subject: Subject) -> Ground:
        own = path.partition(".")[0]
        field, _ = _parted(path, fields_of_kind(own))
        if own == subject.kind:
            return Ground(tuple(self._known(one.replace("[]", f"[{subject.id}]") for one in field.asks)))
        # A report carries along the one initiative on its platform: that takes the platforms of all of them.
        platform = subject.fields.get("report.platform")
        (row,) = [one for one in self.outcomes.facts.initiatives if one.fields.get("initiative.platform") == platform]
        tie = (
            f"problems[{subject.id}].platform",
            *(f"situation.initiatives[{one.id}].platform" for one in self.outcomes.facts.initiatives),
        )
        return together((Ground(tuple(self._known(tie))), self._of_row_field(path, row)))

    def _of_all_rows(self, field: Field, option: str) -> Ground:
        """Of what is counted or gathered from rows: those rows that have the option, or else all of them."""
        having = []
        if option and self.outcomes.fields.get(f"{field.path}.{option}") is True:
            kind = _row_kind(field.asks[0])
            of = _row_field(field.asks[0], kind)
            having = [row.id for row in self.outcomes.facts.of_kind(kind) if row.settled and _has(row, of, option)]
        paths: list[str] = []
        for question in field.asks:
            if "[]" not in question:
                paths.append(question)
                continue
            kind = _row_kind(question)
            names = having or [row.id for row in self.outcomes.facts.of_kind(kind)]
            found = list(self._known(question.replace("[]", f"[{name}]") for name in names))
            paths += found or [_list_of(kind)]
        return Ground(tuple(paths))

    def _of_problem_field(self, path: str, subject: Subject) -> Ground:
        problem = self.of_subject(subject)
        name = ".".join(path.split(".")[:2])
        option = path[len(name) + 1 :]
        if name == "problem.causes" and option:
            return together((problem, Ground(conclusions=(("cause", option, subject.id),))))
        if name == "problem.reported" and subject.fields.get(path) is False:
            rules = [rule for rule in self.leading_to("problem", subject.id) if rule.subject == "report"]
            return together((problem, *(one.ground for rule in rules for one in self.failures(rule, ""))))
        if name in REPORTED_SETS:
            if not option:  # answered: as soon as it is known of one option
                known = min((subject.fields[one] is not True, one) for one in subject.fields if one.startswith(f"{name}."))
                return self._of_problem_field(known[1], subject)
            told = self._told if subject.fields.get(path) is True else self._not_told
            return together((problem, told(subject.id, name, option)))
        return problem

    def _told(self, problem: str, name: str, option: str) -> Ground:
        """What was said of a problem by what led to it."""
        reasons = self.outcomes.conclusions["problem", problem, ""].reasons
        told = ((reason.subject, of) for reason in reasons for of in _tell(name, reason.subject.kind))
        return together(self.of_field(of, row) for row, of in told if _has(row, of, option))

    def _not_told(self, problem: str, name: str, option: str) -> Ground:
        """That nothing that can lead to a problem says this of it: each either says something else, or does not lead to it."""
        found: list[Ground] = []
        for rule in self.leading_to("problem", problem):
            for of in _tell(name, rule.subject):
                silent = {
                    row.id: self.of_field(of, row)
                    for row in self.outcomes.facts.of_kind(rule.subject)
                    if of in row.fields and not _has(row, of, option)
                }
                failures = self.failures(rule, "", passed_over=silent)
                found += [*silent.values(), *(failure.ground for failure in failures)]
        return together(found)

    def _of_action_field(self, path: str, subject: Subject) -> Ground:
        action = self.of_subject(subject)
        name, _, option = path.partition(".")[2].partition(".")
        if name in ("where", "roles"):
            return together((action, Ground(entries=(("action", subject.id, ""),))))
        if name == "serves" and option and subject.fields.get(path) is False:
            return together((action, self._does_not_serve(subject.id, option)))
        return action

    def _does_not_serve(self, action: str, problem: str) -> Ground:
        found = []
        for rule, out in self._leading.get(("action", action), ()):
            if problem in out.serves:
                found += [one.ground for one in self.failures(rule, "")]
            elif rule.subject == "problem":
                found += [one.ground for one in self.failures(rule, problem)]
        return together(found)

    # -- what is ruled out -----------------------------------------------------------------------------------------------------

    def ruled_out(self, kind: str, id_: str, about: str) -> tuple[Failure, ...]:
        """Why every rule that leads to something fails."""
        rules = dict.fromkeys(self.leading_to(kind, id_))
        return tuple(failure for rule in rules for failure in self.failures(rule, about if kind in ABOUT else ""))

    def failures(self, rule: Rule, about: str, passed_over: Mapping[str, object] | None = None) -> Iterator[Failure]:
        """Why a rule fails: at once, by what is so of the case; or for each subject that it can be about.

        Args:
            rule: a rule that fails for all that it is tried on.
            about: only for this problem or action.
            passed_over: names of rows that need no telling.
        """
        at_once = self._failure(rule, _CASE)
        if at_once is not None:
            yield at_once
        elif rule.subject in ROWS:
            rows = self.outcomes.facts.of_kind(rule.subject)
            if not rows:
                yield Failure(rule, _CASE, (), Ground((_list_of(rule.subject),)))
            for row in rows:
                if row.id not in (passed_over or {}):
                    yield self._must_fail(rule, row)
        else:
            yield from self._for_conclusions(rule, about)

    def _for_conclusions(self, rule: Rule, about: str) -> Iterator[Failure]:
        """Why a rule about a problem or action fails: for those that are here by its conditions, for others because they are not here."""
        here = {subject.id: subject for subject in self.outcomes.subjects.get(rule.subject, ())}
        for id_ in [about] if about else getattr(self.book.catalogue, PLURALS[rule.subject]):
            if id_ in here:
                failure = self._must_fail(rule, here[id_])
                if not _by_name(failure):
                    yield failure
                continue
            named = Subject(rule.subject, id_, {f"{rule.subject}.type": id_}, settled=False)
            if self._failure(rule, named) is None:
                yield Failure(rule, named, (), Ground(conclusions=((rule.subject, id_, ""),)))

    def _must_fail(self, rule: Rule, subject: Subject) -> Failure:
        failure = self._failure(rule, subject)
        assert failure is not None, (rule.id, subject.kind, subject.id)
        return failure

    def _failure(self, rule: Rule, subject: Subject) -> Failure | None:
        """The clause by which a rule fails: best by what the subject is, else by answers alone, else by conclusions."""
        fields = self.fields(subject)
        found = []
        for clause in rule.when:
            judged = judged_clause(clause, fields)
            if judged.verdict is Verdict.FAILS:
                told = self.of_clause(judged, subject)
                found.append(Failure(rule, subject, tuple(one for one, _ in told), together(ground for _, ground in told)))
        return min(found, key=lambda one: (not _by_name(one), len(one.ground.conclusions)), default=None)

    # -- answers ---------------------------------------------------------------------------------------------------------------

    def _known(self, paths: Iterable[str]) -> Iterator[str]:
        """The questions that were answered."""
        return (path for path in paths if path in self.asked and self.asked[path].value is not None)


def _by_name(failure: Failure) -> bool:
    """Whether a rule fails for a problem or action because it is about others: so it is for every case."""
    return all(one.condition.field in ALWAYS_STATED for one in failure.tested)


def _parted(path: str, fields: Mapping[str, Field]) -> tuple[Field, str]:
    """A field, and the option when the path is of one option of a set."""
    if path in fields:
        return fields[path], ""
    above, _, option = path.rpartition(".")
    return fields[above], option


def _has(row: Subject, of: str, option: str) -> bool:
    value = row.fields.get(of)
    return row.fields.get(f"{of}.{option}") is True if value is True else value == option


def _tell(name: str, kind: str) -> Iterator[str]:
    """The fields of rows of a kind that a set of a problem is gathered from."""
    if kind == "report":
        yield REPORTED_SETS[name]
    elif kind == "initiative" and name == "problem.platforms":
        yield "initiative.platform"


def _row_kind(question: str) -> str:
    return next(kind for kind, prefix in ROWS.items() if question.startswith(prefix))


def _row_field(question: str, kind: str) -> str:
    return f"{kind}.{question[len(ROWS[kind]) :]}"


def _list_of(kind: str) -> str:
    return ROWS[kind].removesuffix("[].")
