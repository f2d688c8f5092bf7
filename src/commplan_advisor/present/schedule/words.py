"""The words of a calendar, in both languages."""

from __future__ import annotations

from datetime import date

from commplan_advisor.common.text import Language, Text
from commplan_advisor.present.report import shown_day

PARTIES = {
    "municipality": Text("Gemeente", "Municipality"),
    "police": Text("Politie", "Police"),
    "group_admins": Text("Beheerders", "Group admins"),
    "residents": Text("Inwoners", "Residents"),
    "others": Text("Anderen", "Others"),
}
"""The parties to which roles belong, in the order in which they are shown."""

_WORDS = {
    "title": Text("Agenda bij het communicatieplan van {municipality}", "Calendar of the communication plan of {municipality}"),
    "calendar": Text("Communicatieplan {municipality}", "Communication plan {municipality}"),
    "for_role": Text("{title}, voor: {role}", "{title}, for: {role}"),
    "short": Text("Van {first} tot en met {last}. Afspraken: {count}.", "From {first} to {last}. Entries: {count}."),
    "none": Text("Er is geen dag waarop {role} meedoet.", "There is no day on which {role} takes part."),
    "agenda": Text("Agenda", "Calendar"),
    "actions": Text("Acties", "Actions"),
    "undated": Text("Zonder datum", "Without a date"),
    "undated_explained": Text(
        "Deze momenten hebben geen vaste datum. U communiceert als het zover is.",
        "These moments have no fixed date. You communicate when the time comes.",
    ),
    "date": Text("Datum", "Date"),
    "day": Text("Dag", "Day"),
    "kind": Text("Soort", "Kind"),
    "what": Text("Wat", "What"),
    "who": Text("Wie", "Who"),
    "for": Text("Voor wie", "For whom"),
    "with": Text("Wie doet mee", "Who takes part"),
    "details": Text("Toelichting", "Details"),
    "code": Text("Code", "Id"),
    "when": Text("Wanneer", "When"),
    "start": Text("Begin", "Start"),
    "due": Text("Klaar", "Due"),
    "priority": Text("Prioriteit", "Priority"),
    "does": Text("Voert uit", "Responsible"),
    "others": Text("Andere rollen", "Other roles"),
    "steps": Text("Stappen", "Steps"),
    "target": Text("Streefdoel", "Target"),
    "weeks": Text("Weken", "Weeks"),
    "kind_start": Text("begin", "start"),
    "kind_due": Text("klaar", "due"),
    "kind_prepare": Text("voorbereiden", "prepare"),
    "kind_moment": Text("moment", "moment"),
    "kind_measurement": Text("meting", "measurement"),
    "kind_evaluation": Text("evaluatie", "evaluation"),
    "kind_meeting": Text("overleg", "meeting"),
    "kind_ready": Text("einddatum", "deadline"),
    "title_start": Text("Begin: {title}", "Start: {title}"),
    "title_due": Text("Klaar: {title}", "Due: {title}"),
    "title_prepare": Text("Voorbereiden: {title}", "Prepare: {title}"),
    "title_ready": Text("Het plan moet klaar zijn", "The plan must be ready"),
    "term": Text("Begin: {start}. Klaar: {due}.", "Start: {start}. Due: {due}."),
    "on": Text("Het moment zelf is op {day}.", "The moment itself is on {day}."),
    "late": Text(
        "Let op: het plan moet klaar zijn op {day}. Deze actie is dan nog niet klaar.",
        "Mind: the plan must be ready on {day}. This action is not done by then.",
    ),
    "late_ones": Text("Dan nog niet klaar:", "Not done by then:"),
    "for_whom": Text("Voor wie: {roles}.", "For whom: {roles}."),
    "moved": Text("Op {day} in plaats van {instead}.", "On {day} instead of {instead}."),
    "invited": Text("Wie doet mee: {roles}.", "Who takes part: {roles}."),
    "withdrawn": Text("Vervallen: {title}", "Cancelled: {title}"),
}
_WEEKDAYS = {"nl": ("ma", "di", "wo", "do", "vr", "za", "zo"), "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}


def word(name: str, language: Language, **filled: object) -> str:
    """A word or sentence of a calendar, with its blanks filled in."""
    return _WORDS[name].in_(language).format(**filled)


def weekday(day: date, language: Language) -> str:
    """The day of the week, in short."""
    return _WEEKDAYS[language][day.weekday()]


def day_with_weekday(day: date, language: Language) -> str:
    """A day as people write it in a calendar: ma 2-3-2026 in Dutch, Mon 2 Mar 2026 in English."""
    return f"{weekday(day, language)} {shown_day(day, language)}"
