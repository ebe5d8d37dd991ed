"""The consolidated workbook: what headquarters looks at, with names instead of ids."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from concerta_desktop.documents.blocks import Block, Column, Metadata, Report, Table, Value
from concerta_desktop.model import (
    Attendance,
    Finding,
    FindingUpdate,
    Intervention,
    InterventionDay,
    Person,
    Specialist,
)
from concerta_desktop.model.choices import Sex
from concerta_desktop.model.fields import spec
from concerta_desktop.model.place import place_label
from concerta_desktop.model.territory import region_of
from concerta_desktop.model.values import label_of
from concerta_desktop.queries import records
from concerta_desktop.queries.comparisons import merged_into
from concerta_desktop.queries.evaluation import evaluation_summary
from concerta_desktop.store.tx import ReadTx
from sync.editions import Edition

_FEWEST = 5
"""Fewer people than this are not told apart in the edition without personal data."""


def workbook(tx: ReadTx, edition: Edition, issued: datetime) -> Report:
    """Interventions, attendance, matriz, evaluations, and indicators by month and region."""
    held = records.find(tx, Intervention)
    days = _days(records.find(tx, InterventionDay))
    signed = records.find(tx, Attendance)
    full = edition is Edition.FULL
    tables: list[Block] = [_interventions(tx, held, days, full=full)]
    if full:
        tables.append(_attendance(held, signed))
    tables.append(_matrix(tx, held, full=full))
    tables.append(_evaluations(tx, held))
    tables.append(_indicators(held, days, _as_one(tx, signed), full=full))
    return Report("Consolidado nacional", Metadata(issued=issued), tuple(tables))


def indicators(tx: ReadTx) -> Table:
    """The indicators alone, with every number."""
    held, signed = records.find(tx, Intervention), _as_one(tx, records.find(tx, Attendance))
    return _indicators(held, _days(records.find(tx, InterventionDay)), signed, full=True)


def _interventions(tx: ReadTx, held: list[Intervention], days: dict[str, list[date]], *, full: bool) -> Table:
    who = {one.id: f"{one.names or ''} {one.surnames or ''}".strip() for one in records.find(tx, Specialist)}
    titles = ["Código", "Título", "Tipo", "Modalidad", "Estado", "Territorios", "Inicio", "Fin", "Días"]
    names = ("type", "modality", "state", "territories")
    rows: list[tuple[Value, ...]] = []
    for one in _by_code(held):
        when = days.get(one.id, [])
        labels = (label_of(spec(Intervention, name), getattr(one, name)) for name in names)
        row = (one.code, one.title, *labels, min(when, default=None), max(when, default=None), len(when))
        rows.append((*row, who.get(one.responsible or "")) if full else row)
    kinds = {"Código": "identifier", "Inicio": "date", "Fin": "date", "Días": "number"}
    columns = [Column(title, kinds.get(title, "text")) for title in titles]  # type: ignore[arg-type]
    columns += [Column("Responsable")] if full else []
    return Table(tuple(columns), tuple(rows), sheet="Intervenciones")


def _attendance(held: list[Intervention], signed: list[Attendance]) -> Table:
    codes = {one.id: one.code or "" for one in held}
    names = ("document_type", "sex", "entity_kind", "mandate")
    rows: list[tuple[Value, ...]] = []
    for one in sorted(signed, key=lambda one: (codes.get(one.intervention or "", ""), str(one.day), one.id)):
        kind, sex, entity, mandate = (label_of(spec(Attendance, name), getattr(one, name)) for name in names)
        who = (kind, one.document_number, one.surnames, one.names, sex)
        what = (one.entity_name, entity, one.position, mandate, one.email, one.phone)
        rows.append((codes.get(one.intervention or "", ""), one.day, *who, *what))
    columns = (
        Column("Código", "identifier"),
        Column("Día", "date"),
        Column("Tipo de documento"),
        Column("N.° de documento", "identifier"),
        *(Column(title) for title in ("Apellidos", "Nombres", "Sexo", "Entidad", "Tipo de entidad", "Cargo")),
        Column("Condición"),
        Column("Correo", "identifier"),
        Column("Teléfono", "identifier"),
    )
    return Table(columns, tuple(rows), sheet="Asistencia")


def _matrix(tx: ReadTx, held: list[Intervention], *, full: bool) -> Table:
    codes = {one.id: one.code or "" for one in held}
    updates: dict[str, list[FindingUpdate]] = {}
    for one in records.find(tx, FindingUpdate):
        if one.state is not None:
            updates.setdefault(one.finding or "", []).append(one)
    rows: list[tuple[Value, ...]] = []
    for one in sorted(records.find(tx, Finding), key=lambda one: (one.place or "", one.number or 0, one.id)):
        said = sorted(updates.get(one.id, []), key=lambda update: (str(update.day), update.id))
        state = label_of(spec(FindingUpdate, "state"), said[-1].state) if said else "Abierto"
        kind = label_of(spec(Finding, "kind"), one.kind)
        place = place_label(one.place) if one.place else None
        head = (codes.get(one.intervention or "", ""), kind, place, one.number)
        tail = (one.due, state if str(one.kind) == "nudo_critico" else None)
        texts = (one.text, one.cause, one.measure, one.responsible) if full else ()
        rows.append((*head, *texts, *tail))
    texts_of = ("Hallazgo", "Causa", "Medida correctiva", "Responsable") if full else ()
    columns = (
        Column("Código", "identifier"),
        Column("Tipo"),
        Column("De quién"),
        Column("Número", "number"),
        *(Column(title) for title in texts_of),
        Column("Plazo", "date"),
        Column("Estado"),
    )
    return Table(columns, tuple(rows), sheet="Matriz")


def _evaluations(tx: ReadTx, held: list[Intervention]) -> Table:
    rows: list[tuple[Value, ...]] = []
    for one in _by_code(held):
        found = evaluation_summary(tx, one.id)
        if not found.entered:
            continue
        if found.hidden or not found.aspects:
            rows.append(
                (one.code, one.title, found.entered, "menos de cinco formularios: no se muestra", None)
            )
        for aspect in found.aspects:
            hundredths = None if aspect.withheld else aspect.tally.hundredths
            mean = None if hundredths is None else hundredths / 100
            rows.append((one.code, one.title, found.entered, aspect.title, mean))
    columns = (
        Column("Código", "identifier"),
        Column("Título"),
        Column("Formularios", "number"),
        Column("Pregunta"),
        Column("Promedio (1 a 5)", "number"),
    )
    return Table(columns, tuple(rows), sheet="Evaluaciones")


def _indicators(
    held: list[Intervention], days: dict[str, list[date]], signed: list[Attendance], *, full: bool
) -> Table:
    """By the month of its first day and the region of its first territory."""
    came: dict[str, list[Attendance]] = {}
    for one in signed:
        came.setdefault(one.intervention or "", []).append(one)
    groups: dict[tuple[str, str], list[Intervention]] = {}
    for one in held:
        first = min(days.get(one.id, []), default=one.period_start)
        region = region_of(one.territories[0]) if one.territories else None
        key = (f"{first:%Y-%m}" if first else "sin fecha", region.name if region else "sin dato")
        groups.setdefault(key, []).append(one)
    rows: list[tuple[Value, ...]] = []
    for (month, region), members in sorted(groups.items()):
        people = _people(one for member in members for one in came.get(member.id, []))
        sexes = [sum(one.sex is sex for one in people) for sex in (Sex.WOMAN, Sex.MAN)]
        counts: list[Value] = [*sexes, len(people) - sum(sexes)]
        if not full and any(isinstance(count, int) and 0 < count < _FEWEST for count in counts):
            counts = ["menos de 5"] * 3  # all of them: one alone follows from the total
        total: Value = len(people) if full or not 0 < len(people) < _FEWEST else "menos de 5"
        entities = len({(one.entity_name or "").casefold() for one in people if one.entity_name})
        rows.append((month, region, len(members), total, *counts, entities))
    titles = ("Intervenciones", "Personas", "Mujeres", "Hombres", "Sexo sin dato", "Entidades")
    columns = (Column("Mes", "identifier"), Column("Región"), *(Column(title, "number") for title in titles))
    return Table(columns, tuple(rows), sheet="Indicadores")


def _as_one(tx: ReadTx, signed: list[Attendance]) -> list[Attendance]:
    """For counting: whoever was merged into another signed as the one that stands for both."""
    into = merged_into(tx, Person)
    who = records.get_many(tx, Person, {*into, *into.values()}) if into else {}

    def as_who(one: Attendance) -> Attendance:
        person = who.get(one.person or "")
        if person is None:
            return one
        return replace(
            one,
            document_type=person.document_type,
            document_number=person.document_number,
            surnames=person.surnames,
            names=person.names,
        )

    return [as_who(one) for one in signed] if who else signed


def _people(signed: Iterable[Attendance]) -> list[Attendance]:
    """Each person once for each intervention: by document, or by name where there is none."""
    found: dict[tuple[object, ...], Attendance] = {}
    for one in sorted(signed, key=lambda one: (str(one.day), one.id)):
        key = (one.document_type, one.document_number) if one.document_number else (one.surnames, one.names)
        found.setdefault((one.intervention, *key), one)
    return list(found.values())


def _days(days: list[InterventionDay]) -> dict[str, list[date]]:
    found: dict[str, list[date]] = {}
    for one in days:
        if one.day is not None:
            found.setdefault(one.intervention or "", []).append(one.day)
    return found


def _by_code(held: list[Intervention]) -> list[Intervention]:
    return sorted(held, key=lambda one: (one.code or "", one.id))
