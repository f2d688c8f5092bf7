"""The questionnaire: chapters 1 to 3 of the format as typed models.

Every field is a question. All may stay unanswered (``None``) but the name of the municipality; an unanswered question is
never the same as *no*, and an unanswered list never the same as an empty one.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from commplan_advisor.questionnaire import options as o
from commplan_advisor.questionnaire.asking import Chapter, Count, Day, Hours, Percent, Several, Words, YesNo, ask, unanswered

VERSION = 1
"""Version of the questionnaire; a case file names the version it was written for."""


class Municipality(Chapter):
    """Which municipality this is."""

    name: Annotated[Words, Field(max_length=100)] = Field(
        json_schema_extra={"item": "1.1", "nl": "Naam van de gemeente", "en": "Name of the municipality"}
    )
    code: Annotated[str, Field(pattern=r"^GM\d{4}$")] | None = ask(
        "1.1",
        "Code van de gemeente (CBS)",
        "Code of the municipality (CBS)",
        "GM en vier cijfers, zoals GM0267",
        "GM and four digits, such as GM0267",
    )
    province: o.Province | None = ask("1.1", "Provincie", "Province")
    inhabitants: Annotated[Count, Field(ge=1)] | None = ask("2.2", "Aantal inwoners", "Number of inhabitants")
    households: Annotated[Count, Field(ge=1)] | None = ask("2.2", "Aantal huishoudens", "Number of households")


class Audience(Chapter):
    """One group of people that the plan wants to reach."""

    kind: o.AudienceKind | None = ask("1.2", "Wie wilt u bereiken?", "Whom do you want to reach?")
    name: Words | None = ask("1.2", "Hoe noemt u deze groep?", "What do you call this group?")
    area: Words | None = ask(
        "1.2",
        "In welke wijk of buurt?",
        "In which district or neighbourhood?",
        "een naam of CBS-code van een wijk of buurt",
        "a name or CBS code",
    )
    demographics: Words | None = ask(
        "1.2",
        "Wat voor mensen zijn het?",
        "What kind of people are they?",
        "leeftijd, gezin, huur of koop, taal",
        "age, family, tenants or owners, language",
    )
    involvement: o.Involvement | None = ask(
        "1.2", "Hoe betrokken zijn zij nu bij de buurt?", "How involved are they with the neighbourhood now?"
    )


class Introduction(Chapter):
    """Chapter 1: goal and target audience."""

    goals: Several[o.Goal] | None = ask(
        "1.1",
        "Wat is het doel van de gemeente met de digitale initiatieven?",
        "What is the goal of the municipality with the digital initiatives?",
        "kies alles wat past",
        "choose all that fit",
    )
    keep: Words | None = ask("1.1", "Wat wilt u behouden?", "What do you want to keep?")
    change: Words | None = ask("1.1", "Wat wilt u veranderen?", "What do you want to change?")
    improve: Words | None = ask("1.1", "Wat wilt u verbeteren?", "What do you want to improve?")
    coverage_goal: Percent | None = ask(
        "1.1", "Welk deel van de huishoudens wilt u bereiken?", "What share of the households do you want to reach?", unit="%"
    )
    audiences: Annotated[list[Audience], Field(max_length=100)] | None = ask(
        "1.2",
        "Wie wilt u bereiken?",
        "Whom do you want to reach?",
        "'Inwoners' is te breed. Noem de wijk, wat voor mensen het zijn en hoe betrokken zij zijn.",
        "'Residents' is too wide. Name the district, what kind of people they are and how involved they are.",
    )
    business_hallmark: o.BusinessHallmark | None = ask(
        "1.3",
        "Is er een Keurmerk Veilig Ondernemen (KVO)?",
        "Is there a safe-business hallmark (KVO)?",
        "ook ondernemers kunnen meedoen",
        "entrepreneurs can take part too",
    )
    plan_purpose: Several[o.PlanPurpose] | None = ask("1.4", "Waar is dit communicatieplan voor?", "What is this communication plan for?")
    rhythm: o.Rhythm | None = ask("7.2", "Hoe vaak wilt u meten en evalueren?", "How often do you want to measure and evaluate?")


class Initiative(Chapter):
    """One digital initiative, or all groups on one platform."""

    platform: o.Platform | None = ask("2.1", "Welke app of site is het?", "Which app or site is it?")
    name: Words | None = ask("2.1", "Hoe heet het initiatief?", "What is the initiative called?")
    groups: Count | None = ask("2.2", "Hoeveel groepen zijn er?", "How many groups are there?", "een schatting mag", "an estimate will do")
    members: Count | None = ask("2.2", "Hoeveel leden zijn er samen?", "How many members are there in all?")
    coverage: Percent | None = ask(
        "2.2",
        "Welk deel van het gebied heeft een groep?",
        "What share of the area has a group?",
        "deel van de buurten",
        "share of the neighbourhoods",
        "%",
    )
    household_coverage: Percent | None = ask(
        "2.2", "Welk deel van de huishoudens doet mee?", "What share of the households takes part?", unit="%"
    )
    activity: o.Activity | None = ask(
        "2.2",
        "Hoe actief zijn de groepen?",
        "How active are the groups?",
        "drie of vier weken stilte is normaal",
        "three or four weeks of silence is normal",
    )
    focus: o.Focus | None = ask(
        "2.4",
        "Waar ligt de focus?",
        "Where does the focus lie?",
        "veiligheid, of contact tussen buren",
        "safety, or contact between neighbours",
    )
    wishes: Several[o.Wish] | None = ask(
        "2.4", "Wat wensen de gebruikers?", "What do the users wish?", "kies alles wat past", "choose all that fit"
    )
    run_by: o.RunBy | None = ask("2.5", "Wie zet de groepen op en beheert ze?", "Who sets up and runs the groups?")
    admins_known: o.Share | None = ask(
        "2.6",
        "Van welke groepen kent u de beheerder?",
        "Of which groups do you know the admin?",
        "met contactgegevens",
        "with contact details",
    )
    admins_per_group: o.AdminsPerGroup | None = ask("2.5", "Hoeveel beheerders heeft een groep?", "How many admins does a group have?")
    rules: o.Share | None = ask(
        "2.5",
        "Welke groepen hebben huisregels?",
        "Which groups have house rules?",
        "wat hoort in de groep en wat niet",
        "what belongs in the group and what does not",
    )
    conflicts: o.Often | None = ask("4.3", "Zijn er conflicten in de groepen?", "Are there conflicts in the groups?")
    members_leaving: o.Often | None = ask("4.3", "Stappen er leden uit?", "Do members leave?")
    chatter: o.Often | None = ask(
        "2.4", "Zijn er berichten die niet in de groep horen?", "Are there messages that do not belong in the group?"
    )
    privacy: o.Arranged | None = ask(
        "5.6",
        "Zijn er afspraken over privacy?",
        "Are there agreements on privacy?",
        "wie ziet nummers, wat mag u delen",
        "who sees numbers, what may be shared",
    )
    photos: o.Photos | None = ask("5.6", "Worden er foto's van mensen gedeeld?", "Are pictures of people shared?")
    offline_link: o.Link | None = ask(
        "2.7", "Is er een band met initiatieven zonder scherm?", "Is there a link with initiatives without a screen?"
    )


class Register(Chapter):
    """The overview of all initiatives and groups (format 2.3)."""

    exists: YesNo | None = ask("2.3", "Is er een register van alle groepen?", "Is there a register of all groups?")
    completeness: o.Share | None = ask("2.3", "Welke groepen staan erin?", "Which groups are in it?")
    contact_details: YesNo | None = ask(
        "2.3", "Staan de contactgegevens van beheerders erin?", "Does it hold the contact details of the admins?"
    )
    shared_with_police: YesNo | None = ask("2.3", "Kan de politie het register inzien?", "Can the police read the register?")
    updated: o.Freshness | None = ask("2.3", "Wanneer is het voor het laatst nagelopen?", "When was it last checked?")
    ground: o.Ground | None = ask(
        "5.6",
        "Op welke wettelijke grond bewaart u de gegevens?",
        "On which legal ground do you keep the details?",
        "AVG: toestemming of publieke taak",
        "GDPR: consent or public task",
    )


class Structures(Chapter):
    """Who does what now (format 2.5)."""

    police_role: o.PoliceRole | None = ask("2.5", "Wat doet de politie met de groepen?", "What do the police do with the groups?")
    municipal_role: o.MunicipalRole | None = ask(
        "2.5", "Wat doet de gemeente met de groepen?", "What does the municipality do with the groups?"
    )
    organisation: Words | None = ask(
        "2.5",
        "Hoe is het georganiseerd?",
        "How is it organised?",
        "coördinator, werkgroep, overleg",
        "coordinator, working group, meetings",
    )
    agreements: o.Agreements | None = ask(
        "2.5", "Welke afspraken hebben gemeente en politie?", "What agreements do municipality and police have?"
    )
    agreements_evaluated: o.Regularity | None = ask(
        "2.5",
        "Bespreken zij hoe de afspraken werken?",
        "Do they discuss how the agreements work?",
        "in een vast overleg",
        "in a fixed meeting",
    )
    admin_meetings: o.Regularity | None = ask("2.5", "Zijn er bijeenkomsten met beheerders?", "Are there meetings with group admins?")


class Internal(Chapter):
    """The internal organisation (format 2.6)."""

    municipal_contact: YesNo | None = ask(
        "2.6", "Is er een vast aanspreekpunt bij de gemeente?", "Is there a fixed contact person at the municipality?"
    )
    police_contact: YesNo | None = ask(
        "2.6", "Is er een vast aanspreekpunt bij de politie?", "Is there a fixed contact person at the police?"
    )
    municipal_involvement: o.Level | None = ask("2.6", "Hoe betrokken is de gemeente?", "How involved is the municipality?")
    police_involvement: o.Level | None = ask("2.6", "Hoe betrokken is de politie?", "How involved are the police?")
    relation: o.Quality | None = ask(
        "2.6", "Hoe is de relatie tussen gemeente en politie?", "How is the relation between municipality and police?"
    )
    admin_contact: o.Quality | None = ask("2.6", "Hoe is het contact met de beheerders?", "How is the contact with the group admins?")
    officers_in_admin_groups: o.Share | None = ask(
        "2.6", "Welke wijkagenten zitten in de groep van beheerders?", "Which neighbourhood officers are in the admins' group?"
    )
    coordinator_in_admin_app: YesNo | None = ask(
        "2.6", "Zit de wijkregisseur in de app van beheerders?", "Is the district coordinator in the admins' app?"
    )
    hours_per_week: Hours | None = ask(
        "5.3", "Hoeveel uur per week heeft de gemeente hiervoor?", "How many hours a week does the municipality have for this?", unit="h"
    )


class Signs(Chapter):
    """Neighbourhood signs (format 4.5)."""

    policy: o.SignPolicy | None = ask("4.5", "Hoe bepaalt u waar borden komen?", "How do you decide where signs are placed?")
    requests_per_year: Count | None = ask(
        "4.5", "Hoeveel borden vragen inwoners per jaar aan?", "How many signs do residents ask for in a year?"
    )
    budget: YesNo | None = ask("4.5", "Is er geld voor borden?", "Is there money for signs?")
    request_registers: YesNo | None = ask(
        "4.1", "Komt een groep die een bord aanvraagt in het register?", "Is a group that asks for a sign put in the register?"
    )


class Reports(Chapter):
    """Using reports from groups for data analysis (format 5.7)."""

    used: o.ReportsUse | None = ask("5.7", "Gebruikt u meldingen om onrust vroeg te zien?", "Do you use reports to notice unrest early?")
    impact_assessment: YesNo | None = ask(
        "5.7",
        "Is er eerst een DPIA gedaan?",
        "Was a DPIA done first?",
        "onderzoek naar de gevolgen voor privacy",
        "a study of the effects on privacy",
    )


class Offline(Chapter):
    """Initiatives without a screen (format 2.7)."""

    kinds: Several[o.OfflineInitiative] | None = ask(
        "2.7",
        "Welke initiatieven zonder scherm zijn er?",
        "Which initiatives without a screen are there?",
        "kies alles wat past",
        "choose all that fit",
    )
    connection: o.Link | None = ask("2.7", "Hoe sluiten digitale initiatieven daarop aan?", "How do digital initiatives connect with them?")


class Situation(Chapter):
    """Chapter 2: the situation now."""

    initiatives: Annotated[list[Initiative], Field(max_length=500)] | None = ask(
        "2.1",
        "Welke digitale initiatieven lopen er?",
        "Which digital initiatives are running?",
        "WhatsApp, Burgernet, Facebook, Nextdoor, Veiligebuurt, WeAlert, LAS, WaakSamen, eigen websites",
        "WhatsApp, Burgernet, Facebook, Nextdoor, Veiligebuurt, WeAlert, LAS, WaakSamen, own websites",
    )
    register_: Register = unanswered(Register, alias="register")
    structures: Structures = unanswered(Structures)
    internal: Internal = unanswered(Internal)
    signs: Signs = unanswered(Signs)
    website_information: o.Website | None = ask(
        "4.1", "Wat staat er op de website van de gemeente over de groepen?", "What does the municipal website say about the groups?"
    )
    welcome_package: YesNo | None = ask(
        "4.1",
        "Krijgen nieuwe inwoners informatie over de groepen?",
        "Do new residents get information about the groups?",
        "bijvoorbeeld in een welkomstpakket",
        "in a welcome package, for instance",
    )
    reports: Reports = unanswered(Reports)
    offline: Offline = unanswered(Offline)


class ReportedProblem(Chapter):
    """One problem that the municipality runs into (chapter 3)."""

    type: o.ProblemType | None = ask("3.1", "Waar loopt u tegenaan?", "What do you run into?")
    description: Words | None = ask("3.1", "Wat gebeurt er precies?", "What exactly happens?")
    platform: o.Platform | None = ask("3.1", "Bij welke app of site speelt het?", "With which app or site does it occur?")
    causes: Several[o.CauseType] | None = ask(
        "3.2", "Waar komt het door?", "Where does it come from?", "kies alles wat past", "choose all that fit"
    )
    who: Several[o.Actor] | None = ask(
        "3.2", "Wie of wat veroorzaakt het?", "Who or what causes it?", "kies alles wat past", "choose all that fit"
    )
    frequency: o.Frequency | None = ask("3.2", "Hoe vaak komt het voor?", "How often does it occur?")
    where: Words | None = ask("3.2", "Waar speelt het?", "Where does it occur?", "een wijk of buurt", "a district or neighbourhood")


class Capacity(Chapter):
    """How many hours a week a role has for the plan (format 5.3)."""

    role: Words | None = ask(
        "5.3",
        "Welke rol?",
        "Which role?",
        "een rol uit het regelboek, zoals communication_officer",
        "a role of the rule book, such as communication_officer",
    )
    hours_per_week: Hours | None = ask("5.3", "Hoeveel uur per week?", "How many hours a week?", unit="h")


class Planning(Chapter):
    """Chapter 5: between which days the plan runs, and with how many hours (format 5.2, 5.3, 5.5)."""

    start: Day | None = ask("5.2", "Wanneer begint het plan?", "When does the plan begin?")
    ready_by: Day | None = ask("5.2", "Wanneer moet alles klaar zijn?", "When must everything be done?")
    school_region: o.SchoolRegion | None = ask(
        "5.5",
        "In welke regio vallen de schoolvakanties?",
        "Which region are the school holidays of?",
        "zonder antwoord zegt de provincie het, als die maar één regio heeft",
        "without an answer the province tells, when it has only one region",
    )
    hours: Annotated[list[Capacity], Field(max_length=50)] | None = ask(
        "5.3",
        "Hoeveel uur per week heeft elke rol?",
        "How many hours a week does each role have?",
        "zonder antwoord geldt wat het regelboek aanneemt",
        "without an answer what the rule book assumes counts",
    )


class Measurement(Chapter):
    """One value that was measured (format 7.1)."""

    indicator: Words | None = ask(
        "7.1", "Wat is er gemeten?", "What was measured?", "een indicator uit het plan", "an indicator of the plan"
    )
    date: Day | None = ask("7.1", "Wanneer?", "When?")
    value: Annotated[float, Field(strict=True, ge=0, le=1e9, allow_inf_nan=False)] | None = ask("7.1", "Welk getal?", "What number?")
    n: Count | None = ask(
        "7.1",
        "Hoeveel mensen of groepen zijn er gevraagd?",
        "How many people or groups were asked?",
        "alleen bij een steekproef",
        "only for a sample",
    )
    source: Words | None = ask("7.1", "Waar komt het getal vandaan?", "Where does the number come from?")


class Questionnaire(Chapter):
    """The whole questionnaire of one municipality at one date."""

    questionnaire: Annotated[int, Field(strict=True, ge=VERSION, le=VERSION)] = Field(
        default=VERSION, json_schema_extra={"item": "", "nl": "Versie van de vragenlijst", "en": "Version of the questionnaire"}
    )
    municipality: Municipality
    date: Day | None = ask(
        "1.1", "Datum van invullen", "Date of filling in", "jaar-maand-dag, zoals 2026-01-31", "year-month-day, such as 2026-01-31"
    )
    sources: Annotated[list[Words], Field(max_length=50)] | None = ask(
        "1.1", "Waar komen de antwoorden vandaan?", "Where do the answers come from?"
    )
    notes: Words | None = ask("1.1", "Opmerkingen", "Notes")
    introduction: Introduction = unanswered(Introduction)
    situation: Situation = unanswered(Situation)
    problems: Annotated[list[ReportedProblem], Field(max_length=200)] | None = ask(
        "3.1",
        "Welke problemen ziet u?",
        "Which problems do you see?",
        "met oorzaak, wie of wat, hoe vaak en waar",
        "with cause, who or what, how often and where",
    )
    planning: Planning = unanswered(Planning)
    measurements: Annotated[list[Measurement], Field(max_length=1000)] | None = ask(
        "7.1", "Wat is er gemeten?", "What was measured?", "per indicator en dag een regel", "a row for each indicator and day"
    )
