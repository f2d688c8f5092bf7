"""A process that runs a command and prints what it took: of a child that a large process starts, the most memory counts that one too."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from time import perf_counter


def main(command: list[str]) -> int:
    """Run the command; its own output is thrown away."""
    start = perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    print(json.dumps({"seconds": perf_counter() - start, "cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss}))
    return process.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
