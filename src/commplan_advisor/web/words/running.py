"""What stands on the pages of a plan that runs: its calendar, its progress and its review."""

from __future__ import annotations

from commplan_advisor.common.text import Text

WORDS = {
    "calendar": Text("Agenda", "Calendar"),
    "progress": Text("Voortgang", "Progress"),
    "review": Text("Evaluatie", "Review"),
    # the day of a page
    "running_day": Text("Dag", "Day"),
    "running_day_hint": Text(
        "Bijvoorbeeld 31-1-2026. Laat dit leeg voor vandaag.", "For example 31-1-2026 or 2026-01-31. Leave this empty for today."
    ),
    "running_show_day": Text("Laat deze dag zien", "Show this day"),
    "running_not_between": Text("Typ een datum van 2000 tot en met 2100.", "Type a date from 2000 to 2100."),
    "running_cannot_tell": Text(
        "Dit kan nu niet worden getoond. Verbeter eerst wat hierboven staat.", "This cannot be shown now. First correct what is told above."
    ),
    "running_mind": Text("Let op", "Please note"),
    # calendar
    "calendar_of_version": Text(
        "Dit zijn de dagen van het vastgestelde plan: versie {number}, van {day}.",
        "These are the days of the plan that was adopted: version {number}, of {day}.",
    ),
    "calendar_of_advice": Text(
        "Er is nog geen plan vastgesteld. Dit zijn de dagen van het advies van nu.",
        "No plan was adopted yet. These are the days of the advice as it is now.",
    ),
    "calendar_whose": Text("Voor wie", "For whom"),
    "calendar_whose_hint": Text("Kies een partij of een rol.", "Choose a party or a role."),
    "calendar_everybody": Text("Iedereen", "Everybody"),
    "calendar_parties": Text("Partijen", "Parties"),
    "calendar_roles": Text("Rollen", "Roles"),
    "calendar_show": Text("Laat de agenda zien", "Show the calendar"),
    "calendar_no_role": Text("'{role}' is geen partij of rol.", "'{role}' is no party or role."),
    "calendar_choose_role": Text("Kies er een uit de lijst.", "Choose one from the list."),
    "picture_in_words": Text("Het plaatje in woorden", "The picture in words"),
    "picture_open": Text("Open het plaatje", "Open the picture"),
    "calendar_days": Text("De dagen", "The days"),
    "calendar_take": Text("Neem de agenda mee", "Take the calendar along"),
    "calendar_ics": Text("Voor Outlook en andere agenda's (.ics)", "For Outlook and other calendars (.ics)"),
    "calendar_xlsx": Text("Rekenblad (.xlsx)", "Spreadsheet (.xlsx)"),
    "calendar_csv": Text("Tekst met puntkomma's (.csv)", "Text with semicolons (.csv)"),
    "picture_timeline": Text("Tijdlijn", "Time line"),
    "picture_swot": Text("SWOT-analyse", "SWOT analysis"),
    "picture_roles": Text("Wie doet wat", "Who does what"),
    "picture_causes": Text("Van antwoord naar actie", "From answer to action"),
    # progress
    "note_title": Text("Leg iets vast", "Note something"),
    "note_explained": Text(
        "U voegt een notitie toe. De laatste notitie over een actie geldt. Klopt er een niet? Maak dan een nieuwe.",
        "You add a note. The last note on an action counts. Is one of them wrong? Then make a new one.",
    ),
    "note_action": Text("Actie", "Action"),
    "note_of_plan": Text("Acties van het plan", "Actions of the plan"),
    "note_not_of_plan": Text("Andere acties", "Other actions"),
    "note_state": Text("Stand", "State"),
    "note_on": Text("Op welke dag", "On which day"),
    "note_on_hint": Text("Bijvoorbeeld 31-1-2026.", "For example 31-1-2026 or 2026-01-31."),
    "note_by": Text("Wie legt dit vast (mag leeg blijven)", "Who notes this (may stay empty)"),
    "note_by_hint": Text(
        "Schrijf een rol of functie, geen naam. Een plan kan openbaar worden.",
        "Write a role or function, not a name. A plan can become public.",
    ),
    "note_reason": Text("Waarom vervalt de actie", "Why is the action dropped"),
    "note_reason_hint": Text("Alleen als de stand 'vervallen' is.", "Only when the state is 'dropped'."),
    "note_note": Text("Toelichting (mag leeg blijven)", "Remark (may stay empty)"),
    "note_choose_action": Text("Kies een actie.", "Choose an action."),
    "note_choose_state": Text("Kies een stand.", "Choose a state."),
    "note_only_dropped": Text(
        "Een reden hoort bij een actie die vervalt. Kies 'vervallen', of schrijf dit bij de toelichting.",
        "A reason goes with an action that is dropped. Choose 'dropped', or write this at the remark.",
    ),
    "note_it": Text("Leg vast", "Note"),
    "note_nothing": Text("Er is niets vastgelegd.", "Nothing was noted."),
    "note_made": Text("Vastgelegd: {action} is {state} op {day}.", "Noted: {action} is {state} on {day}."),
    "note_can_start": Text("Kan nu beginnen: {action}.", "Can start now: {action}."),
    # review
    "review_measured_first": Text("Hebt u iets gemeten? Voeg dat eerst toe.", "Did you measure something? Add that first."),
    "review_measured_title": Text("Metingen toevoegen", "Add measurements"),
    "review_measure": Text(
        "Vul in wat u hebt gemeten bij de planning, of stuur een bestand. De evaluatie telt het dan mee.",
        "Fill in what you measured at the planning, or send a file. The review then counts it.",
    ),
    "review_to_measurements": Text("Naar de metingen", "To the measurements"),
    "review_table": Text("Bestand met metingen (.csv)", "File with measurements (.csv)"),
    "review_table_hint": Text(
        "De eerste regel is: indicator;date;value;n;source. Daaronder staat op elke regel een meting, zoals groups;31-1-2026;44;;telling. "
        "Een rekenblad kunt u opslaan als CSV (UTF-8).",
        "The first line is: indicator;date;value;n;source. Each line below it is a measurement, such as groups;2026-01-31;44;;count. "
        "You can save a spreadsheet as CSV (UTF-8).",
    ),
    "review_table_add": Text("Voeg deze metingen toe", "Add these measurements"),
    "review_choose_table": Text("Kies een bestand.", "Choose a file."),
    "review_nothing_added": Text("Er is niets toegevoegd.", "Nothing was added."),
    "review_measured": Text(
        "Toegevoegd aan de vragenlijst: {count} metingen. Ze staan bij de planning.",
        "Added to the questionnaire: {count} measurements. They are at the planning.",
    ),
    "review_changed_meanwhile": Text(
        "Iemand anders heeft deze vragenlijst ondertussen gewijzigd. Stuur het bestand opnieuw.",
        "Somebody else changed this questionnaire meanwhile. Send the file again.",
    ),
    "review_indicators": Text("De woorden voor wat u kunt meten", "The words for what you can measure"),
    "review_indicator_word": Text("Woord in het bestand", "Word in the file"),
    "review_indicator_what": Text("Wat het is", "What it is"),
    "review_too_early": Text(
        "Versie {number} van het plan is van {day}. Kies die dag of een latere.",
        "Version {number} of the plan is of {day}. Choose that day or a later one.",
    ),
    "review_adopt_title": Text("Stel het plan vast", "Adopt the plan"),
    "review_adopt_explained": Text(
        "Dan bewaart u het advies van nu als versie 1 van het plan. De acties en dagen liggen daarna vast. Het advies kan nog veranderen, "
        "het plan niet.",
        "Then you keep the advice as it is now as version 1 of the plan. After that the actions and days are settled. The advice can still "
        "change, the plan does not.",
    ),
    "review_start": Text("Eerste dag van het plan", "First day of the plan"),
    "review_start_hint": Text(
        "Kies een andere dag als het plan later of eerder begint. Alle dagen schuiven mee.",
        "Choose another day when the plan begins later or earlier. All days move along.",
    ),
    "review_adopt": Text("Stel dit plan vast", "Adopt this plan"),
    "review_keep_title": Text("Bewaar de volgende versie", "Keep the next version"),
    "review_keep_explained": Text(
        "Dan bewaart u wat uit deze evaluatie komt als versie {number} van het plan. De versies die er al zijn, blijven zoals ze zijn.",
        "Then you keep what comes of this review as version {number} of the plan. The versions that are there stay as they are.",
    ),
    "review_keep": Text("Bewaar versie {number}", "Keep version {number}"),
    "review_kept": Text("Bewaard: versie {number} van het plan.", "Kept: version {number} of the plan."),
    "review_kept_next": Text("U kunt nu verder met:", "You can now go on with:"),
    "review_nothing_kept": Text("Er is niets bewaard.", "Nothing was kept."),
    "review_other_now": Text(
        "De evaluatie is anders dan die u zag: de antwoorden, de voortgang of het plan zijn ondertussen gewijzigd. Kijk de evaluatie "
        "na. Bewaar daarna opnieuw.",
        "The review is not the one you saw: the answers, the progress or the plan have changed meanwhile. Look at it again. Then keep it.",
    ),
    "review_versions": Text("Versies van het plan", "Versions of the plan"),
    "review_no_versions": Text("Er is nog geen versie bewaard.", "No version has been kept yet."),
    "review_version_number": Text("Versie", "Version"),
    "review_version_day": Text("Van", "Of"),
    "review_version_actions": Text("Acties", "Actions"),
    "review_version_changes": Text("Anders dan ervoor", "Different from before"),
    "review_version_counts": Text(
        "nieuw: {new}; gewijzigd: {changed}; vervallen: {withdrawn}", "new: {new}; changed: {changed}; dropped: {withdrawn}"
    ),
    "review_version_compare": Text("Antwoorden van toen", "Answers at that time"),
    "review_version_with_now": Text("Vergelijk met nu", "Compare with now"),
    "version_back": Text("Terug naar de evaluatie", "Back to the review"),
    "version_more": Text("Verder met deze versie", "More with this version"),
    "version_compare": Text("Vergelijk de antwoorden van toen met die van nu", "Compare the answers at that time with those of now"),
    "version_file": Text("Het bestand van deze versie (.json)", "The file of this version (.json)"),
    "review_first_version": Text("eerste versie", "first version"),
}
