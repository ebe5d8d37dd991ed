"""A pair of hands that sees Concerta as a screen reader does (AT-SPI) and types on a real X keyboard.

Runs in the *system's* python3, which has pyatspi, never in the project's environment: so it can share no code
with the program it drives.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pyatspi  # pyright: ignore[reportMissingImports] - the system's python3 has it, ours has not

ENTER, TAB, ESCAPE, SPACE, DOWN = 0xFF0D, 0xFF09, 0xFF1B, 0x20, 0xFF54
CONTROL = 37
"""X keycode of the left Control key."""


class Robot:
    """The running program, and what can be done with it. Everything waits up to `patience` seconds."""

    def __init__(self, command: list[str], patience: float = 40) -> None:
        self.patience = patience
        self.process = subprocess.Popen(command, env=dict(os.environ))

    def find(self, role: str, name: str, *, part: bool = False) -> Any:
        """The first thing on screen with this role and accessible name (or a part of it)."""
        return self.until(
            lambda: next(
                (node for node in self.showing(role) if (name in node.name if part else node.name == name)),
                None,
            ),
            f"{role} «{name}» on screen",
        )

    def gone(self, role: str, name: str) -> None:
        self.until(lambda: not any(node.name == name for node in self.showing(role)), f"{role} «{name}» gone")

    def showing(self, *roles: str) -> list[Any]:
        """What is on screen with one of these roles (none = any), in the order it is read.

        Asked of the program at once: walking its tree node by node takes fifty times as long.
        """
        wanted = [getattr(pyatspi, "ROLE_" + role.upper().replace(" ", "_")) for role in roles]
        every, one_of = pyatspi.Collection.MATCH_ALL, pyatspi.Collection.MATCH_ANY
        state = pyatspi.StateSet(pyatspi.STATE_SHOWING).raw()
        found: list[Any] = []
        for application in pyatspi.Registry.getDesktop(0):
            if application and application.name == "Concerta":
                tree = application.queryCollection()
                rule = tree.createMatchRule(
                    state, every, [], every, wanted, one_of if wanted else every, [], every, False
                )
                found += tree.getMatches(rule, pyatspi.Collection.SORT_ORDER_CANONICAL, 0, True)
        return found

    def press(self, name: str, role: str = "push button", *, part: bool = False) -> None:
        """Press a button (or choose a tab, tick a box) by its name."""
        node = self.find(role, name, part=part)
        self.until(lambda: node.getState().contains(pyatspi.STATE_ENABLED), f"«{name}» enabled")
        action = node.queryAction()
        names = [action.getName(index) for index in range(action.nActions)]
        wanted = next((verb for verb in ("Press", "Toggle", "Select") if verb in names), names[0])
        action.doAction(names.index(wanted))

    def write(self, name: str, text: str, role: str = "text") -> None:
        """Put text into a field, accents and all."""
        node = self.find(role, name)
        self.focus(node)
        node.queryEditableText().setTextContents(text)

    def focus(self, node: Any) -> None:
        node.queryComponent().grabFocus()
        self.until(lambda: node.getState().contains(pyatspi.STATE_FOCUSED), f"«{node.name}» focused")

    def keys(self, text: str) -> None:
        """Type ASCII on the keyboard, where the focus is."""
        for char in text:
            self.key(ord(char))

    def key(self, symbol: int, *, control: bool = False) -> None:
        if control:
            pyatspi.Registry.generateKeyboardEvent(CONTROL, None, pyatspi.KEY_PRESS)
        pyatspi.Registry.generateKeyboardEvent(symbol, None, pyatspi.KEY_SYM)
        if control:
            pyatspi.Registry.generateKeyboardEvent(CONTROL, None, pyatspi.KEY_RELEASE)
        time.sleep(0.02)

    def text_of(self, node: Any) -> str:
        return node.queryText().getText(0, -1)

    def until(self, look: Callable[[], object], what: str) -> Any:
        """Wait for something to come true. On giving up, prints what is on screen instead."""
        end = time.monotonic() + self.patience
        while time.monotonic() < end:
            if self.process.poll() is not None:
                sys.exit(f"the program ended (exit code {self.process.returncode}) before: {what}")
            try:
                found = look()
            except Exception:  # noqa: BLE001 - a node that went away while it was being read
                found = None
            if found:
                return found
            time.sleep(0.05)
        sys.stderr.write(self.screen() + "\n")
        self.stop()
        return sys.exit(f"not seen within {self.patience} s: {what}")

    def screen(self) -> str:
        """What a screen reader could say now, for the message of a failed test."""
        return "\n".join(f"{node.getRoleName()}: {node.name}" for node in self.showing() if node.name)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
