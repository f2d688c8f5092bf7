"""A small rule book as files: three stages, a rule or two in each, written where a test wants it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

Files = Mapping[str, str]

SMALL: Files = {
    "rulebook.yaml": """\
name: {nl: Klein regelboek, en: Small rule book}
version: "1.0"
stages:
  - id: situation
    title: {nl: Situatie, en: Situation}
    concludes: [finding]
  - id: problems
    title: {nl: Problemen, en: Problems}
    concludes: [problem]
  - id: solutions
    title: {nl: Oplossingen, en: Solutions}
    concludes: [action]
  - id: strategy
    title: {nl: Strategie, en: Strategy}
    concludes: [moment, part]
defaults:
  measurement: [every-3-months]
  evaluation: [after-a-year]
start_weeks: {high: 0, middle: 4, low: 12}
""",
    "sources.yaml": """\
format:
  title: Het format
  items:
    2.1: {nl: Initiatieven, en: Initiatives}
    4.1: {nl: Lage dekking, en: Low coverage}
practice:
  title: Praktijk
  year: 2026
  checked_on: 2026-01-31
""",
    "parameters.yaml": """\
low_coverage:
  title: {nl: Lage dekking onder, en: Low coverage below}
  unit: "%"
  values:
    - {from: 2020-01-01, value: 50}
    - {from: 2026-07-01, value: 60}
  source: practice
  basis: practice
""",
    "catalogue/findings.yaml": """\
no_register:
  title: {nl: Geen register, en: No register}
  quadrant: weakness
  source: practice
  basis: practice
""",
    "catalogue/problems.yaml": """\
low_coverage:
  title: {nl: Lage dekking, en: Low coverage}
  source: format 4.1
  basis: documented
chatter:
  title: {nl: Gebabbel, en: Chatter}
  source: practice
  basis: practice
""",
    "catalogue/actions.yaml": """\
set-up-register:
  title: {nl: Richt een register in, en: Set up a register}
  steps:
    - {nl: Begin, en: Begin}
  roles: {responsible: municipality, accountable: municipality, consulted: [police]}
  where: inside
  hours: 16
  weeks: 4
  indicator: {nl: Groepen in het register, en: Groups in the register}
  target: {nl: Alle groepen, en: All groups}
  source: format 4.1
  basis: documented
""",
    "catalogue/roles.yaml": """\
municipality:
  title: {nl: Gemeente, en: Municipality}
  party: municipality
  source: practice
  basis: practice
police:
  title: {nl: Politie, en: Police}
  party: police
  source: practice
  basis: practice
""",
    "catalogue/moments.yaml": """\
neighbours-day:
  title: {nl: Burendag, en: Neighbours' day}
  recurrence: FREQ=YEARLY;BYMONTH=9;BYDAY=4SA
  audience: [police]
  source: practice
  basis: practice
""",
    "catalogue/measurements.yaml": """\
every-3-months:
  title: {nl: Elke drie maanden, en: Every three months}
  months: [3, 6, 9, 12]
  source: practice
  basis: practice
""",
    "catalogue/evaluations.yaml": """\
after-a-year:
  title: {nl: Na een jaar, en: After a year}
  months: [12]
  source: practice
  basis: practice
""",
    "situation/register.yaml": """\
- id: no-register
  for: case
  when:
    situation.register.exists: false
  then: {finding: no_register}
  because:
    nl: Er is geen register.
    en: There is no register.
  source: practice
  basis: practice
""",
    "problems/coverage.yaml": """\
- id: low-coverage
  for: initiative
  when:
    initiative.coverage: {below: $low_coverage}
    initiative.platform: [whatsapp, nextdoor]
  then: {problem: low_coverage}
  because:
    nl: De dekking is {initiative.coverage} %, minder dan {$low_coverage} %.
    en: Coverage is {initiative.coverage} %, less than {$low_coverage} %.
  source: [format 4.1, practice]
  basis: documented
  valid: {from: 2025-01-01, until: 2027-12-31}
""",
    "solutions/register.yaml": """\
- id: set-up-register-low-coverage
  for: problem
  when:
    problem.type: low_coverage
    any:
      - {concluded.findings.no_register: true}
      - {introduction.goals: {includes: overview}}
  then: {action: set-up-register, priority: high, serves: [chatter]}
  because:
    nl: Zonder register weet niemand welke groepen er zijn.
    en: Without a register nobody knows which groups there are.
  source: format 4.1
  basis: documented
""",
    "strategy/moments.yaml": """\
- id: neighbours-day
  for: case
  when:
    introduction.goals: {includes: cohesion}
  then: {moment: neighbours-day}
  because: {nl: Buren vieren het samen., en: Neighbours celebrate it together.}
  source: practice
  basis: practice

- id: police-advises
  for: action
  when:
    action.type: set-up-register
  then: {part: police, as: consulted}
  because: {nl: De politie kent de wijk., en: The police know the district.}
  source: practice
  basis: practice
""",
}


def changed(files: Files, file: str, old: str, new: str) -> dict[str, str]:
    """The same files with one piece of text replaced, which must be there exactly once."""
    assert files[file].count(old) == 1, f"{old!r} is {files[file].count(old)} times in {file}"
    return {**files, file: files[file].replace(old, new)}


def written(folder: Path, files: Files = SMALL) -> Path:
    """The folder, with these files in it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def place_of(text: str, word: str) -> str:
    """Line and column, as messages write them, of a piece of text that must be there exactly once; of the `|` in it if there is one."""
    before, mark, after = word.partition("|")
    assert text.count(before + after) == 1, f"{word!r} is {text.count(before + after)} times in the text"
    head = text[: text.index(before + after) + (len(before) if mark else 0)]
    return f"{head.count(chr(10)) + 1}:{len(head) - head.rfind(chr(10))}"
