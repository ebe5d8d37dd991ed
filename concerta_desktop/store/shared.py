"""A headquarters of several operators: the log lies at a PostgreSQL server, and each operator's ciphered
store is a copy of it that screens read and the merge works on.

Whoever writes takes the turn (an advisory lock): brings what others added, does the work in the own store
with the code that everybody has, carries what is new to the server, and commits there first and here last. So
a store may lag behind the server and never runs ahead of it; killed in between, it brings back what it had
carried.

At the server lie the operations, each at the place where it stands in every copy, and notes: laptops, merged
packages, what counts for nothing, the sync log. The server decides nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select

from concerta_desktop.errors import EnvironmentFailure, UserError
from concerta_desktop.store import erase, oplog, places, server
from concerta_desktop.store.operation import ERASED, Operation
from concerta_desktop.store.pause import collector_paused
from concerta_desktop.store.project import project_again, replay
from concerta_desktop.store.server import Address, Link
from concerta_desktop.store.tables import ATTACHMENT_KEY, BATCH, PEER, SYNC_LOG
from concerta_desktop.store.tx import ReadTx

SERVER = "central server"
"""What the secret is called that tells the address of the server; none = this store is shared with nobody."""
CENTRAL = "central"
"""What the secret is called that tells which headquarters this store belongs to, or is."""
EPOCH = "central epoch"
"""What the secret is called that tells laptops whether headquarters went back to an older copy."""
WANTS = "wanted attachments "
"""Begins the names of the secrets that hold what a laptop lacks of its own records."""
PACKAGES = "packages"
"""What is told beside the names of record types when the state of packages or laptops changed."""
_TURN = "shared turn"
"""Key in `meta`: the newest turn whose notes are here."""
_FORMAT = "1"
_LOCK = 0x434F4E43  # "CONC"
_CHUNK = 5000
_ERASES = f'"{ERASED}":true'
_TABLES = ((PEER, "device"), (BATCH, "package"))

_NUMBERS = {"seq", "action", "schema"}
_NAMES = ", ".join(Operation._fields)
_TYPED = ", ".join(f"{name} {'bigint' if name in _NUMBERS else 'text'}" for name in Operation._fields)
_CREATE = (
    f"""CREATE TABLE IF NOT EXISTS concerta_operation (
        place bigint NOT NULL UNIQUE, {_TYPED.replace(",", " NOT NULL,")} NOT NULL PRIMARY KEY)""",
    """CREATE TABLE IF NOT EXISTS concerta_note (
        kind text, name text, value text NOT NULL, turn bigint NOT NULL, PRIMARY KEY (kind, name))""",
    """CREATE TABLE IF NOT EXISTS concerta_attachment (
        name text, part bigint, content bytea NOT NULL, PRIMARY KEY (name, part))""",
)
_PUT = f"""INSERT INTO concerta_operation (place, {_NAMES}) SELECT place, {_NAMES}
    FROM json_to_recordset(CAST(:rows AS json)) AS given (place bigint, {_TYPED}) ON CONFLICT DO NOTHING"""
_GET = f"""SELECT json_agg(json_build_array(place, {_NAMES}) ORDER BY place) FROM (
    SELECT * FROM concerta_operation WHERE place > :place ORDER BY place LIMIT {_CHUNK}) AS next"""
_NEWEST = "SELECT place, op_id FROM concerta_operation ORDER BY place DESC LIMIT 1"
_AT = "SELECT op_id FROM concerta_operation WHERE place = :place"
_BLANK = """UPDATE concerta_operation SET patch = '{}', salt = ''
    WHERE op_id IN (SELECT json_array_elements_text(CAST(:ids AS json)))"""
_PUT_NOTES = """INSERT INTO concerta_note (kind, name, value, turn) SELECT kind, name, value, :turn
    FROM json_to_recordset(CAST(:rows AS json)) AS given (kind text, name text, value text)
    ON CONFLICT (kind, name) DO UPDATE SET value = excluded.value, turn = excluded.turn"""
_GET_NOTES = "SELECT kind, name, value, turn FROM concerta_note WHERE turn > :turn ORDER BY turn, kind, name"

Key = tuple[str, str]
"""Kind and name of a note."""


class Shared:
    """The server that a store is shared through."""

    def __init__(self, where: Address, central: str) -> None:
        self.where = where
        self._central = central

    @contextmanager
    def turn(self, *, writing: bool) -> Iterator[Turn]:
        """`writing` waits until nobody else has the turn. Raises `EnvironmentFailure`."""
        with server.connected(self.where) as link:
            if writing:
                take_lock(link)
            else:
                link.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            self._check(about(link))
            yield Turn(link)

    def _check(self, told: Mapping[str, str]) -> None:
        if not told:
            raise EnvironmentFailure(
                "El servidor central está vacío.",
                safe="Lo guardado está a salvo en este equipo.",
                todo="Si lo cambiaron, llévelo allí otra vez: «concerta central share».",
            )
        refuse_others(told, self._central)


class Turn:
    """One connection to the server in which a store is brought up to it, and what is new carried there."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._place = 0
        """The newest place of the log at the server."""
        self._before: dict[Key, Any] = {}
        """The notes of which the server knows."""
        self._line = 0
        self.realigned = False
        """The store's log was laid out anew: the server had another one."""

    @collector_paused()
    def bring(self, tx: ReadTx) -> frozenset[str]:
        """What others added; returns the names of the record types touched, and `PACKAGES`."""
        (place, op_id), newest = (self._link.run(_NEWEST) or [[0, ""]])[0], oplog.newest_pk(tx)
        self._line = tx.connection.exec_driver_sql("SELECT max(pk) FROM sync_log").scalar() or 0
        if place < newest and places.op_at(tx, place) == op_id:  # it was just moved there, or put back
            self._behind(place)
            return frozenset()
        if newest == 0 or self._link.run(_AT, place=newest) == [[places.op_at(tx, newest)]]:
            touched = self._take(tx, newest)
            self._before = notes(tx, self._line)
            return touched
        return self._realign(tx)

    def carry(self, tx: ReadTx) -> None:
        """What this store has and the server lacks; committed there at the end."""
        erased: set[str] = set()
        for rows in places.after(tx, self._place, _CHUNK):
            given = [{"place": pk, **one._asdict()} for pk, one in rows]
            self._link.run(_PUT, rows=json.dumps(given))
            if self._link.count != len(given):  # an engine whose lock holds nobody back
                raise EnvironmentFailure(
                    "Otro operador escribió al mismo tiempo.",
                    safe="Lo suyo está a salvo; este cambio no se guardó.",
                    todo="Vuelva a intentarlo.",
                )
            erased |= {one.record_id for _, one in rows if _ERASES in one.patch}
        if erased:
            self._link.run(_BLANK, ids=json.dumps(places.blanks(tx, erased)))
        self._carry_notes(tx)
        self._commit()

    def _carry_notes(self, tx: ReadTx) -> None:
        changed = {
            key: value
            for key, value in notes(tx, self._line).items()
            if key not in self._before or self._before[key] != value
        }
        if changed:
            turn = 1 + max(self._newest_turn(), places.marked(tx, _TURN))
            put_notes(self._link, changed, turn)
            places.mark(tx, _TURN, turn)

    def _commit(self) -> None:
        try:
            self._link.run("COMMIT")
        except EnvironmentFailure as error:
            error.safe = "Lo guardado antes está a salvo; no se sabe si este cambio llegó a guardarse."
            error.todo = "Vuelva a conectarse y mire antes de repetirlo: si llegó, aparece solo."
            raise

    def _take(self, tx: ReadTx, place: int) -> frozenset[str]:
        touched: set[tuple[str, str]] = set()
        erased: set[str] = set()
        while rows := self._link.run(_GET, place=place)[0][0]:
            coming = [Operation._make(row[1:]) for row in rows]
            places.write_at(tx, [(row[0], *one) for row, one in zip(rows, coming, strict=True)])
            touched |= {(one.record_type, one.record_id) for one in coming}
            erased |= {one.record_id for one in coming if _ERASES in one.patch}
            place = rows[-1][0]
        self._place = place
        excluded = oplog.excluded(tx)
        turn = places.marked(tx, _TURN)
        coming_notes = self._link.run(_GET_NOTES, turn=turn if turn <= self._newest_turn() else 0)
        _apply(tx, coming_notes)
        touched |= places.records_of(tx, excluded ^ oplog.excluded(tx))
        project_again(tx, touched)
        if erased:
            erase.enforce(tx, erased)
        return frozenset(name for name, _ in touched) | ({PACKAGES} if coming_notes else set[str]())

    def _newest_turn(self) -> int:
        return self._link.run("SELECT coalesce(max(turn), 0) FROM concerta_note")[0][0]

    def _behind(self, place: int) -> None:
        """The server has the beginning of this log: the rest is carried there."""
        self._place, self._line = place, 0
        self._before = {(kind, name): json.loads(value) for kind, name, value, _ in self._notes_there()}

    def _realign(self, tx: ReadTx) -> frozenset[str]:
        """The server was put back to an older copy and others went on there, or this store was: the log is
        laid out as the server has it, and what the server lacks comes after. Nothing of either is lost."""
        mine = [one for rows in places.after(tx, 0, _CHUNK) for _, one in rows]
        excluded = oplog.excluded(tx)
        places.clear(tx)
        places.mark(tx, _TURN, 0)
        self._take(tx, 0)
        oplog.write(tx, mine)
        oplog.exclude(tx, excluded | oplog.excluded(tx))
        replay(tx)
        erase.enforce_all(tx)
        self.realigned = True
        self._behind(self._place)
        return frozenset(one.record_type for one in mine)

    def _notes_there(self) -> list[list[Any]]:
        return self._link.run(_GET_NOTES, turn=0)


