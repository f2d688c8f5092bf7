"""What a script of SQL says beside its queries, in Dutch or English: remarks, each on lines that begin with two hyphens."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from commplan_advisor import __version__
from commplan_advisor.common.faults import printable
from commplan_advisor.common.text import Language, Text
from commplan_advisor.population.columns import CASE, NUMBER, questions_of_cases, questions_of_rows
from commplan_advisor.population.compiling.dialects import Dialect
from commplan_advisor.population.results import POSITION
from commplan_advisor.questionnaire.facts import fields_of_kind
from commplan_advisor.questionnaire.questions import Question
from commplan_advisor.rulebook.model import RuleBook

_WIDTH = 118

_WORDS = {
    "title": Text("Het regelboek als SQL: {name}", "The rule book as SQL: {name}"),
    "version": Text("Versie: {version}", "Version: {version}"),
    "digest": Text("Hash van de regels: {digest}", "Hash of the rules: {digest}"),
    "as_of": Text("Regels zoals op: {day}", "Rules as of: {day}"),
    "program": Text("Programma: commplan-advisor {program}", "Program: commplan-advisor {program}"),
    "dialect": Text("Voor: {product}", "For: {product}"),
    "three": Text(
        "Elke kolom van een conclusie of regel heeft drie waarden: TRUE als zij geldt, FALSE als zij zeker niet geldt, NULL als het nog "
        "van een vraag afhangt die open staat.",
        "Each column of a conclusion or rule has three values: TRUE when it holds, FALSE when it certainly does not, NULL when it still "
        "depends on a question that is open.",
    ),
    "schema": Text(
        "Draai dit in een schema of dataset waar niets anders in staat: de namen van tabellen zijn gewone woorden.",
        "Run this in a schema or dataset that holds nothing else: the names of tables are ordinary words.",
    ),
    "table": Text(
        "Elke stap wordt een tabel. Draai het hele script opnieuw als de gegevens zijn veranderd.",
        "Each step becomes a table. Run the whole script again when the data have changed.",
    ),
    "view": Text(
        "Elke stap is een view. Zijn de gegevens veranderd, dan zijn de uitkomsten dat ook.",
        "Each step is a view. When the data have changed, so have the results.",
    ),
    "results": Text(
        "De uitkomsten staan in views met namen die beginnen met result_: een voor elk soort conclusie, voor de regels van elke stap, en "
        "voor de rijen van elke lijst.",
        "The results are in views with names that begin with result_: one for each kind of conclusion, for the rules of each stage, and "
        "for the rows of each list.",
    ),
    "read_only": Text(
        "Dit script is gelezen met SQLGlot, maar niet gedraaid op {product}.",
        "This script was read with SQLGlot, but not run on {product}.",
    ),
    "anew": Text("Wat een eerdere keer maakte, eerst weg. De gegevens blijven.", "What an earlier run made goes first. The data stay."),
    "facts": Text(
        "De gegevens. Vul deze tabellen. NULL betekent altijd: niet beantwoord, of niet bekend. Een rij voor elke vragenlijst in cases. In "
        "de andere tabellen een rij voor elke rij van een lijst. Is een lijst niet beantwoord, dan een rij met position -1 en verder "
        "alleen NULL; is zij beantwoord met niets, dan geen rij.",
        "The data. Fill these tables. NULL always means: not answered, or not known. A row for each questionnaire in cases. In the other "
        "tables a row for each row of a list. Where a list was not answered, one row with position -1 and NULL for all else; where it was "
        "answered with nothing, no row.",
    ),
    "answers": Text(
        "De vragenlijsten. Deze tabel heeft de kolommen van de Parquet van commplan; NULL is niet beantwoord, een lege lijst is een "
        "antwoord.",
        "The questionnaires. This table has the columns of the Parquet of commplan; NULL is not answered, an empty list is an answer.",
    ),
    "number": Text("nummer van de vragenlijst", "number of the questionnaire"),
    "position": Text("plaats in de lijst, vanaf 0", "place in the list, from 0 on"),
    "case_name": Text("hoe de vragenlijst heet", "what the questionnaire is called"),
    "answered": Text("TRUE als het is beantwoord, anders NULL", "TRUE when it was answered, else NULL"),
    "is": Text("is dit een van de antwoorden: {option}", "is this one of the answers: {option}"),
}


def _say(name: str, language: Language, /, **filled: object) -> str:
    return printable(_WORDS[name].in_(language).format(**filled))


def _remark(text: str) -> str:
    return "\n".join(f"-- {line}" for line in wrap(text, _WIDTH))


def about_script(book: RuleBook, dialect: Dialect, form: str, language: Language) -> str:
    """What stands at the top: what it is of, and how to use it."""
    told = [
        _say("title", language, name=book.name.in_(language)),
        _say("version", language, version=book.version),
        _say("digest", language, digest=book.digest),
        _say("as_of", language, day=book.as_of.isoformat()),
        _say("program", language, program=__version__),
        _say("dialect", language, product=dialect.product),
        *([] if dialect.tried else [_say("read_only", language, product=dialect.product)]),
        "",
        *(_say(name, language) for name in ("schema", form, "results", "three")),
    ]
    return "\n".join(_remark(one) or "--" for one in told) + "\n"


def heading_of(name: str, language: Language) -> str:
    """What stands above a part of the script."""
    return _remark(_say(name, language))


def meaning_of(name: str, language: Language) -> str:
    """What a column of our own means."""
    return _say(name, language)


def lines_of_facts(kind: str, language: Language) -> Iterator[tuple[str, str]]:
    """The columns that a table of facts begins with, each with what it means."""
    yield _say("number", language), NUMBER
    if kind != "case":
        yield _say("position", language), POSITION


def line_of_column(kind: str, path: str, language: Language) -> str:
    """What a fact means: its path, the question, and what it can be."""
    fields = fields_of_kind(kind)
    if path in fields:
        field = fields[path]
        can_be = {"option": ", ".join(field.options), "number": field.unit, "yes_no": ""}
        more = can_be.get(field.kind, _say("answered", language))
        return printable(f"{path}: {field.text.in_(language)}" + (f" ({more})" if more else ""))
    whole, _, option = path.rpartition(".")
    field = fields[whole]
    return printable(f"{path}: {field.text.in_(language)} ({_say('is', language, option=field.words[option].in_(language))})")


def of_answers(language: Language) -> Iterator[tuple[str, str, str]]:
    """The columns of a table of questionnaires: what each means, its name, and its type as Spark writes it."""
    yield _say("number", language), NUMBER, "bigint"
    yield _say("case_name", language), CASE, "string"
    for question in questions_of_cases():
        yield printable(question.text.in_(language)), question.path, _type_of(question)


def _type_of(question: Question) -> str:
    match question.kind:
        case "yes_no":
            return "boolean"
        case "number":
            return "bigint" if question.whole else "double"
        case "options" | "texts":
            return "array<string>"
        case "list":
            return f"array<struct<{', '.join(f'`{name}`: {_type_of(one)}' for name, one in questions_of_rows(question.path).items())}>>"
        case _:
            return "string"
