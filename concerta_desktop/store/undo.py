"""What this session can take back and do again, in the order a person expects (Ctrl+Z, Ctrl+Y)."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Done:
    """An action of this device (`Tx.action`), and how it is called: "Asistencia de Ñahui Quispe"."""

    action: int
    label: str


@dataclass
class UndoStack:
    """Undoing writes a new action, so what is on top always names the action to take back next."""

    _undo: list[Done] = field(default_factory=list[Done])
    _redo: list[Done] = field(default_factory=list[Done])

    @property
    def next_undo(self) -> str:
        """Label of what Ctrl+Z takes back; "" = nothing."""
        return self._undo[-1].label if self._undo else ""

    @property
    def next_redo(self) -> str:
        return self._redo[-1].label if self._redo else ""

    def push(self, action: int, label: str) -> None:
        """Something was done; what had been undone can no longer be redone."""
        self._undo.append(Done(action, label))
        self._redo.clear()

    def pop_undo(self) -> Done | None:
        return self._undo.pop() if self._undo else None

    def pop_redo(self) -> Done | None:
        return self._redo.pop() if self._redo else None

    def undone(self, action: int, label: str) -> None:
        """`action` took something back: taking *it* back is redo."""
        self._redo.append(Done(action, label))

    def redone(self, action: int, label: str) -> None:
        self._undo.append(Done(action, label))
