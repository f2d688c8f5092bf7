"""The password of a server: in a file of the folder stands what it can be recognised by, from which it cannot be found out."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import secrets
import tempfile
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from hmac import compare_digest
from pathlib import Path

from commplan_advisor.common.faults import Fault, Place, UnreadableFileError
from commplan_advisor.common.files import read_text
from commplan_advisor.common.text import Text

FILE = ".commplan-password"
SHORTEST = 12
"""Characters; who wants in can try, and must not be able to guess."""
LONGEST = 1000
_COST, _BLOCK, _PARALLEL = 2**15, 8, 3
_MEMORY = 64 * 1024 * 1024
_SCHEME = "scrypt"
_PARTS = (_SCHEME, *map(str, (_COST, _BLOCK, _PARALLEL)))
_LINE = re.compile(re.escape("$".join(_PARTS)) + r"\$([A-Za-z0-9+/]{22}==)\$([A-Za-z0-9+/]{86}==)")
_READABLE_BY_OTHERS = 0o077

_OPEN = Text("mag door anderen worden gelezen. Zet het dicht met chmod 600.", "may be read by others. Close it with chmod 600.")
_NOT_OURS = Text(
    "is geen bestand van 'commplan serve --set-password'. Maak het opnieuw.",
    "is not a file of 'commplan serve --set-password'. Make it anew.",
)


@dataclass(frozen=True, slots=True)
class Hashed:
    """What a password is recognised by."""

    salt: bytes
    digest: bytes

    def fits(self, password: str) -> bool:
        """Whether this is the password. It takes a while on purpose."""
        return len(password) <= LONGEST and compare_digest(_digest(password, self.salt), self.digest)

    def __str__(self) -> str:
        return "$".join((*_PARTS, _written(self.salt), _written(self.digest)))


def hashed(password: str) -> Hashed:
    """What a new password is recognised by."""
    salt = secrets.token_bytes(16)
    return Hashed(salt, _digest(password, salt))


def keep_password(folder: Path, password: str) -> Path:
    """Write what a password is recognised by into the file of a folder, which only its owner can read; the file.

    Raises:
        UnreadableFileError: it cannot be written.
    """
    path = folder / FILE
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=f"{FILE}.")  # only its owner can read it, from the first moment on
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(f"{hashed(password)}\n")
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        message = Text(f"kan niet worden geschreven ({reason}).", f"cannot be written ({reason}).")
        raise UnreadableFileError(Fault(Place(str(path)), message)) from None
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
    return path


def kept_password(folder: Path) -> Hashed | None:
    """What the password of a folder is recognised by; None when it has none.

    Raises:
        UnreadableFileError: the file is there but cannot be read, others can read it, or it holds something else.
    """
    path = folder / FILE
    if not path.exists():
        return None
    text = read_text(path)
    if os.name == "posix" and path.stat().st_mode & _READABLE_BY_OTHERS:
        raise UnreadableFileError(Fault(Place(str(path)), _OPEN))
    found = _LINE.fullmatch(text.strip())
    if found is None:
        raise UnreadableFileError(Fault(Place(str(path)), _NOT_OURS))
    return Hashed(base64.b64decode(found[1]), base64.b64decode(found[2]))


class PasswordNow:
    """What the password of a folder is recognised by now; when that cannot be read, what it was recognised by last.

    Args:
        folder: that has it.
        first: what it was recognised by when the server started.
    """

    def __init__(self, folder: Path, first: Hashed) -> None:
        self._folder, self._last = folder, first

    def __call__(self) -> Hashed:
        """Read it; the file is small."""
        with suppress(UnreadableFileError):
            self._last = kept_password(self._folder) or self._last
        return self._last


def _digest(password: str, salt: bytes) -> bytes:
    """Hash of a password; letters with accents count as the same however a keyboard makes them."""
    plain = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(plain, salt=salt, n=_COST, r=_BLOCK, p=_PARALLEL, maxmem=_MEMORY)


def _written(data: bytes) -> str:
    return base64.b64encode(data).decode()
