"""The words of the handbook, in both languages."""

from __future__ import annotations

from commplan_advisor.common.text import Language, Text

_WORDS = {
    "title": Text("Handboek: {book}", "Handbook: {book}"),
    "contents": Text("Inhoud", "Contents"),
    "version": Text("Versie", "Version"),
    "date": Text("Datum van deze versie", "Date of this version"),
    "as_of": Text("Zoals het geldt op", "As it counts on"),
    "owner": Text("Eigenaar", "Owner"),
    "review": Text("Nakijken voor", "Review by"),
    "count": Text("Omvang", "Size"),
    "counts": Text("{rules} regels, {actions} acties", "{rules} rules, {actions} actions"),
    "how_to_read": Text(
        "Dit handboek zegt in gewone zinnen wat in het regelboek staat. Bij elke regel staat waar die op rust, welke tests hem noemen en "
        "in welk bestand hij staat. Tussen ‘ en ’ staan vragen, antwoorden en namen. Tussen [ en ] komt in het advies een antwoord.",
        "This handbook says in plain sentences what the rule book holds. With each rule it says what it rests on, which tests name it and "
        "which file it stands in. Questions, answers and names stand between ‘ and ’. Between [ and ] the advice shows an answer.",
    ),
    "how_it_works": Text(
        "Het advies komt in stappen tot stand. Elke stap gebruikt de antwoorden en wat eerdere stappen vonden. Een vraag die niet is "
        "ingevuld telt niet als nee: een regel die ervan afhangt, blijft dan open.",
        "The advice is made in steps. Each step uses the answers and what earlier steps found. A question that was not answered does not "
        "count as no: a rule that depends on it then stays open.",
    ),
    "stages_described": Text("De stappen van het advies, met het aantal regels", "The steps of the advice, with the number of rules"),
    "problems": Text("Problemen, oorzaken en oplossingen", "Problems, causes and solutions"),
    "rest_of": Text("{stage}: overige regels", "{stage}: other rules"),
    "described": Text("Wat samenhangt met: {title}", "What hangs together with: {title}"),
    "found_by": Text("Hoe dit probleem blijkt", "How this problem shows"),
    "caused_by": Text("Waar het door komt", "Where it comes from"),
    "solved_by": Text("Wat eraan te doen is", "What can be done about it"),
    "told_above": Text("Ook, en hierboven al uitgelegd:", "Also, and told above already:"),
    "source": Text("Bron", "Source"),
    "tests": Text("Tests", "Tests"),
    "no_tests": Text("geen test noemt deze regel", "no test names this rule"),
    "valid": Text("Geldig", "Valid"),
    "status": Text("Status", "Status"),
    "place": Text("Staat in", "Stands in"),
    "actions": Text("Acties", "Actions"),
    "responsible": Text("Voert uit", "Responsible"),
    "accountable": Text("Eindverantwoordelijk", "Accountable"),
    "supports": Text("Helpt", "Supports"),
    "consulted": Text("Denkt mee", "Consulted"),
    "informed": Text("Wordt ingelicht", "Informed"),
    "where": Text("Waar", "Where"),
    "effort": Text("Werk", "Effort"),
    "effort_of": Text("ongeveer {hours} uur, meestal in {weeks} weken", "about {hours} hours, usually within {weeks} weeks"),
    "needs": Text("Nodig", "Needs"),
    "after": Text("Na", "After"),
    "excludes": Text("Nooit samen met", "Never beside"),
    "indicator": Text("Meetpunt", "Indicator"),
    "target": Text("Streefdoel", "Target"),
    "serves": Text("Helpt bij:", "Helps with:"),
    "parameters": Text("Grenzen", "Parameters"),
    "parameters_explained": Text(
        "Regels noemen deze getallen bij naam. Elke waarde geldt vanaf haar dag, tot er een nieuwe komt.",
        "Rules name these numbers. Each value counts from its day on, until there is a new one.",
    ),
    "name": Text("Naam", "Name"),
    "what": Text("Wat het is", "What it is"),
    "values": Text("Waarden", "Values"),
    "since": Text("vanaf {day}: {value}", "from {day}: {value}"),
    "used_by": Text("Regels", "Rules"),
    "set_aside": Text("Regels die nu niet gelden", "Rules that do not count now"),
    "set_aside_explained": Text(
        "Deze regels tellen niet op {day}: zij zijn in de maak, vervallen, of gelden op andere dagen.",
        "These rules do not count on {day}: they are drafts, retired, or count on other days.",
    ),
    "kind_finding": Text("Bevindingen", "Findings"),
    "kind_problem": Text("Problemen", "Problems"),
    "kind_cause": Text("Oorzaken", "Causes"),
    "kind_action": Text("Acties", "Actions"),
    "kind_task": Text("Vaste taken", "Standing tasks"),
    "kind_timing": Text("Wanneer acties beginnen", "When actions start"),
    "kind_moment": Text("Momenten om te communiceren", "Moments to communicate"),
    "kind_duty": Text("Privacy en gegevens", "Privacy and data"),
    "kind_option": Text("Manieren om het te doen", "Ways to do it"),
    "kind_part": Text("Wie meedoet", "Who takes part"),
    "kind_means": Text("Middelen", "Means"),
    "kind_order": Text("Volgorde van acties", "Order of actions"),
    "kind_measurement": Text("Metingen", "Measurements"),
    "kind_evaluation": Text("Evaluaties", "Evaluations"),
    "kind_indicator": Text("Meetpunten", "Indicators"),
    "kind_target": Text("Streefdoelen", "Targets"),
    "column_findings": Text("Blijkt uit", "Shown by"),
    "column_problem": Text("Probleem", "Problem"),
    "column_causes": Text("Oorzaken", "Causes"),
    "column_actions": Text("Acties", "Actions"),
    "box_reported": Text("De gemeente noemt dit probleem zelf", "The municipality reports this problem itself"),
    "box_answers": Text("Andere antwoorden in de vragenlijst", "Other answers in the questionnaire"),
    "box_answers_all": Text("Antwoorden in de vragenlijst", "Answers in the questionnaire"),
    "box_stage": Text("{title}: {count} regels", "{title}: {count} rules"),
}


def say(name: str, language: Language, **filled: object) -> str:
    """A word or sentence of the handbook, with its blanks filled in."""
    return _WORDS[name].in_(language).format(**filled)
