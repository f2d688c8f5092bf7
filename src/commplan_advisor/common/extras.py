"""Libraries that not everyone needs: what to say when one is missing."""

from __future__ import annotations

from commplan_advisor.common.text import Text


class MissingExtraError(Exception):
    """A library that belongs to an extra of this package is not installed.

    Args:
        library: its name.
        extra: the extra that brings it.
    """

    def __init__(self, library: str, extra: str = "documents") -> None:
        self.message = Text(
            f"Hiervoor is {library} nodig. Installeer dat met: pip install 'commplan-advisor[{extra}]'",
            f"This needs {library}. Install it with: pip install 'commplan-advisor[{extra}]'",
        )
        super().__init__(self.message.en)
