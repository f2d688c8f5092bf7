"""`commplan serve`: the advisor in a browser."""

from __future__ import annotations

import re
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commplan_advisor.cli.common import FILE, Troubles, language_option, rules_options
from commplan_advisor.common.faults import printable, quote
from commplan_advisor.common.text import Language, Text

if TYPE_CHECKING:
    from commplan_advisor.web.safety.passwords import Hashed

_PORT = 8000
_TIMEOUT = 30
_NAME = re.compile(r"(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*", re.IGNORECASE)
_ADDRESS = Text("Open in een browser: {address}. Stoppen: Ctrl+C.", "Open in a browser: {address}. Stop: Ctrl+C.")
_NO_FOLDER = Text("{folder} is geen map.", "{folder} is not a folder.")
_NO_PASSWORD = Text(
    "Anderen kunnen de server dan bereiken. Stel eerst een wachtwoord in, met: commplan serve --cases {folder} --set-password",
    "Others can reach the server then. First set a password, with: commplan serve --cases {folder} --set-password",
)
_NO_NAME = Text(
    "Bij dit adres hoort geen naam. Zeg met --name hoe browsers de server noemen, zoals --name plannen.gemeente.nl.",
    "No name goes with this address. Say with --name what browsers call the server, such as --name plans.municipality.nl.",
)
_NOT_A_NAME = Text(
    "{name} is geen naam van een server. Schrijf alleen de naam, zonder https:// en zonder poort, zoals plannen.gemeente.nl.",
    "{name} is not the name of a server. Write only the name, without https:// and without port, such as plans.municipality.nl.",
)
_TLS = Text(
    "Let op: het wachtwoord en alle antwoorden gaan leesbaar over het netwerk. Zet TLS voor de server: een webserver die https spreekt en "
    "de vragen hierheen doorgeeft.",
    "Mind: the password and all answers cross the network in plain. Put TLS before the server: a web server that speaks https and passes "
    "the requests on to here.",
)
_PASSWORD = Text("Wachtwoord (ten minste {shortest} tekens)", "Password (at least {shortest} characters)")
_AGAIN = Text("Nog een keer", "Once more")
_TOO_SHORT = Text("Dit is te kort, of langer dan {longest} tekens.", "This is too short, or longer than {longest} characters.")
_UNLIKE = Text("De twee wachtwoorden zijn niet gelijk.", "The two passwords are not the same.")
_SET = Text(
    "Het wachtwoord staat versleuteld in {file}. Een server die al om een wachtwoord vraagt, neemt het meteen over; een andere vraagt erom "
    "zodra u die opnieuw start.",
    "The password stands hashed in {file}. A server that asks for a password already takes it over at once; another one asks for it as "
    "soon as you start it again.",
)


@click.command("serve")
@click.option("--cases", type=FILE, default=Path(), help="Folder of the questionnaires.  [default: this one]")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; one that others can reach demands a password.")
@click.option("--port", type=click.IntRange(0, 65535), default=_PORT, show_default=True, help="Port to listen on; 0 takes a free one.")
@click.option("--name", "names", multiple=True, help="Name by which browsers call the server too; may be given more than once.")
@click.option("--set-password", "sets_password", is_flag=True, help="Ask for a new password, keep what it is recognised by, and stop.")
@click.option(
    "--timeout",
    type=click.FloatRange(0.1, 3600),
    default=_TIMEOUT,
    show_default=True,
    help="Seconds in which a request must have come in, and in which it must be answered.",
)
@click.option("--theme", "house_style", type=FILE, help="CSS file with the design tokens of your municipality: its house style.")
@rules_options
@language_option
def serve_command(
    cases: Path,
    host: str,
    port: int,
    names: tuple[str, ...],
    sets_password: bool,
    timeout: float,
    house_style: Path | None,
    folder: Path | None,
    as_of: date | None,
    language: Language,
) -> None:
    """The advisor in a browser: questionnaires of a folder, their advice, and the plan to download; and the same for programs.

    Only this computer reaches it, unless --host says otherwise.
    """
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
        from commplan_advisor.web.theme import read_theme

        if sets_password:
            _set_password(cases, language)
            return
        theme = read_theme(house_style) if house_style else None
        hosts, password = _hosts(host, names, language), _password(cases, host, names, language)

        def ready(address: str) -> None:
            click.echo(_ADDRESS.in_(language).format(address=address))

        serve(Settings(cases, folder, as_of, language, hosts, timeout, password, theme), host, port, ready)
    troubles.leave()


def _hosts(host: str, names: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """The names by which the server may be called."""
    from commplan_advisor.web.safety.addresses import is_loopback
    from commplan_advisor.web.settings import LOOPBACK

    for name in names:
        if not _NAME.fullmatch(name):
            raise click.BadParameter(_NOT_A_NAME.in_(language).format(name=quote(printable(name))), param_hint="--name")
    if is_loopback(host):
        return tuple(dict.fromkeys((*LOOPBACK, _as_name(host), *names)))
    if _is_any(host):
        if not names:
            raise click.BadParameter(_NO_NAME.in_(language), param_hint="--host")
        return tuple(dict.fromkeys((*LOOPBACK, *names)))
    return tuple(dict.fromkeys((*LOOPBACK, _as_name(host), *names)))


def _password(cases: Path, host: str, names: tuple[str, ...], language: Language) -> Hashed | None:
    """What the password of the folder is recognised by; where others can reach the server there must be one."""
    from commplan_advisor.web.safety.addresses import is_loopback
    from commplan_advisor.web.safety.passwords import kept_password

    password = kept_password(cases)
    seen_by_others = [option for option, one in (("--host", host), *(("--name", name) for name in names)) if not is_loopback(one)]
    if seen_by_others:
        if password is None:
            raise click.BadParameter(_NO_PASSWORD.in_(language).format(folder=printable(str(cases))), param_hint=seen_by_others[0])
        click.echo(_TLS.in_(language), err=True)
    return password


def _set_password(cases: Path, language: Language) -> None:
    """Ask for a password twice, and keep what it is recognised by."""
    from commplan_advisor.web.safety.passwords import LONGEST, SHORTEST, keep_password

    asked = _PASSWORD.in_(language).format(shortest=SHORTEST)
    while True:
        password = click.prompt(asked, hide_input=True, err=True)
        if not SHORTEST <= len(password) <= LONGEST:
            click.echo(_TOO_SHORT.in_(language).format(longest=LONGEST), err=True)
        elif password != click.prompt(_AGAIN.in_(language), hide_input=True, err=True):
            click.echo(_UNLIKE.in_(language), err=True)
        else:
            break
    click.echo(_SET.in_(language).format(file=printable(str(keep_password(cases, password)))))


def _as_name(host: str) -> str:
    """An address as it stands in a link."""
    bare = host.strip("[]")
    return f"[{bare}]" if ":" in bare else bare


def _is_any(host: str) -> bool:
    """Whether an address stands for all addresses of this computer."""
    try:
        return not host or ip_address(host.strip("[]")).is_unspecified
    except ValueError:
        return False
