"""Running the command as its users do: a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.support.shipped import ROOT


def commplan(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `commplan` with these arguments, on a terminal of 80 columns unless told otherwise."""
    return subprocess.run(
        [sys.executable, "-m", "commplan_advisor", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "COLUMNS": "80", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
