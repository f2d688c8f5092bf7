"""What happens to bad questionnaire files: one clear message per problem with its place, the right exit code, nothing half done."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from commplan_advisor.common.faults import FaultyInputError, UnreadableFileError
from commplan_advisor.common.files import LARGEST_FILE
from commplan_advisor.common.text import LANGUAGES
from commplan_advisor.questionnaire.reading import load_case
from tests.support.command import commplan, commplan_here
from tests.support.shipped import ROOT

NAME = "municipality: {name: Ede}\n"
GOOD = ROOT / "cases" / "example" / "name-only.yaml"
WRONG, UNREADABLE = 1, 3
_TOP = "questionnaire, municipality, date, sources, notes, introduction, situation, problems, planning, measurements"
_PLACES = "municipality, name, code, province, inhabitants, households"
_PARTS = "initiatives, register, structures, internal, signs, website_information, welcome_package, reports, offline"
_PLATFORMS = (
    "whatsapp, burgernet, facebook, nextdoor, veiligebuurt, wealert, las, waaksamen, own_website, signal, telegram, hoplr, "
    "burenalert, other"
)
_DAY_NL = "moet een bestaande datum zijn van 2000 tot en met 2100, zoals 2026-01-31."
_DAY_EN = "must be a date that exists, from 2000 to 2100, such as 2026-01-31."


@dataclass(frozen=True)
class Bad:
    """A file with one problem: what is said of it behind the file's name, in both languages, and the exit code."""

    what: str
    content: str | bytes
    nl: str
    en: str
    code: int = WRONG
    suffix: str = ".yaml"

    def __str__(self) -> str:
        return self.what

    def written(self, folder: Path) -> Path:
        path = folder / f"{self.what.replace(' ', '-')}{self.suffix}"
        path.write_bytes(self.content if isinstance(self.content, bytes) else self.content.encode())
        return path


