"""What stands on the pages with questions."""

from __future__ import annotations

from commplan_advisor.common.text import Text

WORDS = {
    "to_fill_in": Text("Invullen", "Fill in"),
    "to_advise": Text("Advies", "Advice"),
    "to_carry_out": Text("Plan", "Plan"),
    "introduction": Text("1. Inleiding", "1. Introduction"),
    "situation": Text("2. Situatie", "2. Situation"),
    "problems": Text("3. Problemen", "3. Problems"),
    "plan": Text("De planning", "The planning"),
    "so_far_here": Text("Hier beantwoord: {answered} van de {asked} vragen.", "Answered here: {answered} of {asked} questions."),
    "so_far": Text(
        "In de hele vragenlijst: {answered} van de {asked} vragen.", "In the whole questionnaire: {answered} of {asked} questions."
    ),
    "advice_so_far": Text(
        "Het advies nu: {problems} problemen, {actions} acties.", "The advice now: {problems} problems, {actions} actions."
    ),
    "save": Text("Opslaan", "Save"),
    "saved": Text("Opgeslagen.", "Saved."),
    "date_hint": Text("Bijvoorbeeld 31-1-2026.", "For example 31-1-2026 or 2026-01-31."),
    "not_answered": Text("Nog niet beantwoord", "Not answered yet"),
    "yes": Text("Ja", "Yes"),
    "no": Text("Nee", "No"),
    "none": Text("Geen van deze", "None of these"),
    "row": Text("{one} {number}", "{one} {number}"),
    "named_row": Text("{one} {number}: {name}", "{one} {number}: {name}"),
    "new_row": Text("{one} {number}: nieuw", "{one} {number}: new"),
    "one_of_introduction.audiences": Text("Doelgroep", "Audience"),
    "one_of_situation.initiatives": Text("Initiatief", "Initiative"),
    "one_of_problems": Text("Probleem", "Problem"),
    "one_of_planning.hours": Text("Rol", "Role"),
    "one_of_measurements": Text("Meting", "Measurement"),
    "undo": Text("Maak de laatste wijziging ongedaan", "Undo the last change"),
    "undone": Text("De laatste wijziging is ongedaan gemaakt.", "The last change was undone."),
    "cannot_undo": Text(
        "Dat kan niet meer: het bestand is ondertussen veranderd.", "That cannot be done any more: the file has changed meanwhile."
    ),
    "autosaved": Text("Opgeslagen.", "Saved."),
    "autosaving": Text("Bezig met opslaan …", "Saving …"),
    "not_autosaved": Text("Niet opgeslagen. Het programma probeert het zo nog eens.", "Not saved. The program tries again soon."),
    "autosave_wrong": Text("Opgeslagen, behalve wat fout is.", "Saved, except what is wrong."),
    "autosave_meanwhile": Text(
        "Iemand anders heeft deze vragenlijst gewijzigd. Klik op Opslaan om het verschil te zien.",
        "Somebody else changed this questionnaire. Click Save to see the difference.",
    ),
    "remove": Text("Haal dit weg zodra ik opsla", "Remove this as soon as I save"),
    "add": Text("Opslaan en toevoegen: {one}", "Save and add: {one}"),
    "item": Text("format {item}", "format {item}"),
    "nothing_saved": Text(
        "Niet alles is opgeslagen. Verbeter wat fout is en sla opnieuw op.",
        "Not everything is saved. Correct what is wrong and save again.",
    ),
    "changed_meanwhile": Text(
        "Iemand anders heeft deze vragenlijst ondertussen gewijzigd. Hieronder staat wat u invulde. Bij een vraag die anders is, staat ook "
        "wat er nu in het bestand staat. Sla op als uw antwoorden moeten gelden.",
        "Somebody else changed this questionnaire meanwhile. Below is what you filled in. Where it differs, you also see what the file now "
        "says. Save if your answers must count.",
    ),
    "now": Text("In het bestand staat nu: {value}", "The file now says: {value}"),
    "save_and_on": Text("Opslaan en naar: {chapter}", "Save and go to: {chapter}"),
    "see_advice": Text("Bekijk het advies", "See the advice"),
}
