"""Asking where a file, or several, should go."""

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
    path = _asked(dialog, "Nombre del archivo:")
    if path is None:
        return None
    return path if path.suffix.lower() == suffix else path.with_name(f"{path.name}{suffix}")


def ask_folder(parent: QWidget, title: str) -> Path | None:
    """Into which folder to save several files; None when she or he thinks better of it."""
    dialog = QFileDialog(parent, title, str(Path.home()))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Elegir")
    return _asked(dialog, "Carpeta elegida:")


def ask_workbook(parent: QWidget) -> Path | None:
    """Which Excel workbook to read; None when she or he thinks better of it."""
    return ask_file(parent, "Importar matriz", "Excel (*.xlsx *.xlsm)")


def ask_file(parent: QWidget, title: str, kinds: str) -> Path | None:
    """Which file to read, of `kinds` as Qt writes them; None when she or he thinks better of it."""
    dialog = QFileDialog(parent, title, str(Path.home()), kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Abrir")
    return _asked(dialog, "Archivo:")


def _asked(dialog: QFileDialog, name: str) -> Path | None:
    for label, words in (  # Qt's Spanish translation lacks two of these
        (QFileDialog.DialogLabel.LookIn, "Carpeta:"),
        (QFileDialog.DialogLabel.FileName, name),
        (QFileDialog.DialogLabel.FileType, "Tipo:"),
    ):
        dialog.setLabelText(label, words)
    chosen = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return Path(chosen[0]) if chosen else None
