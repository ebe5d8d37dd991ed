"""A headquarters and laptops that belong to it, ciphered cheaply, without a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from concerta_desktop.services import setup
from concerta_desktop.store.store import Store
from sync import devices, inbox, joining, package, receipts
from sync.devices import PeerState
from sync.inbox import Outcome
from tests.factory import SteppingClock
from tests.fixtures import PASSPHRASE


@dataclass
class Office:
    """Headquarters, its invitation, and how laptops come to belong to it."""

    central: Store
    invitation: Path
    recovery: str
    join: Callable[..., Store]
    """`join("rosa")`: a new laptop of that name, joined and let in once its first package comes."""

    def send(self, laptop: Store, *, everything: bool = False) -> list[Path]:
        """Prepare what waits on a laptop and lay it into the inbox, letting the laptop in."""
        made = package.build(laptop, everything=everything)
        for one in made:
            inbox.receive(self.central, one.file)
        package.mark_delivered(laptop, made, "la memoria")
        self.let_in()
        return [one.file for one in made]

    def let_in(self) -> None:
        with self.central.read() as tx:
            asking = [one for one in devices.peers(tx) if one.state is PeerState.ASKS]
        for one in asking:
            devices.decide(self.central, one.device, PeerState.APPROVED)

    def merge(self) -> list[Outcome]:
        """Merge whatever waits."""
        return inbox.merge_items(self.central, inbox.items(self.central))

    def acknowledge(self, *laptops: Store) -> None:
        """Carry the receipts to laptops."""
        receipts.write_receipts(self.central)
        for laptop in laptops:
            receipts.take(laptop, self.central.folder / receipts.FOLDER)


@pytest.fixture
def new_office(tmp_path: Path) -> Iterator[Callable[..., Office]]:
    """`new_office("sede")`: a headquarters of its own; all is closed at the end."""
    opened: list[Store] = []

    def make(name: str = "sede") -> Office:
        who: dict[str, object] = {"names": "Elena", "surnames": "Sede Central"}
        now = SteppingClock()
        central, _, recovery = joining.create_central(tmp_path / name, PASSPHRASE, who, "DPVLV", now=now)
        opened.append(central)
        invitation = tmp_path / f"{name}.sede"
        joining.invite(central, invitation)

        def join(who: str) -> Store:
            person: dict[str, object] = {"names": who.capitalize(), "surnames": "De Ejemplo"}
            laptop, _ = setup.first_run(
                tmp_path / name / "equipos" / who, PASSPHRASE, person, now=SteppingClock()
            )
            opened.append(laptop)
            joining.join(laptop, joining.read_invitation(invitation))
            return laptop

        return Office(central, invitation, recovery, join)

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def office(new_office: Callable[..., Office]) -> Office:
    return new_office()
