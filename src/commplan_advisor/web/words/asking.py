"""What stands on the pages that answer questions about an advice."""

from __future__ import annotations

from commplan_advisor.common.text import Text

WORDS = {
    "explain": Text("Waarom?", "Why?"),
    "next": Text("Volgende vraag", "Next question"),
    "what-if": Text("Wat als?", "What if?"),
    "compare": Text("Gemeenten vergelijken", "Compare municipalities"),
    "rules": Text("Regels", "Rules"),
    "rule_book": Text("Het handboek met alle regels", "The handbook with all rules"),
    # -- why ---------------------------------------------------------------------------------------------------------------------
    "explain_title": Text("Waarom staat dit in het advies?", "Why is this in the advice?"),
    "explain_how": Text(
        "Kies iets uit het advies. U ziet dan welke antwoorden, regels en bronnen ertoe leiden.",
        "Choose something from the advice. You then see which answers, rules and sources lead to it.",
    ),
    "explain_all": Text("Alle uitleg op één pagina", "All explanations on one page"),
    "explain_list": Text("Terug naar de lijst", "Back to the list"),
    "explain_nothing": Text(
        "Er is nog niets om uit te leggen. Vul eerst vragen in.", "There is nothing to explain yet. Answer some questions first."
    ),
    "explain_more": Text("{kind} ({count})", "{kind} ({count})"),
    "why_not_title": Text("Waarom staat dit niet in het advies?", "Why is this not in the advice?"),
    "why_not_how": Text(
        "Kies iets wat niet in het advies staat. U ziet dan wat ervoor nodig is.",
        "Choose something that is not in the advice. You then see what it takes.",
    ),
    "why_not_action": Text("Acties die niet in het advies staan ({count})", "Actions that are not in the advice ({count})"),
    "why_not_problem": Text("Problemen die niet zijn gevonden ({count})", "Problems that were not found ({count})"),
    "why_not_finding": Text("Bevindingen die niet gelden ({count})", "Findings that do not hold ({count})"),
    "rests_on": Text("Antwoorden waar dit op steunt", "Answers that this rests on"),
    "rests_on_how": Text(
        "Klopt een antwoord niet? Ga naar de vraag. Of kijk eerst wat een ander antwoord zou doen.",
        "Is an answer wrong? Go to the question. Or first see what another answer would do.",
    ),
    "answered_now": Text("Nu: {value}", "Now: {value}"),
    "to_question": Text("Naar de vraag", "Go to the question"),
    "try_change": Text("Bekijk wat er dan verandert", "See what that changes"),
    "see_why": Text("Waarom?", "Why?"),
    "unknown_title": Text("Dit is hier niet te vinden", "This cannot be found here"),
    "unknown_case": Text("Er is geen vragenlijst {name}.", "There is no questionnaire {name}."),
    "unknown_chapter": Text("Het handboek heeft geen hoofdstuk {name}.", "The handbook has no chapter {name}."),
    "unknown_verdict": Text("Er is geen uitkomst {name}.", "There is no verdict {name}."),
    "unknown_stage": Text("Er is geen fase {name}.", "There is no stage {name}."),
    "meant": Text("Naar '{name}'", "Go to '{name}'"),
    # -- the next question -------------------------------------------------------------------------------------------------------
    "next_begin": Text("Beantwoord ze één voor één. Begin met: {question}", "Answer them one by one. Begin with: {question}"),
    # -- question by question ----------------------------------------------------------------------------------------------------
    "ask_title": Text("Vraag voor vraag", "Question by question"),
    "ask_left": Text("Nog {count} vragen kunnen het advies veranderen.", "{count} more questions can change the advice."),
    "ask_left_one": Text("Nog 1 vraag kan het advies veranderen.", "1 more question can change the advice."),
    "ask_save": Text("Opslaan en verder", "Save and go on"),
    "ask_skip": Text("Sla deze vraag over", "Skip this question"),
    "ask_back": Text("Terug naar de vorige vraag", "Back to the question before"),
    "ask_chapter": Text("Naar deze vraag tussen alle vragen", "To this question among all questions"),
    "ask_chapters": Text("Naar alle vragen", "To all questions"),
    "ask_saved": Text("Opgeslagen: {question}", "Saved: {question}"),
    "ask_rows": Text("Kies alles wat geldt. Over elk volgen daarna vragen.", "Choose all that hold. Questions about each follow."),
    "ask_nothing": Text("Er is niets opgeslagen.", "Nothing was saved."),
    "ask_this": Text("Dit", "This"),
    "ask_meanwhile": Text(
        "Iemand anders heeft deze vraag ondertussen beantwoord. Hieronder staat wat u koos, en wat er nu in het bestand staat. Sla op om "
        "uw antwoord te laten gelden.",
        "Somebody else answered this question meanwhile. Below is what you chose, and what the file says now. Save to let your answer "
        "count.",
    ),
    "ask_rows_lost": Text(
        "Over {rows} is al meer ingevuld. Wilt u dat weghalen? Dat kan op de pagina '{chapter}'.",
        "More was filled in about {rows} already. Do you want to take that away? That can be done on the page '{chapter}'.",
    ),
    "ask_unknown": Text("{name} is geen vraag van de vragenlijst.", "{name} is not a question of the questionnaire."),
    "ask_done": Text("Er zijn geen vragen meer", "There are no more questions"),
    "ask_all": Text("Alles wat telt voor het advies is beantwoord.", "All that counts for the advice was answered."),
    "ask_skipped": Text(
        "U hebt {count} vragen overgeslagen. Het advies is zekerder als u die ook beantwoordt.",
        "You skipped {count} questions. The advice is more certain when you answer those too.",
    ),
    "ask_skipped_one": Text(
        "U hebt 1 vraag overgeslagen. Het advies is zekerder als u die ook beantwoordt.",
        "You skipped 1 question. The advice is more certain when you answer it too.",
    ),
    "ask_again": Text("Bekijk de overgeslagen vragen", "Look at the questions that were skipped"),
    # -- what if -----------------------------------------------------------------------------------------------------------------
    "what_if_how": Text(
        "Probeer een ander antwoord. U ziet wat er in het advies bij komt, vervalt en verandert. Er wordt niets opgeslagen.",
        "Try another answer. You see what is added, dropped and changed in the advice. Nothing is saved.",
    ),
    "what_if_question": Text("Welke vraag wilt u anders beantwoorden?", "Which question do you want to answer differently?"),
    "unknown_question": Text("{name} is geen vraag waar het advies van afhangt.", "{name} is not a question that the advice depends on."),
    "what_if_choose": Text("Kies deze vraag", "Choose this question"),
    "what_if_rows": Text("Kies alles wat in de lijst moet staan.", "Choose all that should be in the list."),
    "what_if_try": Text("Bekijk het verschil", "See the difference"),
    "what_if_empty": Text("Laat het leeg om het advies zonder antwoord te zien.", "Leave it empty to see the advice without an answer."),
    "what_if_outcome": Text("Het verschil met nu", "The difference with now"),
    # -- fragile -----------------------------------------------------------------------------------------------------------------
    "fragile": Text("Waar hangt het van af?", "What does it depend on?"),
    "fragile_how": Text(
        "Stel dat één antwoord niet klopt. Wat wordt het advies dan? Hier probeert u bij elk antwoord alle andere antwoorden. U ziet "
        "welke antwoorden u het best nog eens kunt nakijken. Er wordt niets opgeslagen.",
        "Suppose that one answer is wrong. What would the advice be then? Here you try all other answers to each question. You see which "
        "answers are best checked again. Nothing is saved.",
    ),
    "fragile_long": Text(
        "Dit duurt een paar seconden. Bij een lange vragenlijst kan het een halve minuut duren.",
        "This takes a few seconds. With a long questionnaire it can take half a minute.",
    ),
    "fragile_try": Text("Probeer de andere antwoorden", "Try the other answers"),
    "fragile_all": Text("Laat alles zien", "Show everything"),
    # -- compare -----------------------------------------------------------------------------------------------------------------
    "compare_how": Text(
        "Kies twee of meer vragenlijsten. U ziet wat voor wie geldt. Bij twee ziet u ook welke antwoorden het verschil maken.",
        "Choose two or more questionnaires. You see what holds for whom. With two you also see which answers make the difference.",
    ),
    "compare_which": Text("Welke vragenlijsten?", "Which questionnaires?"),
    "compare_only": Text("Toon alleen wat verschilt", "Show only what differs"),
    "compare_do": Text("Vergelijk", "Compare"),
    "compare_faulty": Text(
        "Er is een fout in deze vragenlijst, dus kan hij niet meedoen.", "Something is wrong in this questionnaire, so it cannot take part."
    ),
    "compare_too_few": Text("Kies minstens twee vragenlijsten.", "Choose at least two questionnaires."),
    "compare_too_many": Text("Kies er hoogstens {most}.", "Choose at most {most}."),
    "compare_against": Text("Met welke vergelijkt u elk van de andere?", "Which one do you compare each of the others with?"),
    "compare_against_hint": Text(
        "Dan ziet u voor elk van de andere welke antwoorden het verschil met deze maken.",
        "Then you see for each of the others which answers make the difference with this one.",
    ),
    "compare_against_none": Text("Met geen in het bijzonder", "None in particular"),
    "compare_version": Text("versie {number} van {day}", "version {number} of {day}"),
    "compare_picture": Text("De vergelijking als plaatje", "The comparison as a picture"),
    "compare_take": Text("Neem de vergelijking mee", "Take the comparison along"),
    "compare_file": Text("vergelijking", "comparison"),
    "compare_xlsx": Text("Rekenblad (.xlsx)", "Spreadsheet (.xlsx)"),
    "compare_csv": Text("Tekst met puntkomma's (.csv)", "Text with semicolons (.csv)"),
    "compare_html": Text("Webpagina in één bestand (.html)", "Web page in one file (.html)"),
    "compare_md": Text("Markdown (.md)", "Markdown (.md)"),
    "compare_json": Text("Voor andere programma's (.json)", "For other programs (.json)"),
    "compare_svg": Text("Plaatje (.svg)", "Picture (.svg)"),
    "compare_png": Text("Plaatje (.png)", "Picture (.png)"),
    # -- rules -------------------------------------------------------------------------------------------------------------------
    "rules_chapters": Text("Hoofdstukken", "Chapters"),
    "rules_front": Text("Naar het begin van het handboek", "To the beginning of the handbook"),
    "rules_previous": Text("Vorige: {title}", "Previous: {title}"),
    "rules_following": Text("Volgende: {title}", "Next: {title}"),
    "stage": Text("Fase", "Stage"),
    "verdicts_how": Text(
        "Kies een fase of een getal. U ziet dan wat elke regel zegt en of die hier geldt.",
        "Choose a stage or a number. You then see what each rule says and whether it holds here.",
    ),
    "shown_only": Text("U ziet alleen:", "You see only:"),
    "stages_all": Text("Alle fasen", "All stages"),
}