def notes(tx: ReadTx, line: int) -> dict[Key, Any]:
    """What operators share beside the log; of the sync log what came after `line`."""
    run = tx.connection.execute
    found: dict[Key, Any] = {
        (table.name, row[key]): dict(row) for table, key in _TABLES for row in run(select(table)).mappings()
    }
    secret = select(ATTACHMENT_KEY).where(
        ATTACHMENT_KEY.c.name.in_((CENTRAL, EPOCH)) | ATTACHMENT_KEY.c.name.startswith(WANTS)
    )
    found |= {("secret", row.name): row.value.decode() for row in run(secret)}
    found |= {
        ("sync_log", f"{row.at} {row.text}"): "" for row in run(select(SYNC_LOG).where(SYNC_LOG.c.pk > line))
    }
    return found | {("meta", oplog.EXCLUDED): sorted(oplog.excluded(tx))}


def create_tables(link: Link) -> None:
    """At a server that has none yet."""
    for statement in _CREATE:
        link.run(statement)


def take_lock(link: Link) -> None:
    """Begin a transaction that nobody else of this headquarters has at the same time."""
    link.run("BEGIN ISOLATION LEVEL READ COMMITTED")
    link.run(f"SELECT pg_advisory_xact_lock({_LOCK})")


def about(link: Link) -> dict[str, str]:
    """What a server says of itself; {} = there is no headquarters there."""
    if link.run("SELECT to_regclass('concerta_note') IS NULL")[0][0]:
        return {}
    rows = link.run("SELECT name, value FROM concerta_note WHERE kind = 'about'")
    return {name: json.loads(value) for name, value in rows}


