"""The whole fictitious case of the demo, from which every document there is can be composed."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import pytest
import uuid6

from concerta_desktop.cli.demo import MOMENT
from concerta_desktop.documents.render import AnyDocument
from concerta_desktop.queries.call_documents import CallData
from concerta_desktop.services import demo
from concerta_desktop.services.call_documents import call_data
from concerta_desktop.services.documents import DOCUMENTS, activity_header
from concerta_desktop.services.report import finalise
from concerta_desktop.store import store as stores
from concerta_desktop.store.store import Store
from tests.factory import a_specialist
from tests.fixtures import CHEAP, PASSPHRASE

VIRTUAL = "AT-JIS-009"
"""The visit of the case that was held at a distance."""


@dataclass(frozen=True)
class Case:
    """The case as it stood on the evening of the workshop. Nobody writes in it."""

    store: Store
    workshop: str

    def compose(self, name: str) -> AnyDocument:
        """A document of the workshop by its name in `DOCUMENTS`."""
        with self.store.read() as tx:
            return DOCUMENTS[name](tx, self.workshop, MOMENT)

    def call(self, intervention: str) -> CallData:
        """What those invited to an intervention are told."""
        with self.store.read() as tx:
            return call_data(tx, activity_header(tx, intervention), MOMENT)


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """Made once; its clock stands still and its ids are counted, so that it is the same each time."""
    numbers = count(1)
    folder = tmp_path_factory.mktemp("caso")
    store, _ = stores.create(folder, PASSPHRASE, now=lambda: MOMENT, cost=CHEAP)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(uuid6, "uuid7", lambda: uuid.UUID(int=next(numbers)))
        store.author = a_specialist(store, **demo.SPECIALIST)
        workshop = demo.fill(store, MOMENT.date())
        with store.write() as tx:
            finalise(tx, workshop)
    yield Case(store, workshop)
    store.close()
