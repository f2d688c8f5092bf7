"""What the sheets say besides the questions themselves."""

from __future__ import annotations

from commplan_advisor.common.text import Text

TITLE = Text("Vragenlijst digitale buurtinitiatieven", "Questionnaire on digital neighbourhood initiatives")
START = Text("Uitleg", "How to")
QUESTIONS = Text("Vragen", "Questions")
CHOICES = Text("Keuzes", "Choices")
LISTS = {
    "introduction.audiences": Text("Doelgroepen", "Audiences"),
    "situation.initiatives": Text("Initiatieven", "Initiatives"),
    "problems": Text("Problemen", "Problems"),
    "planning.hours": Text("Uren", "Hours"),
    "measurements": Text("Metingen", "Measurements"),
}
"""The lists that have a sheet of their own, with its name."""

WHAT_LISTS_HOLD = {
    "introduction.audiences": Text("de groepen die u wilt bereiken", "the groups you want to reach"),
    "situation.initiatives": Text(
        "de apps en sites; één regel voor alle groepen op dezelfde app", "the apps and sites; one row for all groups on the same app"
    ),
    "problems": Text("waar u tegenaan loopt", "what you run into"),
    "planning.hours": Text("hoeveel tijd elke rol heeft", "how much time each role has"),
    "measurements": Text("wat er is gemeten, als het plan loopt", "what was measured, once the plan runs"),
}
WHAT_QUESTIONS_HOLD = Text("alle losse vragen", "all single questions")
PARTS = {
    "situation.register": Text("Register", "Register"),
    "situation.structures": Text("Rollen en afspraken", "Roles and agreements"),
    "situation.internal": Text("De eigen organisatie", "Your own organisation"),
    "situation.signs": Text("Buurtborden", "Neighbourhood signs"),
    "situation.website_information": Text("Informatie voor inwoners", "Information for residents"),
    "situation.reports": Text("Meldingen uit de groepen", "Reports from the groups"),
    "situation.offline": Text("Initiatieven zonder scherm", "Initiatives without a screen"),
}
"""Above which question a smaller heading stands, by the part or the first question of it."""

HEADS = (Text("Format", "Format"), Text("Vraag", "Question"), Text("Uitleg", "Explanation"), Text("Uw antwoord", "Your answer"))
YES_NO = (Text("ja", "yes"), Text("nee", "no"))
NONE = Text("geen", "none")
NONE_OF_THESE = Text("geen van deze", "none of these")
UNKNOWN = Text("onbekend", "unknown")
"""Written in a row of which nothing is known, so that the row itself is there."""

FROM_LIST = Text("Kies uit de lijst, of typ zelf iets.", "Choose from the list, or type something yourself.")
CHOOSE = Text("Kies: {options}.", "Choose: {options}.")
YES_OR_NO = Text("Ja of nee.", "Yes or no.")
NUMBER = Text("Een getal.", "A number.")
NUMBER_IN = Text("Een getal, in {unit}.", "A number, in {unit}.")
HOURS = Text("uren", "hours")
A_DAY = Text("Een datum, zoals 31-1-2026.", "A date, such as 31-1-2026.")
EACH_THAT_FITS = Text("Zet ja bij alles wat past.", "Put yes at all that fit.")
ONE_IN_EACH = Text("Eén in elke cel.", "One in each cell.")
ONE_IN_EACH_COLUMN = Text("Meer? Kies in de kolommen ernaast.", "More? Choose in the columns beside it.")
NO_SOURCES = Text("er zijn geen bronnen", "there are no sources")
ANOTHER = Text("Nog een.", "Another.")
TO_SHEET = Text("Vul in op het blad {sheet}", "Fill in on the sheet {sheet}")
NONE_HERE = Text(
    "← Zijn er geen? Kies hier 'geen'.",
    "← Are there none? Choose 'none' here.",
)
A_ROW_EACH = Text("Eén regel voor elk. Wat u niet weet, laat u leeg.", "One row for each. Leave empty what you do not know.")
FORMAT = Text("format {item}", "format {item}")
MANDATORY = Text("Deze vraag is verplicht.", "This question must be answered.")
MORE = Text("{text} ({number})", "{text} ({number})")

