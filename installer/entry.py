"""What the frozen program runs: the same `main` as `concerta`, from outside the package."""

from __future__ import annotations

import multiprocessing
import sys

from concerta_desktop.__main__ import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
