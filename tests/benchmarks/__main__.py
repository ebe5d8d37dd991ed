"""Every benchmark, or those named, one after another and each in a fresh process.

    python -m tests.benchmarks [door startup …]

Ends with 1 when some target was missed. On a busy machine believe the ratios, not the milliseconds.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent


def main(names: list[str]) -> int:
    missed: list[str] = []
    for name in names or sorted(file.stem.removeprefix("bench_") for file in FOLDER.glob("bench_*.py")):
        print(f"\n== {name}", flush=True)  # noqa: T201
        ended = subprocess.run(
            [sys.executable, "-m", f"tests.benchmarks.bench_{name}"], cwd=FOLDER.parents[1], check=False
        )
        missed += [name] if ended.returncode else []
    print(f"\nmissed: {', '.join(missed) or 'none'}")  # noqa: T201
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
