"""What happens to bad rule books: one clear message per problem with its place, all of them at once, and no advice."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from commplan_advisor.common.faults import FaultyInputError, UnreadableFileError
from commplan_advisor.common.text import LANGUAGES, Language
from commplan_advisor.rulebook.loading import load_rulebook
from tests.support.command import commplan, commplan_here
from tests.support.rulefolder import SMALL, changed, place_of, written
from tests.support.shipped import ROOT

CASE = ROOT / "cases" / "example" / "complete.yaml"
WRONG, UNREADABLE = 1, 3
_RULE = "source, basis, id, for, when, then, because, valid, status, owner, review, allow"
_ACTION = (
    "source, basis, title, text, valid, steps, roles, where, needs, hours, weeks, after, excludes, indicator, target, owner, review, allow"
)
_OPERATORS = "is_not, none_of, below, at_most, above, at_least, includes, lacks, answered"
_GOALS = "impulse, wider_coverage, efficient_cooperation, keep_what_works, safety, cohesion, overview, other"
_STAGES = "situation, problems, solutions, strategy"
_KINDS = (
    "finding, problem, cause, action, task, timing, moment, duty, option, part, means, order, measurement, evaluation, indicator, target"
)
_FOR = "case, initiative, audience, report, problem, action"
SOLUTIONS, PROBLEMS, SITUATION, STRATEGY = (
    "solutions/register.yaml",
    "problems/coverage.yaml",
    "situation/register.yaml",
    "strategy/moments.yaml",
)


@dataclass(frozen=True)
class Mistake:
    """One change to the small rule book that makes it wrong, and the message: behind the place of a word of the changed file."""

    what: str
    file: str
    old: str
    new: str
    at: str
    nl: str
    en: str

    def __str__(self) -> str:
        return self.what

    def told(self, folder: Path, language: str) -> str:
        text = changed(SMALL, self.file, self.old, self.new)[self.file]
        return f"{folder / self.file}:{place_of(text, self.at)}: {self.nl if language == 'nl' else self.en}"


MISTAKES = [
    # -- conditions -----------------------------------------------------------------------------------------------------------
    Mistake(
        "an unknown field",
        SOLUTIONS,
        "problem.type:",
        "problem.tpye:",
        "problem.tpye",
        "'problem.tpye' is geen veld dat deze regel kan toetsen. Bedoelt u 'problem.type'?",
        "'problem.tpye' is not a field that this rule can test. Did you mean 'problem.type'?",
    ),
    Mistake(
        "an unknown field in an alternative",
        SOLUTIONS,
        "introduction.goals:",
        "introduction.goal:",
        "introduction.goal:",
        "'introduction.goal' is geen veld dat deze regel kan toetsen. Bedoelt u 'introduction.goals'?",
        "'introduction.goal' is not a field that this rule can test. Did you mean 'introduction.goals'?",
    ),
    Mistake(
        "a field of another kind of subject",
        SITUATION,
        "situation.register.exists: false",
        "initiative.platform: whatsapp",
        "initiative.platform",
        "'initiative.platform' is geen veld dat deze regel kan toetsen. Bedoelt u 'situation.platforms'?",
        "'initiative.platform' is not a field that this rule can test. Did you mean 'situation.platforms'?",
    ),
    Mistake(
        "a rule that reads its own stage's conclusions",
        SITUATION,
        "    situation.register.exists: false",
        "    concluded.findings.no_register: false",
        "concluded.findings.no_register",
        "'concluded.findings.no_register' is in deze fase nog niet bekend: een regel toetst alleen wat eerdere fasen concludeerden.",
        "'concluded.findings.no_register' is not known yet in this stage: a rule tests only what earlier stages concluded.",
    ),
    Mistake(
        "a rule that reads a later stage's conclusions",
        PROBLEMS,
        "    initiative.platform: [whatsapp, nextdoor]",
        "    concluded.actions.set-up-register: true",
        "concluded.actions.set-up-register",
        "'concluded.actions.set-up-register' is in deze fase nog niet bekend: een regel toetst alleen wat eerdere fasen concludeerden.",
        "'concluded.actions.set-up-register' is not known yet in this stage: a rule tests only what earlier stages concluded.",
    ),
    Mistake(
        "an unknown option",
        PROBLEMS,
        "[whatsapp, nextdoor]",
        "[whatsapp, nextdor]",
        "nextdor",
        "initiative.platform: 'nextdor' is geen keuze. Kies uit: whatsapp, burgernet, facebook, nextdoor, veiligebuurt, wealert, las, "
        "waaksamen, own_website, signal, telegram, hoplr, burenalert, other. Bedoelt u 'nextdoor'?",
        "initiative.platform: 'nextdor' is not a choice. Choose from: whatsapp, burgernet, facebook, nextdoor, veiligebuurt, wealert, "
        "las, waaksamen, own_website, signal, telegram, hoplr, burenalert, other. Did you mean 'nextdoor'?",
    ),
    Mistake(
        "an unknown member of a set",
        SOLUTIONS,
        "{includes: overview}",
        "{includes: overvieuw}",
        "overvieuw",
        f"introduction.goals: 'overvieuw' is geen keuze. Kies uit: {_GOALS}. Bedoelt u 'overview'?",
        f"introduction.goals: 'overvieuw' is not a choice. Choose from: {_GOALS}. Did you mean 'overview'?",
    ),
    Mistake(
        "an option that the catalogue does not have",
        SOLUTIONS,
        "problem.type: low_coverage",
        "problem.type: low_cover",
        "low_cover\n",
        "problem.type: 'low_cover' is geen keuze. Kies uit: low_coverage, chatter. Bedoelt u 'low_coverage'?",
        "problem.type: 'low_cover' is not a choice. Choose from: low_coverage, chatter. Did you mean 'low_coverage'?",
    ),
    Mistake(
        "an unknown parameter",
        PROBLEMS,
        "{below: $low_coverage}",
        "{below: $low_coverge}",
        "$low_coverge",
        "initiative.coverage: '$low_coverge' is geen parameter. Bedoelt u '$low_coverage'?",
        "initiative.coverage: '$low_coverge' is not a parameter. Did you mean '$low_coverage'?",
    ),
    Mistake(
        "an unknown operator",
        PROBLEMS,
        "{below: $low_coverage}",
        "{belwo: $low_coverage}",
        "belwo",
        f"initiative.coverage: 'belwo' bestaat niet. Kies uit: {_OPERATORS}. Bedoelt u 'below'?",
        f"initiative.coverage: 'belwo' does not exist. Choose from: {_OPERATORS}. Did you mean 'below'?",
    ),
    Mistake(
        "an operator for numbers on a choice",
        PROBLEMS,
        "[whatsapp, nextdoor]",
        "{above: 3}",
        "3}",
        "initiative.platform: 'above' is voor een getal.",
        "initiative.platform: 'above' is for a number.",
    ),
    Mistake(
        "an operator for sets on a choice",
        PROBLEMS,
        "[whatsapp, nextdoor]",
        "{includes: whatsapp}",
        "whatsapp}",
        "initiative.platform: 'includes' is voor een vraag met meer antwoorden.",
        "initiative.platform: 'includes' is for a set.",
    ),
    Mistake(
        "one value for a set",
        SOLUTIONS,
        "{includes: overview}",
        "overview",
        "overview",
        "introduction.goals: kan meer antwoorden hebben; gebruik 'includes' of 'lacks'.",
        "introduction.goals: is a set; use 'includes' or 'lacks'.",
    ),
    Mistake(
        "a word for a number",
        PROBLEMS,
        "{below: $low_coverage}",
        "{below: weinig}",
        "weinig",
        "initiative.coverage: 'weinig' moet een getal zijn of een parameter met $.",
        "initiative.coverage: 'weinig' must be a number or a parameter with $.",
    ),
    Mistake(
        "no number for a number",
        PROBLEMS,
        "{below: $low_coverage}",
        "{below: .nan}",
        ".nan",
        "initiative.coverage: 'nan' moet een getal zijn of een parameter met $.",
        "initiative.coverage: 'nan' must be a number or a parameter with $.",
    ),
    Mistake(
        "a word for yes or no",
        SITUATION,
        "exists: false",
        "exists: nee",
        "nee\n",
        "situation.register.exists: 'nee' moet true of false zijn.",
        "situation.register.exists: 'nee' must be true or false.",
    ),
    Mistake(
        "a test of unanswered",
        SITUATION,
        "exists: false",
        "exists: {answered: false}",
        "false}",
        "situation.register.exists: 'answered' kan alleen 'true' zijn: onbeantwoord is geen antwoord.",
        "situation.register.exists: 'answered' can only be 'true': unanswered is no answer.",
    ),
    Mistake(
        "no condition",
        SITUATION,
        "exists: false",
        "exists: {}",
        "{}",
        "situation.register.exists: heeft geen voorwaarde.",
        "situation.register.exists: has no condition.",
    ),
    Mistake(
        "a list of nothing",
        PROBLEMS,
        "[whatsapp, nextdoor]",
        "[]",
        "[]",
        "initiative.platform: heeft precies een of ten minste een waarde nodig.",
        "initiative.platform: needs exactly one or at least one value.",
    ),
    Mistake(
        "an alternative that is no list",
        SOLUTIONS,
        "    any:\n      - {concluded.findings.no_register: true}\n      - {introduction.goals: {includes: overview}}\n",
        "    any: {concluded.findings.no_register: true}\n",
        "{concluded",
        "'any' moet een lijst zijn van groepen voorwaarden.",
        "'any' must be a list of groups of conditions.",
    ),
    Mistake(
        "a rule that tests too much",
        PROBLEMS,
        "[whatsapp, nextdoor]",
        "{none_of: [whatsapp, burgernet, facebook, nextdoor, veiligebuurt, wealert, las, waaksamen, signal, telegram, hoplr]}",
        "initiative.coverage: {",
        "deze regel toetst te veel waarden (ongeveer 10). Splits de regel.",
        "this rule tests too many values (about 10). Split the rule.",
    ),
    # -- conclusions ----------------------------------------------------------------------------------------------------------
    Mistake(
        "an unknown catalogue entry",
        SOLUTIONS,
        "action: set-up-register",
        "action: setup-register",
        "setup-register",
        "'setup-register' staat niet in catalogue/actions.yaml. Bedoelt u 'set-up-register'?",
        "'setup-register' is not in catalogue/actions.yaml. Did you mean 'set-up-register'?",
    ),
    Mistake(
        "an unknown problem that an action serves",
        SOLUTIONS,
        "serves: [chatter]",
        "serves: [chatter, chater]",
        "chater",
        "'chater' staat niet in catalogue/problems.yaml. Bedoelt u 'chatter'?",
        "'chater' is not in catalogue/problems.yaml. Did you mean 'chatter'?",
    ),
    Mistake(
        "a conclusion of another stage",
        PROBLEMS,
        "then: {problem: low_coverage}",
        "then: {finding: no_register}",
        "finding",
        "'finding' kan in deze fase geen conclusie zijn. Kies uit: problem.",
        "'finding' cannot be a conclusion in this stage. Choose from: problem.",
    ),
    Mistake(
        "an unknown kind of conclusion",
        PROBLEMS,
        "then: {problem: low_coverage}",
        "then: {problm: low_coverage}",
        "problm",
        "'problm' kan in deze fase geen conclusie zijn. Kies uit: problem. Bedoelt u 'problem'?",
        "'problm' cannot be a conclusion in this stage. Choose from: problem. Did you mean 'problem'?",
    ),
    Mistake(
        "two conclusions in one",
        STRATEGY,
        "then: {moment: neighbours-day}",
        "then: {moment: neighbours-day, part: police}",
        "part: police}",
        "'part' is een tweede conclusie. Zet elke conclusie achter een eigen streepje.",
        "'part' is a second conclusion. Put each conclusion behind a dash of its own.",
    ),
    Mistake(
        "a conclusion about another subject",
        STRATEGY,
        "then: {moment: neighbours-day}",
        "then: {part: police, as: supports}",
        "part: police, as: supports",
        "'part' hoort in een regel met 'for: action'.",
        "'part' belongs in a rule with 'for: action'.",
    ),
    Mistake(
        "a number for an entry",
        PROBLEMS,
        "{problem: low_coverage}",
        "{problem: 5}",
        "5}",
        "'5' moet een naam uit de catalogus zijn.",
        "'5' must be a name of the catalogue.",
    ),
    Mistake(
        "an unknown priority",
        SOLUTIONS,
        "priority: high",
        "priority: hoog",
        "hoog",
        "priority: 'hoog' kan hier niet. Kies uit: high, middle, low.",
        "priority: 'hoog' is not possible here. Choose from: high, middle, low.",
    ),
    Mistake(
        "an unknown part",
        STRATEGY,
        "as: consulted",
        "as: consults",
        "consults",
        "as: 'consults' kan hier niet. Kies uit: responsible, supports, consulted, informed. Bedoelt u 'consulted'?",
        "as: 'consults' is not possible here. Choose from: responsible, supports, consulted, informed. Did you mean 'consulted'?",
    ),
    Mistake(
        "an unknown word beside a conclusion",
        SOLUTIONS,
        "priority: high",
        "prio: high",
        "prio",
        "'prio' is hier geen bekend woord. Kies uit: action, priority, serves. Bedoelt u 'priority'?",
        "'prio' is not a known word here. Choose from: action, priority, serves. Did you mean 'priority'?",
    ),
    # -- the rest of a rule ---------------------------------------------------------------------------------------------------
    Mistake(
        "an unknown key",
        SITUATION,
        "  because:",
        "  becuase:",
        "becuase",
        f"[1]: 'becuase' is hier geen bekend woord. Kies uit: {_RULE}. Bedoelt u 'because'?",
        f"[1]: 'becuase' is not a known word here. Choose from: {_RULE}. Did you mean 'because'?",
    ),
    Mistake(
        "a key that begins like a kind of number",
        SITUATION,
        "  basis: practice",
        "  basis: practice\n  interval: 3",
        "interval",
        f"[1]: 'interval' is hier geen bekend woord. Kies uit: {_RULE}.",
        f"[1]: 'interval' is not a known word here. Choose from: {_RULE}.",
    ),
    Mistake(
        "a missing language",
        SITUATION,
        "    en: There is no register.\n",
        "",
        "nl: Er is",
        "[1].because.en: ontbreekt.",
        "[1].because.en: is missing.",
    ),
    Mistake(
        "a reason in no language",
        STRATEGY,
        "because: {nl: De politie kent de wijk., en: The police know the district.}",
        "because: De politie kent de wijk.",
        "De politie",
        "[2].because: 'De politie kent de wijk.' moet bestaan uit: nl, en.",
        "[2].because: 'De politie kent de wijk.' must consist of: nl, en.",
    ),
    Mistake(
        "an unknown field in a text",
        PROBLEMS,
        "    en: Coverage is {initiative.coverage} %",
        "    en: Coverage is {initiative.covrage} %",
        "Coverage is",
        "'{initiative.covrage}' is geen veld of parameter. Bedoelt u 'initiative.coverage'?",
        "'{initiative.covrage}' is not a field or parameter. Did you mean 'initiative.coverage'?",
    ),
    Mistake(
        "an unknown source",
        SITUATION,
        "source: practice",
        "source: practise",
        "practise",
        "'practise' staat niet in sources.yaml. Bedoelt u 'practice'?",
        "'practise' is not in sources.yaml. Did you mean 'practice'?",
    ),
    Mistake(
        "an unknown item of the format",
        PROBLEMS,
        "[format 4.1, practice]",
        "[practice, format 4.1, format 4.9]",
        "format 4.9",
        "'format 4.9' noemt een onderdeel dat er niet is.",
        "'format 4.9' names an item that is not there.",
    ),
    Mistake(
        "documented without the format",
        SITUATION,
        "basis: practice",
        "basis: documented",
        "documented",
        "'documented' kan alleen als het format het zegt; noem het onderdeel als bron.",
        "'documented' is only for what the format says; cite its item as a source.",
    ),
    Mistake(
        "an unknown basis",
        SITUATION,
        "basis: practice",
        "basis: practise",
        "practise",
        "[1].basis: 'practise' kan hier niet. Kies uit: documented, derived, practice. Bedoelt u 'practice'?",
        "[1].basis: 'practise' is not possible here. Choose from: documented, derived, practice. Did you mean 'practice'?",
    ),
    Mistake(
        "an unknown subject",
        SITUATION,
        "for: case",
        "for: cases",
        "cases",
        f"[1].for: 'cases' kan hier niet. Kies uit: {_FOR}. Bedoelt u 'case'?",
        f"[1].for: 'cases' is not possible here. Choose from: {_FOR}. Did you mean 'case'?",
    ),
    Mistake(
        "a subject of a later stage",
        SITUATION,
        "for: case",
        "for: action",
        "action",
        "'action' kan in deze fase nog niet. Kies uit: case, initiative, audience, report.",
        "'action' is not there yet in this stage. Choose from: case, initiative, audience, report.",
    ),
    Mistake(
        "a name that is none",
        SITUATION,
        "id: no-register",
        "id: Geen register",
        "Geen register",
        "[1].id: 'Geen register' moet uit kleine letters en cijfers bestaan, met streepjes ertussen, en met een letter beginnen.",
        "[1].id: 'Geen register' must be lower-case letters and digits with hyphens between, and begin with a letter.",
    ),
    Mistake(
        "a day that does not exist",
        PROBLEMS,
        "until: 2027-12-31",
        "until: 2027-11-31",
        "2027-11-31",
        "[1].valid.until: '2027-11-31' moet een bestaande datum zijn, zoals 2026-01-31.",
        "[1].valid.until: '2027-11-31' must be a date that exists, such as 2026-01-31.",
    ),
    Mistake(
        "a number for a day",
        PROBLEMS,
        "until: 2027-12-31",
        "until: 86400",
        "86400",
        "[1].valid.until: '86400' moet een bestaande datum zijn, zoals 2026-01-31.",
        "[1].valid.until: '86400' must be a date that exists, such as 2026-01-31.",
    ),
    Mistake(
        "a rule that ends before it begins",
        PROBLEMS,
        "until: 2027-12-31",
        "until: 2024-12-31",
        "{from",
        "[1].valid: eindigt voordat het begint.",
        "[1].valid: ends before it begins.",
    ),
    Mistake(
        "a rule that is a word",
        SITUATION,
        SMALL[SITUATION],
        "- regel\n",
        "regel",
        f"[1]: 'regel' moet bestaan uit: {_RULE}.",
        f"[1]: 'regel' must consist of: {_RULE}.",
    ),
    Mistake("an empty rule", SITUATION, "- id: no", "-\n- id: no", "-|\n- id", "is leeg.", "is empty."),
    Mistake(
        "rules that are no list",
        SITUATION,
        SMALL[SITUATION],
        "id: no-register\n",
        "id",
        "moet een lijst van regels zijn.",
        "must be a list of rules.",
    ),
    Mistake(
        "broken YAML",
        SITUATION,
        "then: {finding: no_register}",
        "then: {finding: no_register",
        "{finding",
        "is geen geldige YAML (een accolade { is niet gesloten).",
        "is not valid YAML (a brace { is not closed).",
    ),
    Mistake(
        "a key that occurs twice",
        SITUATION,
        "  basis: practice",
        "  basis: practice\n  for: case",
        "practice\n  |for: case",
        "'for' staat hier voor de tweede keer (eerst op regel 2).",
        "'for' occurs twice (first on line 2).",
    ),
    # -- catalogue, parameters, sources and the book itself -----------------------------------------------------------------------
    Mistake(
        "an unknown key in the catalogue",
        "catalogue/actions.yaml",
        "hours: 16",
        "huors: 16",
        "huors",
        f"set-up-register: 'huors' is hier geen bekend woord. Kies uit: {_ACTION}. Bedoelt u 'hours'?",
        f"set-up-register: 'huors' is not a known word here. Choose from: {_ACTION}. Did you mean 'hours'?",
    ),
    Mistake(
        "a number in quotes",
        "catalogue/actions.yaml",
        "hours: 16",
        "hours: '16'",
        "'16'",
        "set-up-register.hours: '16' moet een heel getal zijn.",
        "set-up-register.hours: '16' must be a whole number.",
    ),
    Mistake(
        "yes for a number",
        "catalogue/actions.yaml",
        "weeks: 4",
        "weeks: true",
        "true",
        "set-up-register.weeks: 'true' moet een heel getal zijn.",
        "set-up-register.weeks: 'true' must be a whole number.",
    ),
    Mistake(
        "too many weeks",
        "catalogue/actions.yaml",
        "weeks: 4",
        "weeks: 105",
        "105",
        "set-up-register.weeks: '105' mag niet meer zijn dan 104.",
        "set-up-register.weeks: '105' may not be more than 104.",
    ),
    Mistake(
        "no hours",
        "catalogue/actions.yaml",
        "hours: 16",
        "hours: 0",
        "0\n",
        "set-up-register.hours: '0' moet 1 of meer zijn.",
        "set-up-register.hours: '0' must be 1 or more.",
    ),
    Mistake(
        "no steps",
        "catalogue/actions.yaml",
        "  steps:\n    - {nl: Begin, en: Begin}\n",
        "  steps: []\n",
        "[]",
        "set-up-register.steps: mag niet leeg zijn.",
        "set-up-register.steps: may not be empty.",
    ),
    Mistake(
        "an unknown role",
        "catalogue/actions.yaml",
        "consulted: [police]",
        "consulted: [polise]",
        "polise",
        "'polise' staat niet in catalogue/roles.yaml. Bedoelt u 'police'?",
        "'polise' is not in catalogue/roles.yaml. Did you mean 'police'?",
    ),
    Mistake(
        "a missing key",
        "catalogue/roles.yaml",
        "  party: police\n",
        "",
        "title: {nl: Politie",
        "police.party: ontbreekt.",
        "police.party: is missing.",
    ),
    Mistake(
        "a recurrence that never ends",
        "catalogue/moments.yaml",
        "FREQ=YEARLY;BYMONTH=9;BYDAY=4SA",
        "FREQ=YEARLY;INTERVAL=0",
        "FREQ",
        "neighbours-day.recurrence: 'FREQ=YEARLY;INTERVAL=0' moet een herhaling zijn in de vorm van iCalendar (RRULE), zoals "
        "FREQ=YEARLY;BYMONTH=9;BYDAY=4SA, waarop ooit een dag valt.",
        "neighbours-day.recurrence: 'FREQ=YEARLY;INTERVAL=0' must be a recurrence as in iCalendar (RRULE), such as "
        "FREQ=YEARLY;BYMONTH=9;BYDAY=4SA, by which some day falls.",
    ),
    Mistake(
        "a name of an entry that is none",
        "catalogue/findings.yaml",
        "no_register:",
        '"no register\\e[31m": {}\nno_register:',
        '"no register',
        "'no register [31m' moet uit kleine letters en cijfers bestaan, met streepjes ertussen, en met een letter beginnen.",
        "'no register [31m' must be lower-case letters and digits with hyphens between, and begin with a letter.",
    ),
    Mistake(
        "an empty entry",
        "catalogue/problems.yaml",
        "chatter:\n  title: {nl: Gebabbel, en: Chatter}\n  source: practice\n  basis: practice\n",
        "chatter:\n",
        "chatter:|",
        "chatter: is leeg.",
        "chatter: is empty.",
    ),
    Mistake(
        "a catalogue that is a list",
        "catalogue/problems.yaml",
        SMALL["catalogue/problems.yaml"],
        "- low_coverage\n",
        "- low",
        "moet uit naam en waarde bestaan.",
        "must consist of names and values.",
    ),
    Mistake(
        "a word for a threshold",
        "parameters.yaml",
        "value: 60",
        "value: zestig",
        "zestig",
        "low_coverage.values[2].value: 'zestig' moet een getal zijn.",
        "low_coverage.values[2].value: 'zestig' must be a number.",
    ),
    Mistake(
        "two values from the same day",
        "parameters.yaml",
        "from: 2026-07-01",
        "from: 2020-01-01",
        "- {from: 2020-01-01, value: 50}",
        "low_coverage.values: heeft twee waarden vanaf dezelfde dag.",
        "low_coverage.values: has two values from the same day.",
    ),
    Mistake(
        "a year that is none",
        "sources.yaml",
        "year: 2026",
        "year: vorig jaar",
        "vorig jaar",
        "practice.year: 'vorig jaar' moet een heel getal zijn.",
        "practice.year: 'vorig jaar' must be a whole number.",
    ),
    Mistake(
        "an item that the format cannot have",
        "sources.yaml",
        "    2.1:",
        "    8.1:",
        "8.1",
        "format.items.8.1: '8.1' moet een onderdeel van het format zijn, zoals 4.1.",
        "format.items.8.1: '8.1' must be an item of the format, such as 4.1.",
    ),
    Mistake(
        "broken YAML in the sources",
        "sources.yaml",
        "practice:",
        "practice",
        "practice",
        "is geen geldige YAML (na deze naam ontbreekt een dubbele punt).",
        "is not valid YAML (there is no colon after this name).",
    ),
    Mistake(
        "an unknown kind in a stage",
        "rulebook.yaml",
        "concludes: [finding]",
        "concludes: [finding, findings]",
        "findings",
        f"'findings' is geen soort conclusie. Kies uit: {_KINDS}. Bedoelt u 'finding'?",
        f"'findings' is not a kind of conclusion. Choose from: {_KINDS}. Did you mean 'finding'?",
    ),
    Mistake(
        "a kind in two stages",
        "rulebook.yaml",
        "concludes: [action]",
        "concludes: [action, problem]",
        "action, |problem",
        "'problem' hoort al bij een andere fase.",
        "'problem' belongs to another stage already.",
    ),
    Mistake(
        "a kind before what it is about",
        "rulebook.yaml",
        "concludes: [finding]",
        "concludes: [finding, order]",
        "order",
        "'order' kan pas na 'action'.",
        "'order' can only come after 'action'.",
    ),
    Mistake(
        "two stages of one name",
        "rulebook.yaml",
        "- id: strategy",
        "- id: solutions ",
        "solutions ",
        "'solutions' is al de naam van een fase.",
        "'solutions' is a stage's name already.",
    ),
    Mistake(
        "an unknown default",
        "rulebook.yaml",
        "[after-a-year]",
        "[after-a-yaer]",
        "after-a-yaer",
        "'after-a-yaer' staat niet in catalogue/evaluations.yaml. Bedoelt u 'after-a-year'?",
        "'after-a-yaer' is not in catalogue/evaluations.yaml. Did you mean 'after-a-year'?",
    ),
    Mistake(
        "an unknown kind of default",
        "rulebook.yaml",
        "  evaluation:",
        "  evaluations:",
        "evaluations",
        "'evaluations' kan hier niet. Kies uit: measurement, evaluation.",
        "'evaluations' is not possible here. Choose from: measurement, evaluation.",
    ),
    Mistake(
        "an unknown priority of a start",
        "rulebook.yaml",
        "{high: 0,",
        "{hihg: 0,",
        "hihg",
        "start_weeks.hihg: 'hihg' kan hier niet. Kies uit: high, middle, low. Bedoelt u 'high'?",
        "start_weeks.hihg: 'hihg' is not possible here. Choose from: high, middle, low. Did you mean 'high'?",
    ),
    Mistake(
        "an unknown key of the book",
        "rulebook.yaml",
        "version:",
        "introduction: x\nversion:",
        "introduction",
        "'introduction' is hier geen bekend woord. Kies uit: name, version, date, stages, defaults, plan_review, start_weeks, "
        "owner, review, allow.",
        "'introduction' is not a known word here. Choose from: name, version, date, stages, defaults, plan_review, start_weeks, "
        "owner, review, allow.",
    ),
    Mistake(
        "a version that is none",
        "rulebook.yaml",
        'version: "1.0"',
        "version: nieuw",
        "nieuw",
        "version: 'nieuw' moet een versie zijn, zoals 2026.1.",
        "version: 'nieuw' must be a version, such as 2026.1.",
    ),
]


def faults_of(folder: Path, language: Language = "nl") -> list[str]:
    """What is said of a faulty rule book."""
    with pytest.raises(FaultyInputError) as raised:
        load_rulebook(folder)
    return [fault.words(language) for fault in raised.value.faults]


def test_the_small_rule_book_is_right(tmp_path: Path) -> None:
    assert len(load_rulebook(written(tmp_path), date(2026, 1, 1)).rules) == 5


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
def test_each_mistake_is_told_once_with_its_place_its_value_and_what_is_allowed(mistake: Mistake, tmp_path: Path) -> None:
    written(tmp_path, changed(SMALL, mistake.file, mistake.old, mistake.new))
    for language in LANGUAGES:
        assert faults_of(tmp_path, language) == [mistake.told(tmp_path, language)]


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
def test_each_mistake_ends_the_command_with_1_and_without_advice(mistake: Mistake, tmp_path: Path) -> None:
    written(tmp_path, changed(SMALL, mistake.file, mistake.old, mistake.new))
    for command in (("rules", "list"), ("advise", CASE)):
        result = commplan_here(*command, "--rules", tmp_path, "--lang", "en")
        assert (result.exit_code, result.stdout) == (WRONG, "")
        assert result.stderr.splitlines() == [mistake.told(tmp_path, "en")]


def test_mistakes_in_several_files_are_told_at_once(tmp_path: Path) -> None:
    """Those of one rule, of several rules, of the catalogue and of a file that cannot be parsed."""
    names = (
        "an unknown field",
        "an unknown catalogue entry",
        "an unknown operator",
        "an unknown part",
        "a number in quotes",
        "a missing key",
        "a word for a threshold",
        "a year that is none",
        "an unknown default",
        "broken YAML",
    )
    chosen = [mistake for name in names for mistake in MISTAKES if mistake.what == name]
    assert len(chosen) == len(names)
    files = dict(SMALL)
    for mistake in chosen:
        files = changed(files, mistake.file, mistake.old, mistake.new)
    folder = written(tmp_path / "regels", files)
    result = commplan("rules", "list", "--rules", folder)
    assert (result.returncode, result.stdout) == (WRONG, "")
    assert sorted(result.stderr.splitlines()) == sorted(mistake.told(folder, "nl") for mistake in chosen)


def test_all_mistakes_of_one_rule_are_told_at_once(tmp_path: Path) -> None:
    rule = """\
