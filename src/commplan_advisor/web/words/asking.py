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
        "Is an answer not right? Go to the question. Or first see what another answer would do.",
    ),
    "answered_now": Text("Nu: {value}", "Now: {value}"),
    "to_question": Text("Naar de vraag", "Go to the question"),
    "try_change": Text("Bekijk wat er dan verandert", "See what that changes"),
    "see_why": Text("Waarom?", "Why?"),
    "unknown_title": Text("Dit is hier niet te vinden", "This cannot be found here"),
    "unknown_case": Text("Er is geen vragenlijst {name}.", "There is no questionnaire {name}."),
    "unknown_chapter": Text("Het handboek heeft geen hoofdstuk {name}.", "The handbook has no chapter {name}."),
    "unknown_stage": Text("Er is geen fase {name}.", "There is no stage {name}."),
    "meant": Text("Naar '{name}'", "Go to '{name}'"),
    # -- the next question -------------------------------------------------------------------------------------------------------
    "next_begin": Text("Begin met: {question}", "Begin with: {question}"),
    # -- what if -----------------------------------------------------------------------------------------------------------------
    "what_if_how": Text(
        "Probeer een ander antwoord. U ziet wat er in het advies bij komt, vervalt en verandert. Er wordt niets opgeslagen.",
        "Try another answer. You see what comes, goes and changes in the advice. Nothing is saved.",
    ),
    "what_if_question": Text("Welke vraag wilt u anders beantwoorden?", "Which question do you want to answer differently?"),
    "unknown_question": Text("{name} is geen vraag waar het advies van afhangt.", "{name} is not a question that the advice depends on."),
    "what_if_choose": Text("Kies deze vraag", "Choose this question"),
    "what_if_rows": Text("Kies alles wat in de lijst moet staan.", "Choose all that should be in the list."),
    "what_if_try": Text("Bekijk het verschil", "See the difference"),
    "what_if_empty": Text("Laat het leeg om te zien wat er is zonder antwoord.", "Leave it empty to see what there is without an answer."),
    "what_if_outcome": Text("Het verschil met nu", "The difference with now"),
    # -- compare -----------------------------------------------------------------------------------------------------------------
    "compare_how": Text(
        "Kies twee of meer vragenlijsten. U ziet wat voor wie geldt. Bij twee ziet u ook welke antwoorden het verschil maken.",
        "Choose two or more questionnaires. You see what holds for whom. Of two you also see which answers make the difference.",
    ),
    "compare_which": Text("Welke vragenlijsten?", "Which questionnaires?"),
    "compare_only": Text("Toon alleen wat verschilt", "Show only what differs"),
    "compare_do": Text("Vergelijk", "Compare"),
    "compare_faulty": Text(
        "Er is een fout in deze vragenlijst, dus kan hij niet meedoen.", "Something is wrong in this questionnaire, so it cannot take part."
    ),
    "compare_too_few": Text("Kies minstens twee vragenlijsten.", "Choose at least two questionnaires."),
    # -- rules -------------------------------------------------------------------------------------------------------------------
    "rules_chapters": Text("Hoofdstukken", "Chapters"),
    "rules_front": Text("Naar het begin van het handboek", "To the beginning of the handbook"),
    "rules_previous": Text("Vorige: {title}", "Previous: {title}"),
    "rules_following": Text("Volgende: {title}", "Next: {title}"),
    "stages": Text("Fasen", "Stages"),
    "stages_all": Text("Alle fasen", "All stages"),
}