BAD = [
    # -- not YAML, or not text ------------------------------------------------------------------------------------------------
    Bad(
        "a tab",
        NAME + "situation:\n\tsigns: {}\n",
        ":3:1: is geen geldige YAML (hier kan dit teken niet staan. Spring in met spaties, niet met tabs, en zet een tekst die met een "
        "leesteken begint tussen aanhalingstekens).",
        ":3:1: is not valid YAML (this character cannot stand here. Indent with spaces, not with tabs, and put a text that begins with a "
        "mark between quotes).",
    ),
    Bad(
        "a second colon",
        "municipality:\n  name: Ede: een gemeente\n",
        ":2:12: is geen geldige YAML (hier kan geen dubbele punt staan. Klopt het inspringen? Zet een tekst met een dubbele punt tussen "
        "aanhalingstekens).",
        ":2:12: is not valid YAML (a colon cannot stand here. Is the indentation right? Put a text with a colon in it between quotes).",
    ),
    Bad(
        "wrong indentation",
        "municipality:\n  name: Ede\n code: GM0228\n",
        ":3:2: is geen geldige YAML (hier hoort een naam met een dubbele punt. Klopt het inspringen, en staan er aanhalingstekens om een "
        "tekst met leestekens).",
        ":3:2: is not valid YAML (a name with a colon belongs here. Is the indentation right, and are there quotes around a text with "
        "marks in it).",
    ),
    Bad(
        "an open quote",
        "municipality:\n  name: 'Ede\n",
        ":2:9: is geen geldige YAML (een aanhalingsteken is niet gesloten).",
        ":2:9: is not valid YAML (a quote is not closed).",
    ),
    Bad(
        "an open bracket",
        NAME + "introduction:\n  goals: [safety, cohesion\n",
        ":3:10: is geen geldige YAML (een haak [ is niet gesloten).",
        ":3:10: is not valid YAML (a bracket [ is not closed).",
    ),
    Bad(
        "a missing dash",
        "municipality:\n  - name: Ede\n  code: GM0228\n",
        ":3:3: is geen geldige YAML (hier hoort een streepje: dit is een lijst. Klopt het inspringen).",
        ":3:3: is not valid YAML (a dash belongs here: this is a list. Is the indentation right).",
    ),
    Bad(
        "two documents",
        f"{NAME}---\n{NAME}",
        ":2:1: meer dan een document in dit bestand.",
        ":2:1: more than one document in this file.",
    ),
    Bad(
        "a zero byte",
        NAME + "notes: a\0b\n",
        ":2:9: bevat een teken dat geen tekst is (U+0000).",
        ":2:9: has a character that is not text (U+0000).",
    ),
    Bad(
        "a bell in a comment",
        NAME + "# \a\n",
        ":2:3: bevat een teken dat geen tekst is (U+0007).",
        ":2:3: has a character that is not text (U+0007).",
    ),
    Bad(
        "a zip archive",
        b"PK\x03\x04\x14\0\0\0",
        ":1:3: bevat een teken dat geen tekst is (U+0003).",
        ":1:3: has a character that is not text (U+0003).",
    ),
    Bad(
        "a picture",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        ":1:1: is geen tekst in UTF-8. Sla het bestand op als UTF-8.",
        ":1:1: is not text in UTF-8. Save the file as UTF-8.",
        UNREADABLE,
    ),
    Bad(
        "the encoding of old Windows",
        (NAME + "notes: één\n").encode("cp1252"),
        ":2:8: is geen tekst in UTF-8. Sla het bestand op als UTF-8.",
        ":2:8: is not text in UTF-8. Save the file as UTF-8.",
        UNREADABLE,
    ),
    Bad(
        "UTF-16",
        NAME.encode("utf-16"),
        ":1:1: is geen tekst in UTF-8. Sla het bestand op als UTF-8.",
        ":1:1: is not text in UTF-8. Save the file as UTF-8.",
        UNREADABLE,
    ),
    Bad(
        "a tag",
        NAME + "notes: !!python/name:os.system x\n",
        ":2:8: 'tag:yaml.org,2002:python/name:os.system' YAML-tags zijn hier niet toegestaan.",
        ":2:8: 'tag:yaml.org,2002:python/name:os.system' YAML tags are not allowed here.",
    ),
    Bad(
        "an alias of nothing",
        NAME + "notes: *eerder\n",
        ":2:8: '*eerder' verwijst naar iets dat niet bestaat.",
        ":2:8: '*eerder' refers to something that is not there.",
    ),
    Bad(
        "a list as a key",
        NAME + "? [a, b]\n: c\n",
        ":2:3: een naam moet een gewoon woord zijn.",
        ":2:3: a key must be a plain word.",
    ),
    Bad(
        "too deep",
        NAME + "notes: " + "[" * 60 + "]" * 60,
        ":2:48: het bestand is te groot: meer dan 40 lagen diep.",
        ":2:48: the file is too large: more than 40 levels deep.",
    ),
    Bad(
        "a million aliases",
        "a: &a [" + "x, " * 99 + "x]\nb: [" + "*a, " * 400_000 + "*a]\n",
        ":2:405: het bestand is te groot: meer dan 100 verwijzingen.",
        ":2:405: the file is too large: more than 100 aliases.",
    ),
    Bad(
        "a billion laughs",
        "a: &a [lol]\n" + "".join(f"{name}: &{name} [{', '.join([f'*{of}'] * 9)}]\n" for of, name in pairwise("abcdefghi")),
        ":6:32: het bestand is te groot: meer dan 100000 waarden.",
        ":6:32: the file is too large: more than 100000 values.",
    ),
    # -- nothing, or no questionnaire -----------------------------------------------------------------------------------------
    *(
        Bad(
            what,
            content,
            f"{place}: het bestand is leeg. Maak een vragenlijst met 'commplan new'.",
            f"{place}: the file is empty. Make a questionnaire with 'commplan new'.",
            suffix=suffix,
        )
        for what, content, place, suffix in (
            ("nothing", "", "", ".yaml"),
            ("only a comment", "# nog niets\n", "", ".yaml"),
            ("an empty document", "---\n", ":2:1", ".yaml"),
            ("nothing in JSON", " \n", "", ".json"),
            ("null in JSON", "null", ":1:1", ".json"),
        )
    ),
    Bad("a list", "- a\n", ":1:1: is geen vragenlijst.", ":1:1: is not a questionnaire."),
    Bad("a word", "Ede\n", ":1:1: 'Ede' is geen vragenlijst.", ":1:1: 'Ede' is not a questionnaire."),
    # -- keys -----------------------------------------------------------------------------------------------------------------
    Bad(
        "an unknown key",
        NAME + "situatie:\n  signs: {}\n",
        f":2:1: 'situatie' bestaat niet in de vragenlijst. Hier kan staan: {_TOP}. Bedoelt u 'situation'?",
        f":2:1: 'situatie' is not in the questionnaire. What can stand here: {_TOP}. Did you mean 'situation'?",
    ),
    Bad(
        "an unknown key inside",
        NAME + "situation:\n  registr: {exists: true}\n",
        f":3:3: situation: 'registr' bestaat niet in de vragenlijst. Hier kan staan: {_PARTS}. Bedoelt u 'register'?",
        f":3:3: situation: 'registr' is not in the questionnaire. What can stand here: {_PARTS}. Did you mean 'register'?",
    ),
    Bad(
        "the name of a field in the program",
        NAME + "situation:\n  register_: {exists: true}\n",
        f":3:3: situation: 'register_' bestaat niet in de vragenlijst. Hier kan staan: {_PARTS}. Bedoelt u 'register'?",
        f":3:3: situation: 'register_' is not in the questionnaire. What can stand here: {_PARTS}. Did you mean 'register'?",
    ),
    Bad(
        "a key that belongs elsewhere",
        NAME + "province: utrecht\n",
        f":2:1: 'province' bestaat niet in de vragenlijst. Hier kan staan: {_TOP}. Bedoelt u 'municipality.province'?",
        f":2:1: 'province' is not in the questionnaire. What can stand here: {_TOP}. Did you mean 'municipality.province'?",
    ),
    Bad(
        "a merge key",
        NAME + "<<: {notes: a}\n",
        f":2:1: '<<' bestaat niet in de vragenlijst. Hier kan staan: {_TOP}.",
        f":2:1: '<<' is not in the questionnaire. What can stand here: {_TOP}.",
    ),
    Bad(
        "a misspelt name is not missing too",
        "municipality:\n  naem: Ede\n",
        f":2:3: municipality: 'naem' bestaat niet in de vragenlijst. Hier kan staan: {_PLACES[14:]}. Bedoelt u 'name'?",
        f":2:3: municipality: 'naem' is not in the questionnaire. What can stand here: {_PLACES[14:]}. Did you mean 'name'?",
    ),
    Bad(
        "no name",
        "municipality:\n  code: GM0228\n",
        ":2:3: municipality.name: moet zijn ingevuld.",
        ":2:3: municipality.name: must be filled in.",
    ),
    Bad(
        "a duplicate key",
        "municipality:\n  name: Ede\n  code: GM0228\n  name: Epe\n",
        ":4:3: 'name' staat hier voor de tweede keer (eerst op regel 2).",
        ":4:3: 'name' occurs twice (first on line 2).",
    ),
    # -- options --------------------------------------------------------------------------------------------------------------
    Bad(
        "an option with a typing error",
        NAME + "situation:\n  initiatives:\n    - platform: Whatsap\n",
        f":4:17: situation.initiatives[1].platform: 'Whatsap' is geen keuze. Kies uit: {_PLATFORMS}. Bedoelt u 'whatsapp'?",
        f":4:17: situation.initiatives[1].platform: 'Whatsap' is not a choice. Choose from: {_PLATFORMS}. Did you mean 'whatsapp'?",
    ),
    Bad(
        "an option in its Dutch words",
        NAME + "situation: {signs: {policy: geen beleid}}\n",
        ":2:29: situation.signs.policy: 'geen beleid' is geen keuze. Kies uit: strategic, on_request, no_policy, no_signs. "
        "Bedoelt u 'no_policy'?",
        ":2:29: situation.signs.policy: 'geen beleid' is not a choice. Choose from: strategic, on_request, no_policy, no_signs. "
        "Did you mean 'no_policy'?",
    ),
    Bad(
        "an option of another question",
        NAME + "situation: {register: {updated: chatter}}\n",
        ":2:33: situation.register.updated: 'chatter' is geen keuze. Kies uit: this_year, longer_ago, never.",
        ":2:33: situation.register.updated: 'chatter' is not a choice. Choose from: this_year, longer_ago, never.",
    ),
    Bad(
        "a list for one option",
        NAME + "situation: {register: {updated: [never]}}\n",
        ":2:33: situation.register.updated: is geen keuze. Kies uit: this_year, longer_ago, never.",
        ":2:33: situation.register.updated: is not a choice. Choose from: this_year, longer_ago, never.",
    ),
    Bad(
        "one option for a list",
        NAME + "introduction:\n  goals: safety\n",
        ":3:10: introduction.goals: 'safety' moet een lijst zijn, zoals [een, twee].",
        ":3:10: introduction.goals: 'safety' must be a list, such as [one, two].",
    ),
    Bad(
        "an option named twice",
        NAME + "introduction:\n  goals: [safety, cohesion, safety]\n",
        ":3:29: introduction.goals[3]: 'safety' is twee keer genoemd.",
        ":3:29: introduction.goals[3]: 'safety' is named twice.",
    ),
    # -- types and numbers ----------------------------------------------------------------------------------------------------
    Bad(
        "perhaps for yes or no",
        NAME + "situation: {welcome_package: misschien}\n",
        ":2:30: situation.welcome_package: 'misschien' moet ja of nee zijn (true of false).",
        ":2:30: situation.welcome_package: 'misschien' must be yes or no (true or false).",
    ),
    Bad(
        "words for a number",
        NAME + "situation:\n  initiatives:\n    - groups: ongeveer 20\n",
        ":4:15: situation.initiatives[1].groups: 'ongeveer 20' moet een getal zijn, zonder aanhalingstekens of eenheid.",
        ":4:15: situation.initiatives[1].groups: 'ongeveer 20' must be a number, without quotes or a unit.",
    ),
    Bad(
        "a number in quotes",
        'municipality: {name: Ede, inhabitants: "120000"}\n',
        ":1:40: municipality.inhabitants: '120000' moet een getal zijn, zonder aanhalingstekens of eenheid.",
        ":1:40: municipality.inhabitants: '120000' must be a number, without quotes or a unit.",
    ),
    Bad(
        "yes for a number",
        "municipality: {name: Ede, inhabitants: true}\n",
        ":1:40: municipality.inhabitants: 'true' moet een getal zijn, zonder aanhalingstekens of eenheid.",
        ":1:40: municipality.inhabitants: 'true' must be a number, without quotes or a unit.",
    ),
    Bad(
        "half a group",
        NAME + "situation:\n  initiatives:\n    - groups: 3.5\n",
        ":4:15: situation.initiatives[1].groups: '3.5' moet een heel getal zijn, zonder punt of komma.",
        ":4:15: situation.initiatives[1].groups: '3.5' must be a whole number, without a point or a comma.",
    ),
    Bad(
        "a point for thousands",
        "municipality: {name: Ede, inhabitants: 24.000}\n",
        ":1:40: municipality.inhabitants: '24.000' moet een heel getal zijn, zonder punt of komma.",
        ":1:40: municipality.inhabitants: '24.000' must be a whole number, without a point or a comma.",
    ),
    Bad(
        "an unknown key with nothing behind it",
        NAME + "situation:\n  regster:\n",
        ":3:3: situation: 'regster' bestaat niet in de vragenlijst. Hier kan staan: initiatives, register, structures, internal, signs, "
        "website_information, welcome_package, reports, offline. Bedoelt u 'register'?",
        ":3:3: situation: 'regster' is not in the questionnaire. What can stand here: initiatives, register, structures, internal, signs, "
        "website_information, welcome_package, reports, offline. Did you mean 'register'?",
    ),
    Bad(
        "an endless number",
        NAME + "situation:\n  signs: {requests_per_year: .inf}\n",
        ":3:30: situation.signs.requests_per_year: 'inf' moet een gewoon getal zijn.",
        ":3:30: situation.signs.requests_per_year: 'inf' must be an ordinary number.",
    ),
    Bad(
        "less than nothing",
        NAME + "situation:\n  initiatives:\n    - members: -1\n",
        ":4:16: situation.initiatives[1].members: '-1' moet 0 of meer zijn.",
        ":4:16: situation.initiatives[1].members: '-1' must be 0 or more.",
    ),
    Bad(
        "more than a hundred percent",
        NAME + "situation:\n  initiatives:\n    - coverage: 100.5\n",
        ":4:17: situation.initiatives[1].coverage: '100.5' mag niet meer zijn dan 100.",
        ":4:17: situation.initiatives[1].coverage: '100.5' may not be more than 100.",
    ),
    Bad(
        "a municipality without inhabitants",
        "municipality: {name: Ede, inhabitants: 0}\n",
        ":1:40: municipality.inhabitants: '0' moet 1 of meer zijn.",
        ":1:40: municipality.inhabitants: '0' must be 1 or more.",
    ),
    Bad(
        "a newer questionnaire",
        "questionnaire: 2\n" + NAME,
        ":1:16: questionnaire: '2' is een nieuwere versie dan dit programma kent (1). Gebruik een nieuwere commplan-advisor.",
        ":1:16: questionnaire: '2' is a newer version than this program knows (1). Use a newer commplan-advisor.",
    ),
    Bad(
        "an older questionnaire",
        "questionnaire: 0\n" + NAME,
        ":1:16: questionnaire: '0' is een oudere versie dan die van nu (1). Werk het bestand bij met: commplan migrate",
        ":1:16: questionnaire: '0' is an older version than that of today (1). Bring the file up to date with: commplan migrate",
    ),
    Bad(
        "a version below all versions",
        "questionnaire: -1\n" + NAME,
        ":1:16: questionnaire: '-1' moet 1 of meer zijn.",
        ":1:16: questionnaire: '-1' must be 1 or more.",
    ),
    # -- days -----------------------------------------------------------------------------------------------------------------
    *(
        Bad(what, f"{NAME}date: {day}\n", f":2:7: date: '{day}' {_DAY_NL}", f":2:7: date: '{day}' {_DAY_EN}")
        for what, day in (
            ("30 February", "2026-02-30"),
            ("29 February in another year", "2027-02-29"),
            ("a day written the Dutch way", "31-01-2026"),
            ("a day of last century", "1999-12-31"),
            ("a day with a time", "2026-01-31T10:00:00"),
            ("a number for a day", "20260131"),
        )
    ),
    # -- texts, lists and parts -----------------------------------------------------------------------------------------------
    Bad("a list for a text", NAME + "notes: [een, twee]\n", ":2:8: notes: moet een tekst zijn.", ":2:8: notes: must be a text."),
    Bad("an empty text", NAME + "notes: ''\n", ":2:8: notes: mag niet leeg zijn.", ":2:8: notes: may not be empty."),
    Bad(
        "a name of spaces",
        "municipality: {name: '  '}\n",
        ":1:22: municipality.name: '  ' mag niet leeg zijn.",
        ":1:22: municipality.name: '  ' may not be empty.",
    ),
    Bad(
        "a name that is too long",
        f"municipality: {{name: {'x' * 101}}}\n",
        f":1:22: municipality.name: '{'x' * 60}…' mag niet langer zijn dan 100 tekens.",
        f":1:22: municipality.name: '{'x' * 60}…' may not be longer than 100 characters.",
    ),
    Bad(
        "a code that is none",
        "municipality: {name: Ede, code: gm0228}\n",
        ":1:33: municipality.code: 'gm0228' moet GM en vier cijfers zijn, zoals GM0267.",
        ":1:33: municipality.code: 'gm0228' must be GM and four digits, such as GM0267.",
    ),
    Bad(
        "a word for a part",
        "municipality: Ede\n",
        ":1:15: municipality: 'Ede' moet een onderdeel met vragen zijn.",
        ":1:15: municipality: 'Ede' must be a part with questions.",
    ),
    Bad(
        "a word for a row",
        NAME + "problems:\n  - chatter\n",
        ":3:5: problems[1]: 'chatter' moet een onderdeel met vragen zijn.",
        ":3:5: problems[1]: 'chatter' must be a part with questions.",
    ),
    Bad(
        "an empty row",
        NAME + "problems:\n  - type: chatter\n  -\n",
        ":4:4: problems[2]: moet een onderdeel met vragen zijn.",
        ":4:4: problems[2]: must be a part with questions.",
    ),
    Bad(
        "a part for a list",
        NAME + "problems: {type: chatter}\n",
        ":2:11: problems: moet een lijst zijn; elke regel begint met een streepje.",
        ":2:11: problems: must be a list; each row begins with a dash.",
    ),
    Bad(
        "too many rows",
        NAME + "sources:\n" + "  - krant\n" * 51,
        ":3:3: sources: mag niet meer dan 50 regels hebben.",
        ":3:3: sources: may not have more than 50 rows.",
    ),
    Bad(
        "a part for a source",
        NAME + "sources: [krant, {a: b}]\n",
        ":2:18: sources[2]: moet een tekst zijn.",
        ":2:18: sources[2]: must be a text.",
    ),
    # -- JSON -----------------------------------------------------------------------------------------------------------------
    Bad(
        "NaN in JSON",
        '{"municipality": {"name": "Ede"},\n "situation": {"signs": {"requests_per_year": NaN}}}',
        ":2:47: situation.signs.requests_per_year: 'nan' moet een gewoon getal zijn.",
        ":2:47: situation.signs.requests_per_year: 'nan' must be an ordinary number.",
        suffix=".json",
    ),
    Bad(
        "a duplicate key in JSON",
        '{"municipality": {"name": "Ede"},\n "notes": "\\ud83d\\ude00", "notes": "b"}',
        ":2:27: 'notes' staat hier voor de tweede keer (eerst op regel 2).",
        ":2:27: 'notes' occurs twice (first on line 2).",
        suffix=".json",
    ),
    Bad(
        "half a character in JSON",
        '{"municipality": {"name": "Ede"},\n "notes": "\\ud83d"}',
        ":2:11: bevat een half teken (een losse surrogaatcode).",
        ":2:11: holds half a character (a lone surrogate).",
        suffix=".json",
    ),
    Bad(
        "an unknown key in JSON",
        '{"municipality": {"name": "Ede"},\n "notitie": "\\u00e9"}',
        f":2:2: 'notitie' bestaat niet in de vragenlijst. Hier kan staan: {_TOP}. Bedoelt u 'notes'?",
        f":2:2: 'notitie' is not in the questionnaire. What can stand here: {_TOP}. Did you mean 'notes'?",
        suffix=".json",
    ),
]


