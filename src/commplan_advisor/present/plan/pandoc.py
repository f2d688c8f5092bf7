"""Running pandoc, which comes with the extra `documents`: without a network, and without reading any file that it is not given."""

from __future__ import annotations

import os
import subprocess

from commplan_advisor.common.extras import MissingExtraError

READER = "commonmark+attributes+fenced_divs+bracketed_spans+pipe_tables+implicit_figures"
"""The Markdown of the texts: CommonMark, with names for headings and parts, tables and captions of pictures."""


NO_MOMENT = "1970-01-01T00:00:00Z"
"""When a document says that it was made: pandoc that may read no file may not read the clock either."""


class PandocFailedError(Exception):
    """Pandoc could not do what was asked; it says why."""


def pandoc(*arguments: str, text: str | bytes = b"") -> bytes:
    """What pandoc makes.

    Args:
        arguments: of the command.
        text: that it reads.

    Raises:
        MissingExtraError: pandoc is not installed.
        PandocFailedError: it cannot read or write this.
    """
    try:
        from pypandoc import get_pandoc_path

        program = get_pandoc_path()
    except (ImportError, OSError) as error:
        raise MissingExtraError("pypandoc-binary") from error
    done = subprocess.run(
        [program, "--sandbox", *arguments],
        input=text.encode() if isinstance(text, str) else text,
        env={**os.environ, "SOURCE_DATE_EPOCH": "0"},
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise PandocFailedError(done.stderr.decode(errors="replace").strip())
    return done.stdout
