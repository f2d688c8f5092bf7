"""Running pandoc, which comes with the extra `documents`: without a network, and without reading any file that it is not given."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, date, datetime

from commplan_advisor.common.extras import MissingExtraError

READER = "commonmark+attributes+fenced_divs+bracketed_spans+pipe_tables+implicit_figures"
"""The Markdown of the texts: CommonMark, with names for headings and parts, tables and captions of pictures."""


class PandocFailedError(Exception):
    """Pandoc could not do what was asked; it says why."""


def pandoc(*arguments: str, text: str | bytes = b"", day: date | None = None) -> bytes:
    """What pandoc makes.

    Args:
        arguments: of the command.
        text: that it reads.
        day: the moment that a document says it was made.

    Raises:
        MissingExtraError: pandoc is not installed.
        PandocFailedError: it cannot read or write this.
    """
    try:
        from pypandoc import get_pandoc_path

        program = get_pandoc_path()
    except (ImportError, OSError) as error:
        raise MissingExtraError("pypandoc-binary") from error
    moment = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) if day else 0
    done = subprocess.run(
        [program, "--sandbox", *arguments],
        input=text.encode() if isinstance(text, str) else text,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(moment)},
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise PandocFailedError(done.stderr.decode(errors="replace").strip())
    return done.stdout
