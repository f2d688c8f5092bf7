"""The answers that can be chosen, each with its Dutch and English words.

The value is what stands in a file; the words are what people read. Everything is in the order in which it is offered. A rule book may
add platforms and problems to those that stand here (`added.py`); `known` gives all of them.
"""

from __future__ import annotations

from commplan_advisor.questionnaire.added import AddedAnswer, added
from commplan_advisor.questionnaire.option import Option


class Province(Option):
    """Province of the municipality."""

    DRENTHE = "drenthe", "Drenthe", "Drenthe"
    FLEVOLAND = "flevoland", "Flevoland", "Flevoland"
    FRYSLAN = "fryslan", "Fryslân", "Fryslân"
    GELDERLAND = "gelderland", "Gelderland", "Gelderland"
    GRONINGEN = "groningen", "Groningen", "Groningen"
    LIMBURG = "limburg", "Limburg", "Limburg"
    NOORD_BRABANT = "noord_brabant", "Noord-Brabant", "North Brabant"
    NOORD_HOLLAND = "noord_holland", "Noord-Holland", "North Holland"
    OVERIJSSEL = "overijssel", "Overijssel", "Overijssel"
    UTRECHT = "utrecht", "Utrecht", "Utrecht"
    ZEELAND = "zeeland", "Zeeland", "Zeeland"
    ZUID_HOLLAND = "zuid_holland", "Zuid-Holland", "South Holland"


class SchoolRegion(Option):
    """Region that the dates of school holidays are set for."""

    NORTH = "north", "Noord", "North"
    MIDDLE = "middle", "Midden", "Middle"
    SOUTH = "south", "Zuid", "South"


class Goal(Option):
    """What the municipality wants with its digital initiatives (format 1.1)."""

    IMPULSE = "impulse", "initiatieven een impuls geven", "give initiatives an impulse"
    WIDER_COVERAGE = "wider_coverage", "een hogere dekking bereiken", "reach a wider coverage"
    EFFICIENT_COOPERATION = (
        "efficient_cooperation",
        "beter en sneller samenwerken met politie en inwoners",
        "work better and faster with police and residents",
    )
    KEEP_WHAT_WORKS = "keep_what_works", "behouden wat goed gaat", "keep what goes well"
    SAFETY = "safety", "de veiligheid in de buurt vergroten", "make neighbourhoods safer"
    COHESION = "cohesion", "het contact tussen buren versterken", "strengthen contact between neighbours"
    OVERVIEW = "overview", "overzicht krijgen van wat er is", "get an overview of what there is"
    OTHER = "other", "iets anders", "something else"


class PlanPurpose(Option):
    """What the communication plan itself is for (format 1.4)."""

    STREAMLINE = "streamline", "de inzet op elkaar afstemmen", "streamline the effort"
    INFORM = "inform", "inwoners informeren", "inform residents"
    RECRUIT = "recruit", "groepen, beheerders en leden werven", "recruit groups, admins and members"
    AGREE_ROLES = "agree_roles", "rollen en taken vastleggen", "settle roles and tasks"
    ACCOUNT = "account", "verantwoording afleggen aan college en raad", "give account to the executive and the council"
    OTHER = "other", "iets anders", "something else"


class Rhythm(Option):
    """How often the municipality wants to measure and evaluate (format 7.2 is the default)."""

    FORMAT = "format", "elke 3 maanden meten, na 6 en 12 maanden evalueren", "measure every 3 months, evaluate after 6 and 12"
    HALF_YEARLY = "half_yearly", "elk half jaar meten en evalueren", "measure and evaluate every half year"
    NEW_YEAR = "new_year", "elk jaar in januari, na oud en nieuw", "every January, after New Year"
    BUDGET_CYCLE = "budget_cycle", "met de begroting mee (voorjaar en najaar)", "with the budget cycle (spring and autumn)"


