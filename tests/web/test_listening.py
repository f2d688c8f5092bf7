"""Where the server cannot listen, it says so and what can be done."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from commplan_advisor.web.safety.passwords import keep_password
from tests.support.command import commplan_here


@pytest.mark.parametrize(
    ("language", "words"), [("nl", "hier kan de server niet beginnen (Address already in use)"), ("en", "the server cannot start here")]
)
def test_a_port_that_another_has_is_told_with_what_can_be_done(language: str, words: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = commplan_here("serve", "--cases", tmp_path, "--port", str(port), "--lang", language)
    assert result.exit_code == 3
    assert result.stderr.startswith(f"127.0.0.1:{port}: {words}")
    assert "--port" in result.stderr


def test_an_address_of_another_computer_is_told(tmp_path: Path) -> None:
    keep_password(tmp_path, "vier losse woorden")
    result = commplan_here("serve", "--cases", tmp_path, "--host", "192.0.2.1", "--lang", "en")
    assert result.exit_code == 3
    assert "192.0.2.1:8000: the server cannot start here (" in result.stderr
    assert "--host" in result.stderr
