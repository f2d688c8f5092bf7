"""What stands around all pages, on the list of questionnaires, and where something is wrong."""

from __future__ import annotations

from commplan_advisor.common.text import Text

WORDS = {
    "site": Text("Communicatieplan digitale buurtinitiatieven", "Communication plan for digital neighbourhood initiatives"),
    "skip": Text("Naar de inhoud", "Skip to the content"),
    "contents": Text("Op deze pagina", "On this page"),
    "cases": Text("Vragenlijsten", "Questionnaires"),
    "other_language": Text("English", "Nederlands"),
    "no_cases": Text("Er zijn nog geen vragenlijsten. Begin er een.", "There are no questionnaires yet. Begin one."),
    "municipality": Text("Gemeente", "Municipality"),
    "answered": Text("Ingevuld", "Filled in"),
    "answered_of": Text("{answered} van de {asked} vragen", "{answered} of {asked} questions"),
    "changed": Text("Laatst gewijzigd", "Last changed"),
    "new_case": Text("Een nieuwe vragenlijst", "A new questionnaire"),
    "name": Text("Naam van de gemeente", "Name of the municipality"),
    "begin": Text("Begin", "Begin"),
    "name_needed": Text("Vul de naam van de gemeente in.", "Fill in the name of the municipality."),
    "questions": Text("Vragen", "Questions"),
    "advice": Text("Advies", "Advice"),
    "downloads": Text("Plan en bestanden", "Plan and files"),
    "problem_title": Text("Er klopt iets niet", "Something is not right"),
    "error": Text("Fout", "Error"),
    "not_found": Text("Deze pagina bestaat niet", "This page does not exist"),
    "not_found_explained": Text(
        "Misschien is het bestand weg, of heeft het een andere naam.", "Perhaps the file is gone, or has another name."
    ),
    "foreign": Text("Dit formulier is verlopen", "This form has expired"),
    "foreign_explained": Text(
        "Ga terug, laad de pagina opnieuw en vul het nog een keer in. Laat uw browser cookies van deze site bewaren.",
        "Go back, load the page again and fill it in once more. Let your browser keep cookies of this site.",
    ),
    "refused": Text("Dat gaat niet", "That cannot be done"),
}
