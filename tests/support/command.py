"""Running the command as its users do: a process of its own; or, for calls by the hundred, inside this one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from commplan_advisor.cli.main import cli
from tests.support.shipped import ROOT

ORDINARY = """
import ctypes, os
if os.geteuid() == 0:
    version_3, this_process = 0x20080522, 0
    header, none = (ctypes.c_uint32 * 2)(version_3, this_process), (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None, use_errno=True).capset(header, none) != 0:
        raise OSError(ctypes.get_errno(), "capset")
"""
"""Root may read and write whatever the permissions say; without the capabilities of root they hold for it too."""

_MAIN = "from commplan_advisor.cli.main import main\nmain()\n"


def commplan(*arguments: str | Path, cwd: Path = ROOT, ordinary: bool = False, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `commplan` with these arguments, on a terminal of 80 columns unless told otherwise.

    Args:
        arguments: of the command.
        cwd: the folder to run it in.
        ordinary: whether to run it as somebody for whom the permissions of files hold, also when the tests run as root.
        environment: variables to set.
    """
    start = ["-c", ORDINARY + _MAIN] if ordinary else ["-m", "commplan_advisor"]
    return subprocess.run(
        [sys.executable, *start, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "COLUMNS": "80", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def commplan_here(*arguments: str | Path) -> Result:
    """Run `commplan` inside this process; an exception that it lets through is raised."""
    return CliRunner().invoke(cli, [*map(str, arguments)], catch_exceptions=False, env={"COLUMNS": "80"})
