"""What stands on the pages with questions."""

from __future__ import annotations

from commplan_advisor.common.text import Text

WORDS = {
    "introduction": Text("1. Inleiding", "1. Introduction"),
    "situation": Text("2. Situatie", "2. Situation"),
    "problems": Text("3. Problemen", "3. Problems"),
    "plan": Text("De planning", "The planning"),
    "save": Text("Opslaan", "Save"),
    "saved": Text("Opgeslagen.", "Saved."),
    "not_answered": Text("Nog niet beantwoord", "Not answered yet"),
    "yes": Text("Ja", "Yes"),
    "no": Text("Nee", "No"),
    "none": Text("Geen van deze", "None of these"),
    "row": Text("{question} – {number}", "{question} – {number}"),
    "new_row": Text("{question} – nieuw", "{question} – new"),
    "remove": Text("Deze regel weghalen", "Take this one away"),
    "add": Text("Opslaan en er een toevoegen", "Save and add one"),
    "item": Text("format {item}", "format {item}"),
    "nothing_saved": Text("Er is nog niets opgeslagen.", "Nothing has been saved yet."),
    "changed_meanwhile": Text(
        "Iemand anders heeft deze vragenlijst ondertussen gewijzigd. Hieronder staat wat u invulde; bij een vraag die anders is, staat "
        "erbij wat er nu in het bestand staat. Sla op om uw antwoorden te laten gelden.",
        "Somebody else changed this questionnaire meanwhile. Below is what you filled in; where it differs, what the file says now is "
        "told. Save to let your answers count.",
    ),
    "now": Text("In het bestand staat nu: {value}", "The file now says: {value}"),
    "next_chapter": Text("Verder naar: {chapter}", "On to: {chapter}"),
    "see_advice": Text("Bekijk het advies", "See the advice"),
}
