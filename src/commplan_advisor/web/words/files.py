"""What stands on the list of questionnaires, and on the page of files."""

from __future__ import annotations

from commplan_advisor.common.text import Text

WORDS = {
    # the list of questionnaires
    "cases_order": Text(
        "Bovenaan staat wat nu aandacht vraagt. Daarna staan de gemeenten op naam.",
        "What needs attention now comes first. After that come the municipalities by name.",
    ),
    "state": Text("Stand", "State"),
    "to_do": Text("Naar", "Go to"),
    "fill_in": Text("Invullen", "Fill in"),
    "state_faulty": Text("Er is een fout. Kijk het bestand na.", "Something is wrong. Look at the file."),
    "state_plan_faulty": Text("Het vastgestelde plan is beschadigd.", "The plan that was adopted is damaged."),
    "state_review": Text(
        "Plan vastgesteld: versie {number}. Op {day} was een evaluatie nodig.",
        "Plan adopted: version {number}. A review was due on {day}.",
    ),
    "state_running": Text("Plan vastgesteld: versie {number}, van {day}.", "Plan adopted: version {number}, of {day}."),
    "state_filled": Text("Ingevuld: alles wat telt voor het advies.", "Filled in: all that counts for the advice."),
    "state_filling": Text("Wordt ingevuld.", "Being filled in."),
    "state_empty": Text("Nog niet begonnen.", "Not begun yet."),
    # the page of files
    "docx": Text("Word (.docx)", "Word (.docx)"),
    "odt": Text("LibreOffice (.odt)", "LibreOffice (.odt)"),
    "pdf": Text("PDF, ook met een schermlezer te lezen", "PDF, readable with a screen reader too"),
    "html": Text("Webpagina in één bestand", "Web page in one file"),
    "md": Text("Markdown", "Markdown"),
    "downloads_plan": Text("Het communicatieplan", "The communication plan"),
    "downloads_explained": Text(
        "Het hele communicatieplan, gemaakt van de antwoorden van nu.", "The whole communication plan, made from the answers of today."
    ),
    "downloads_adopted": Text(
        "Het hele communicatieplan, met de acties en dagen van het vastgestelde plan: versie {number}.",
        "The whole communication plan, with the actions and days of the plan that was adopted: version {number}.",
    ),
    "downloads_calendar": Text("De agenda", "The calendar"),
    "downloads_pictures": Text("Plaatjes voor een presentatie", "Pictures for a presentation"),
    "downloads_answers": Text("De vragenlijst met uw antwoorden", "The questionnaire with your answers"),
    "downloads_answers_explained": Text(
        "Om te bewaren, of om in een rekenblad verder te lezen.", "To keep, or to read on in a spreadsheet."
    ),
    "answers_yaml": Text("Tekst met uitleg (.yaml)", "Text with explanations (.yaml)"),
    "answers_json": Text("Voor andere programma's (.json)", "For other programs (.json)"),
    "answers_xlsx": Text("Excel (.xlsx)", "Excel (.xlsx)"),
    "answers_ods": Text("LibreOffice (.ods)", "LibreOffice (.ods)"),
}
