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
from benchmarks.swapped import engine_on
from commplan_advisor.engine.engine import Engine
from commplan_advisor.questionnaire.facts import Facts, facts_of

ROUNDS = 7
OTHERS: list[type[RuleEngine]] = [DurableHost, Clipspy, ZenTable, ZenExpression, RuleEnginePackage, PlainPython]
OURS, FROM_ANSWERS = "ours", "ours, from the answers on"
AIMS = {DurableHost.name: "0.7 whole ÷ bare", Clipspy.name: "2 whole", ZenTable.name: "4 whole", ZenExpression.name: "4 whole"}

Times = dict[tuple[str, str], list[float]]


def run() -> None:
    """Print the speed of every engine, once all gave the same answers."""
    book, answers = shipped_book(), shipped_answers()
    facts = [facts_of(one) for one in answers]
    recorded = record(book, facts)
    ours = Engine(book)
    bare: dict[str, RuleEngine] = {OURS: DurableModule(recorded.rule_sets), **{kind.name: kind(recorded.rule_sets) for kind in OTHERS}}
    whole = {OURS: ours, **{kind.name: engine_on(kind, book, prepared=False) for kind in OTHERS}}
    prepared = {kind.name: engine_on(kind, book, prepared=True) for kind in OTHERS}
    progress("do all engines give the same answers?")
    for name, engine in bare.items():
        _check_bare(name, engine, recorded)
        for found in (whole[name], prepared.get(name, ours)):
            _check_whole(name, found, ours, facts)
    runs: dict[tuple[str, str], Callable[[], object]] = {
        **{("bare", name): _on_recorded(engine, recorded.cases) for name, engine in bare.items()},
        **{("whole", name): _on_facts(engine, facts) for name, engine in whole.items()},
        **{("prepared", name): _on_facts(engine, facts) for name, engine in prepared.items()},
        ("whole", FROM_ANSWERS): lambda: [ours.run(facts_of(one)) for one in answers],
    }
    progress(f"they do; timing, {ROUNDS} rounds …")
    taken = race(runs, ROUNDS)
    headers = ["", "bare cases/s", "whole cases/s", "prepared cases/s", "÷ bare", "÷ whole", "÷ prepared", "whole ÷ bare", "aim"]
    show(
        "Cases a second",
        _text(len(book.rules), recorded),
        headers,
        [_row(name, taken, len(facts)) for name in (OURS, FROM_ANSWERS, *(kind.name for kind in OTHERS))],
    )


def _check_bare(name: str, engine: RuleEngine, recorded: Recorded) -> None:
    for case in recorded.cases:
        for trial, fired in zip(case, engine.fired(case), strict=True):
            if frozenset(fired) != trial.fired:
                differ = sorted(trial.fired.symmetric_difference(fired))
                raise AnswersDifferError(f"{name}: {', '.join(differ)} of rule set {trial.rule_set} on {dict(trial.fields)}")


def _check_whole(name: str, engine: Engine, ours: Engine, cases: Sequence[Facts]) -> None:
    for number, facts in enumerate(cases):
        if engine.run(facts) != ours.run(facts):
            raise AnswersDifferError(f"{name}: other conclusions in case {number}")


def _on_recorded(engine: RuleEngine, cases: Sequence[Sequence[Trial]]) -> Callable[[], object]:
    return lambda: [engine.fired(case) for case in cases]


def _on_facts(engine: Engine, cases: Sequence[Facts]) -> Callable[[], object]:
    return lambda: [engine.run(facts) for facts in cases]


def _row(name: str, taken: Times, cases: int) -> list[str]:
    """An engine's cases a second, and ours divided by them."""

    def speed(kind: str) -> str:
        return f"{cases / median(taken[kind, name]):,.0f}" if (kind, name) in taken else ""

    def ours_by(ours: str, its: str) -> str:
        return f"{ratio(taken[its, name], taken[ours, OURS]):.2f}" if (its, name) in taken else ""

    ratios = [ours_by("bare", "bare"), ours_by("whole", "whole"), ours_by("whole", "prepared"), ours_by("whole", "bare")]
    return [name, speed("bare"), speed("whole"), speed("prepared"), *ratios, AIMS.get(name, "")]


def _text(rules: int, recorded: Recorded) -> str:
    cases = len(recorded.cases)
    trials = sum(map(len, recorded.cases)) / cases
    fired = sum(len(trial.fired) for case in recorded.cases for trial in case) / cases
    versions = ", ".join(f"{name} {version(name)}" for name in ("durable-rules", "clipspy", "zen-engine", "rule-engine"))
    return (
        f"The shipped rule book ({rules} rules) on the {cases} cases that ship, one thread, "
        f"median of {ROUNDS} rounds in turns; {versions}. "
        f"Bare: an engine is handed the facts that ours made ({trials:.0f} a case), and only says which patterns fire "
        f"({fired:.0f} a case); ours is then durable-rules' C module, with nothing around it. "
        "Whole: from the facts of a questionnaire through all stages to all conclusions with all their reasons; the others do this "
        "in the place of durable-rules in our engine, with the rules as they stand: every rule and its tolerant twin, and every problem "
        "and action a fact. Prepared: the others are also given what we make of the rules for durable-rules. "
        "All said the same of every fact and every case. "
        "Ratios are our speed divided by theirs (bare by bare, whole by whole, whole by prepared), so above 1 we are faster; "
        "whole ÷ bare sets our whole work against their bare work."
    )
