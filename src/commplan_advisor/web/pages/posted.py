"""What a form sends."""

from __future__ import annotations

from pathlib import PureWindowsPath
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile

from commplan_advisor.web.safety import tokens

_MOST_FIELDS = 20_000
_FEW_FIELDS = 20
_LONGEST_NAME = 100


async def _posted(request: Request) -> FormData:
    """The fields of a form that came from one of our pages.

    Raises:
        ForeignFormError: it did not.
    """
    form = await request.form(max_files=0, max_fields=_MOST_FIELDS)
    tokens.check(request, text_in(form, tokens.FIELD))
    return form


async def _posted_with_file(request: Request) -> FormData:
    """The fields and the file of a form that came from one of our pages.

    Raises:
        ForeignFormError: it did not.
    """
    form = await request.form(max_files=1, max_fields=_FEW_FIELDS)
    tokens.check(request, text_in(form, tokens.FIELD))
    return form


def file_in(form: FormData, name: str) -> tuple[str, bytes] | None:
    """The name of a file that was sent, without folders, and what is in it; None when none was chosen."""
    value = form.get(name)
    if not isinstance(value, UploadFile) or not value.filename:
        return None
    return PureWindowsPath(value.filename).name[-_LONGEST_NAME:] or name, value.file.read()


def text_in(form: FormData, name: str) -> str:
    """What stands in a field; nothing when it was not sent."""
    value = form.get(name)
    return value if isinstance(value, str) else ""


Posted = Annotated[FormData, Depends(_posted)]
"""The fields of a form that came from one of our pages."""

PostedWithFile = Annotated[FormData, Depends(_posted_with_file)]
"""The same of a form in which a file can be chosen."""