# -- one problem, one message ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bad", BAD, ids=str)
def test_each_problem_is_told_once_with_its_place_its_value_and_what_is_allowed(bad: Bad, tmp_path: Path) -> None:
    path = bad.written(tmp_path)
    with pytest.raises(FaultyInputError if bad.code == WRONG else UnreadableFileError) as raised:
        load_case(path)
    error = raised.value
    faults = error.faults if isinstance(error, FaultyInputError) else [error.fault]  # type: ignore[attr-defined]
    assert [fault.words("nl") for fault in faults] == [f"{path}{bad.nl}"]
    assert [fault.words("en") for fault in faults] == [f"{path}{bad.en}"]


@pytest.mark.parametrize("bad", BAD, ids=str)
def test_each_problem_ends_with_its_exit_code_and_without_an_answer(bad: Bad, tmp_path: Path) -> None:
    result = commplan_here("check", bad.written(tmp_path), "--lang", "en")
    assert result.exit_code == bad.code
    assert result.stdout == ""
    assert bad.en in result.stderr


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_bad_files_in_one_call_are_told_of_and_the_good_one_among_them_is_answered(language: str, tmp_path: Path) -> None:
    paths = [bad.written(tmp_path) for bad in BAD]
    middle = len(paths) // 2
    result = commplan("check", *paths[:middle], GOOD, *paths[middle:], "--lang", language)
    assert result.returncode == UNREADABLE
    told = [line for line in result.stderr.splitlines() if not line.endswith((" fout.", " fouten.", " fault.", " faults."))]
    assert told == [f"{path}{bad.nl if language == 'nl' else bad.en}" for path, bad in zip(paths, BAD, strict=True)]
    assert f"{GOOD}: " in result.stdout
    assert not any(str(path) in result.stdout for path in paths)


