"""Whatever a municipality writes: it is shown as text, and changes nothing of the shape of its plan."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypandoc import get_pandoc_path

from commplan_advisor.advice.advise import advise
from commplan_advisor.present.plan.content import plan_of
from commplan_advisor.present.plan.document import document_of, tree_of, words_of
from commplan_advisor.present.plan.escaping import Markdown, escaped, plain
from commplan_advisor.present.plan.pandoc import READER, pandoc
from commplan_advisor.present.plan.texts import Texts
from commplan_advisor.present.plan.writing import Writing, _way
from tests.support.answers import case_of
from tests.support.shipped import DAY, shipped_engine

HOSTILE = (
    "<script>alert(1)</script> <!-- x --> &lt;b&gt; ]]>",
    "{{ 7 * 7 }} {% for x in y %} {# c #}",
    "[a](javascript:alert(1)) ![x](http://evil.example/x.png) <http://evil.example> www.evil.example a@evil.example",
    "# Kop\n\n- lijst\n\n    code\n\n```{=html}\n<b>x</b>\n```\n\n::: {.page}\n:::",
    "| a | b |\n| --- | --- |",
    "*a* _b_ `c` ~~d~~ $x^2$ \\begin{x} H~2~O ^a^ \\",
    "1. een",
    "---",
    "===",
    "> citaat",
    "{.page} {#action-1} [x]{.y}",
    "\u202e\u0000\u2028\ufffe\u200b",
    ":smile: @user #1 &amp; &#35;",
    "=1+1",
)
TEXTS = st.one_of(
    st.sampled_from(HOSTILE), st.text(min_size=1, max_size=80), st.text("\\`*_{}[]()#+-.!|<>&~:$^=@'\"/ a\n", min_size=1, max_size=40)
)


def case_with(words: str) -> Any:
    words = words.strip() or "x"
    return case_of(
        {
            "municipality": {"name": words[:100]},
            "sources": [words],
            "notes": words,
            "introduction": {"keep": words, "change": words, "audiences": [{"kind": "elderly", "name": words, "area": words}]},
            "situation": {
                "initiatives": [{"platform": "whatsapp", "name": words, "groups": 4, "conflicts": "often"}],
                "structures": {"organisation": words},
            },
            "problems": [{"type": "other", "description": words, "where": words}],
        }
    )


def document_with(words: str) -> Any:
    case = case_with(words)
    advice = advise(case, shipped_engine(), start=DAY, prove=False)
    texts = Texts(None, "nl")
    markdown, tables = texts.written(plan_of(case.answers, advice, texts_hash=""), case.answers, lambda _: Markdown(""))
    return json.loads(document_of(tree_of(markdown), tables, _way("docx", lambda _: None), "nl-NL").json)  # type: ignore[arg-type, return-value]


def shape(node: Any) -> Any:
    """A tree without its words; words one after the other are one."""
    if isinstance(node, list):
        shapes = [shape(one) for one in node]
        return [one for place, one in enumerate(shapes) if one != "words" or place == 0 or shapes[place - 1] != "words"]
    if isinstance(node, dict):
        if node.get("t") in ("Str", "Space", "SoftBreak"):
            return "words"
        return {key: shape(value) for key, value in node.items()}
    return node


USUAL = shape(document_with("gewoon"))


@settings(max_examples=12)
@given(TEXTS)
@example(" ".join(HOSTILE))
def test_a_plan_has_the_same_shape_whatever_is_answered(words: str) -> None:
    assert shape(document_with(words)) == USUAL


@settings(max_examples=60)
@given(TEXTS)
def test_an_escaped_text_is_read_back_as_it_was(words: str) -> None:
    blocks = json.loads(pandoc("--from", READER, "--to", "json", text=f"- **{escaped(words)}** x\n"))["blocks"]
    assert words_of(blocks) == f"{plain(words)} x"


@settings(max_examples=8)
@given(TEXTS)
@example(" ".join(HOSTILE))
def test_no_answer_is_a_link_or_html_in_markdown_as_github_reads_it(words: str) -> None:
    case = case_with(words)
    text = Writing(case.answers, advise(case, shipped_engine(), start=DAY, prove=False)).written("md")
    done = subprocess.run([get_pandoc_path(), "-f", "gfm", "-t", "json"], input=text, capture_output=True, check=True)
    found = list(_nodes(json.loads(done.stdout)["blocks"]))
    assert [node for node in found if node["t"] in ("RawInline", "RawBlock", "Image", "Math", "Code", "CodeBlock", "Strikeout")] == []
    assert [node for node in found if node["t"] == "Link" and not node["c"][2][0].startswith("#")] == []


def _nodes(node: Any) -> Any:
    if isinstance(node, list):
        for one in node:
            yield from _nodes(one)
    elif isinstance(node, dict):
        if "t" in node:
            yield node
        for one in node.values():
            yield from _nodes(one)