HINT_CHOICE = Text("Kies uit de lijst", "Choose from the list")
HINT_CHOICE_MORE = Text("Klik op het pijltje naast de cel.", "Click on the arrow beside the cell.")
HINT_SEVERAL_MORE = Text(
    "Eén antwoord in elke cel. Klik op het pijltje naast de cel.", "One answer in each cell. Click on the arrow beside the cell."
)
HINT_SUGGESTED_MORE = Text("Klik op het pijltje, of typ zelf een naam.", "Click on the arrow, or type a name yourself.")
HINT_NUMBER = Text("Typ een getal", "Type a number")
HINT_NUMBER_MORE = Text("Alleen cijfers. Een half getal met een komma.", "Digits only.")
HINT_PERCENT_MORE = Text("Van 0 tot en met 100, in procenten.", "From 0 to 100, in per cent.")
HINT_WHOLE_MORE = Text("Een heel getal, in cijfers.", "A whole number, in digits.")
HINT_DAY = Text("Typ een datum", "Type a date")
HINT_DAY_MORE = Text("Dag, maand en jaar, zoals 31-1-2026.", "A date, such as 31-1-2026 or 2026-01-31.")
WRONG_CHOICE = Text(
    "Dit staat niet in de lijst. Kies een van de antwoorden uit de lijst.",
    "This is not in the list. Choose one of the answers in the list.",
)
WRONG_SUGGESTED = Text("Dit staat niet in de lijst. Bedoelt u het toch zo?", "This is not in the list. Do you mean it nevertheless?")
WRONG_NUMBER = Text("Typ een getal van {least} tot en met {most}.", "Type a number from {least} to {most}.")
WRONG_WHOLE = Text("Typ een heel getal van {least} tot en met {most}.", "Type a whole number from {least} to {most}.")
WRONG_DAY = Text("Typ een datum van 2000 tot en met 2100, zoals 31-1-2026.", "Type a date from 2000 to 2100, such as 31-1-2026.")
WRONG_LENGTH = Text("Deze tekst is te lang. Er passen {most} tekens in.", "This text is too long. It may have {most} characters.")
WRONG_TITLE = Text("Dit kan hier niet", "This cannot stand here")

STEPS = (
    Text(
        "Ga naar het blad Vragen. Vul in wat u weet, in de gele cellen.",
        "Go to the sheet Questions. Fill in what you know, in the yellow cells.",
    ),
    Text(
        "Klik op een gele cel. Staat er een pijltje naast? Kies dan een antwoord uit de lijst.",
        "Click on a yellow cell. Is there an arrow beside it? Then choose an answer from the list.",
    ),
    Text(
        "Weet u iets niet? Laat de cel leeg. Een lege cel telt niet als 'nee'.",
        "Is there something you do not know? Leave the cell empty. An empty cell does not count as 'no'.",
    ),
    Text(
        "Vul daarna de andere bladen in: één regel voor elk initiatief, elke doelgroep en elk probleem.",
        "Then fill in the other sheets: one row for each initiative, audience and problem.",
    ),
    Text(
        "Zijn er ergens geen? Kies dan boven aan dat blad 'geen'. Een leeg blad betekent: nog niet ingevuld.",
        "Are there none of something? Then choose 'none' at the top of that sheet. An empty sheet means: not filled in yet.",
    ),
    Text("Bewaar het bestand zoals het is: als .xlsx of als .ods.", "Save the file as it is: as .xlsx or as .ods."),
)
STEPS_HEAD = Text("Zo vult u de vragenlijst in", "How to fill in the questionnaire")
SHEETS_HEAD = Text("De bladen", "The sheets")
GOOD_TO_KNOW = Text("Goed om te weten", "Good to know")
NOTES = (
    Text("Alleen de naam van de gemeente is verplicht.", "Only the name of the municipality must be there."),
    Text(
        "Getallen zijn hele getallen of getallen met een komma: 24000 of 12,5. Een schatting mag.",
        "Numbers are whole or have decimals: 24000 or 12.5. An estimate will do.",
    ),
    Text(
        "Zet geen namen of telefoonnummers van inwoners of beheerders in de vragenlijst. Dat is niet nodig.",
        "Do not write names or telephone numbers of residents or group admins in the questionnaire. They are not needed.",
    ),
    Text(
        "U kunt alleen in de gele cellen typen. Rechts naast de tabellen is ruimte voor aantekeningen; die leest het programma niet.",
        "You can only type in the yellow cells. Right of the tables there is room for notes; the program does not read them.",
    ),
    Text(
        "Format 2.2 is een onderdeel van het format voor een communicatieplan.",
        "Format 2.2 is a part of the format for a communication plan.",
    ),
)
AFTER_HEAD = Text("Als u klaar bent", "When you are done")
AFTER = (
    Text("Nakijken: commplan check {file}", "Check: commplan check {file}"),
    Text("Advies vragen: commplan advise {file}", "Ask for advice: commplan advise {file}"),
)
AN_ANSWER = Text("hier vult u in", "fill in here")
