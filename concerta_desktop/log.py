"""The technical log: codes, counts and places in the program, never what a person typed."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

logger = logging.getLogger("concerta")


def start(folder: Path) -> Path:
    """Log to `folder`/concerta.log (three files of 500 kB at most); returns the path."""
    from logging.handlers import RotatingFileHandler  # loads sockets: not before the prompt is painted

    path = folder / "concerta.log"
    handler = RotatingFileHandler(path, maxBytes=500_000, backupCount=2, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    return path


def describe_crash(error: BaseException) -> str:
    """Where an error arose, without its message: a message may quote what a person typed."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return f"{type(error).__name__} at " + " < ".join(reversed(places))