class AudienceKind(Option):
    """Whom the plan wants to reach (format 1.2, 1.3)."""

    RESIDENTS = "residents", "inwoners", "residents"
    NEW_RESIDENTS = "new_residents", "nieuwe inwoners", "new residents"
    ENTREPRENEURS = "entrepreneurs", "ondernemers", "entrepreneurs"
    GROUP_ADMINS = "group_admins", "beheerders van groepen", "group admins"
    ELDERLY = "elderly", "ouderen", "elderly people"
    YOUNG_PEOPLE = "young_people", "jongeren", "young people"
    FAMILIES = "families", "gezinnen met kinderen", "families with children"
    TENANTS = "tenants", "huurders", "tenants"
    VOLUNTEERS = "volunteers", "vrijwilligers in de buurt", "neighbourhood volunteers"
    OTHER = "other", "een andere groep", "another group"


class Involvement(Option):
    """How involved an audience is with its neighbourhood now (format 1.2)."""

    NOT = "not", "niet betrokken", "not involved"
    LITTLE = "little", "een beetje betrokken", "a little involved"
    MEMBER = "member", "lid van een groep", "member of a group"
    ACTIVE = "active", "actief in de buurt", "active in the neighbourhood"
    MIXED = "mixed", "wisselend", "mixed"


class BusinessHallmark(Option):
    """The safe-business hallmark KVO (format 1.3)."""

    NONE = "none", "er is geen KVO", "there is no KVO"
    PLANNED = "planned", "er zijn plannen voor een KVO", "a KVO is planned"
    RUNNING = "running", "er is een KVO", "a KVO is running"
    NO_BUSINESS_AREA = "no_business_area", "er is geen winkel- of bedrijvengebied", "there is no shopping or business area"


class Platform(Option):
    """A digital initiative or the app it runs on (format 2.1)."""

    WHATSAPP = "whatsapp", "WhatsApp", "WhatsApp"
    BURGERNET = "burgernet", "Burgernet", "Burgernet"
    FACEBOOK = "facebook", "Facebook", "Facebook"
    NEXTDOOR = "nextdoor", "Nextdoor", "Nextdoor"
    VEILIGEBUURT = "veiligebuurt", "Veiligebuurt", "Veiligebuurt"
    WEALERT = "wealert", "WeAlert", "WeAlert"
    LAS = "las", "LAS", "LAS"
    WAAKSAMEN = "waaksamen", "WaakSamen", "WaakSamen"
    OWN_WEBSITE = "own_website", "een eigen website", "a website of your own"
    SIGNAL = "signal", "Signal", "Signal"
    TELEGRAM = "telegram", "Telegram", "Telegram"
    HOPLR = "hoplr", "Hoplr", "Hoplr"
    BURENALERT = "burenalert", "BurenAlert", "BurenAlert"
    OTHER = "other", "een andere app of site", "another app or site"

    @classmethod
    def added_here(cls) -> tuple[AddedAnswer, ...]:
        """The platforms that the rule book in use adds."""
        return added().platforms

    @property
    def has_groups(self) -> bool:
        """Whether this platform works with groups that can be counted: as the rule book in use says, or else but two do."""
        return dict(added().groups).get(str(self), has_groups(str(self)))


def has_groups(platform: str) -> bool:
    """Whether a platform of which a rule book says nothing works with groups that can be counted: Burgernet and a website do not."""
    return platform not in (Platform.BURGERNET, Platform.OWN_WEBSITE)


class Focus(Option):
    """What the groups are mainly about (format 2.4)."""

    SAFETY = "safety", "alleen veiligheid", "safety only"
    COHESION = "cohesion", "vooral contact tussen buren", "mainly contact between neighbours"
    BOTH = "both", "veiligheid en contact", "safety and contact"
    INFORMATION = "information", "informatie van gemeente of politie", "information from municipality or police"
    DIFFERS = "differs", "verschilt per groep", "differs from group to group"


class Wish(Option):
    """What users of an initiative wish (format 2.4)."""

    MORE_MEMBERS = "more_members", "meer leden", "more members"
    CLEAR_RULES = "clear_rules", "duidelijke regels", "clear rules"
    LESS_CHATTER = "less_chatter", "minder geklets", "less chatter"
    POLICE_CONTACT = "police_contact", "contact met de politie", "contact with the police"
    MUNICIPAL_CONTACT = "municipal_contact", "contact met de gemeente", "contact with the municipality"
    FEEDBACK = "feedback", "horen wat er met een melding gebeurt", "hear what becomes of a report"
    SIGNS = "signs", "buurtborden", "neighbourhood signs"
    SOCIAL = "social", "meer contact met buren", "more contact with neighbours"
    PRIVACY = "privacy", "meer privacy", "more privacy"


