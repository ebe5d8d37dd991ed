"""Word templates of the user: looked at before they are kept, filled with what is known of an instancia."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from concerta_desktop.documents.blocks import Rendered
from concerta_desktop.documents.instancia_head import government
from concerta_desktop.documents.own_template import Plain, fill_template
from concerta_desktop.errors import UserError, from_os_error
from concerta_desktop.model import DocumentTemplate
from concerta_desktop.model.choices import MandateKind
from concerta_desktop.model.directory import MemberRole
from concerta_desktop.model.identity import new_id
from concerta_desktop.model.instancia import instancia_label, instancia_name, instancia_territory
from concerta_desktop.model.instancias import MilestoneKind
from concerta_desktop.queries import records
from concerta_desktop.queries.instancia_directory import MemberLine, read_directory
from concerta_desktop.queries.instancias import read_instancia
from concerta_desktop.queries.office import office
from concerta_desktop.rules.spanish_dates import long_date, numeric
from concerta_desktop.store import attachments
from concerta_desktop.store.change import change, delete
from concerta_desktop.store.store import Store
from concerta_desktop.store.tx import ReadTx, Tx


def add_template(store: Store, tx: Tx, source: Path, values: Mapping[str, object]) -> str:
    """Keep a template; returns its id. It is tried first, so that a bad one never gets in.

    Raises `UserError`, `ValidationError`, `EnvironmentFailure`.
    """
    record_id = new_id()
    known = {"name": source.stem, **values, **_tried(store, tx, source)}
    change(tx, DocumentTemplate, record_id, known)
    return record_id


def replace_template(store: Store, tx: Tx, template: str, source: Path) -> None:
    """Another file in the place of that of a template; the former stays with its history.

    Raises `UserError`, `EnvironmentFailure`; then nothing changes.
    """
    change(tx, DocumentTemplate, template, _tried(store, tx, source))


def edit_template(tx: Tx, template: str, values: Mapping[str, object]) -> None:
    """Its name, what it drafts, of which level. Raises `ValidationError`."""
    change(tx, DocumentTemplate, template, values)


def remove_template(tx: Tx, template: str) -> None:
    """Into the trash."""
    delete(tx, DocumentTemplate, template)


def list_templates(tx: ReadTx, code: str = "") -> list[DocumentTemplate]:
    """Those there are, by name; with the code of an instancia those that serve its level."""
    territory = instancia_territory(code)
    found = records.find(tx, DocumentTemplate)
    return [one for one in found if not territory or one.level in (None, territory.level.value)]


def _tried(store: Store, tx: Tx, source: Path) -> dict[str, object]:
    """A file kept because it can be filled, as the record says it."""
    try:
        content = source.read_bytes()
    except OSError as error:
        raise from_os_error(error, f"leer «{source.name}»") from error
    fill_template(content, {})
    kept = attachments.keep(tx, store.folder, store.key, source)
    return {"file": kept, "file_name": source.name}


def draft(store: Store, tx: ReadTx, template: str, code: str, issued: datetime) -> Rendered:
    """A template filled with what is known of an instancia. Raises `UserError`, `EnvironmentFailure`."""
    found = records.find_living(tx, DocumentTemplate, template)
    if found is None or not found.file:
        raise UserError("Esa plantilla ya no está.", safe="No se ha escrito nada.")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "plantilla.docx"
        attachments.bring(tx, store.folder, store.key, found.file, out)
        content = out.read_bytes()
    return fill_template(content, instancia_values(tx, code, issued))


def instancia_values(tx: ReadTx, code: str, issued: datetime) -> dict[str, Plain]:
    """What a template may ask for, by Spanish names. Raises `UserError` for an unknown instancia."""
    page = read_instancia(tx, code, issued.date())
    territory = instancia_territory(code)
    if page is None or territory is None:
        raise UserError(f"La instancia «{code}» no existe en el catálogo.", safe="No se ha escrito nada.")
    directory = read_directory(tx, code, issued.date())
    heads = {line.member.role: line for line in directory.members}
    names = office(tx, issued.year)
    happened = {one.kind: one for one in reversed(page.milestones)}

    def milestone(kind: MilestoneKind) -> Plain:
        found = happened.get(kind)
        return {"numero": found.number, "fecha": _day(found.day)} if found else {}

    return {
        "instancia": {
            "codigo": code,
            "nombre": instancia_name(code),
            "siglas": instancia_label(code),
            "nivel": territory.level_label,
            "estado": page.row.state.label,
        },
        "territorio": {
            "nombre": territory.name,
            "capital": territory.capital,
            "provincia": page.row.province,
            "region": page.row.region,
        },
        "gobierno": government(code),
        "gds": page.facts.gds if page.facts else None,
        "ordenanza": milestone(MilestoneKind.ORDINANCE),
        "instalacion": milestone(MilestoneKind.INSTALLED),
        "mecanismos": [
            {"nombre": one.name, "norma": one.norm, "prioridades": one.priorities} for one in page.mechanisms
        ],
        "presidencia": _member(heads.get(MemberRole.PRESIDENCY)),
        "secretaria_tecnica": _member(heads.get(MemberRole.SECRETARIAT)),
        "integrantes": [_member(line) for line in directory.members],
        "hoy": long_date(issued.date()),
        "fecha": numeric(issued.date()),
        "anio": issued.year,
        "nombre_del_anio": names.year_name,
        "decenio": names.decade,
    }


def _member(line: MemberLine | None) -> Plain:
    if line is None:
        return {}
    titular, alterno = line.in_office(MandateKind.TITULAR), line.in_office(MandateKind.ALTERNO)
    return {
        "nombre": line.member.name,
        "funcion": line.member.role.label if line.member.role else None,
        "titular": titular.name if titular else None,
        "cargo": titular.person.position if titular and titular.person else None,
        "alterno": alterno.name if alterno else None,
    }


def _day(day: date | None) -> str | None:
    return long_date(day) if day else None
