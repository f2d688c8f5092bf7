"""The words and signs of a comparison, in both languages."""

from __future__ import annotations

from commplan_advisor.advice.compare.comparing import ASSUMED, NO, OPEN, YES
from commplan_advisor.common.text import Language

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("Vergelijking van {count} vragenlijsten", "Comparison of {count} questionnaires"),
    "title_one": ("Vergelijking: maar 1 vragenlijst", "Comparison: only 1 questionnaire"),
    "short": (
        "In deze adviezen komen samen {rows} onderdelen voor. Bij {same} daarvan is iedereen gelijk, bij {unlike} niet.",
        "These advices hold {rows} parts in all. On {same} of them all are equal, on {unlike} they are not.",
    ),
    "often": ("Wat het vaakst speelt: {problems}.", "What occurs most: {problems}."),
    "only_one": (
        "Er is niets om mee te vergelijken. Geef nog een vragenlijst.",
        "There is nothing to compare it with. Give another questionnaire.",
    ),
    "cases": ("Vragenlijsten", "Questionnaires"),
    "many_cases": (
        "Dit zijn te veel vragenlijsten om hier te noemen. Schrijf met -o naar een bestand dat eindigt op .xlsx of .csv: daarin staat elke "
        "vragenlijst.",
        "These are too many questionnaires to list here. Write to a file that ends in .xlsx or .csv with -o: it holds each questionnaire.",
    ),
    "case": ("Gemeente", "Municipality"),
    "date": ("Datum", "Date"),
    "answered": ("Ingevuld", "Answered"),
    "of": ("{answered} van {asked}", "{answered} of {asked}"),
    "problems": ("Problemen", "Problems"),
    "actions": ("Acties", "Actions"),
    "strengths": ("SWOT: sterke punten", "SWOT: strengths"),
    "weaknesses": ("SWOT: zwakke punten", "SWOT: weaknesses"),
    "opportunities": ("SWOT: kansen", "SWOT: opportunities"),
    "threats": ("SWOT: bedreigingen", "SWOT: threats"),
    "roles": ("Rollen: wie heeft welke vaste taak", "Roles: who has which standing task"),
    "rhythm": ("Ritme: wanneer meten en evalueren", "Rhythm: when to measure and evaluate"),
    "matrix": ("Wat geldt voor wie", "What holds for whom"),
    "differences": ("Waarin zij verschillen", "Where they differ"),
    "columns": ("Kolommen", "Columns"),
    "numbered": ("de nummers uit de lijst met vragenlijsten hierboven", "the numbers of the list of questionnaires above"),
    "legend": ("Tekens", "Signs"),
    "yes": ("geldt", "holds"),
    "open": ("hangt af van een vraag die nog open is", "depends on a question that is still open"),
    "no": ("geldt niet", "does not hold"),
    "assumed": ("voorbeeld uit het format, nog niet gekozen", "example of the format, not chosen yet"),
    "high": ("actie met hoge prioriteit", "action of high priority"),
    "middle": ("actie met gemiddelde prioriteit", "action of medium priority"),
    "low": ("actie met lage prioriteit", "action of low priority"),
    "count_yes": ("Geldt", "Holds"),
    "count_open": ("Open", "Open"),
    "count_no": ("Niet", "Not"),
    "count_high": ("Hoog", "High"),
    "count_middle": ("Gemiddeld", "Medium"),
    "count_low": ("Laag", "Low"),
    "counted": (
        "Er zijn te veel vragenlijsten voor een kolom per gemeente. Daarom staat hier hoe vaak iets geldt. Een kolom per gemeente staat in "
        "een bestand dat eindigt op .xlsx of .csv (-o).",
        "There are too many questionnaires for a column each. So this says how often something holds. A column for each municipality is in "
        "a file that ends in .xlsx or .csv (-o).",
    ),
    "all_equal": ("Iedereen is hier gelijk ({count}).", "All are equal here ({count})."),
    "also_equal": ("Gelijk bij iedereen, en hier weggelaten: {count}.", "Equal for all, and left out here: {count}."),
    "nothing": ("Niemand heeft hier iets.", "Nobody has anything here."),
    "causes": ("Welke antwoorden maken het verschil?", "Which answers make the difference?"),
    "cause": (
        "De {count} antwoorden hieronder maken het verschil. Geef {base} deze antwoorden van {other}, en het advies is hetzelfde als dat "
        "van {other}. Laat er één weg, en dat klopt niet meer. Dit is nagegaan met de regels. Samen verschillen zij bij {differing}.",
        "The {count} answers below make the difference. Give {base} these answers of {other}, and the advice is the same as that of "
        "{other}. Leave one out, and it is not. This was tried on the rules. In all they differ on {differing}.",
    ),
    "cause_one": (
        "Het antwoord hieronder maakt het verschil. Geef {base} dit antwoord van {other}, en het advies is hetzelfde als dat van {other}. "
        "Dit is nagegaan met de regels. Samen verschillen zij bij {differing}.",
        "The answer below makes the difference. Give {base} this answer of {other}, and the advice is the same as that of {other}. This "
        "was tried on the rules. In all they differ on {differing}.",
    ),
    "equal": (
        "{base} en {other} krijgen hetzelfde advies. Zij verschillen bij {differing}, maar voor het advies maakt dat niets uit.",
        "{base} and {other} get the same advice. They differ on {differing}, but that makes no difference to the advice.",
    ),
    "the_same": (
        "{base} en {other} krijgen hetzelfde advies. Zij geven overal hetzelfde antwoord.",
        "{base} and {other} get the same advice. They give the same answer everywhere.",
    ),
    "one_question": ("1 vraag", "1 question"),
    "questions": ("{count} vragen", "{count} questions"),
    "versus": ("{base} en {other}", "{base} and {other}"),
    "question": ("Vraag", "Question"),
    "groups": ("Wie lijken op elkaar?", "Who are alike?"),
    "groups_explained": (
        "Binnen een groep lijkt iedereen op iedereen. Elke twee delen minstens {share} % van hun situatie (problemen en bevindingen) en "
        "minstens {share} % van hun acties. De voorbeeldgemeente lijkt het meest op de rest van de groep.",
        "Within a group everyone is like everyone. Any two share at least {share} % of their situation (problems and findings) and at "
        "least {share} % of their actions. The representative is most like the rest of the group.",
    ),
    "group": ("Groep {number}: {count} vragenlijsten", "Group {number}: {count} questionnaires"),
    "members": ("Gemeenten", "Municipalities"),
    "representative": ("Voorbeeldgemeente", "Representative"),
    "problems_of_all": ("Problemen van allemaal", "Problems of all"),
    "actions_of_all": ("Acties voor allemaal", "Actions for all"),
    "no_groups": ("Er zijn geen twee die genoeg op elkaar lijken.", "No two are alike enough."),
    "alone": ("Lijken op geen groep", "Like no group"),
    "empty": ("Nog te weinig ingevuld om dit te zeggen", "Too little answered yet to say"),
    "unlike": ("De situatie lijkt op elkaar, het advies niet", "Situation alike, advice unlike"),
    "unlike_explained": (
        "Deze gemeenten delen minstens {share} % van hun situatie, maar minder dan {share} % van hun acties. Een open vraag kan de reden "
        "zijn. Vergelijk de twee met elkaar om dat na te gaan.",
        "These municipalities share at least {share} % of their situation, but less than {share} % of their actions. An open question may "
        "be the reason. Compare the two with each other to find out.",
    ),
    "unlike_more": ("En nog {count} paren.", "And {count} more pairs."),
    "no_unlike": ("Die zijn er niet.", "There are none."),
    "shared": ("Gedeeld", "Shared"),
    "shared_of": ("situatie {situation} %, acties {advice} %", "situation {situation} %, actions {advice} %"),
    "only": ("Alleen {case}", "Only {case}"),
    "timelines": ("Ontwikkeling", "Development"),
    "passed_over": (
        "Niet meegeteld, want zonder datum of met een datum die twee keer voorkomt",
        "Not counted, for lack of a date or for a date that occurs twice",
    ),
    "number": ("Cijfer", "Figure"),
    "step": ("Van {since} tot {until}", "From {since} to {until}"),
    "problems_gone": ("Opgeloste problemen", "Problems solved"),
    "problems_unclear": ("Niet duidelijk of dit is opgelost (een vraag is open)", "Not clear whether solved (a question is open)"),
    "problems_new": ("Nieuwe problemen", "New problems"),
    "problems_lasting": ("Problemen die blijven", "Problems that last"),
    "actions_gone": ("Acties die niet meer nodig zijn", "Actions no longer needed"),
    "actions_unclear": ("Niet duidelijk of dit nog nodig is (een vraag is open)", "Not clear whether still needed (a question is open)"),
    "actions_new": ("Nieuwe acties", "New actions"),
    "actions_lasting": ("Acties die blijven", "Actions that last"),
    "none": ("geen", "none"),
    "receipt": ("Verantwoording", "Receipt"),
    "program": ("Programma", "Program"),
    "rules": ("Regels", "Rule book"),
    "rules_hash": ("Hash van de regels", "Hash of the rule book"),
    "as_of": ("Regels van", "Rules as of"),
}

SIGNS = {YES: "●", OPEN: "?", NO: "·", ASSUMED: "○"}
"""What stands in a cell; of an action the first letter of its priority."""

_LETTERS = {"nl": {"high": "H", "middle": "G", "low": "L"}, "en": {"high": "H", "middle": "M", "low": "L"}}


def word(name: str, language: Language, **filled: object) -> str:
    """A word or sentence of a comparison."""
    return _WORDS[name][0 if language == "nl" else 1].format(**filled)


def sign(cell: str, language: Language) -> str:
    """What stands in a cell of the matrix."""
    return SIGNS.get(cell) or _LETTERS[language][cell]
