"""Fuzzing the readers of cases and rules, guided by the lines that are reached; `make fuzz` runs it.

It starts from the cases and the rules that ship and from a small rule book, and stops after two minutes. Arguments go to libFuzzer
and take the place of that bound: `make fuzz FUZZ=-max_total_time=3600`, or `make fuzz FUZZ=path/to/crash-…` to look at one input
again. What it finds, it leaves in a folder that it names.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import gettempdir

ROOT = Path(__file__).parents[2]
FOUND = Path(gettempdir()) / "commplan-fuzz"


def main() -> None:
    """Fuzz until the time is over or something is found; the exit code is not 0 then."""
    import atheris

    sys.path.insert(0, str(ROOT))
    with atheris.instrument_imports(include=["commplan_advisor"]):
        from tests.fuzz.target import one_input
    from tests.support.rulefolder import written

    corpus = FOUND / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    given = sys.argv[1:] or ["-max_total_time=120"]
    start = (
        []
        if any(not argument.startswith("-") for argument in given)
        else [corpus, ROOT / "cases", ROOT / "rules", written(FOUND / "small")]
    )
    sys.stderr.write(f"What is found is left in {FOUND}.\n")
    options = ["-timeout=10", "-max_len=20000", f"-artifact_prefix={FOUND}/"]
    atheris.Setup([sys.argv[0], *options, *given, *map(str, start)], one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