class Share(Option):
    """How many of a number of things."""

    ALL = "all", "alle", "all"
    MOST = "most", "de meeste", "most"
    SOME = "some", "enkele", "some"
    NONE = "none", "geen", "none"


class Often(Option):
    """How often something happens."""

    NEVER = "never", "nooit", "never"
    SOMETIMES = "sometimes", "soms", "sometimes"
    OFTEN = "often", "vaak", "often"


class Activity(Option):
    """How alive the groups are."""

    ACTIVE = "active", "de meeste groepen zijn actief", "most groups are active"
    MIXED = "mixed", "een deel is stil", "some are silent"
    SILENT = "silent", "de meeste zijn al maanden stil", "most have been silent for months"


class AdminsPerGroup(Option):
    """How many admins a group has."""

    ONE = "one", "meestal één", "mostly one"
    TWO_OR_MORE = "two_or_more", "meestal twee of meer", "mostly two or more"
    NONE = "none", "sommige groepen hebben er geen", "some groups have none"


class Arranged(Option):
    """How far something has been arranged."""

    YES = "yes", "ja, geregeld", "yes, arranged"
    PARTLY = "partly", "voor een deel", "partly"
    NO = "no", "nee", "no"


class Photos(Option):
    """Whether pictures of people are shared in groups."""

    NEVER = "never", "nooit", "never"
    CONSENT = "consent", "alleen met toestemming", "with consent only"
    FREELY = "freely", "ja, zonder afspraken", "yes, without agreements"


class RunBy(Option):
    """Who sets up and runs the groups."""

    RESIDENTS = "residents", "inwoners", "residents"
    MUNICIPALITY = "municipality", "de gemeente", "the municipality"
    POLICE = "police", "de politie", "the police"
    COMPANY = "company", "een bedrijf of stichting", "a company or foundation"


class Link(Option):
    """How strongly two things are connected."""

    STRONG = "strong", "sterk: zij werken samen", "strong: they work together"
    SOME = "some", "een beetje", "a little"
    NONE = "none", "niet", "not at all"


class Freshness(Option):
    """When something was last brought up to date."""

    THIS_YEAR = "this_year", "in het afgelopen jaar", "within the past year"
    LONGER_AGO = "longer_ago", "langer dan een jaar geleden", "over a year ago"
    NEVER = "never", "nooit", "never"


class PoliceRole(Option):
    """What the police do with the groups (format 2.5)."""

    IN_RESIDENT_GROUPS = "in_resident_groups", "wijkagent leest mee in groepen van inwoners", "officer reads along in residents' groups"
    IN_ADMIN_GROUP = "in_admin_group", "wijkagent zit in de groep van beheerders", "officer is in the admins' group"
    ONE_WAY = "one_way", "politie stuurt berichten naar beheerders", "police send messages to the admins"
    CONTACT_ONLY = "contact_only", "politie zit in geen groep, heeft wel contact", "police are in no group but keep contact"
    NONE = "none", "politie doet niets met de groepen", "police do nothing with the groups"


class MunicipalRole(Option):
    """What the municipality does with the groups (format 2.5)."""

    FACILITATES = "facilitates", "de gemeente ondersteunt en adviseert", "the municipality supports and advises"
    COORDINATES = "coordinates", "de gemeente coördineert het beleid", "the municipality coordinates the policy"
    RUNS_GROUPS = "runs_groups", "de gemeente zet groepen op en beheert ze", "the municipality sets up and runs groups"
    NONE = "none", "de gemeente doet niets met de groepen", "the municipality does nothing with the groups"


class Agreements(Option):
    """Agreements between police and municipality (format 2.5)."""

    WRITTEN = "written", "op papier", "in writing"
    VERBAL = "verbal", "alleen mondeling", "by word of mouth only"
    NONE = "none", "er zijn geen afspraken", "there are none"