@pytest.mark.parametrize("command", ["check", "advise"])
@pytest.mark.parametrize("code", [WRONG, UNREADABLE])
def test_the_process_ends_with_the_code_of_the_worst_problem(code: int, command: str, tmp_path: Path) -> None:
    bad = [one for one in BAD if one.code == code]
    result = commplan(command, *(one.written(tmp_path) for one in bad))
    assert (result.returncode, result.stdout) == (code, "")
    assert len([line for line in result.stderr.splitlines() if not line.endswith((" fout.", " fouten."))]) == len(bad) > 0


def test_json_with_a_comma_too_many_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "komma.json"
    path.write_text('{"municipality": {"name": "Ede"},\n "notes": "x"\n,}', encoding="utf-8")
    result = commplan("check", path)
    assert result.returncode == WRONG
    assert f"{path}:3:" in result.stderr
    assert "is geen geldige JSON (" in result.stderr


def test_all_problems_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "veel.yaml"
    path.write_text(
        "municipality:\n"
        "  name: Ede\n"
        "  name: Epe\n"  # 3: twice
        "  inhabitants: veel\n"  # 4: no number
        "datum: 2026-01-01\n"  # 5: unknown key
        "date: 2026-13-01\n"  # 6: no date
        "notes: !x y\n"  # 7: tag
        "sources: *nergens\n"  # 8: alias
        "situation:\n"
        "  initiatives:\n"
        "    - platform: whatsap\n"  # 11: no option
        "      coverage: 120\n"  # 12: too much
        "      groups: -3\n"  # 13: too little
        "    - niets\n"  # 14: no row
        "  register: {exists: misschien, update: never}\n"  # 15: two
        "problems: geen\n",  # 16: no list
        encoding="utf-8",
    )
    result = commplan("check", path)
    assert result.returncode == WRONG
    head, *told = result.stderr.splitlines()
    assert head == f"{path}: 13 fouten."
    lines = [int(line.removeprefix(f"{path}:").partition(":")[0]) for line in told]
    assert lines == [3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 15, 15, 16]


