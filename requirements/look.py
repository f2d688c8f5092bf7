"""Takes from packages of the NL Design System what our pages use: rules of its components, and the tokens that these refer to.

`requirements/look` installs the packages and calls this; it stands alone, without our own package.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

WEB = Path(__file__).parent.parent / "src/commplan_advisor/web"
INTO = WEB / "static/nl-design-system"
OWN = WEB / "static/site.css"
COMPONENTS = "@utrecht/component-library-css"
THEME = "@nl-design-system-unstable/voorbeeld-design-tokens"
THEME_CLASS = "voorbeeld-theme"
NOT_USED = frozenset(("article", "blockquote", "caption", "em", "figcaption", "figure", "h6", "hgroup", "hr", "mark", "tfoot"))
"""Elements that no page has, or that we draw otherwise."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CHARSET = re.compile(r"@charset[^;]*;")
_COPYRIGHT = re.compile(r"Copyright.*")
_REFERENCE = re.compile(r"var\(\s*(--[\w-]+)")
_TOKEN = re.compile(r"^\s*(--[\w-]+):\s*(.+);\s*$", re.MULTILINE)
_CLASS = re.compile(r"\.([A-Za-z_][\w-]*)")
_ELEMENT = re.compile(r"(?<![\w.:(\[=-])[a-z][a-z0-9]*")
_VALUE = re.compile(r"\[(?:type|autocomplete|inputmode)~?=([\w-]+)")
_WORD = re.compile(r"[\w-]+")
_COMMA = re.compile(r",(?![^()]*\))")


@dataclass(frozen=True)
class Rule:
    """What stands before the braces, and between them."""

    head: str
    body: str

    @property
    def holds_rules(self) -> bool:
        """Whether rules stand between the braces, as in those for paper."""
        return self.head.startswith(("@media", "@supports"))

    def __str__(self) -> str:
        return f"{self.head} {{{self.body}}}\n"


def main(packages: Path, *, checks: bool) -> int:
    """Write the files; or say which of them are not what the packages give.

    Args:
        packages: the folder with the packages.
        checks: whether to say it only.
    """
    files = dict(made(packages))
    if not checks:
        INTO.mkdir(exist_ok=True)
        for name, text in files.items():
            (INTO / name).write_text(text, encoding="utf-8")
        return 0
    there = {path.name: path.read_text(encoding="utf-8") for path in INTO.iterdir()} if INTO.is_dir() else {}
    wrong = sorted(name for name in {*files, *there} if files.get(name) != there.get(name))
    for name in wrong:
        print(f"{INTO / name} is not what the packages give. Run requirements/look, and look at the pages.", file=sys.stderr)
    return 1 if wrong else 0


def made(packages: Path) -> Iterator[tuple[str, str]]:
    """The files, by name."""
    library, theme = packages / COMPONENTS, packages / THEME
    elements, components = ((library / "dist" / name).read_text(encoding="utf-8") for name in ("html.css", "index.css"))
    pages = "".join(path.read_text(encoding="utf-8") for path in used_in())
    words = set(_WORD.findall(pages))

    def is_element(selector: str) -> bool:
        return (
            words.issuperset(_CLASS.findall(selector))
            and NOT_USED.isdisjoint(_ELEMENT.findall(selector))
            and all(f'"{value}"' in pages for value in _VALUE.findall(selector))
        )

    def is_component(selector: str) -> bool:
        return bool(_CLASS.search(selector)) and words.issuperset(_CLASS.findall(selector))

    rules = [*kept(rules_of(elements), is_element), *kept(rules_of(components), is_component)]
    text = "".join(str(rule) for rule in rules)
    yield "components.css", f"{notice(library, elements + components)}\n{text}"
    tokens = dict(_TOKEN.findall(_COMMENT.sub("", (theme / "dist/theme.css").read_text(encoding="utf-8"))))
    lines = "".join(f"  {name}: {tokens[name]};\n" for name in referred_to(text + OWN.read_text(encoding="utf-8"), tokens))
    yield "tokens.css", f"{notice(theme)}\n.{THEME_CLASS} {{\n{lines}}}\n"
    yield "LICENSE.md", (library / "LICENSE.md").read_text(encoding="utf-8")


def used_in() -> Iterator[Path]:
    """Where components are used, and fields of a kind."""
    yield from sorted((WEB / "templates").glob("*.html"))
    yield from sorted((WEB / "static").glob("*.js"))


def rules_of(text: str) -> Iterator[Rule]:
    """The rules of a stylesheet, without its comments."""
    text = _CHARSET.sub("", _COMMENT.sub("", text))
    start = opened = depth = 0
    for number, character in enumerate(text):
        if character == "{":
            opened = opened if depth else number
            depth += 1
        elif character == "}":
            depth -= 1
            if not depth:
                yield Rule(text[start:opened].strip(), text[opened + 1 : number])
                start = number + 1


def kept(rules: Iterable[Rule], wanted: Callable[[str], bool]) -> Iterator[Rule]:
    """The rules of which a selector is wanted, with those selectors and as they were otherwise."""
    for rule in rules:
        if rule.holds_rules:
            within = [str(one) for one in kept(rules_of(rule.body), wanted)]
            if within:
                yield Rule(rule.head, f"\n{''.join(within)}")
        elif selectors := [selector.strip() for selector in _COMMA.split(rule.head) if wanted(selector)]:
            yield Rule(",\n".join(selectors), rule.body)


def referred_to(text: str, tokens: Mapping[str, str]) -> list[str]:
    """The tokens that a stylesheet refers to, and those that these refer to, in the order of the theme."""
    found: set[str] = set()
    asked = set(_REFERENCE.findall(text))
    while asked:
        found |= asked
        asked = {other for name in asked for other in _REFERENCE.findall(tokens.get(name, ""))} - found
    return [name for name in tokens if name in found]


def notice(package: Path, text: str = "") -> str:
    """Where a file comes from, and under which licence."""
    described = json.loads((package / "package.json").read_text(encoding="utf-8"))
    copyrights = sorted(set(_COPYRIGHT.findall(text))) or [f"Copyright {described['author']}"]
    lines = [
        f"From {described['name']} {described['version']}, made by requirements/look; do not edit.",
        f"SPDX-License-Identifier: {described['license']} (LICENSE.md)",
        *copyrights,
    ]
    return "/*\n" + "".join(f" * {line}\n" for line in lines) + " */"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), checks="--check" in sys.argv[2:]))
