"""What is said when a request is refused, and where a password is asked for."""

from __future__ import annotations

from commplan_advisor.common.text import Text

WORDS = {
    "broken": Text("Er ging iets mis", "Something went wrong"),
    "broken_explained": Text(
        "Het programma kon dit niet doen. Uw bestanden zijn niet veranderd door deze vraag, of helemaal. Probeer het nog een keer.",
        "The program could not do this. Your files were not changed by this request, or completely. Try it once more.",
    ),
    "busy": Text("Het is nu te druk", "It is too busy now"),
    "busy_explained": Text("Probeer het over een paar seconden nog een keer.", "Try it again in a few seconds."),
    "took_too_long": Text("Dit duurde te lang", "This took too long"),
    "took_too_long_explained": Text(
        "Er was na {seconds} seconden nog geen antwoord. Probeer het later nog een keer, of vraag minder tegelijk.",
        "There was no answer after {seconds} seconds. Try it again later, or ask for less at once.",
    ),
    "came_too_slowly": Text("De vraag kwam te langzaam binnen", "The request came in too slowly"),
    "came_too_slowly_explained": Text(
        "Een vraag moet binnen {seconds} seconden helemaal binnen zijn.", "A request must have come in completely within {seconds} seconds."
    ),
    "too_large": Text("Dit is te groot", "This is too large"),
    "too_large_explained": Text("Er mogen ten hoogste {most} bytes in.", "At most {most} bytes may be in it."),
    "head_too_large": Text("Het adres of de kopregels zijn te lang", "The address or the header lines are too long"),
    "head_too_large_explained": Text("Samen mogen zij ten hoogste {most} bytes zijn.", "Together they may be at most {most} bytes."),
    "too_often": Text("Te veel vragen achter elkaar", "Too many requests one after another"),
    "too_often_explained": Text("Probeer het over {seconds} seconden nog een keer.", "Try it again in {seconds} seconds."),
    "other_host": Text("Dit adres hoort niet bij deze server", "This address is not one of this server"),
    "other_host_explained": Text(
        "Gebruik het adres dat 'commplan serve' noemde. Moet een ander adres ook kunnen? Start de server dan met --name.",
        "Use the address that 'commplan serve' told. Should another address work too? Then start the server with --name.",
    ),
    "login": Text("Inloggen", "Log in"),
    "login_explained": Text(
        "Vul het wachtwoord van deze server in. U krijgt het van wie de server beheert.",
        "Fill in the password of this server. You get it from whoever manages the server.",
    ),
    "password": Text("Wachtwoord", "Password"),
    "wrong_password": Text("Dit wachtwoord klopt niet. Vul het opnieuw in.", "This password is not right. Fill it in again."),
    "logged_in": Text("U bent ingelogd.", "You are logged in."),
    "logout": Text("Uitloggen", "Log out"),
    "no_login": Text("U bent niet (meer) ingelogd", "You are not logged in (any more)"),
    "no_login_explained": Text(
        "Log in een ander tabblad in. Ga dan hier terug en stuur het nog een keer. Zo gaat er niets verloren.",
        "Log in in another tab. Then go back here and send it once more. So nothing is lost.",
    ),
    "password_needed": Text("Er is een wachtwoord nodig", "A password is needed"),
    "password_needed_explained": Text(
        "Stuur het wachtwoord van deze server mee met HTTP Basic. De naam doet er niet toe.",
        "Send the password of this server along with HTTP Basic. The name does not matter.",
    ),
    "faulty_questionnaire": Text("De vragenlijst klopt niet", "The questionnaire is wrong"),
    "not_understood": Text("Dit kan niet worden gelezen", "This cannot be read"),
    "not_understood_explained": Text(
        "De vraag aan de server is niet goed gevormd. Ga terug en probeer het nog een keer.",
        "The request to the server is not well formed. Go back and try it once more.",
    ),
    "other_version": Text(
        "Iemand anders heeft deze vragenlijst ondertussen gewijzigd", "Somebody else changed this questionnaire meanwhile"
    ),
    "other_version_explained": Text(
        "Er is niets opgeslagen. Haal de vragenlijst opnieuw op, breng uw wijziging aan, en stuur die met de nieuwe ETag.",
        "Nothing was saved. Get the questionnaire again, make your change, and send it with the new ETag.",
    ),
    "no_version": Text("Er staat niet bij welke versie u wijzigt", "It was not said which version you change"),
    "no_version_explained": Text(
        "Stuur in If-Match de ETag mee die u bij de vragenlijst kreeg, met de aanhalingstekens.",
        "Send in If-Match the ETag that came with the questionnaire, with its quotation marks.",
    ),
    "other_form": Text("Dit is geen JSON", "This is not JSON"),
    "other_form_explained": Text(
        "Stuur JSON, met Content-Type: application/json, en niet ingepakt.",
        "Send JSON, with Content-Type: application/json, and not compressed.",
    ),
    "no_such_way": Text("Dit kan hier niet", "This cannot be done here"),
    "no_such_way_explained": Text("Dit adres kent alleen: {allowed}.", "This address knows only: {allowed}."),
    "no_such_address": Text("Dit adres bestaat niet", "This address does not exist"),
    "no_such_address_explained": Text(
        "Alle adressen staan in /api/v1/openapi.json. Er staat nooit een schuine streep aan het eind.",
        "All addresses are in /api/v1/openapi.json. There never is a slash at the end.",
    ),
}
