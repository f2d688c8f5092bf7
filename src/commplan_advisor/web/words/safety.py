"""What is said when a request is refused, and where a password is asked for."""

from __future__ import annotations

from commplan_advisor.common.text import Text

WORDS = {
    "broken": Text("Er ging iets mis", "Something went wrong"),
    "broken_explained": Text(
        "Het programma kon dit niet doen. Een bestand is nooit half gewijzigd. Kijk of uw wijziging is opgeslagen, en probeer het nog "
        "een keer.",
        "The program could not do this. No file is ever changed halfway. See whether your change was saved, and try once more.",
    ),
    "busy": Text("Het is nu te druk", "It is too busy now"),
    "busy_explained": Text("Probeer het over een paar seconden nog een keer.", "Try it again in a few seconds."),
    "took_too_long": Text("Dit duurde te lang", "This took too long"),
    "took_too_long_explained": Text(
        "Er was na {seconds} seconden nog geen antwoord. Probeer het later nog een keer, of vraag minder in één keer.",
        "There was no answer after {seconds} seconds. Try it again later, or ask for less at once.",
    ),
    "came_too_slowly": Text("Het verzoek kwam te langzaam binnen", "The request came in too slowly"),
    "came_too_slowly_explained": Text(
        "Een verzoek moet binnen {seconds} seconden helemaal binnen zijn.",
        "A request must have come in completely within {seconds} seconds.",
    ),
    "too_large": Text("Dit is te groot", "This is too large"),
    "too_large_explained": Text("Er mogen ten hoogste {most} bytes in.", "At most {most} bytes may be in it."),
    "head_too_large": Text("Het adres of de kopregels zijn te lang", "The address or the header lines are too long"),
    "head_too_large_explained": Text("Samen mogen zij ten hoogste {most} bytes zijn.", "Together they may be at most {most} bytes."),
    "too_often": Text("Te veel verzoeken achter elkaar", "Too many requests one after another"),
    "too_often_explained": Text("Probeer het over {seconds} seconden nog een keer.", "Try it again in {seconds} seconds."),
    "other_host": Text("Dit adres hoort niet bij deze server", "This address is not one of this server"),
    "other_host_explained": Text(
        "Gebruik het adres dat 'commplan serve' noemde. Moet een ander adres ook kunnen? Start de server dan met --name.",
        "Use the address that 'commplan serve' gave. Should another address work too? Then start the server with --name.",
    ),
    "login": Text("Inloggen", "Log in"),
    "login_explained": Text(
        "Vul het wachtwoord van deze server in. U krijgt het van wie de server beheert.",
        "Fill in the password of this server. You get it from whoever manages the server.",
    ),
    "password": Text("Wachtwoord", "Password"),
    "wrong_password": Text("Dit wachtwoord klopt niet. Vul het opnieuw in.", "This password is not right. Fill it in again."),
    "too_many_passwords": Text(
        "Er is te vaak een verkeerd wachtwoord ingevuld. Wacht {seconds} seconden en vul het dan opnieuw in.",
        "A wrong password was filled in too often. Wait {seconds} seconds, then fill it in again.",
    ),
    "logged_in": Text("U bent ingelogd.", "You are logged in."),
    "logout": Text("Uitloggen", "Log out"),
    "no_login": Text("U bent niet (meer) ingelogd", "You are not logged in (any more)"),
    "no_login_explained": Text(
        "Log in een ander tabblad opnieuw in. Ga dan hier terug en stuur het nog een keer. Zo gaat er niets verloren.",
        "Log in again in another tab. Then come back here and send it once more. That way nothing is lost.",
    ),
    "password_needed": Text("Er is een wachtwoord nodig", "A password is needed"),
    "password_needed_explained": Text(
        "Stuur het wachtwoord van deze server mee met HTTP Basic. De naam doet er niet toe.",
        "Send the password of this server along with HTTP Basic. The name does not matter.",
    ),
    "in_faults": Text("Wat er mis is, staat in 'faults'.", "What is wrong stands in 'faults'."),
    "faulty_questionnaire": Text("De vragenlijst klopt niet", "The questionnaire is wrong"),
    "not_understood": Text("Dit kan niet worden gelezen", "This cannot be read"),
    "not_understood_explained": Text(
        "Het verzoek aan de server klopt niet. Ga terug en probeer het nog een keer.",
        "The request to the server is not right. Go back and try it once more.",
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
        "All addresses are in /api/v1/openapi.json. There is never a slash at the end.",
    ),
    "hidden_phone": Text("(telefoonnummer verborgen)", "(telephone number hidden)"),
    "hidden_mail": Text("(e-mailadres verborgen)", "(e-mail address hidden)"),
    "contacts_hidden": Text("Op deze pagina zijn contactgegevens verborgen.", "Contact details are hidden on this page."),
    "show_contacts": Text("Toon contactgegevens", "Show contact details"),
    "contacts_shown": Text("Op deze pagina staan contactgegevens.", "There are contact details on this page."),
    "hide_contacts": Text("Verberg contactgegevens", "Hide contact details"),
    "contacts_in_answer": Text(
        "In dit antwoord staan contactgegevens. Toon het antwoord", "This answer has contact details. Show the answer"
    ),
    "contacts_belong": Text(
        "Zet geen contactgegevens van beheerders in de vragenlijst. Die horen in het register.",
        "Do not put contact details of admins in the questionnaire. They belong in the register.",
    ),
}
