"""The shape of a file of tests, `rules/tests/**/*.yaml`, as pydantic checks it when it is read; its manual is `rule-book.md`."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from commplan_advisor.rulebook.schema import Day, Identifier, Part


def _one_or_more(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


Names = Annotated[list[Identifier], BeforeValidator(_one_or_more)]
Conclusions = Annotated[list[dict[str, Any]], BeforeValidator(_one_or_more)]
"""Each with a kind and an entry of the catalogue, as in the `then` of a rule."""


class RulesExpected(Part):
    """The verdict on rules over all that they are about: it holds for something, may hold for something, or fails for all."""

    holds: Names = Field(default_factory=list)
    unknown: Names = Field(default_factory=list)
    fails: Names = Field(default_factory=list)


class Test(Part):
    """One test: some answers, and what must, may and must not be concluded from them."""

    test: Annotated[str, Field(min_length=1, max_length=300)]
    as_of: Day | None = None
    case: Annotated[str, Field(min_length=1)] | None = None
    given: dict[str, Any] = Field(default_factory=dict)
    must: Conclusions = Field(default_factory=list)
    may: Conclusions = Field(default_factory=list)
    must_not: Conclusions = Field(default_factory=list)
    rules: RulesExpected = Field(default_factory=RulesExpected)


class Survivor(Part):
    """A change of a rule that no test notices, and why that is right: an entry of `survivors.yaml` beside the tests."""

    rule: Annotated[str, Field(min_length=1)]
    change: Annotated[str, Field(min_length=1)]
    because: Annotated[str, Field(min_length=10, max_length=1000)]
