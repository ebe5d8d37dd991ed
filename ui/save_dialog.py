"""Asking where a file should go."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def ask_target(parent: QWidget, title: str, name: str, suffix: str, kind: str) -> Path | None:
    """Where to save `name` (without suffix), asked of the person; None when she or he thinks better of it.

    `suffix` is ".pdf", `kind` what people call it ("PDF").
    """
    dialog = QFileDialog(parent, title, str(Path.home()), f"{kind} (*{suffix})")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(f"{name}{suffix}")
    for label, words in (  # Qt's Spanish translation lacks two of these
        (QFileDialog.DialogLabel.LookIn, "Carpeta:"),
        (QFileDialog.DialogLabel.FileName, "Nombre del archivo:"),
        (QFileDialog.DialogLabel.FileType, "Tipo:"),
    ):
        dialog.setLabelText(label, words)
    chosen = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    if not chosen:
        return None
    path = Path(chosen[0])
    return path if path.suffix.lower() == suffix else path.with_name(f"{path.name}{suffix}")
