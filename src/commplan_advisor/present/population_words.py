"""The words of what is counted over many cases, in both languages, and how numbers and parts are written."""

from __future__ import annotations

from commplan_advisor.common.text import Language
from commplan_advisor.population.summing.summary import Count, Rules

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("Hoe vaak komt wat voor", "How often what occurs"),
    "title_by": ("Hoe vaak komt wat voor, per antwoord op: {question}", "How often what occurs, by the answer to: {question}"),
    "one": ("1 vragenlijst", "1 questionnaire"),
    "many": ("{count} vragenlijsten", "{count} questionnaires"),
    "aside_one": ("1 andere is ongeldig en telt niet mee", "1 other is not valid and does not count"),
    "aside": ("{count} andere zijn ongeldig en tellen niet mee", "{count} others are not valid and do not count"),
    "source": ("Gelezen", "Read"),
    "rules": ("Regels", "Rules"),
    "rules_told": ("{name}, versie {version} ({digest}), zoals op {day}", "{name}, version {version} ({digest}), as of {day}"),
    "explained": (
        "Open betekent: dat hangt nog af van een vraag die niet is beantwoord.",
        "Open means: it still depends on a question that was not answered.",
    ),
    "explained_by": (
        "Elk getal zegt bij welk deel van de groep het geldt. Wat nog open is, telt niet als ja.",
        "Each number says for what part of the group it holds. What is still open does not count as yes.",
    ),
    "several": (
        "Een vragenlijst kan in meer groepen zitten.",
        "A questionnaire can be in several groups.",
    ),
    "groups": ("Groepen", "Groups"),
    "group": ("Groep", "Group"),
    "cases": ("Vragenlijsten", "Questionnaires"),
    "all": ("Alle", "All"),
    "concluded": ("Geldt", "Holds"),
    "open": ("Nog open", "Still open"),
    "ruled_out": ("Geldt niet", "Does not hold"),
    "nowhere": ("Nergens, en ook niet open: {count}.", "Nowhere, and not open either: {count}."),
    "more": ("En nog {count}: zie --top.", "And {count} more: see --top."),
    "more_drawn": ("en nog {count} andere", "and {count} more"),
    "nothing": ("Er is niets om te tellen.", "There is nothing to count."),
    "described": (
        "Per onderdeel van het advies: bij hoeveel vragenlijsten het geldt, en bij hoeveel het nog open is.",
        "For each part of the advice: for how many questionnaires it holds, and for how many it is still open.",
    ),
    "described_by": (
        "Tabel met op elke rij een onderdeel van het advies en in elke kolom een groep vragenlijsten. Hoe donkerder, hoe vaker het geldt.",
        "Table with a part of the advice on each row and a group of questionnaires in each column. The darker, the more often it holds.",
    ),
    "told": ("{title}: {share}", "{title}: {share}"),
    "about": ("{title} (bij: {about})", "{title} (of: {about})"),
    "kind_problem": ("Problemen", "Problems"),
    "kind_cause": ("Oorzaken", "Causes"),
    "kind_action": ("Acties", "Actions"),
    "kind_finding": ("Bevindingen", "Findings"),
    "kind_task": ("Vaste taken", "Standing tasks"),
    "kind_timing": ("Tijdstippen", "Timings"),
    "kind_moment": ("Momenten om te communiceren", "Moments to communicate"),
    "kind_duty": ("Plichten over privacy en gegevens", "Duties on privacy and data"),
    "kind_option": ("Keuzes", "Options"),
    "kind_part": ("Rollen in acties", "Roles in actions"),
    "kind_means": ("Middelen", "Means"),
    "kind_order": ("Volgorde van acties", "Order of actions"),
    "kind_measurement": ("Metingen", "Measurements"),
    "kind_evaluation": ("Evaluaties", "Evaluations"),
    "kind_indicator": ("Wat wordt gemeten", "What is measured"),
    "kind_target": ("Streefdoelen", "Targets"),
    "kind_decision": ("Besluiten", "Decisions"),
    "kind_rule": ("Regels", "Rules"),
    # ---- what a change does
    "impact": ("Wat de wijziging doet", "What the change does"),
    "old": ("Eerst", "Before"),
    "new": ("Nu", "After"),
    "changed_none": (
        "Voor geen van de {cases} vragenlijsten verandert er iets.",
        "For none of the {cases} questionnaires anything changes.",
    ),
    "changed": (
        "Voor {count} van de {cases} vragenlijsten ({share}) verandert er iets.",
        "For {count} of {cases} questionnaires ({share}) something changes.",
    ),
    "not_looked_at": (
        "Alleen of iets geldt telt hier. Wat er verandert aan prioriteit, data en teksten zegt 'commplan rules impact'.",
        "Only whether something holds counts here. What changes in priority, dates and texts is told by 'commplan rules impact'.",
    ),
    "what": ("Wat verandert", "What changes"),
    "gained": ("Komt erbij", "Comes"),
    "lost": ("Vervalt", "Goes"),
    "opened": ("Wordt open", "Opens"),
    "closed": ("Niet meer open", "Closes"),
    "impact_explained": (
        "Komt erbij: geldt nu, en eerst niet of nog niet. Vervalt: geldt nu niet meer, of hangt nu af van een vraag die open is. Wordt "
        "open: kon eerst niet, en nu misschien. Niet meer open: kon eerst misschien, en nu niet.",
        "Comes: holds now, and did not before, or not yet. Goes: holds no longer, or depends on an open question now. Opens: could not "
        "hold before, and now may. Closes: might hold before, and now cannot.",
    ),
    "which": ("Welke vragenlijsten", "Which questionnaires"),
    "first": ("De eerste {count}. Met --cases BESTAND krijgt u ze allemaal.", "The first {count}. With --cases FILE you get all of them."),
    "number": ("Nummer", "Number"),
    "case": ("Vragenlijst", "Questionnaire"),
    "changes": ("Verandering", "Change"),
    "and_more": ("en nog {count}", "and {count} more"),
    "more_json": ("En nog {count}; --format json noemt ze allemaal.", "And {count} more; --format json lists them all."),
    "case_gained": ("komt erbij: {title}", "comes: {title}"),
    "case_lost": ("vervalt: {title}", "goes: {title}"),
    "case_opened": ("wordt open: {title}", "opens: {title}"),
    "case_closed": ("niet meer open: {title}", "closes: {title}"),
}