def test_problems_before_a_mistake_in_the_yaml_are_told_with_it(tmp_path: Path) -> None:
    path = tmp_path / "half.yaml"
    path.write_text("municipality:\n  name: Ede\n  name: Epe\nnotes: [a\n", encoding="utf-8")
    told = [line for line in commplan_here("check", path).stderr.splitlines() if line.startswith(f"{path}:")]
    assert [line.removeprefix(f"{path}:").split(":")[0] for line in told if "fout" not in line] == ["3", "4"]


def test_faults_are_machine_readable_too(tmp_path: Path) -> None:
    bad = tmp_path / "fout.yaml"
    bad.write_text(NAME + "situation:\n  signs: {policy: onrequest}\n", encoding="utf-8")
    result = commplan("check", bad, GOOD, "--format", "json", "--lang", "en")
    assert result.returncode == WRONG
    wrong, fine = json.loads(result.stdout)["files"]
    assert wrong == {
        "file": str(bad),
        "faults": [
            {
                "line": 3,
                "column": 19,
                "path": "situation.signs.policy",
                "value": "onrequest",
                "message": "is not a choice. Choose from: strategic, on_request, no_policy, no_signs.",
                "nearest": "on_request",
            }
        ],
    }
    assert (fine["file"], fine["faults"]) == (str(GOOD), [])


