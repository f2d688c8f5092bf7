"""Office documents as archives: the same files always give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

_THEN = (1980, 1, 1, 0, 0, 0)
"""The oldest moment that an archive can tell."""


def changed(archive: bytes, changes: Mapping[str, Callable[[str], str]], *, added: Mapping[str, bytes] | None = None) -> bytes:
    """An archive with some of its texts changed, and with files beside them.

    Args:
        archive: the document.
        changes: by name of a file in it what makes another text of its text.
        added: files that are not in it yet.

    Raises:
        zipfile.BadZipFile: it is no archive.
    """
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name in changes:
                data = changes[name](data.decode()).encode()
            _put(target, name, data)
        for name, data in (added or {}).items():
            _put(target, name, data)
    return written.getvalue()


def _put(target: zipfile.ZipFile, name: str, data: bytes) -> None:
    """The type of an OpenDocument must stand in it as it is, for programs that look at the first bytes of a file."""
    info = zipfile.ZipInfo(name, _THEN)
    info.external_attr = 0o644 << 16
    info.create_system = 3
    info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
    target.writestr(info, data)
