"""The municipality's own house style: a document of Word or OpenDocument, of which only the look is taken."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from commplan_advisor.common.faults import Fault, Place, UnreadableFileError
from commplan_advisor.common.text import Text

LARGEST = 50_000_000
"""Bytes; unpacked it may be ten times as much."""
_MUST_HAVE = {".docx": "word/styles.xml", ".odt": "styles.xml"}
_KINDS = {
    ".docx": Text("is geen document van Word (.docx).", "is not a document of Word (.docx)."),
    ".odt": Text("is geen tekst van OpenDocument (.odt).", "is not a text of OpenDocument (.odt)."),
}


def check_template(path: Path) -> None:
    """Say at once when a file cannot be a house style.

    Args:
        path: of a file that ends in `.docx` or `.odt`.

    Raises:
        UnreadableFileError: it cannot be read, is too large, or is no document of that kind.
    """
    ending = path.suffix.lower()
    try:
        if path.is_dir():
            raise unusable(path, Text("is een map, geen bestand.", "is a folder, not a file."))
        if not path.exists():
            raise unusable(path, Text("bestaat niet.", "does not exist."))
        if not path.is_file():
            raise unusable(path, Text("is geen gewoon bestand.", "is not an ordinary file."))
        if path.stat().st_size > LARGEST:
            raise unusable(path, Text("is te groot: meer dan 50 MB.", "is too large: more than 50 MB."))
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
            whole = sum(one.file_size for one in archive.infolist()) <= 10 * LARGEST
            if _MUST_HAVE[ending] not in archive.namelist() or not whole:
                raise unusable(path, _KINDS[ending])
    except zipfile.BadZipFile:
        raise unusable(path, _KINDS[ending]) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise unusable(path, Text(f"kan niet worden gelezen ({reason}).", f"cannot be read ({reason}).")) from None


def unusable(path: Path, message: Text) -> UnreadableFileError:
    """What to say of a file that cannot be a house style."""
    return UnreadableFileError(Fault(Place(str(path)), message))