class Regularity(Option):
    """Whether something happens as a habit."""

    REGULARLY = "regularly", "regelmatig", "regularly"
    SOMETIMES = "sometimes", "af en toe", "now and then"
    NEVER = "never", "nooit", "never"


class Level(Option):
    """High, middle or low."""

    HIGH = "high", "hoog", "high"
    MIDDLE = "middle", "gemiddeld", "average"
    LOW = "low", "laag", "low"


class Quality(Option):
    """Good, fair or poor."""

    GOOD = "good", "goed", "good"
    FAIR = "fair", "redelijk", "fair"
    POOR = "poor", "slecht", "poor"


class SignPolicy(Option):
    """How it is decided where signs are placed (format 4.5)."""

    STRATEGIC = "strategic", "volgens een plan voor de hele gemeente", "according to a plan for the whole municipality"
    ON_REQUEST = "on_request", "op verzoek van een beheerder", "at the request of an admin"
    NO_POLICY = "no_policy", "er is geen beleid", "there is no policy"
    NO_SIGNS = "no_signs", "de gemeente plaatst geen borden", "the municipality places no signs"


class Website(Option):
    """What the municipal website says about the groups (format 4.1)."""

    NONE = "none", "niets", "nothing"
    PARTLY = "partly", "iets, maar niet compleet", "something, but not complete"
    COMPLETE = "complete", "welke groepen er zijn en hoe u meedoet", "which groups there are and how to join"


class ReportsUse(Option):
    """Whether reports from groups are used for data analysis (format 5.7)."""

    NO = "no", "nee", "no"
    AGGREGATED = "aggregated", "ja, alleen in totalen", "yes, as totals only"
    INDIVIDUAL = "individual", "ja, ook losse meldingen", "yes, single reports too"


class Ground(Option):
    """Legal ground for keeping admins' contact details."""

    CONSENT = "consent", "toestemming van de beheerder", "consent of the admin"
    PUBLIC_TASK = "public_task", "een taak die in beleid is vastgelegd", "a public task laid down as policy"
    NOT_SETTLED = "not_settled", "niet vastgelegd", "not settled"


class OfflineInitiative(Option):
    """Initiatives without a screen (format 2.7)."""

    WATCH_TEAM = "watch_team", "buurtpreventieteam", "neighbourhood watch team"
    MEETING = "meeting", "buurtoverleg of wijkraad", "neighbourhood meeting or council"
    COMMUNITY_CENTRE = "community_centre", "buurthuis", "community centre"
    STREET_ACTIVITIES = "street_activities", "straatfeest of Burendag", "street party or Neighbours' Day"
    BUSINESS = "business", "overleg met ondernemers (KVO, BIZ)", "meeting with entrepreneurs (KVO, BIZ)"
    VISITS = "visits", "huisbezoek of ouderenwerk", "home visits or work for the elderly"
    NEWSPAPER = "newspaper", "wijkkrant", "neighbourhood paper"
    MEDIATION = "mediation", "buurtbemiddeling", "neighbour mediation"
    OTHER = "other", "iets anders", "something else"


