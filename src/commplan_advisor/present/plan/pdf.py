"""The plan as PDF for everyone (PDF/UA): tagged, with its language, its title and bookmarks. Made from the page for a browser."""

from __future__ import annotations

import logging
from datetime import date
from hashlib import sha256

from commplan_advisor.common.extras import MissingExtraError


def pdf(page: str, day: date) -> bytes:
    """The document of a page.

    Args:
        page: as HTML.
        day: on which it says that it was made.

    Raises:
        MissingExtraError: WeasyPrint is not installed, or Pango, which it draws letters with.
    """
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except ImportError as error:
        raise MissingExtraError("weasyprint") from error
    except OSError as error:
        raise MissingExtraError("Pango (libpango)") from error

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    dated = page.replace("<title>", f'<meta name="dcterms.created" content="{day.isoformat()}">\n<title>', 1)
    made = HTML(string=dated, url_fetcher=URLFetcher(allowed_protocols=("data",))).write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=sha256(dated.encode()).digest()[:16], full_fonts=False
    )
    assert isinstance(made, bytes)
    return made
