"""Cases a second on one core, beside other rule engines that are given the same rules and the same facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.metadata import version
from statistics import median

from benchmarks.engines.clipspy import Clipspy
from benchmarks.engines.durable_rules import DurableHost, DurableModule
from benchmarks.engines.interface import RuleEngine
from benchmarks.engines.plain_python import PlainPython
from benchmarks.engines.rule_engine import RuleEnginePackage
from benchmarks.engines.zen_engine import ZenExpression, ZenTable
from benchmarks.material import shipped_answers, shipped_book
from benchmarks.measuring import race, ratio
from benchmarks.printing import AnswersDifferError, progress, show
from benchmarks.recorded import Recorded, Trial, record
from commplan_advisor.engine.engine import Engine
from commplan_advisor.questionnaire.facts import facts_of

ROUNDS = 9
ENGINES: list[type[RuleEngine]] = [DurableModule, DurableHost, Clipspy, ZenTable, ZenExpression, RuleEnginePackage, PlainPython]
WHOLE, FROM_ANSWERS = "ours, whole, from facts", "ours, whole, from answers"
AIMS = {DurableHost.name: "whole ≥ 0.7", Clipspy.name: "whole ≥ 1.5"}


def run() -> None:
    """Print the speed of every engine, once all gave the same answers."""
    book, answers = shipped_book(), shipped_answers()
    facts = [facts_of(one) for one in answers]
    recorded = record(book, facts)
    engines = [engine(recorded.rule_sets) for engine in ENGINES]
    for engine in engines:
        progress(f"{engine.name}: are its answers ours?")
        _check(engine, recorded)
    ours = Engine(book)
    runs: dict[str, Callable[[], object]] = {
        WHOLE: lambda: [ours.run(one) for one in facts],
        FROM_ANSWERS: lambda: [ours.run(facts_of(one)) for one in answers],
        **{engine.name: _on_recorded(engine, recorded.cases) for engine in engines},
    }
    progress(f"timing, {ROUNDS} rounds …")
    taken = race(runs, ROUNDS)
    rows = [_row(name, taken, len(facts)) for name in runs]
    show("Cases a second", _text(len(book.rules), recorded), ["", "cases/s", "whole ÷ it", "bare ÷ it", "aim"], rows)


def _check(engine: RuleEngine, recorded: Recorded) -> None:
    for case in recorded.cases:
        for trial, fired in zip(case, engine.fired(case), strict=True):
            if frozenset(fired) != trial.fired:
                differ = sorted(trial.fired.symmetric_difference(fired))
                raise AnswersDifferError(f"{engine.name}: {', '.join(differ)} of rule set {trial.rule_set} on {dict(trial.fields)}")


def _on_recorded(engine: RuleEngine, cases: Sequence[Sequence[Trial]]) -> Callable[[], object]:
    return lambda: [engine.fired(case) for case in cases]


def _row(name: str, taken: dict[str, list[float]], cases: int) -> list[str]:
    return [
        name,
        f"{cases / median(taken[name]):,.0f}",
        f"{ratio(taken[name], taken[WHOLE]):.2f}",
        f"{ratio(taken[name], taken[DurableModule.name]):.2f}",
        AIMS.get(name, ""),
    ]


def _text(rules: int, recorded: Recorded) -> str:
    cases = len(recorded.cases)
    trials = sum(map(len, recorded.cases)) / cases
    fired = sum(len(trial.fired) for case in recorded.cases for trial in case) / cases
    versions = ", ".join(f"{name} {version(name)}" for name in ("durable-rules", "clipspy", "zen-engine", "rule-engine"))
    return (
        f"The shipped rule book ({rules} rules) on the {cases} cases that ship, one thread, "
        f"median of {ROUNDS} rounds in turns; {versions}. "
        "Whole: every stage, what each stage hands to the next, and all conclusions with all their reasons. "
        f"All others are bare: the facts that our engine made are handed to them ready, {trials:.0f} a case, and they only say which rules "
        f"and tolerant twins fire, {fired:.0f} a case. Every engine has the same rules, and said the same of every fact. "
        "A ratio above 1: we are faster. Whole ÷ it: our whole work against their bare work. "
        "Bare ÷ it: like against like, for our bare work is durable-rules' C module."
    )