def say(name: str, language: Language, /, **filled: object) -> str:
    """A word or sentence, with its blanks filled in."""
    return _WORDS[name][0 if language == "nl" else 1].format(**filled)


def whole(number: int, language: Language) -> str:
    """A whole number with a point, or in English a comma, between thousands."""
    text = f"{number:,}"
    return text.replace(",", ".") if language == "nl" else text


def part(count: int, of: int) -> str:
    """A part in whole percents; nothing that is there becomes 0%, and only all becomes 100%."""
    if not of:
        return "–"
    share = 100 * count / of
    if 0 < share < 1:
        return "<1%"
    if 99 < share < 100:
        return ">99%"
    return f"{round(share)}%"


def with_part(count: int, of: int, language: Language) -> str:
    """A number with the part that it is."""
    return f"{whole(count, language)} ({part(count, of)})" if of else whole(count, language)


def cases_said(count: int, language: Language) -> str:
    """So many questionnaires."""
    return say("one" if count == 1 else "many", language, count=whole(count, language))


def aside_said(count: int, language: Language) -> str:
    """So many questionnaires that do not count; nothing for none."""
    return say("aside_one" if count == 1 else "aside", language, count=whole(count, language)) if count else ""


def rules_said(rules: Rules, language: Language) -> str:
    """A rule book on one line."""
    name = rules.name.in_(language)
    return say("rules_told", language, name=name, version=rules.version, digest=rules.digest[:8], day=rules.as_of)


def has_any(count: Count) -> bool:
    """Whether something is concluded or open anywhere."""
    return bool(count.concluded or count.open)
