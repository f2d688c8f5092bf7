"""What every key of the files of a rule book is for, in both languages: for whoever writes them, while they type.

Schemas for editors, the questions of `commplan rules new` and the handbook all say it in these words. The keys stand under the name of
the model in `schema` whose keys they are; a model has the keys of those that it builds on too.
"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel

from commplan_advisor.common.text import Text

_Said = Mapping[str, Text]

_OF_ALL: _Said = {
    "source": Text(
        "Waar dit op rust: een onderdeel van het format, zoals 'format 4.1', of een naam uit sources.yaml. Een lijst mag.",
        "What this rests on: an item of the format, such as 'format 4.1', or a name of sources.yaml. May be a list.",
    ),
    "basis": Text(
        "Hoe het op de bron rust. 'documented' kan alleen als het format het zegt.",
        "How it rests on the source. 'documented' is only for what the format says.",
    ),
    "owner": Text("Wie dit onderhoudt: een functie of team, geen persoon.", "Who looks after this: a post or a team, not a person."),
    "review": Text("De dag waarop dit weer bekeken moet zijn.", "The day by which this must be looked at again."),
    "allow": Text(
        "Meldingen van 'commplan rules check' die hier niet tellen: de naam van de melding, en de reden.",
        "Findings of 'commplan rules check' that do not count here: the name of the finding, and the reason.",
    ),
    "title": Text("De naam die mensen lezen.", "The name that people read."),
    "text": Text("Uitleg die in het advies onder de naam komt.", "An explanation, below the name in the advice."),
    "valid": Text("De dagen waarop dit telt. Zonder: altijd.", "The days for which this counts. Without: always."),
}

EXPLAINED: Mapping[str, _Said] = {
    "Words": {
        "nl": Text("In het Nederlands, in gewone taal (B1).", "In Dutch, in plain language (B1)."),
        "en": Text("Hetzelfde in het Engels.", "The same in English."),
    },
    "Validity": {
        "from": Text("De eerste dag waarop het telt.", "The first day for which it counts."),
        "until": Text("De laatste dag waarop het telt.", "The last day for which it counts."),
    },
    "Rule": {
        "id": Text(
            "De naam van de regel: kleine letters en streepjes, en nog niet gebruikt in dit regelboek.",
            "The name of the rule: lower case and hyphens, and not used yet in this rule book.",
        ),
        "for": Text(
            "Waarover de regel gaat: de hele gemeente (case), of elk initiatief, elke doelgroep, elke melding, elk probleem, elke actie.",
            "What the rule is about: the whole case, or each initiative, audience, report, problem or action.",
        ),
        "when": Text(
            "De voorwaarden: velden en wat daarvoor moet gelden. Alle moeten gelden. Niet ingevuld is geen 'nee'.",
            "The conditions: fields and what must hold for them. All must hold. Unanswered is not no.",
        ),
        "then": Text("Wat er dan volgt: een ding uit de catalogus, of een lijst.", "What follows: an entry of the catalogue, or a list."),
        "because": Text(
            "De reden, zoals die in het advies komt. {veld} toont een antwoord, {$naam} een grens.",
            "The reason, as the advice gives it. {field} shows an answer, {$name} a parameter.",
        ),
        "status": Text("Alleen regels die gelden (in_force) tellen.", "Only rules that are in force count."),
    },
    "RuleBookFile": {
        "name": Text("Hoe het regelboek heet.", "What the rule book is called."),
        "version": Text("De versie, zoals 2026.1.", "The version, such as 2026.1."),
        "date": Text("De dag van deze versie.", "The day of this version."),
        "owner": Text("Wie onderhoudt wat zelf geen eigenaar noemt.", "Who looks after all that names no owner of its own."),
        "review": Text(
            "De dag waarop alles wat zelf geen dag noemt weer bekeken moet zijn.",
            "The day by which all that names no day of its own must be looked at again.",
        ),
        "stages": Text("De fasen, in de volgorde waarin zij elkaar opvolgen.", "The stages, in the order in which they follow each other."),
        "plan_review": Text(
            "Hoe een plan dat loopt wordt bekeken. De regels staan in de map review.",
            "How a running plan is reviewed. Its rules stand in the folder review.",
        ),
        "defaults": Text(
            "De metingen en evaluaties van een plan waarvan het ritme nog open is.",
            "The measurements and evaluations of a plan whose rhythm is still open.",
        ),
        "start_weeks": Text(
            "Hoeveel weken na het begin van het plan acties van een prioriteit beginnen, als geen regel iets anders zegt.",
            "How many weeks after the start of the plan actions of a priority start, unless a rule says otherwise.",
        ),
    },
    "Stage": {
        "id": Text("De naam van de fase: die van de map met haar regels.", "The name of the stage: that of the folder with its rules."),
        "concludes": Text("Wat de regels van deze fase kunnen concluderen.", "What the rules of this stage may conclude."),
    },
    "Source": {
        "title": Text("Wat het is, in eigen woorden.", "What it is, in our own words."),
        "publisher": Text("Wie het uitgeeft.", "Who publishes it."),
        "year": Text("Het jaar van uitgave.", "The year of publication."),
        "where": Text("Waar het staat: een site of het nummer van een stuk.", "Where it is: a site or the number of a document."),
        "confidence": Text("Hoe zeker het is.", "How certain it is."),
        "checked_on": Text("De dag waarop voor het laatst is gekeken of het nog klopt.", "The day when it was last checked."),
        "items": Text("De genummerde onderdelen van het format.", "The numbered items of the format."),
    },
    "DatedValue": {
        "from": Text("De eerste dag van deze waarde.", "The first day of this value."),
        "value": Text("Het getal.", "The number."),
    },
    "Parameter": {
        "title": Text("Wat de grens is: '… onder', '… vanaf'.", "What the threshold is: '… below', '… from'."),
        "unit": Text("De eenheid, zoals %.", "The unit, such as %."),
        "values": Text(
            "De waarden, elk met de dag waarop zij ingaat. Laat oude staan en zet een nieuwe erachter.",
            "The values, each with the day from which it counts. Leave old ones and add a new one.",
        ),
    },
    "Finding": {
        "quadrant": Text(
            "Het vak in de SWOT-analyse; zonder staat de bevinding er niet in.", "The quadrant of the SWOT; without it is not in it."
        ),
        "warning": Text(
            "Waar de bevinding in het advies een waarschuwing bij is: het doel of de doelgroep.",
            "What the finding is a warning about in the advice: the goal or the audience.",
        ),
        "deviates": Text(
            "Het onderdeel van het format dat dit afraadt, zoals 2.6.", "The item of the format that advises against this, such as 2.6."
        ),
    },
    "Roles": {
        "responsible": Text("De rol die het doet: precies een.", "The role that does it: exactly one."),
        "accountable": Text("De rol die eindverantwoordelijk is: precies een.", "The role that is accountable: exactly one."),
        "supports": Text("De rollen die helpen.", "The roles that help."),
        "consulted": Text("De rollen die meedenken.", "The roles that are consulted."),
        "informed": Text("De rollen die bericht krijgen.", "The roles that are informed."),
    },
    "Action": {
        "title": Text("Wat er moet gebeuren, als opdracht: 'Richt een register in'.", "What to do, as an order: 'Set up a register'."),
        "steps": Text("De stappen, in volgorde.", "The steps, in order."),
        "roles": Text("Wie wat doet (RASCI).", "Who does what (RASCI)."),
        "where": Text("Binnen of buiten de gemeente, of allebei.", "Inside or outside the municipality, or both."),
        "needs": Text("Wat ervoor nodig is.", "What it needs."),
        "hours": Text("Hoeveel uur werk het is, alles bij elkaar.", "How many hours of work it is, in all."),
        "weeks": Text("Hoeveel weken het meestal duurt.", "How many weeks it usually takes."),
        "after": Text("Acties die eerst klaar moeten zijn.", "Actions that must be done first."),
        "excludes": Text("Acties die nooit samen met deze worden aangeraden.", "Actions that are never advised beside this one."),
        "indicator": Text("Wat u meet om te zien of het lukt.", "What is measured to see whether it works."),
        "target": Text("Wanneer het is gelukt.", "When it has worked."),
    },
    "Role": {
        "party": Text("Bij wie de rol hoort.", "Whom the role belongs to."),
        "hours_per_week": Text(
            "Hoeveel uur per week de rol voor het plan heeft, zolang de gemeente dat zelf niet zegt.",
            "How many hours a week the role has for the plan, as long as the municipality does not say.",
        ),
    },
    "Task": {
        "role": Text("De rol die de taak heeft.", "The role that has the task."),
        "recurrence": Text(
            "Van een vast overleg: wanneer het terugkomt, in de vorm van iCalendar, zoals FREQ=MONTHLY;INTERVAL=3;BYDAY=2TH.",
            "Of a fixed meeting: when it comes back, as in iCalendar, such as FREQ=MONTHLY;INTERVAL=3;BYDAY=2TH.",
        ),
        "roles": Text("Van een vast overleg: wie er nog meer bij zijn.", "Of a fixed meeting: who else takes part."),
        "after": Text("Van een vast overleg: acties die eerst klaar moeten zijn.", "Of a fixed meeting: actions that must be done first."),
    },
    "Timing": {
        "weeks": Text(
            "Hoeveel weken na het begin van het plan, of voor het moment dat 'before' noemt.",
            "How many weeks after the start of the plan, or before the moment that 'before' names.",
        ),
        "before": Text("Het moment waarvoor de actie begint.", "The moment before which the action begins."),
        "done": Text(
            "Of de actie voor dat moment ook klaar moet zijn. Duurt zij langer, dan begint zij eerder.",
            "Whether the action must be done by that moment too. If it takes longer, it begins earlier.",
        ),
    },
    "Moment": {
        "recurrence": Text(
            "Wanneer het terugkomt, in de vorm van iCalendar, zoals FREQ=YEARLY;BYMONTH=9;BYDAY=4SA (vierde zaterdag van september).",
            "When it comes back, as in iCalendar, such as FREQ=YEARLY;BYMONTH=9;BYDAY=4SA (fourth Saturday of September).",
        ),
        "school_holiday": Text("De schoolvakantie waar het moment voor valt.", "The school holiday that the moment comes before."),
        "weeks_before": Text("Hoeveel weken voor die schoolvakantie.", "How many weeks before that school holiday."),
        "skips_holidays": Text("Of het op een feestdag een week later wordt.", "Whether it moves a week later on a holiday."),
        "prepare_weeks": Text("Hoeveel weken van tevoren u begint.", "How many weeks before it you begin."),
        "days_after_event": Text(
            "Hoeveel dagen na een gebeurtenis; dan is er geen datum.", "How many days after an event; then there is no date."
        ),
        "audience": Text("De rollen voor wie het moment is.", "The roles that the moment is for."),
    },
    "CalendarFile": {
        "avoid": Text("Voor wat welke dagen niet worden gebruikt.", "Which days are avoided for what."),
        "shares": Text(
            "Hoe het werk van een actie over de rollen is verdeeld, in procenten.",
            "How the work of an action is divided over the roles, in percent.",
        ),
        "mailings": Text(
            "Hoeveel tijd er tussen twee berichten aan dezelfde rol zit.", "How much time lies between two messages to a role."
        ),
        "takes_part": Text("Wie meedoet aan wat geen actie, moment of taak is.", "Who takes part in what is no action, moment or task."),
        "provinces": Text(
            "De provincies die in een enkele regio van de schoolvakanties liggen.",
            "The provinces that lie in one region of the school holidays.",
        ),
        "school_holidays": Text("De schoolvakanties, zover die bekend zijn.", "The school holidays, as far as they are known."),
    },
    "Avoid": {
        "work": Text("Begin en einde van acties.", "First and last days of actions."),
        "measurement": Text("Metingen.", "Measurements."),
        "evaluation": Text("Evaluaties.", "Evaluations."),
        "meeting": Text("Vast overleg.", "Fixed meetings."),
    },
    "Shares": {
        "responsible": Text("Het deel van wie het doet.", "The share of the role that does it."),
        "accountable": Text("Het deel van wie eindverantwoordelijk is.", "The share of the role that is accountable."),
        "supports": Text("Het deel van wie helpen, samen.", "The share of those that help, together."),
        "consulted": Text("Het deel van wie meedenken, samen.", "The share of those that are consulted, together."),
        "informed": Text("Het deel van wie bericht krijgen, samen.", "The share of those that are informed, together."),
    },
    "Mailings": {
        "role": Text("De rol die de berichten krijgt.", "The role that gets the messages."),
        "weeks_apart": Text("Hoeveel weken er minstens tussen zitten.", "How many weeks lie between at least."),
    },
    "TakesPart": {
        "preparation": Text("Wie een moment om te communiceren voorbereidt.", "Who prepares for a moment to communicate."),
        "measurement": Text("Wie meet.", "Who measures."),
        "evaluation": Text("Wie bij een evaluatie is.", "Who is at an evaluation."),
        "deadline": Text("Wie let op de dag waarop het plan klaar moet zijn.", "Who watches the day by which the plan must be ready."),
    },
    "SchoolHolidays": {"days": Text("Elke vakantie, met haar dagen.", "Each holiday, with its days.")},
    "SchoolHoliday": {
        "holiday": Text("Welke vakantie.", "Which holiday."),
        "regions": Text("De regio's. Zonder: alle.", "The regions. Without: all."),
        "from": Text("De eerste dag, meestal een zaterdag.", "The first day, usually a Saturday."),
        "until": Text("De laatste dag, meestal een zondag.", "The last day, usually a Sunday."),
    },
    "Duty": {"role": Text("De rol die de plicht heeft.", "The role whose duty it is.")},
    "OptionEntry": {"suits": Text("Wanneer deze keuze past.", "When this option suits.")},
    "Means": {"cost": Text("Wat het ongeveer kost.", "What it costs, roughly.")},
    "Gauge": {
        "unit": Text("De eenheid, zoals %.", "The unit, such as %."),
        "how": Text("Hoe u het meet.", "How it is measured."),
        "baseline": Text("De vraag waarvan het antwoord de eerste waarde is.", "The question whose answer is the first value."),
        "number": Text(
            "Zet hier false als het geen getal is: dan oordeelt de gemeente zelf.",
            "False when it is no number: then the municipality judges by itself.",
        ),
        "better": Text(
            "Welke kant beter is. Zonder: geen van beide, en de gemeente oordeelt zelf.",
            "Which way is better. Without: neither, and the municipality judges by itself.",
        ),
        "aim": Text("Waar het naartoe moet, en wanneer.", "What it should come to, and by when."),
        "lag": Text(
            "Hoeveel procent van de weg van de eerste waarde naar het doel de meting achter mag lopen. Zonder: niets.",
            "How many percent of the way from the first value to the aim a measurement may lag. Without: nothing.",
        ),
        "actions": Text("De acties waarvan het iets zegt.", "The actions that it tells of."),
        "small_below": Text(
            "Onder dit aantal gevraagden is een steekproef klein. Een getal, of een grens met $.",
            "A sample of fewer than so many is small. A number, or a parameter with $.",
        ),
    },
    "AimPart": {
        "value": Text("Een getal, of een grens met $.", "A number, or a parameter with $."),
        "growth": Text(
            "Groei ten opzichte van de eerste waarde, in procenten; -50 is de helft.",
            "Growth from the first value, in percent; -50 is half of it.",
        ),
        "answer": Text("De vraag waarvan het antwoord het doel is.", "The question whose answer is the aim."),
        "months": Text("Hoeveel maanden na het begin van het plan.", "How many months after the start of the plan."),
    },
    "ReviewPart": {
        "title": Text("Hoe dit onderdeel heet.", "What this part is called."),
        "order": Text(
            "Gelden er meer besluiten voor een actie, dan telt het eerste van deze lijst.",
            "When several decisions hold for an action, the first of this list counts.",
        ),
    },
    "Check": {
        "months": Text("Hoeveel maanden na het begin: een lijst.", "How many months after the start: a list."),
        "recurrence": Text(
            "Of wanneer het terugkomt, in de vorm van iCalendar, zoals FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=15.",
            "Or when it comes back, as in iCalendar, such as FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=15.",
        ),
    },
    "PlatformEntry": {
        "offers": Text("Wat de app of site kan.", "What the app or site can do."),
        "cost": Text("Wat het kost.", "What it costs."),
        "status": Text("Of de app of site nog in gebruik is.", "Whether the app or site is still in use."),
        "checked_on": Text(
            "De dag waarop voor het laatst is gekeken. Kijk na een jaar opnieuw.",
            "The day when it was last checked. Look again after a year.",
        ),
        "has_groups": Text("Of er groepen zijn die u kunt tellen. Zonder: ja.", "Whether it has groups that can be counted. Without: yes."),
    },
    "Problem": {
        "reported": Text(
            "Of een gemeente dit probleem in de vragenlijst kan noemen. Alleen nodig voor een nieuw probleem.",
            "Whether a municipality can report this problem in the questionnaire. Only needed for a new problem.",
        ),
    },
    "Test": {
        "test": Text("Wat de test laat zien, in een zin die nog geen test heeft.", "What the test shows, in a sentence of its own."),
        "as_of": Text("De dag waarop de regels moeten tellen. Zonder: vandaag.", "The day on which the rules must count. Without: today."),
        "case": Text(
            "Een vragenlijst om mee te beginnen: het pad vanaf dit bestand.", "A questionnaire to begin with: the path from this file."
        ),
        "given": Text("De antwoorden, zoals in een vragenlijst of met hun pad.", "The answers, as in a questionnaire or by their path."),
        "must": Text("Dit moet de conclusie zijn.", "This must be concluded."),
        "may": Text("Dit moet nog open zijn.", "This must still be open."),
        "must_not": Text("Dit moet uitgesloten zijn.", "This must be ruled out."),
        "rules": Text("Wat regels zelf moeten doen.", "What rules themselves must do."),
    },
    "RulesExpected": {
        "holds": Text("Deze regels gelden.", "These rules hold."),
        "unknown": Text("Deze regels zijn nog open.", "These rules are still open."),
        "fails": Text("Deze regels gelden niet.", "These rules do not hold."),
    },
    "Survivor": {
        "rule": Text("De regel.", "The rule."),
        "change": Text(
            "De wijziging die geen test merkt, zoals 'rules test --mutate' haar noemt.",
            "The change that no test notices, as 'rules test --mutate' names it.",
        ),
        "because": Text("Waarom dat goed is.", "Why that is right."),
    },
    "StatementPart": {
        "id": Text("De naam van de uitspraak.", "The name of the statement."),
        "says": Text("Wat altijd waar moet zijn, in een zin.", "What must always be true, in a sentence."),
        "for": Text("Waarover de uitspraak gaat. Zonder: de hele gemeente.", "What the statement is about. Without: the whole case."),
        "when": Text("Wanneer de uitspraak telt. Zonder: altijd.", "When the statement counts. Without: always."),
        "then": Text("Wat dan moet gelden.", "What must hold then."),
        "never": Text("Wat nooit samen mag gelden.", "What may never hold together."),
        "silent": Text(
            "Waar het advies geen acties hoeft te geven, en dat zo is bedoeld.", "Where the advice gives no actions, and that is meant so."
        ),
    },
}

WORDS: Mapping[str, Text] = {
    "documented": Text("staat in het format", "said by the format"),
    "derived": Text("volgt uit het format", "follows from the format"),
    "practice": Text("uit de praktijk of een andere bron", "from practice or another source"),
    "higher": Text("hoger is beter", "higher is better"),
    "lower": Text("lager is beter", "lower is better"),
    "stop": Text("stoppen", "stop"),
    "change": Text("veranderen", "change"),
    "speed_up": Text("versnellen", "speed up"),
    "keep": Text("houden", "keep"),
    "discuss": Text("bespreken", "discuss"),
    "draft": Text("in de maak; telt nog niet", "being written; does not count yet"),
    "in_force": Text("geldt", "counts"),
    "retired": Text("vervallen; telt niet meer", "no longer counts"),
    "case": Text("de hele gemeente", "the whole municipality"),
    "initiative": Text("elk initiatief", "each initiative"),
    "audience": Text("elke doelgroep", "each audience"),
    "report": Text("elk probleem dat de gemeente zelf noemt", "each problem that the municipality reports"),
    "problem": Text("elk probleem van de gemeente", "each problem of the municipality"),
    "action": Text("elke actie van het plan", "each action of the plan"),
    "high": Text("hoog", "high"),
    "middle": Text("gemiddeld", "medium"),
    "low": Text("laag", "low"),
    "strength": Text("sterk punt", "strength"),
    "weakness": Text("zwak punt", "weakness"),
    "opportunity": Text("kans", "opportunity"),
    "threat": Text("bedreiging", "threat"),
    "warning.goal": Text("over het doel", "about the goal"),
    "warning.audience": Text("over de doelgroep", "about the audience"),
    "inside": Text("binnen de organisatie", "inside the organisation"),
    "outside": Text("buiten de organisatie", "outside the organisation"),
    "both": Text("binnen en buiten", "inside and outside"),
    "municipality": Text("gemeente", "municipality"),
    "police": Text("politie", "police"),
    "group_admins": Text("beheerders van groepen", "group admins"),
    "residents": Text("inwoners", "residents"),
    "others": Text("anderen", "others"),
    "active": Text("in gebruik", "active"),
    "doubtful": Text("twijfelachtig", "doubtful"),
    "ended": Text("gestopt", "ended"),
    "unknown": Text("onbekend", "unknown"),
    "responsible": Text("voert uit", "responsible"),
    "supports": Text("helpt", "supports"),
    "consulted": Text("denkt mee", "consulted"),
    "informed": Text("wordt ingelicht", "informed"),
    "weekend": Text("zaterdag en zondag", "Saturday and Sunday"),
    "holiday": Text("feestdag", "public holiday"),
    "turn_of_year": Text("24 december tot en met 1 januari", "24 December to 1 January"),
    "school_holiday": Text("schoolvakantie in de regio", "school holiday in the region"),
    "autumn": Text("herfstvakantie", "autumn holiday"),
    "christmas": Text("kerstvakantie", "Christmas holiday"),
    "spring": Text("voorjaarsvakantie", "spring holiday"),
    "may": Text("meivakantie", "May holiday"),
    "summer": Text("zomervakantie", "summer holiday"),
    "north": Text("Noord", "North"),
    "regions.middle": Text("Midden", "Middle"),
    "provinces.middle": Text("Midden", "Middle"),
    "south": Text("Zuid", "South"),
}
"""The words to choose from in these files, as people read them; one that means something else for some key stands under that key."""

OPERATORS: _Said = {
    "is_not": Text("is ingevuld, met iets anders dan dit", "is answered, with something else than this"),
    "none_of": Text("is ingevuld, met geen van deze", "is answered, with none of these"),
    "below": Text("is lager dan dit getal", "is below this number"),
    "at_most": Text("is dit getal of lager", "is this number or lower"),
    "above": Text("is hoger dan dit getal", "is above this number"),
    "at_least": Text("is dit getal of hoger", "is this number or higher"),
    "includes": Text("een van deze antwoorden is erbij", "one of these answers is among them"),
    "lacks": Text("geen van deze antwoorden is erbij", "none of these answers is among them"),
    "answered": Text("is ingevuld, wat het antwoord ook is", "was answered at all"),
}

KINDS: _Said = {
    "finding": Text("bevinding", "finding"),
    "problem": Text("probleem", "problem"),
    "cause": Text("oorzaak van het probleem", "cause of the problem"),
    "action": Text("actie om aan te raden", "action to advise"),
    "task": Text("vaste taak", "standing task"),
    "timing": Text("wanneer de actie begint", "when the action starts"),
    "moment": Text("moment om te communiceren", "moment to communicate"),
    "duty": Text("plicht op het gebied van privacy of gegevens", "duty on privacy or data"),
    "option": Text("manier om de actie uit te voeren", "way to carry out the action"),
    "part": Text("rol die meedoet aan de actie", "role that takes part in the action"),
    "means": Text("middel voor de actie", "means for the action"),
    "order": Text("actie waar deze na komt", "action that this one comes after"),
    "measurement": Text("meting", "measurement"),
    "evaluation": Text("evaluatie", "evaluation"),
    "indicator": Text("meetpunt", "indicator"),
    "target": Text("streefdoel van de actie", "target of the action"),
    "decision": Text("besluit bij het bekijken van een plan dat loopt", "decision in the review of a running plan"),
}
"""What each kind of conclusion is."""

WITH_CONCLUSION: _Said = {
    "responsible": Text("Wie de actie uitvoert.", "Who carries the action out."),
    "priority": Text("Hoe dringend de actie is. Zonder: middle.", "How urgent the action is. Without: middle."),
    "serves": Text(
        "Problemen die de actie ook aanpakt, als de regel niet over een probleem gaat.",
        "Problems that the action serves as well, when the rule is not about a problem.",
    ),
    "as": Text("Hoe de rol meedoet.", "How the role takes part."),
}
"""What may stand beside a conclusion."""


def explained(model: type[BaseModel], key: str) -> Text | None:
    """What a key of a model is for; None when nothing is said of it."""
    for one in model.__mro__:
        if found := EXPLAINED.get(one.__name__, {}).get(key):
            return found
    return _OF_ALL.get(key)


def word(value: str, key: str = "") -> Text:
    """A word to choose from, as people read it; the word itself when nothing is said of it."""
    return WORDS.get(f"{key}.{value}") or WORDS.get(value) or Text(value, value)