def tell_about(link: Link, central: str, more: Mapping[str, str]) -> None:
    """Say at a server whose it is."""
    told = {"central": central, "format": _FORMAT, **more}
    put_notes(link, {("about", name): value for name, value in told.items()}, 0)


def refuse_others(told: Mapping[str, str], central: str) -> None:
    """Raises `UserError` when the server is of another headquarters, or of a newer version."""
    untouched = "No se ha tocado nada."
    if told.get("central") != central:
        raise UserError("En esa base de datos está otra sede central.", safe=untouched, todo="Use otra base.")
    if told.get("format") != _FORMAT:
        raise UserError(
            "Al servidor central lo usa una versión más nueva de Concerta.",
            safe=untouched,
            todo="Instale la versión nueva en este equipo.",
        )


def put_notes(link: Link, values: Mapping[Key, Any], turn: int) -> None:
    """Lay notes at the server, over those of the same names."""
    rows = [
        {"kind": kind, "name": name, "value": json.dumps(value)} for (kind, name), value in values.items()
    ]
    link.run(_PUT_NOTES, rows=json.dumps(rows), turn=turn)


def link_of(tx: ReadTx) -> Shared | None:
    """The server that a store is shared through, as its secrets say."""
    query = select(ATTACHMENT_KEY.c.value).where(ATTACHMENT_KEY.c.name == SERVER)
    kept = tx.connection.execute(query).scalar()
    if not kept:
        return None
    told = json.loads(kept)
    return Shared(Address(**told["address"]), told["central"])


def _apply(tx: ReadTx, rows: Iterable[list[Any]]) -> None:
    """Write notes of the server into this store."""
    newest = 0
    for kind, name, text, turn in rows:
        newest = turn
        value = json.loads(text)
        if kind == "meta":
            oplog.exclude(tx, set(value))
        elif kind == "secret":
            _replace(tx, ATTACHMENT_KEY, "name", {"name": name, "value": value.encode()})
        elif kind == "sync_log":
            at, _, line = name.partition(" ")
            there = select(SYNC_LOG.c.pk).where(SYNC_LOG.c.at == at, SYNC_LOG.c.text == line)
            if tx.connection.execute(there).first() is None:
                tx.connection.execute(SYNC_LOG.insert(), {"at": at, "text": line})
        else:
            for table, key in _TABLES:
                if table.name == kind:
                    _replace(tx, table, key, value)
    if newest:
        places.mark(tx, _TURN, newest)


def _replace(tx: ReadTx, table: Any, key: str, row: Mapping[str, Any]) -> None:
    tx.connection.execute(table.delete().where(table.c[key] == row[key]))
    tx.connection.execute(table.insert(), row)