# -- files that cannot be read --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["check", "advise"])
def test_what_is_not_a_file_is_told_and_ends_with_3(command: str, tmp_path: Path) -> None:
    missing, folder, loop, long = tmp_path / "nergens.yaml", tmp_path / "map.yaml", tmp_path / "lus.yaml", tmp_path / ("x" * 300)
    folder.mkdir()
    loop.symlink_to(loop)
    result = commplan(command, missing, folder, loop, long, "/dev/null", missing / "onder.yaml")
    assert (result.returncode, result.stdout) == (UNREADABLE, "")
    told = result.stderr.splitlines()
    assert told[:2] == [f"{missing}: bestaat niet.", f"{folder}: is een map, geen bestand."]
    assert told[2].startswith(f"{loop}: kan niet worden gelezen (")
    assert told[3].startswith(f"{long}: kan niet worden gelezen (")
    assert told[4:] == ["/dev/null: is geen gewoon bestand.", f"{missing}/onder.yaml: bestaat niet."]


@pytest.mark.parametrize("command", ["check", "advise"])
def test_a_file_without_permission_to_read_is_told_of_and_the_others_are_answered(command: str, tmp_path: Path) -> None:
    closed, behind = tmp_path / "dicht.yaml", tmp_path / "dicht" / "erachter.yaml"
    behind.parent.mkdir()
    for path in (closed, behind):
        path.write_text(NAME, encoding="utf-8")
    closed.chmod(0)
    behind.parent.chmod(0)
    try:
        result = commplan(command, closed, behind, GOOD, ordinary=True)
        english = commplan(command, closed, GOOD, "--lang", "en", ordinary=True)
    finally:
        behind.parent.chmod(0o700)
    assert result.returncode == UNREADABLE
    assert result.stderr.splitlines() == [f"{closed}: mag niet worden gelezen.", f"{behind}: mag niet worden gelezen."]
    assert result.stdout
    assert english.stderr.splitlines() == [f"{closed}: may not be read."]


