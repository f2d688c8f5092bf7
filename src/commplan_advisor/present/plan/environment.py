"""The sandbox in which the texts of a plan are filled in: they see the values of the plan and a few functions, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import NoReturn

from jinja2 import FunctionLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from commplan_advisor.common.files import read_text
from commplan_advisor.common.text import Language
from commplan_advisor.present.plan.escaping import Markdown, escaped
from commplan_advisor.present.plan.tables import UnknownFieldError, shown

FILTERS = ("first", "last", "length")
TESTS = ("defined", "none")


class Missing(StrictUndefined):
    """A name that is not there: whatever is done with it, it says which names are."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> NoReturn:
        of = self._undefined_obj
        raise UnknownFieldError(self._undefined_name or "", [one.name for one in fields(of)] if is_dataclass(of) else ())


def environment(path_of: Callable[[str], Path | None], names: Mapping[str, object], language: Language) -> ImmutableSandboxedEnvironment:
    """Where texts are filled in. All that they show is escaped, but for the Markdown that our own functions make.

    Args:
        path_of: where the text of a name stands.
        names: what the texts may use.
        language: of the plan.
    """

    def source(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        path = path_of(name)
        return (read_text(path), str(path), lambda: True) if path else None

    def finalized(value: object) -> str:
        return value if isinstance(value, Markdown) else escaped(shown(value, language))

    made = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(source),
        undefined=Missing,
        finalize=finalized,
        trim_blocks=True,
        lstrip_blocks=True,
        comment_start_string="<!--",  # what Jinja uses of itself begins the name of a heading in Markdown
        comment_end_string="-->",
    )
    made.globals = dict(names)
    made.filters = {name: made.filters[name] for name in FILTERS}
    made.tests = {name: made.tests[name] for name in TESTS}
    return made