- id: X
  for: problem
  when:
    problem.tpye: chatter
    problem.type: [chater, low_coverage]
  then: [{action: setup-register}, {finding: no_register}]
  because: {nl: "{problem.tpe}", en: ""}
  source: [format 9.9, practise]
  basis: proven
  valid: {from: 2026-02-30, to: 2026-03-01}
"""
    folder = written(tmp_path, {**SMALL, SOLUTIONS: rule})
    lines = [int(fault.removeprefix(f"{folder / SOLUTIONS}:").partition(":")[0]) for fault in faults_of(folder)]
    assert lines == [1, 4, 5, 6, 6, 7, 8, 8, 9, 10, 10]


def test_a_fault_in_an_entry_is_not_told_again_of_every_rule_that_names_it(tmp_path: Path) -> None:
    files = {name: text.replace("title:", "titel:") for name, text in SMALL.items()}
    folder = written(tmp_path, {**files, "rulebook.yaml": SMALL["rulebook.yaml"]})
    expected = sum(text.count("title:") for name, text in SMALL.items() if name != "rulebook.yaml")
    told = faults_of(folder)
    assert len(told) == expected
    assert all(" 'titel' is hier geen bekend woord. " in fault for fault in told)


def test_mistakes_in_the_shipped_rules_are_told_too(tmp_path: Path) -> None:
    folder = shutil.copytree(ROOT / "rules", tmp_path / "regels")
    file = folder / "solutions" / "coverage.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("problem.type: low_coverage", "problem.type: low_coverag"), encoding="utf-8")
    (count,) = {text.count("problem.type: low_coverage")}
    told = faults_of(folder)
    assert len(told) == count > 1
    assert all(fault.endswith(" Bedoelt u 'low_coverage'?") for fault in told)


# -- files and folders ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "text", "nl", "en"),
    [
        (
            "solutons/nieuw.yaml",
            "[]\n",
            f"'solutons' hoort bij geen fase. Kies uit: {_STAGES}. Bedoelt u 'solutions'?",
            f"'solutons' belongs to no stage. Choose from: {_STAGES}. Did you mean 'solutions'?",
        ),
        (
            "los.yaml",
            "[]\n",
            f"'los.yaml' hoort bij geen fase. Kies uit: {_STAGES}.",
            f"'los.yaml' belongs to no stage. Choose from: {_STAGES}.",
        ),
        (
            "catalogue/action.yaml",
            "{}\n",
            "'action' hoort niet in de catalogus. Bedoelt u 'actions'?",
            "'action' does not belong in the catalogue. Did you mean 'actions'?",
        ),
        (
            "catalogue/meer/actions.yaml",
            "{}\n",
            "'actions' hoort niet in de catalogus. Bedoelt u 'actions'?",
            "'actions' does not belong in the catalogue. Did you mean 'actions'?",
        ),
        ("solutions/nieuw.yml", "[]\n", "moet op .yaml eindigen.", "must end in .yaml."),
    ],
)
def test_a_file_in_the_wrong_place_is_told_of(file: str, text: str, nl: str, en: str, tmp_path: Path) -> None:
    folder = written(tmp_path, {**SMALL, file: text})
    assert faults_of(folder) == [f"{folder / file}: {nl}"]
    assert faults_of(folder, "en") == [f"{folder / file}: {en}"]


def test_a_name_that_two_rules_have_is_told_with_the_place_of_both(tmp_path: Path) -> None:
    other = "situation/zelfde.yaml"
    folder = written(tmp_path, {**SMALL, other: SMALL[SITUATION]})
    assert faults_of(folder) == [f"{folder / other}:1:7: 'no-register' is al de naam van een regel ({folder / SITUATION}:1:3)."]
    assert faults_of(folder, "en") == [f"{folder / other}:1:7: 'no-register' is a rule's name already ({folder / SITUATION}:1:3)."]


def test_missing_sources_are_told_once(tmp_path: Path) -> None:
    folder = written(tmp_path, {name: text for name, text in SMALL.items() if name != "sources.yaml"})
    assert faults_of(folder) == [f"{folder / 'sources.yaml'}: ontbreekt."]


def test_a_rule_book_of_other_files_only_is_none(tmp_path: Path) -> None:
    file = tmp_path / "los.yaml"
    file.write_text("[]", encoding="utf-8")
    for folder in (tmp_path, tmp_path / "nergens", file):
        result = commplan_here("rules", "list", "--rules", folder)
        assert (result.exit_code, result.stdout) == (UNREADABLE, "")
        assert result.stderr == f"{folder}: is geen map met regels: er is geen rulebook.yaml in.\n"


@pytest.mark.parametrize("closed", ["", "solutions", "rulebook.yaml", SOLUTIONS, "catalogue/actions.yaml"])
def test_a_rule_book_that_may_not_be_read_as_a_whole_is_not_used_in_part(closed: str, tmp_path: Path) -> None:
    folder = written(tmp_path / "regels")
    path = folder / closed
    mode = path.stat().st_mode
    path.chmod(0)
    try:
        results = [commplan(*command, "--rules", folder, ordinary=True) for command in (("rules", "list"), ("advise", CASE))]
    finally:
        path.chmod(mode)
    for result in results:
        assert (result.returncode, result.stdout) == (UNREADABLE, "")
        (line,) = result.stderr.splitlines()
        assert line.startswith(str(path))
    assert commplan("rules", "list", "--rules", folder, ordinary=True).returncode == 0


@pytest.mark.parametrize(("content", "words"), [(b"\xff", ":1:1: is geen tekst in UTF-8."), (b"# " * 1_000_001, ": is te groot")])
def test_a_rule_file_that_is_no_text_or_too_large_ends_with_3(content: bytes, words: str, tmp_path: Path) -> None:
    folder = written(tmp_path)
    (folder / SOLUTIONS).write_bytes(content)
    with pytest.raises(UnreadableFileError) as raised:
        load_rulebook(folder)
    assert raised.value.fault.words("nl").startswith(f"{folder / SOLUTIONS}{words}")
    assert commplan_here("rules", "list", "--rules", folder).exit_code == UNREADABLE


def test_what_is_no_ordinary_file_is_not_waited_for(tmp_path: Path) -> None:
    folder = written(tmp_path)
    pipe, dangling = folder / "solutions" / "pijp.yaml", folder / "problems" / "los.yaml"
    os.mkfifo(pipe)
    result = commplan("rules", "list", "--rules", folder)
    assert (result.returncode, result.stdout) == (UNREADABLE, "")
    assert result.stderr.startswith(f"{pipe}: kan niet worden gelezen (")
    pipe.unlink()
    dangling.symlink_to(pipe)
    result = commplan("rules", "list", "--rules", folder)
    assert (result.returncode, result.stdout) == (UNREADABLE, "")
    assert result.stderr.startswith(f"{dangling}: kan niet worden gelezen (")


def test_hidden_files_and_tests_are_no_part_of_a_rule_book(tmp_path: Path) -> None:
    folder = written(tmp_path, {**SMALL, "tests/x.yaml": "[", ".git/x.yaml": "[", "solutions/.x.yaml": "[", "leesmij.txt": "["})
    assert load_rulebook(folder, date(2026, 1, 1)).digest == load_rulebook(written(tmp_path / "anders"), date(2026, 1, 1)).digest
