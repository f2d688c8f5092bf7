"""The page for who puts the advisor on a server: what it lets be copied works."""

from __future__ import annotations

import http.client
import re
import shlex
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import which
from urllib.parse import urlsplit

import click
import pytest
from playwright.sync_api import sync_playwright

from commplan_advisor.cli.main import cli
from commplan_advisor.questionnaire.reading import load_case
from commplan_advisor.web.safety.passwords import keep_password
from tests.support.served import folder_with, serving
from tests.support.shipped import ROOT

PAGE = ROOT / "docs" / "how-to" / "op-een-server.md"
NAME = "plannen.gemeente.nl"
PASSWORD = "vier losse woorden"


def block(kind: str) -> str:
    """The one block of a kind on the page."""
    (found,) = re.findall(rf"^```{kind}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return str(found)


def test_the_service_starts_the_command_with_options_that_it_has() -> None:
    line = re.search(r"^ExecStart=(.+)$", block("ini"), re.MULTILINE)
    assert line
    program, command, *options = shlex.split(line[1])
    assert (Path(program).name, command) == ("commplan", "serve")
    serve = cli.get_command(click.Context(cli), command)
    assert serve
    values = serve.make_context("serve", [*options, "--cases", "."], resilient_parsing=False).params
    assert (values["host"], values["names"]) == ("127.0.0.1", (NAME,))
    assert f"http://127.0.0.1:{values['port']};" in block("nginx")
    assert f"reverse_proxy 127.0.0.1:{values['port']}\n" in block("caddyfile")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


@contextmanager
def in_front(folder: Path, behind: str) -> Iterator[tuple[int, int]]:
    """Nginx as the page sets it up, before a server; the ports on which it speaks https and http."""
    nginx = which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin:/opt/homebrew/bin")
    assert nginx, "this test needs nginx (Debian: nginx-light)"
    secret, plain = free_port(), free_port()
    key = f"-newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN={NAME}"
    subprocess.run(["openssl", "req", "-x509", *key.split()], cwd=folder, check=True, capture_output=True)
    site = (
        block("nginx")
        .replace("listen 443 ", f"listen 127.0.0.1:{secret} ")
        .replace("listen 80;", f"listen 127.0.0.1:{plain};")
        .replace(f"/etc/ssl/{NAME}.pem", str(folder / "cert.pem"))
        .replace(f"/etc/ssl/private/{NAME}.key", str(folder / "key.pem"))
        .replace("http://127.0.0.1:8000", behind)
    )
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    scratch = "".join(f"{kind}_temp_path {folder / kind};\n" for kind in kinds)
    top = f"daemon off;\npid {folder / 'pid'};\nerror_log {folder / 'error.log'};\nevents {{}}\n"
    (folder / "nginx.conf").write_text(f"{top}http {{\naccess_log off;\n{scratch}{site}}}\n", encoding="utf-8")
    subprocess.run([nginx, "-t", "-p", folder, "-c", folder / "nginx.conf"], check=True, capture_output=True)
    process = subprocess.Popen([nginx, "-p", folder, "-c", folder / "nginx.conf"])
    try:
        yield secret, plain
    finally:
        process.terminate()
        process.wait(timeout=30)


def https(port: int) -> http.client.HTTPSConnection:
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    return http.client.HTTPSConnection("127.0.0.1", port, context=trusting)


def headers(connection: http.client.HTTPConnection) -> http.client.HTTPMessage:
    """What an answer says of itself."""
    with closing(connection):
        connection.request("GET", "/rules", headers={"Host": NAME})
        return connection.getresponse().headers


@pytest.mark.long
def test_in_a_browser_by_way_of_nginx_a_questionnaire_is_filled_in(tmp_path: Path) -> None:
    cases = folder_with(tmp_path / "cases", "nijkerk-2016")
    keep_password(cases, PASSWORD)
    (tmp_path / "nginx").mkdir()
    with (
        serving(cases, "--name", NAME) as address,
        in_front(tmp_path / "nginx", address) as (secret, plain),
        sync_playwright() as playwright,
    ):
        chromium = playwright.chromium.launch(
            executable_path=which("chromium") or which("chromium-browser"),
            args=["--no-sandbox", f"--host-resolver-rules=MAP {NAME} 127.0.0.1"],
        )
        context = chromium.new_context(ignore_https_errors=True)
        page = context.new_page()
        page.goto(f"https://{NAME}:{secret}/cases/nijkerk-2016/questions/introduction")
        assert urlsplit(page.url).path == "/login"
        page.locator("#password").fill(PASSWORD)
        page.get_by_role("button").click()
        assert urlsplit(page.url).path == "/cases/nijkerk-2016/questions/introduction"
        assert {one["name"]: one["secure"] for one in context.cookies()} == {"commplan-form": True, "commplan-session": True}
        page.locator('[name="municipality.inhabitants"]').fill("42.000")
        page.get_by_role("button", name="Opslaan", exact=True).click()
        page.wait_for_url("**told=saved")
        chromium.close()
        assert headers(https(secret))["Strict-Transport-Security"] == "max-age=31536000"
        assert headers(http.client.HTTPConnection("127.0.0.1", plain))["Location"] == f"https://{NAME}/rules"
    assert load_case(cases / "nijkerk-2016.yaml").answers.municipality.inhabitants == 42000
