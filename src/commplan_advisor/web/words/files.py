"""What stands on the page of files."""

from __future__ import annotations

from commplan_advisor.common.text import Text

WORDS = {
    "docx": Text("Word (.docx)", "Word (.docx)"),
    "odt": Text("LibreOffice (.odt)", "LibreOffice (.odt)"),
    "pdf": Text("PDF, ook met een schermlezer te lezen", "PDF, readable with a screen reader too"),
    "html": Text("Webpagina in één bestand", "Web page in one file"),
    "md": Text("Markdown", "Markdown"),
    "downloads_explained": Text(
        "Het hele communicatieplan, gemaakt van de antwoorden van nu.", "The whole communication plan, made from the answers of today."
    ),
}
