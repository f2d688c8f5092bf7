"""What a program sends along: JSON, as text."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from commplan_advisor.common.faults import Fault, FaultyInputError, Place
from commplan_advisor.common.text import Text

_NOT_TEXT = Text("is geen tekst in UTF-8.", "is not text in UTF-8.")


class OtherFormError(Exception):
    """What was sent says that it is not JSON."""


async def _sent(request: Request) -> str:
    """The text of the JSON that was sent.

    Raises:
        OtherFormError: it says that it is something else.
        FaultyInputError: it is not text in UTF-8.
    """
    form = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    packed = request.headers.get("content-encoding", "identity").strip().lower()
    if form != "application/json" or packed != "identity":
        raise OtherFormError
    try:
        return (await request.body()).decode()
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()
        place = Place("", before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise FaultyInputError([Fault(place, _NOT_TEXT)]) from None


Sent = Annotated[str, Depends(_sent)]
