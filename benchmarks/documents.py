"""How long the plan of a large case takes as a Word document, beside pandoc's own time for the same text."""

from __future__ import annotations

import subprocess
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.material import shipped_book
from benchmarks.printing import progress, show
from commplan_advisor.advice.advise import advise
from commplan_advisor.engine.engine import Engine
from commplan_advisor.present.pictures import pictures
from commplan_advisor.present.plan.writing import Writing
from commplan_advisor.questionnaire.reading import load_case
from commplan_advisor.rulebook.loading import shipped

_CASE = "large-city.yaml"
_RUNS = 3
_PICTURES = ("swot", "causes", "timeline")


def run() -> None:
    """Print the time of the document, of pandoc, and what one is of the other."""
    from pypandoc import get_pandoc_path

    case = load_case(shipped("cases") / "example" / _CASE)
    advice = advise(case, Engine(shipped_book()), prove=False)
    text = Writing(case.answers, advice).written("md")
    ours, drawing, theirs = [], [], []
    with TemporaryDirectory() as folder:
        target = str(Path(folder, "plan.docx"))
        for number in range(_RUNS + 1):
            progress(f"plan of {_CASE} …")
            start = perf_counter()
            Writing(case.answers, advice).written("docx")
            made = perf_counter()
            for name in _PICTURES:
                pictures(advice, name, "nl", "png")
            drawn = perf_counter()
            subprocess.run([get_pandoc_path(), "--from", "gfm", "--to", "docx", "--output", target], input=text, check=True)
            if number:  # the first run loads libraries
                ours.append(made - start)
                drawing.append(drawn - made)
                theirs.append(perf_counter() - drawn)
    whole, pictured, pandoc = median(ours), median(drawing), median(theirs)
    show(
        "The plan as a document",
        f"Median of {_RUNS} runs: the Word document of {_CASE} ({len(advice.actions)} actions, {len(text) // 1000} kB as Markdown), from "
        "the advice to the bytes, beside what pandoc takes from that Markdown to a Word document without pictures.",
        ["", "seconds", "of pandoc's time"],
        [
            ["pandoc itself", f"{pandoc:.2f}", "1.0"],
            ["the plan without drawing its pictures", f"{whole - pictured:.2f}", f"{(whole - pictured) / pandoc:.1f}"],
            ["drawing the pictures", f"{pictured:.2f}", f"{pictured / pandoc:.1f}"],
            ["the plan", f"{whole:.2f}", f"{whole / pandoc:.1f}"],
        ],
    )