def test_a_file_of_100_mb_is_refused_for_its_size(tmp_path: Path) -> None:
    path = tmp_path / "groot.yaml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    assert path.stat().st_size == 100_000_000
    result = commplan("check", path, GOOD)
    assert result.returncode == UNREADABLE
    assert result.stderr == f"{path}: is te groot: meer dan 2 MB.\n"
    assert f"{GOOD}: " in result.stdout


def test_no_more_of_a_large_file_is_read_than_is_allowed(tmp_path: Path) -> None:
    pipe = tmp_path / "pijp.yaml"
    os.mkfifo(pipe)
    endless = "import sys\nwith open(sys.argv[1], 'wb', buffering=0) as file:\n    while True: file.write(b'#' * 65536)"
    with subprocess.Popen([sys.executable, "-c", endless, str(pipe)], stderr=subprocess.PIPE, text=True) as writer:
        result = commplan("check", pipe)
        assert "BrokenPipeError" in writer.communicate()[1]  # its reader had gone
    assert result.returncode == UNREADABLE
    assert result.stderr == f"{pipe}: is te groot: meer dan 2 MB.\n"


def test_the_largest_file_that_is_allowed_is_read(tmp_path: Path) -> None:
    path = tmp_path / "precies.yaml"
    path.write_bytes(NAME.encode() + b"#" * (LARGEST_FILE - len(NAME)))
    assert load_case(path).name == "Ede"
    path.write_bytes(path.read_bytes() + b"#")
    with pytest.raises(UnreadableFileError):
        load_case(path)


def test_windows_line_ends_and_a_byte_order_mark_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "windows.yaml"
    path.write_bytes(b"\xef\xbb\xbfmunicipality:\r\n  name: Ede\r\nnotes: x\r\n")
    assert load_case(path).answers.notes == "x"


# -- one bad case among good ones, and files that are written ---------------------------------------------------------------------


@pytest.mark.parametrize("bad", ["a duplicate key", "UTF-16"])
@pytest.mark.parametrize("form", ["table", "markdown", "json"])
def test_the_good_case_beside_a_bad_one_is_advised_on(bad: str, form: str, tmp_path: Path) -> None:
    (one,) = [one for one in BAD if one.what == bad]
    path = one.written(tmp_path)
    result = commplan("advise", path, GOOD, "--format", form)
    alone = commplan("advise", GOOD, "--format", form)
    assert (result.returncode, alone.returncode) == (one.code, 0)
    assert result.stdout == alone.stdout
    assert result.stderr == f"{path}{one.nl}\n"


def test_nothing_is_written_when_one_of_the_cases_is_bad(tmp_path: Path) -> None:
    bad = tmp_path / "fout.yaml"
    bad.write_text(NAME + "x: y\n", encoding="utf-8")
    folder = tmp_path / "uit"
    folder.mkdir()
    result = commplan("advise", GOOD, bad, "-o", folder / "advies.txt")
    assert (result.returncode, result.stdout) == (WRONG, "")
    assert result.stderr.splitlines()[-1] == "Er is niets geschreven."
    assert list(folder.iterdir()) == []


