"""The pictures of the handbook: what is around a problem, and the stages."""

from __future__ import annotations

from itertools import pairwise

from commplan_advisor.common.text import Language
from commplan_advisor.present.handbook.graph import ANSWERS, REPORTED, Around
from commplan_advisor.present.handbook.pictures import NARROW, Box, Column, in_order, picture
from commplan_advisor.present.handbook.words import say
from commplan_advisor.rulebook.model import RuleBook


def drawn(around: Around, book: RuleBook, language: Language) -> str:
    """What shows a problem, where it comes from, and what is done about it."""

    def title(kind: str, id_: str) -> str:
        return book.catalogue.entry(kind, id_).title.in_(language)

    own = {REPORTED: say("box_reported", language), ANSWERS: say("box_answers", language)}
    findings = tuple(
        Box(f"f:{id_}", own[id_] if id_ in own else title("finding", id_), "finding", "" if id_ in own else f"finding-{id_}")
        for id_ in sorted(around.findings, key=lambda one: (one not in own, one))
    )
    problem = Box("p", title("problem", around.problem), "problem", f"problem-{around.problem}")
    causes = tuple(Box(f"c:{id_}", title("cause", id_), "cause") for id_ in around.causes)
    actions = [Box(f"a:{id_}", title("action", id_), "action", f"action-{id_}") for id_ in around.actions]
    to_causes = [(f"c:{cause}", f"a:{id_}") for id_, for_ in around.actions.items() for cause in for_]
    led = {f"a:{id_}" for id_, for_ in around.actions.items() if for_}
    used = {start for start, _ in to_causes}
    causes = tuple(sorted(causes, key=lambda box: box.key not in used))
    of_causes = in_order([box for box in actions if box.key in led], to_causes, causes)
    direct = tuple(box for box in actions if box.key not in led)
    lines = [
        *((box.key, "p") for box in findings),
        *(("p", box.key) for box in causes),
        *to_causes,
        *(("p", box.key) for box in direct),
    ]
    columns = [
        Column(say("column_findings", language), findings),
        Column(say("column_problem", language), (problem,)),
        Column(say("column_causes", language), causes),
        Column(say("column_actions", language), (*of_causes, *direct)),
    ]
    if not causes:
        del columns[2]
    words = {"findings": findings, "causes": causes, "actions": actions}
    told = "; ".join(f"{say(f'column_{name}', language)}: {', '.join(box.text for box in boxes)}" for name, boxes in words.items() if boxes)
    below = direct[0].key if causes and direct else ""
    return picture(columns, lines, say("described", language, title=problem.text), f"{problem.text}. {told}.", below=below)


def drawn_stages(book: RuleBook, language: Language) -> str:
    """The stages in their order, each with how many rules it has."""
    first = Column("", (Box("answers", say("box_answers_all", language), "finding"),))
    columns = [first]
    for stage in book.stages:
        text = say("box_stage", language, title=stage.title.in_(language), count=len(book.rules_of(stage.id)))
        columns.append(Column("", (Box(stage.id, text, "stage"),)))
    boxes = [column.boxes[0].key for column in columns]
    described = " → ".join(column.boxes[0].text for column in columns)
    return picture(columns, pairwise(boxes), say("stages_described", language), described, measures=NARROW)
