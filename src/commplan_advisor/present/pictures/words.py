"""The words in and around the pictures of an advice, in both languages."""

from __future__ import annotations

from datetime import date

from commplan_advisor.common.text import Language

_MONTHS = {
    "nl": ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}

_WORDS: dict[str, tuple[str, str]] = {
    "page": ("{title} ({number} van {count})", "{title} ({number} of {count})"),
    "more": ("en nog {count} andere", "and {count} more"),
    # ---- time line
    "title_timeline": ("Tijdlijn van het plan van {municipality}", "Time line of the plan of {municipality}"),
    "nothing_timeline": (
        "Er is nog niets om op een tijdlijn te zetten. Beantwoord eerst meer vragen.",
        "There is nothing to put on a time line yet. Answer more questions first.",
    ),
    "high": ("Acties met hoge prioriteit", "Actions of high priority"),
    "middle": ("Acties met gemiddelde prioriteit", "Actions of medium priority"),
    "low": ("Acties met lage prioriteit", "Actions of low priority"),
    "continued": ("{heading} (vervolg)", "{heading} (continued)"),
    "moments": ("Momenten om te communiceren", "Moments to communicate"),
    "moments_sign": ("ruit: de dag zelf; lijn: voorbereiden", "diamond: the day itself; line: preparing"),
    "checks": ("Meten en evalueren", "Measuring and evaluating"),
    "checks_sign": ("rondje: meten; vierkant: evalueren", "circle: measuring; square: evaluating"),
    "start": ("begin: {day}", "start: {day}"),
    "ready_by": ("moet klaar zijn: {day}", "must be ready: {day}"),
    "late": ("te laat", "late"),
    "after": ("na {numbers}", "after {numbers}"),
    "after_explained": (
        "'na 3' betekent: deze actie begint pas als actie 3 klaar is.",
        "'after 3' means: this action only starts when action 3 is done.",
    ),
    "arrows_explained": (
        "Een pijl betekent: deze actie begint pas als de andere klaar is.",
        "An arrow means: this action only starts when the other is done.",
    ),
    "undated": ("Zonder vaste datum: {moments}.", "Without a fixed date: {moments}."),
    "told_action": ("{number}. {title}: van {start} tot en met {due}", "{number}. {title}: from {start} to {due}"),
    "told_after": (", na actie {numbers}", ", after action {numbers}"),
    "told_after_more": (", na de acties {numbers}", ", after actions {numbers}"),
    "told_late": (", te laat", ", late"),
    "told_span": (
        "Het plan begint op {start}. De laatste actie is klaar op {end}.",
        "The plan starts on {start}. The last action is done on {end}.",
    ),
    "told_begin": ("Het plan begint op {start}. Er zijn nog geen acties.", "The plan starts on {start}. There are no actions yet."),
    "told_ready_by": ("Alles moet klaar zijn op {day}.", "All must be ready on {day}."),
    # ---- SWOT
    "title_swot": ("SWOT-analyse van {municipality}", "SWOT analysis of {municipality}"),
    "nothing_swot": (
        "Er is nog niets voor een SWOT-analyse. Beantwoord eerst meer vragen over uw situatie.",
        "There is nothing for a SWOT analysis yet. Answer more questions about your situation first.",
    ),
    "strengths": ("Sterke punten", "Strengths"),
    "weaknesses": ("Zwakke punten", "Weaknesses"),
    "opportunities": ("Kansen", "Opportunities"),
    "threats": ("Bedreigingen", "Threats"),
    "strengths_are": ("dit gaat goed", "this goes well"),
    "weaknesses_are": ("dit kan beter", "this can be better"),
    "opportunities_are": ("dit kan helpen", "this can help"),
    "threats_are": ("dit kan hinderen", "this can harm"),
    "none": ("niets gevonden in uw antwoorden", "nothing found in your answers"),
    # ---- roles
    "title_roles": ("Wie doet wat in {municipality}", "Who does what in {municipality}"),
    "nothing_roles": (
        "Er zijn nog geen acties om te verdelen. Beantwoord eerst meer vragen.",
        "There are no actions to divide yet. Answer more questions first.",
    ),
    "action": ("Actie", "Action"),
    "responsible": ("voert uit", "responsible"),
    "accountable": ("eindverantwoordelijk", "accountable"),
    "supports": ("helpt", "supports"),
    "consulted": ("denkt mee", "consulted"),
    "informed": ("wordt ingelicht", "informed"),
    "told_responsible": ("voert uit: {numbers}", "responsible for: {numbers}"),
    "told_accountable": ("is eindverantwoordelijk voor: {numbers}", "accountable for: {numbers}"),
    "told_supports": ("helpt bij: {numbers}", "supports: {numbers}"),
    "told_consulted": ("denkt mee over: {numbers}", "consulted on: {numbers}"),
    "told_informed": ("wordt ingelicht over: {numbers}", "informed of: {numbers}"),
    "told_roles": (
        "Tabel met de acties op de rijen en de rollen in de kolommen. De getallen zijn de nummers van de acties.",
        "Table with the actions on the rows and the roles in the columns. The numbers are those of the actions.",
    ),
    "told_actions": ("Acties: {actions}.", "Actions: {actions}."),
    # ---- what leads to what
    "title_causes": ("Van antwoord naar actie in {municipality}", "From answer to action in {municipality}"),
    "nothing_causes": (
        "Er zijn nog geen problemen en acties gevonden. Beantwoord eerst meer vragen.",
        "No problems and actions have been found yet. Answer more questions first.",
    ),
    "column_answers": ("Uw antwoorden", "Your answers"),
    "column_problem": ("Probleem en oorzaken", "Problem and causes"),
    "column_actions": ("Acties", "Actions"),
    "column_reason": ("Andere reden", "Other reason"),
    "reported": ("U noemt dit probleem zelf.", "You name this problem yourself."),
    "causes": ("Oorzaken", "Causes"),
    "cause": ("Oorzaak", "Cause"),
    "more_answers": ("en nog {count} antwoorden", "and {count} more answers"),
    "more_answer": ("en nog 1 antwoord", "and 1 more answer"),
    "more_causes": ("en nog {count} oorzaken", "and {count} more causes"),
    "more_cause": ("en nog 1 oorzaak", "and 1 more cause"),
    "more_actions": ("en nog {count} acties: {numbers}", "and {count} more actions: {numbers}"),
    "more_action": ("en nog 1 actie: {numbers}", "and 1 more action: {numbers}"),
    "no_actions": ("Hiervoor is nog geen actie gevonden.", "No action has been found for this yet."),
    "told_problem": ("Probleem: {title}.", "Problem: {title}."),
    "told_reason": ("Andere reden: {title}", "Other reason: {title}"),
    "told_shown": ("Dit blijkt uit: {answers}.", "This shows from: {answers}."),
    "told_causes": ("Oorzaken: {causes}.", "Causes: {causes}."),
    "told_no_actions": ("Nog geen acties.", "No actions yet."),
}


def say(name: str, language: Language, **filled: object) -> str:
    """A word or sentence of a picture, with its blanks filled in."""
    return _WORDS[name][0 if language == "nl" else 1].format(**filled)


def month(day: date, language: Language) -> str:
    """The month of a day, in three letters."""
    return _MONTHS[language][day.month - 1]


def short_day(day: date, language: Language) -> str:
    """A day without its year: 26 sep."""
    return f"{day.day} {month(day, language)}"
