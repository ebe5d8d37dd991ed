"""Files appear whole or not at all, and a failure is told in plain Spanish."""

from __future__ import annotations

from pathlib import Path

import pytest

from concerta_desktop.documents.attendance_sheet import compose_sheet
from concerta_desktop.documents.register import compose_register
from concerta_desktop.documents.render import FORMATS, Format, save, write
from concerta_desktop.errors import Cancelled, EnvironmentFailure
from concerta_desktop.progress import silent
from tests.documents import samples
from tests.unwritable import ATTEMPTS, Write

MAGIC = {"pdf": b"%PDF", "docx": b"PK", "xlsx": b"PK"}


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_document_is_written_and_nothing_else(file_format: Format, tmp_path: Path) -> None:
    warnings = write(compose_register(samples.three()), file_format, tmp_path / f"registro.{file_format}")
    assert warnings == ()
    (made,) = tmp_path.iterdir()
    assert made.read_bytes().startswith(MAGIC[file_format])


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_a_document_that_cannot_be_written_leaves_the_old_file_and_no_debris(
    attempt: Write, file_format: Format, tmp_path: Path
) -> None:
    path = tmp_path / f"registro.{file_format}"
    path.write_bytes(b"antes")
    with pytest.raises(EnvironmentFailure) as refused:
        attempt(compose_register(samples.three()), file_format, path, silent)
    assert str(refused.value) == ATTEMPTS[attempt].format(path.name)
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"antes"]
    write(compose_register(samples.three()), file_format, path)
    assert path.read_bytes().startswith(MAGIC[file_format]), "once it is closed it is replaced"


def test_a_folder_that_is_gone_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailure, match="Compruebe que la memoria siga conectada"):
        save(b"x", tmp_path / "memoria" / "hoja.pdf")


def test_cancelled_leaves_no_debris(tmp_path: Path) -> None:
    def stop(_done: int, _total: int, _text: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write(compose_sheet(samples.sheet(3)), "pdf", tmp_path / "hoja.pdf", stop)
    assert not list(tmp_path.iterdir())
