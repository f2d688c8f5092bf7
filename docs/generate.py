"""Write the parts of the documentation that are taken from the program.

    python docs/generate.py            write them anew
    python docs/generate.py --check    only say which are not current; exit code 1 when there are any

Such a part stands in a Markdown file between `<!-- generated: NAME -->` and `<!-- end of NAME -->`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from textwrap import dedent

from commplan_advisor.common.text import Language
from commplan_advisor.maintenance.check.pages import Page, codes, page
from commplan_advisor.questionnaire.questions import Question, questions

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ("advise", "cases/real/nijkerk-2016.yaml", "--start", "2026-03-02", "--as-of", "2026-03-02")
PASSAGES = (
    ("Advies voor het communicatieplan", "1.1 Doel"),
    ("3 Problemen en oorzaken", "Groepen vallen stil"),
    ("Actie 2. Raad duidelijke huisregels aan", "Nodig:"),
)
"""What is shown of the example: from the line that begins with the one to the line that begins with the other."""

_PART = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end of \2 -->)", re.DOTALL)
_CHAPTERS = {
    "municipality": "Municipality",
    "introduction": "Chapter 1: goal and audience",
    "situation": "Chapter 2: situation",
    "problems": "Chapter 3: problems",
    "planning": "Chapter 5: planning",
    "measurements": "Chapter 7: measurements",
    "": "About the file",
}
_KINDS = {
    "yes_no": "yes or no",
    "number": "number",
    "text": "text",
    "day": "date",
    "option": "one of",
    "options": "list of",
    "texts": "list of texts",
    "list": "list of rows",
}


def question_table() -> str:
    """Every question with its path, item, kind and options, a table for each chapter."""
    by_chapter: dict[str, list[Question]] = {chapter: [] for chapter in _CHAPTERS}
    for question in questions().values():
        top = re.split(r"[.\[]", question.path)[0]
        by_chapter[top if top in _CHAPTERS else ""].append(question)
    return "\n\n".join("\n".join(_table(_CHAPTERS[chapter], asked)) for chapter, asked in by_chapter.items())


def _table(title: str, asked: list[Question]) -> Iterator[str]:
    yield f"### {title}\n"
    yield "| path | format | kind | question |"
    yield "| --- | --- | --- | --- |"
    for question in asked:
        kind = _KINDS[question.kind] + (f" ({question.unit})" if question.unit else "")
        options = ", ".join(f"`{option}`" for option in question.options)
        yield f"| `{question.path}` | {question.item} | {kind}{f' {options}' if options else ''} | {question.text.en} |"


def advice_excerpt() -> str:
    """The example command and some passages of what it prints on a terminal of 80 columns."""
    printed = subprocess.run(
        [sys.executable, "-m", "commplan_advisor", *EXAMPLE],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "80", "COMMPLAN_LANG": "nl"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout.splitlines()
    shown = "\n…\n".join(_passage(printed, start, end) for start, end in PASSAGES)
    return f"```console\n$ commplan {' '.join(EXAMPLE)}\n{shown}\n…\n```"


def _passage(lines: list[str], start: str, end: str) -> str:
    first = next((number for number, line in enumerate(lines) if line.startswith(start)), None)
    last = next((number for number, line in enumerate(lines) if first is not None and number > first and line.startswith(end)), None)
    if first is None or last is None:
        sys.exit(f"docs/generate.py: the example no longer prints '{start}' and then '{end}'; choose other passages.")
    return "\n".join(lines[first:last]).rstrip()


def check_pages() -> str:
    """The page of every code of `commplan rules check`, in Dutch and in English, with its examples."""
    return "\n\n".join("\n\n".join(_check_page(page(code))) for code in codes())


def _check_page(of: Page) -> Iterator[str]:
    yield f"## `{of.code}`"
    spoken: tuple[tuple[Language, str], ...] = (("nl", "Verbeteren"), ("en", "To mend"))
    for language, mend in spoken:
        title, what, why, how = (text.in_(language) for text in (of.title, of.what, of.why, of.mend))
        yield f"**{title}.** {what} {why} *{mend}:* {how}"
    if of.always:
        yield "Geen uitzondering mogelijk. No exception is possible."
    for word, changes in (("Fout, wrong", of.wrong), ("Goed, right", of.right)):
        for change in changes:
            without = "" if change.text else ", zonder, without"
            yield f"{word}: `{change.file}`{without}\n\n```yaml\n{dedent(change.text or change.old).strip(chr(10))}\n```"


PARTS: Mapping[str, Callable[[], str]] = {"questions": question_table, "advice": advice_excerpt, "checks": check_pages}


def main() -> None:
    """Write the parts, or check them."""
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        sys.exit(__doc__)
    made = {name: make() for name, make in PARTS.items()}
    stale = []
    for file in (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))):
        text = file.read_text(encoding="utf-8")
        current = _PART.sub(lambda part: f"{part[1]}{made[part[2]]}\n{part[3]}", text)
        if current != text:
            stale.append(file.relative_to(ROOT).as_posix())
            if not check:
                file.write_text(current, encoding="utf-8", newline="\n")
    for name in stale:
        print(f"{name}: {'not current; run docs/generate.py' if check else 'written'}")
    if check and stale:
        sys.exit(1)


if __name__ == "__main__":
    main()
