"""What a form sends."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData

from commplan_advisor.web.safety import tokens

_MOST_FIELDS = 20_000


async def _posted(request: Request) -> FormData:
    """The fields of a form that came from one of our pages.

    Raises:
        ForeignFormError: it did not.
    """
    form = await request.form(max_files=0, max_fields=_MOST_FIELDS)
    tokens.check(request, text_in(form, tokens.FIELD))
    return form


def text_in(form: FormData, name: str) -> str:
    """What stands in a field; nothing when it was not sent."""
    value = form.get(name)
    return value if isinstance(value, str) else ""


Posted = Annotated[FormData, Depends(_posted)]
"""The fields of a form that came from one of our pages."""