class ProblemType(Option):
    """A problem that a municipality can run into (format 3.1; the first five are documented in 4.1–4.5)."""

    LOW_COVERAGE = "low_coverage", "de dekking is laag", "coverage is low"
    POOR_COOPERATION = "poor_cooperation", "politie en gemeente werken niet goed samen", "police and municipality do not work together well"
    MEMBERS_LEAVING = "members_leaving", "leden gaan weg door conflicten", "members leave because of conflicts"
    TOO_MANY_INITIATIVES = "too_many_initiatives", "er zijn te veel verschillende initiatieven", "there are too many different initiatives"
    SIGN_REQUESTS = "sign_requests", "iedereen wil een bord", "everybody wants a sign"
    NO_OVERVIEW = "no_overview", "er is geen overzicht van de groepen", "there is no overview of the groups"
    CHATTER = "chatter", "er zijn te veel berichten die er niet toe doen", "there are too many messages that do not matter"
    TOO_FEW_ADMINS = "too_few_admins", "er zijn te weinig beheerders", "there are too few admins"
    CONTINUITY = "continuity", "groepen vallen stil of stoppen", "groups fall silent or stop"
    NO_BUDGET = "no_budget", "er is geen geld", "there is no money"
    NO_CAPACITY = "no_capacity", "er is te weinig tijd of mensen", "there is too little time or staff"
    VIGILANTISM = "vigilantism", "inwoners spelen voor eigen rechter", "residents take the law into their own hands"
    WRONGFUL_ACCUSATION = "wrongful_accusation", "mensen worden ten onrechte beschuldigd", "people are wrongly accused"
    PROFILING = "profiling", "mensen worden verdacht om hun uiterlijk of afkomst", "people are suspected for their looks or origin"
    PRIVACY_BREACH = "privacy_breach", "privacy wordt geschonden", "privacy is violated"
    PEOPLE_NOT_REACHED = "people_not_reached", "een deel van de inwoners wordt niet bereikt", "some residents are not reached"
    OTHER = "other", "een ander probleem", "another problem"

    @classmethod
    def added_here(cls) -> tuple[AddedAnswer, ...]:
        """The problems that the rule book in use lets a municipality report."""
        return added().problems


class CauseType(Option):
    """What causes a problem (format 3.2)."""

    UNKNOWN_TO_RESIDENTS = "unknown_to_residents", "inwoners kennen de groepen niet", "residents do not know the groups"
    NO_INFORMATION = "no_information", "er is geen informatie te vinden", "no information can be found"
    NO_ADMINS = "no_admins", "niemand wil beheerder zijn", "nobody wants to be admin"
    COMPETING_PLATFORMS = "competing_platforms", "apps zitten elkaar in de weg", "apps compete with each other"
    UNCLEAR_RULES = "unclear_rules", "er zijn geen duidelijke regels", "there are no clear rules"
    UNCLEAR_ROLES = "unclear_roles", "rollen en taken zijn niet duidelijk", "roles and tasks are not clear"
    STAFF_CHANGES = "staff_changes", "contactpersonen wisselen vaak", "contact persons change often"
    NO_TIME = "no_time", "er is te weinig tijd", "there is too little time"
    NO_MONEY = "no_money", "er is te weinig geld", "there is too little money"
    NO_CONTACT = "no_contact", "er is te weinig contact", "there is too little contact"
    CHATTER = "chatter", "er wordt te veel gekletst", "there is too much chatter"
    TONE = "tone", "de toon is fel", "the tone is fierce"
    PRIVACY_WORRIES = "privacy_worries", "mensen maken zich zorgen over privacy", "people worry about privacy"
    DISTRUST = "distrust", "er is te weinig vertrouwen", "there is too little trust"
    NO_SMARTPHONE = "no_smartphone", "niet iedereen heeft een smartphone", "not everybody has a smartphone"
    NO_NEED = "no_need", "inwoners vinden het niet nodig", "residents see no need for it"
    SIGN_EXPECTED = "sign_expected", "een bord hoort er voor inwoners bij", "residents expect a sign as part of it"
    OTHER = "other", "iets anders", "something else"


class Frequency(Option):
    """How often a problem occurs (format 3.2)."""

    ONCE = "once", "één keer", "once"
    YEARLY = "yearly", "een paar keer per jaar", "a few times a year"
    MONTHLY = "monthly", "elke maand", "every month"
    WEEKLY = "weekly", "elke week", "every week"
    ALWAYS = "always", "altijd", "all the time"


class Actor(Option):
    """Who or what has a part in a problem (format 3.2)."""

    RESIDENTS = "residents", "inwoners", "residents"
    ADMINS = "admins", "beheerders", "admins"
    MEMBERS = "members", "een paar leden", "a few members"
    MUNICIPALITY = "municipality", "de gemeente", "the municipality"
    POLICE = "police", "de politie", "the police"
    PLATFORM = "platform", "de app zelf", "the app itself"
    OUTSIDE = "outside", "iets van buiten", "something from outside"
