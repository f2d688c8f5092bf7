"""A comparison as a file of any kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from commplan_advisor.advice.compare.compare import Comparison
from commplan_advisor.common.text import Language
from commplan_advisor.present.comparison import comparison_json, comparison_report


def comparison_file(comparison: Comparison, form: str, language: Language) -> bytes:
    """The comparison as one of `FORMS`.

    Raises:
        MissingExtraError: the library that writes files of this kind is not installed.
        KeyError: there is no such form.
    """
    return _WRITERS[form](comparison, language)


def _markdown(comparison: Comparison, language: Language) -> bytes:
    from commplan_advisor.present.markdown import as_markdown

    return as_markdown(comparison_report(comparison, language)).encode()


def _html(comparison: Comparison, language: Language) -> bytes:
    from commplan_advisor.present.html import as_html

    return as_html(comparison_report(comparison, language), language).encode()


def _csv(comparison: Comparison, language: Language) -> bytes:
    from commplan_advisor.present.sheets import as_csv

    return as_csv(comparison, language).encode()


def _xlsx(comparison: Comparison, language: Language) -> bytes:
    from commplan_advisor.present.sheets import as_xlsx

    return as_xlsx(comparison, language)


def _json(comparison: Comparison, _: Language) -> bytes:
    return comparison_json(comparison).encode()


def _svg(comparison: Comparison, language: Language) -> bytes:
    from commplan_advisor.present.pictures.comparison import as_picture

    return as_picture(comparison, language, "svg")


def _png(comparison: Comparison, language: Language) -> bytes:
    from commplan_advisor.present.pictures.comparison import as_picture

    return as_picture(comparison, language, "png")


_WRITERS: Mapping[str, Callable[[Comparison, Language], bytes]] = {
    "xlsx": _xlsx,
    "csv": _csv,
    "html": _html,
    "markdown": _markdown,
    "json": _json,
    "svg": _svg,
    "png": _png,
}
FORMS: tuple[str, ...] = tuple(_WRITERS)
"""The kinds of files."""
