"""What every composer says of one whole case, word for word, before any writer sets it."""

from __future__ import annotations

import pytest

from concerta_desktop.cli.demo import MOMENT
from concerta_desktop.documents.calendar_file import calendar_file
from concerta_desktop.documents.messages import compose_message
from concerta_desktop.rules.convocation import MessageKind
from concerta_desktop.services.documents import DOCUMENTS
from concerta_desktop.services.instancia_documents import INSTANCIA_DOCUMENTS
from tests.documents.conftest import VIRTUAL, Case
from tests.documents.golden_text import GOLDENS, assert_same

MESSAGES = {
    "correo-invitacion": MessageKind.INVITATION,
    "correo-enlace": MessageKind.LINK,
    "correo-recordatorio": MessageKind.REMINDER,
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_composed_as_it_was_read_and_approved(case: Case, name: str) -> None:
    assert_same(case.compose(name), name)


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_is_composed_as_it_was_read_and_approved(case: Case, name: str) -> None:
    assert_same(compose_message(MESSAGES[name], case.call(VIRTUAL)), name)


def test_the_calendar_is_composed_as_it_was_read_and_approved(case: Case) -> None:
    assert_same(calendar_file(case.call(case.workshop), MOMENT), "calendario")


@pytest.mark.parametrize("name", INSTANCIA_DOCUMENTS)
def test_a_paper_of_an_instancia_is_composed_as_it_was_read_and_approved(case: Case, name: str) -> None:
    with case.store.read() as tx:
        assert_same(INSTANCIA_DOCUMENTS[name](tx, "IPC-0504", MOMENT), f"instancia-{name}")


def test_no_golden_is_left_of_a_document_that_is_gone() -> None:
    papers = {f"instancia-{name}" for name in INSTANCIA_DOCUMENTS}
    assert {path.stem for path in GOLDENS.iterdir()} == {*DOCUMENTS, *MESSAGES, *papers, "calendario"}
