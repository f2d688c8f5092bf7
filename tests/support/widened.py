"""The shipped rule book with a platform, one without groups, and a problem to report, as a policy officer would add them: in YAML only."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from commplan_advisor.engine.engine import Engine
from commplan_advisor.rulebook.loading import load_rulebook
from tests.support.shipped import DAY, ROOT

PLATFORMS = """
buurtapp:
  title: {nl: Buurtapp, en: Neighbour app}
  offers: {nl: Groepen op de kaart., en: Groups on the map.}
  cost: {nl: gratis, en: free}
  status: active
  checked_on: 2026-01-31
  source: platforms
  basis: practice
  valid: {until: 2026-12-31}
prikbord:
  title: {nl: Digitaal prikbord, en: Digital notice board}
  offers: {nl: Berichten zonder groepen., en: Messages without groups.}
  cost: {nl: gratis, en: free}
  has_groups: false
  status: active
  checked_on: 2026-01-31
  source: platforms
  basis: practice
"""
PROBLEMS = """
false_reports:
  title: {nl: Er gaan nepmeldingen rond, en: False reports go round}
  reported: true
  source: platforms
  basis: practice
"""
RULES = """
- id: reported-false-reports
  for: report
  when: {report.type: false_reports}
  then: {problem: false_reports}
  because: {nl: U noemt dit probleem zelf., en: You name this problem yourself.}
  source: platforms
  basis: practice

- id: chatter-on-the-neighbour-app
  for: initiative
  when: {initiative.platform: buurtapp, initiative.chatter: sometimes}
  then: {problem: chatter}
  because: {nl: "Op {initiative.platform} wordt gekletst.", en: "There is chatter on {initiative.platform}."}
  source: platforms
  basis: practice

- id: no-overview-of-the-neighbour-app
  for: case
  when:
    situation.platforms: {includes: buurtapp, lacks: prikbord}
    situation.groups: {at_least: 3}
  then: {problem: no_overview}
  because: {nl: "Er zijn {situation.groups} groepen.", en: "There are {situation.groups} groups."}
  source: platforms
  basis: practice
"""
SOLUTIONS = """
- id: register-against-false-reports
  for: problem
  when: {problem.type: false_reports, problem.platforms: {includes: [buurtapp, prikbord]}}
  then: {action: set-up-register, priority: high}
  because: {nl: Zoek uit waar de meldingen vandaan komen., en: Find out where the reports come from.}
  source: platforms
  basis: practice
"""
CASE = """\
municipality: {name: Beekwaarde, inhabitants: 24000}
date: 2026-01-31
situation:
  initiatives:
    - {platform: buurtapp, groups: 4, members: 100, chatter: sometimes}
    - {platform: prikbord}
    - {platform: whatsapp, groups: 6, members: 300}
problems:
  - {type: false_reports, platform: buurtapp}
"""


def widened_rules(folder: Path) -> Path:
    """A copy of the shipped rule book in a folder, with what is added; the folder of the copy."""
    rules = folder / "rules"
    shutil.copytree(ROOT / "rules", rules)
    for file, more in (("catalogue/platforms.yaml", PLATFORMS), ("catalogue/problems.yaml", PROBLEMS)):
        with (rules / file).open("a", encoding="utf-8") as out:
            out.write(more)
    (rules / "problems" / "own.yaml").write_text(RULES, encoding="utf-8")
    (rules / "solutions" / "own.yaml").write_text(SOLUTIONS, encoding="utf-8")
    return rules


@cache
def widened_engine() -> Engine:
    """The rule book with what is added, ready to run."""
    folder = Path(mkdtemp())
    try:
        return Engine(load_rulebook(widened_rules(folder), DAY))
    finally:
        shutil.rmtree(folder)
