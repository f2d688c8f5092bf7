"""What a server is started with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from commplan_advisor.common.text import Language
from commplan_advisor.web.safety.passwords import Hashed
from commplan_advisor.web.theme import Theme

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
"""The names by which this computer calls itself."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a server is started with.

    Attributes:
        cases: the folder whose questionnaires it shows and keeps.
        rules: folder of the rule book; None for the one that ships.
        as_of: the day that the rules must count for; None for today, whatever day the server started.
        language: of whoever did not choose one.
        hosts: the names by which browsers may call it; a request for any other is refused.
        timeout: seconds within which a request must have come in, and within which it must be answered.
        password: what the password is recognised by, which everybody must tell; None when there is none.
        theme: house style that comes over ours; None when there is none.
    """

    cases: Path
    rules: Path | None = None
    as_of: date | None = None
    language: Language = "nl"
    hosts: tuple[str, ...] = LOOPBACK
    timeout: float = 30
    password: Hashed | None = None
    theme: Theme | None = None
