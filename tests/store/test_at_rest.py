"""Nothing of anybody can be read of what lies on the disk: documents looked for byte by byte [2.9]."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from concerta_desktop import log
from concerta_desktop.errors import ConcertaError
from concerta_desktop.model import Person
from concerta_desktop.model.choices import DocumentType
from concerta_desktop.model.identity import new_id
from concerta_desktop.services.backups import back_up
from concerta_desktop.services.support import write_bundle
from concerta_desktop.store import drafts
from concerta_desktop.store.change import Change, changes
from concerta_desktop.store.store import Store

MANY = 10_000


def seeded(store: Store) -> list[bytes]:
    """People with documents that cannot stand anywhere by chance."""
    numbers = [f"9973{number:04d}{number % 7}X" for number in range(MANY)]
    kind = DocumentType.OTHER
    people = [
        {"document_type": kind, "document_number": number, "surnames": f"Ñ{number}"} for number in numbers
    ]
    with store.write() as tx:
        changes(tx, [Change(Person, new_id(), values) for values in people])
        drafts.save(tx, "person:new", {"document_number": numbers[0]})
    return [number.encode() for number in numbers]


def found(files: list[Path], wanted: list[bytes]) -> int:
    """How often a number stands in these files, as UTF-8 or UTF-16."""
    known, begin = set(wanted), wanted[0][:4]
    hits = 0
    for path in files:
        data = path.read_bytes()
        for text in (data, data.replace(b"\x00", b"")):
            start = text.find(begin)
            while start >= 0:
                hits += text[start : start + len(wanted[0])] in known
                start = text.find(begin, start + 1)
    return hits


@pytest.mark.req("2.9")
@pytest.mark.long
def test_ten_thousand_documents_and_none_is_found(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "temporal"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    wanted = seeded(store)
    (store.folder / "logs").mkdir(exist_ok=True)
    log.start(store.folder / "logs")
    try:
        raise ConcertaError(wanted[0].decode())
    except ConcertaError as error:
        log.logger.info(log.describe_crash(error))
    copy = back_up(store, "request")
    write_bundle(store, tmp_path / "soporte.zip")
    for handler in log.logger.handlers:
        handler.flush()
    roots = {store.folder, copy.folder, scratch, tmp_path}
    files = list({path for root in roots for path in root.rglob("*") if path.is_file()})
    assert {"concerta.db", "concerta.db-wal", "concerta.log", "soporte.zip"} <= {path.name for path in files}
    assert found(files, wanted) == 0


def test_the_search_would_find_one(tmp_path: Path) -> None:
    bare = tmp_path / "suelto.txt"
    bare.write_bytes(b"...997300011X" + "997300022X".encode("utf-16-le"))
    assert found([bare], [b"997300011X", b"997300022X"]) == 3