def test_a_file_that_exists_is_left_alone_when_a_case_is_bad_even_with_force(tmp_path: Path) -> None:
    bad, target = tmp_path / "fout.yaml", tmp_path / "advies.txt"
    bad.write_text("x: y\n", encoding="utf-8")
    target.write_text("van mij", encoding="utf-8")
    assert commplan("advise", GOOD, bad, "-o", target, "--force").returncode == WRONG
    assert target.read_text(encoding="utf-8") == "van mij"
    assert sorted(tmp_path.iterdir()) == [target, bad]


def test_a_file_that_exists_is_replaced_whole_and_only_with_force(tmp_path: Path) -> None:
    target = tmp_path / "advies.txt"
    target.write_text("van mij " * 100_000, encoding="utf-8")
    target.chmod(0o640)
    refused = commplan("advise", GOOD, "-o", target)
    assert (refused.returncode, refused.stdout) == (UNREADABLE, "")
    assert refused.stderr == f"{target}: bestaat al; vervang het met --force.\n"
    assert target.read_text(encoding="utf-8") == "van mij " * 100_000
    assert commplan("advise", GOOD, "-o", target, "--force").returncode == 0
    assert target.read_text(encoding="utf-8") == commplan("advise", GOOD).stdout
    assert target.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("command", [("advise", GOOD, "-o"), ("new",)], ids=["advise", "new"])
def test_a_folder_that_may_not_be_written_in_is_told_of(command: tuple[str | Path, ...], tmp_path: Path) -> None:
    folder = tmp_path / "dicht"
    folder.mkdir()
    folder.chmod(0o500)
    result = commplan(*command, folder / "uit.yaml", ordinary=True)
    english = commplan(*command, folder / "uit.yaml", "--lang", "en", ordinary=True)
    assert (result.returncode, result.stdout) == (UNREADABLE, "")
    assert result.stderr == f"{folder / 'uit.yaml'}: mag niet worden geschreven.\n"
    assert english.stderr == f"{folder / 'uit.yaml'}: may not be written.\n"
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("command", [("advise", GOOD, "-o"), ("new",)], ids=["advise", "new"])
def test_a_file_that_cannot_be_written_is_told_of(command: tuple[str | Path, ...], tmp_path: Path) -> None:
    cannot = {
        tmp_path: "is een map, geen bestand.",
        tmp_path / "nergens" / "uit.yaml": "kan niet worden geschreven: de map bestaat niet.",
        tmp_path / ("x" * 300): "kan niet worden geschreven (",
        GOOD / "uit.yaml": "kan niet worden geschreven (",
        Path("/dev/null"): "is geen gewoon bestand.",
    }
    for path, words in cannot.items():
        result = commplan(*command, path, "--force")
        assert (result.returncode, result.stdout) == (UNREADABLE, ""), result.stderr
        (line,) = result.stderr.splitlines()
        assert line.startswith(f"{path}: {words}")
    assert list(tmp_path.iterdir()) == []


def test_names_and_values_cannot_make_a_terminal_do_anything(tmp_path: Path) -> None:
    path = tmp_path / "rood\x1b[31m\n.yaml"
    path.write_text('municipality: {name: Ede}\n"not\\es\\u202e": 1\nnotes: x\ndate: "\\e]0;titel\\a"\n', encoding="utf-8")
    good = tmp_path / "goed\x1b[31m.yaml"
    good.write_text('municipality: {name: "E\\e[31mde"}\n', encoding="utf-8")
    for language in LANGUAGES:
        result = commplan("check", path, good, "--lang", language)
        assert result.returncode == WRONG
        assert len(result.stderr.splitlines()) == 3
        assert "goed" in result.stdout
        for text in (result.stdout, result.stderr, commplan("advise", path, good, "--lang", language).stdout):
            assert all(character.isprintable() or character == "\n" for character in text)


def test_unknown_roles_in_the_planning_are_told_beside_what_else_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "rollen.yaml"
    path.write_text(
        "municipality: {name: X}\nplanning:\n  start: morgen\n  hours:\n  - {role: safety_oficer, hours_per_week: -3}\n", encoding="utf-8"
    )
    told = commplan("check", path).stderr.splitlines()[1:]
    assert [line.removeprefix(f"{path}:").split()[:3] for line in told] == [
        ["3:10:", "planning.start:", "'morgen'"],
        ["5:12:", "planning.hours[1].role:", "'safety_oficer'"],
        ["5:43:", "planning.hours[1].hours_per_week:", "'-3'"],
    ]
    assert told[1].endswith("Bedoelt u 'safety_officer'?")
