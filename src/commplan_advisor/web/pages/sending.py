"""Files to keep, as answers."""

from __future__ import annotations

from starlette.responses import Response

_TYPES: dict[str, str] = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "pdf": "application/pdf",
    "ics": "text/calendar; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "yaml": "application/yaml; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
}


def file_to_keep(data: bytes, name: str) -> Response:
    """A file to keep: a browser does not open it in our place, where it could do as our pages do."""
    ending = name.rpartition(".")[2]
    return Response(data, media_type=_TYPES[ending], headers={"Content-Disposition": f'attachment; filename="{name}"'})
