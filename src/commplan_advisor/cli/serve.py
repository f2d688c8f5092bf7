"""`commplan serve`: the advisor in a browser."""

from __future__ import annotations

from datetime import date
from ipaddress import ip_address
from pathlib import Path

import click

from commplan_advisor.cli.common import FILE, Troubles, language_option, rules_options
from commplan_advisor.common.faults import printable
from commplan_advisor.common.text import Language, Text

_PORT = 8000
_ADDRESS = Text("Open in een browser: {address}. Stoppen: Ctrl+C.", "Open in a browser: {address}. Stop: Ctrl+C.")
_NOT_HERE = Text(
    "Kies voorlopig een adres van deze computer zelf, zoals 127.0.0.1: van buiten zou iedereen de antwoorden kunnen lezen.",
    "For now choose an address of this computer itself, such as 127.0.0.1: from outside anybody could read the answers.",
)
_NO_FOLDER = Text("{folder} is geen map.", "{folder} is not a folder.")


@click.command("serve")
@click.option("--cases", type=FILE, default=Path(), help="Folder of the questionnaires.  [default: this one]")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on: one of this computer itself.")
@click.option("--port", type=click.IntRange(0, 65535), default=_PORT, show_default=True, help="Port to listen on; 0 takes a free one.")
@rules_options
@language_option
def serve_command(cases: Path, host: str, port: int, folder: Path | None, as_of: date | None, language: Language) -> None:
    """The advisor in a browser: questionnaires of a folder, their advice, and the plan to download. For this computer only."""
    if not _is_loopback(host):
        raise click.BadParameter(_NOT_HERE.in_(language), param_hint="--host")
    if not cases.is_dir():
        raise click.BadParameter(_NO_FOLDER.in_(language).format(folder=printable(str(cases))), param_hint="--cases")
    troubles = Troubles(language)
    with troubles.told():
        from commplan_advisor.common.extras import MissingExtraError

        try:
            from commplan_advisor.web.serving import serve
        except ImportError as error:
            raise MissingExtraError(error.name or "fastapi", "web") from error
        from commplan_advisor.web.settings import Settings

        def ready(address: str) -> None:
            click.echo(_ADDRESS.in_(language).format(address=address))

        serve(Settings(cases, folder, as_of, language), host, port, ready)
    troubles.leave()


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
