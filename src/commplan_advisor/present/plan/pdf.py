"""The plan as PDF for everyone (PDF/UA): tagged, with its language, its title and bookmarks. Made from the page for a browser."""

from __future__ import annotations

import logging
from datetime import date
from hashlib import sha256

from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.common.text import Text


class PangoMissingError(MissingExtraError):
    """The library of the system that draws letters is not there."""

    def __init__(self) -> None:
        super().__init__("Pango")
        self.message = Text(
            "Voor een PDF is Pango nodig, een onderdeel van het systeem. Op Debian en Ubuntu: apt-get install libpango-1.0-0 "
            "libpangoft2-1.0-0 libharfbuzz-subset0. Zonder kunt u .docx, .odt, .html of .md kiezen.",
            "A PDF needs Pango, a part of the system. On Debian and Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
            "libharfbuzz-subset0. Without it you can choose .docx, .odt, .html or .md.",
        )


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
        raise PangoMissingError from error

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    dated = page.replace("<title>", f'<meta name="dcterms.created" content="{day.isoformat()}">\n<title>', 1)
    made = HTML(string=dated, url_fetcher=URLFetcher(allowed_protocols=("data",))).write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=sha256(dated.encode()).digest()[:16], full_fonts=False
    )
    assert isinstance(made, bytes)
    return made
