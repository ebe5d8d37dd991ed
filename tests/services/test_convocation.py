"""Convoking: what is recorded of the oficio, contacts, link and equipment, and what comes out in files."""

from __future__ import annotations

import email
from dataclasses import replace
from datetime import UTC, date, datetime, time
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import icalendar
import pytest

from concerta_desktop.clock import LIMA
from concerta_desktop.documents.blocks import Closing, KeyValues, MemoHead, Paragraph, Report
from concerta_desktop.documents.messages import BATCH, MessageText, drafts
from concerta_desktop.documents.render import render, write
from concerta_desktop.errors import EnvironmentFailure, UserError, ValidationError
from concerta_desktop.model import ContactNote, Convocation, EquipmentItem, Intervention, Person
from concerta_desktop.model.choices import InterventionState, InterventionType, Modality, Reply
from concerta_desktop.model.convocation import ContactMeans, EquipmentState, Treatment
from concerta_desktop.model.identity import convocation_id
from concerta_desktop.queries import records
from concerta_desktop.queries.call_documents import CallData
from concerta_desktop.queries.convocation import ConvocationView, convocation_view, equipment_rows, recipients
from concerta_desktop.queries.interventions import LINK_BUSINESS_DAYS, counts_of, get_page
from concerta_desktop.queries.public import public_of
from concerta_desktop.rules.convocation import MessageKind
from concerta_desktop.services import convocation as service
from concerta_desktop.services.call_documents import calendar_bytes, call_data, message_files
from concerta_desktop.services.documents import activity_header, oficio_document
from concerta_desktop.services.interventions import set_preference
from concerta_desktop.store.change import undo
from concerta_desktop.store.store import Store
from tests.documents.reading import docx_text, pdf_pages
from tests.factory import (
    a_day,
    a_person,
    a_specialist,
    an_agenda_item,
    an_entity,
    an_expected_person,
    an_intervention,
    save,
)

ISSUED = datetime(2026, 8, 12, 9, 0, tzinfo=LIMA)
FIRST, SECOND = date(2026, 8, 20), date(2026, 8, 21)
LETTER = {
    "treatment": Treatment.WOMAN,
    "authority_name": "Ana <Prueba> & Ejemplo",
    "authority_address": "Jr. De Ejemplo 123, Huanta",
    "cited": "Acta de sesión\nCarta de ejemplo",
    "signer_name": "Inés De Ejemplo",
}


def a_workshop(store: Store, **values: object) -> str:
    specialist = a_specialist(store, email="inventada@ejemplo.pe")
    participants = "Representantes del Gobierno Regional/Local:\n- Gerencia de Desarrollo Social.\n- UGEL."
    known = {
        "responsible": specialist,
        "participants": participants,
        "title": "Taller «=1+1» & <b>Huanta</b>",
    }
    workshop = an_intervention(store, **(known | values))
    a_day(store, workshop, FIRST)
    a_day(store, workshop, SECOND, start=time(9), end=time(13))
    return workshop


def keep(store: Store, workshop: str, government: str = "", **values: object) -> None:
    with store.write() as tx:
        service.save_convocation(tx, workshop, values, government=government)


def view_of(store: Store, workshop: str) -> ConvocationView:
    with store.read() as tx:
        it = records.get(tx, Intervention, workshop)
        assert it is not None
        return convocation_view(tx, it)


def lacking(store: Store, workshop: str) -> list[str]:
    with store.read() as tx:
        page = get_page(tx, workshop, date(2026, 8, 10))
    assert page is not None
    return [one.text for one in page.steps[1].missing if one.key == "oficio"]


def data_of(store: Store, workshop: str) -> CallData:
    with store.read() as tx:
        return call_data(tx, activity_header(tx, workshop), ISSUED)


def files(store: Store, workshop: str, kind: MessageKind) -> list[EmailMessage]:
    with store.read() as tx:
        made = message_files(tx, call_data(tx, activity_header(tx, workshop), ISSUED), kind, ISSUED)
    return [email.message_from_bytes(one, policy=default) for one in made]  # type: ignore[misc]


def body_of(draft: EmailMessage) -> str:
    return draft.get_content().replace("\r\n", "\n")


@pytest.mark.req("35")
def test_two_laptops_write_one_convocation(store: Store) -> None:
    workshop = a_workshop(store)
    keep(store, workshop, authority_name="Ana")
    keep(store, workshop, oficio_number="412")
    with store.read() as tx:
        [record] = records.find(tx, Convocation)
    assert (record.id, record.authority_name, record.oficio_number) == (
        convocation_id(workshop),
        "Ana",
        "412",
    )


@pytest.mark.req("35")
def test_impossible_dates_write_nothing(store: Store) -> None:
    workshop = a_workshop(store)
    keep(store, workshop, oficio_sent=date(2026, 8, 10))
    with pytest.raises(ValidationError, match="antes de enviarse"):
        keep(store, workshop, oficio_received=date(2026, 8, 9))
    with pytest.raises(ValidationError, match="todavía no llega"):
        keep(store, workshop, link_sent=date(2026, 8, 13))
    with store.read() as tx:
        [record] = records.find(tx, Convocation)
    assert (record.oficio_received, record.link_sent) == (None, None)


@pytest.mark.req("35")
def test_each_government_has_its_own_authority_number_date_and_constancia(store: Store) -> None:
    workshop = a_workshop(store, instancias=("IPC-0504", "IPC-0501"), territories=("0504",))
    keep(store, workshop, "0501", authority_name="Eva", signer_name="Inés", oficio_evidence="Exp. 0102")
    keep(store, workshop, "0504", authority_name="Ana", oficio_number="412", oficio_sent=date(2026, 8, 3))
    huanta, huamanga = view_of(store, workshop).letters
    assert (huanta.label, huanta.said.authority_name, huanta.said.oficio_number) == (
        "MP de Huanta",
        "Ana",
        "412",
    )
    assert (huamanga.said.authority_name, huamanga.said.oficio_sent, huamanga.said.oficio_evidence) == (
        "Eva",
        None,
        "Exp. 0102",
    )
    assert huamanga.said.authority_entity == "Municipalidad Provincial de Huamanga"
    assert (huanta.record.signer_name, huanta.said.signer_name) == (None, "Inés")
    assert lacking(store, workshop) == ["1 oficio sin enviar: MP de Huamanga"]
    keep(store, workshop, "0501", oficio_unneeded=True)
    assert lacking(store, workshop) == []


@pytest.mark.req("35")
def test_an_oficio_begun_before_it_was_known_whom_it_serves_is_the_first_governments(store: Store) -> None:
    workshop = a_workshop(store, instancias=None, territories=None)
    keep(store, workshop, authority_name="Ana", oficio_sent=date(2026, 8, 3), link_evidence="correo.pdf")
    [before] = view_of(store, workshop).letters
    assert (before.government, before.label) == ("", "Gobierno por definir")
    save(store, Intervention, workshop, {"instancias": ("IPC-0504", "IPC-0501")})
    assert [one.said.authority_name for one in view_of(store, workshop).letters] == ["Ana", None]
    assert lacking(store, workshop) == ["1 oficio sin enviar: MP de Huamanga"]
    with store.write() as tx:
        service.save_convocation(tx, workshop, {"oficio_number": "412"}, government="0504")
    view = view_of(store, workshop)
    first, second = view.letters
    assert (first.said.authority_name, first.said.oficio_number) == ("Ana", "412")
    assert (second.said.authority_name, view.record.authority_name) == (None, None)
    assert view.record.link_evidence == "correo.pdf"
    assert lacking(store, workshop) == ["1 oficio sin enviar: MP de Huamanga"]
    keep(store, workshop, "0504", oficio_sent=None)
    assert lacking(store, workshop) == ["2 oficios sin enviar: MP de Huanta y MP de Huamanga"]
    with store.write() as back:
        undo(back, back.device, back.incarnation, tx.action)
    assert view_of(store, workshop).record.authority_name == "Ana"


@pytest.mark.req("35")
def test_an_oficio_sent_to_a_government_served_no_more_stays_in_sight(store: Store) -> None:
    workshop = a_workshop(store, instancias=("IPC-0504", "IPC-0501"), territories=None)
    keep(store, workshop, "0501", authority_name="Eva", oficio_sent=date(2026, 8, 3))
    save(store, Intervention, workshop, {"instancias": ("IPC-0504",)})
    assert [(one.label, one.served) for one in view_of(store, workshop).letters] == [
        ("MP de Huanta", True),
        ("MP de Huamanga", False),
    ]
    assert lacking(store, workshop) == ["Oficio de la DGCVG sin enviar"]


@pytest.mark.req("34")
def test_contacts_say_when_how_with_whom_and_what_the_latest_first(store: Store) -> None:
    workshop = a_workshop(store)
    call = {"means": ContactMeans.PHONE, "who": "Óscar Inventado", "said": "Acepta.", "with_gds": True}
    with store.write() as tx:
        service.save_contact(tx, workshop, None, call | {"day": date(2026, 8, 3), "at": time(10, 20)})
        later = service.save_contact(tx, workshop, None, call | {"day": date(2026, 8, 5)})
        service.save_contact(tx, workshop, later, {"said": "Pide el oficio."})
    with store.read() as tx:
        it = records.get(tx, Intervention, workshop)
        assert it is not None
        notes = convocation_view(tx, it).notes
    assert [(note.day, note.said) for note in notes] == [
        (date(2026, 8, 5), "Pide el oficio."),
        (date(2026, 8, 3), "Acepta."),
    ]


@pytest.mark.req("34")
@pytest.mark.parametrize("lacking", ["means", "who", "said", "day"])
def test_a_contact_without_something_is_refused_at_its_field(store: Store, lacking: str) -> None:
    whole = {"day": date(2026, 8, 3), "means": ContactMeans.EMAIL, "who": "Ana", "said": "Sí."}
    with pytest.raises(ValidationError) as refused, store.write() as tx:
        service.save_contact(tx, a_workshop_id(store), None, {**whole, lacking: None})
    assert refused.value.field == lacking
    assert refused.value.todo == (
        "Elíjalo para guardar." if lacking == "means" else "Escríbalo para guardar."
    )
    with store.read() as tx:
        assert records.find(tx, ContactNote) == []


def a_workshop_id(store: Store) -> str:
    with store.read() as tx:
        found = records.find(tx, Intervention)
    return found[0].id if found else "otra"


def test_a_contact_cannot_be_of_tomorrow(store: Store) -> None:
    values = {"day": date(2026, 8, 13), "means": ContactMeans.EMAIL, "who": "Ana", "said": "Sí."}
    with pytest.raises(ValidationError, match="todavía no llega"), store.write() as tx:
        service.save_contact(tx, "i", None, values)


@pytest.mark.req("40")
def test_the_checklist_starts_with_what_the_source_names(store: Store) -> None:
    workshop = a_workshop(store)
    with store.read() as tx:
        rows = equipment_rows(tx, workshop)
        assert counts_of(tx, [workshop])[workshop].equipment_pending == 2
        assert records.find(tx, EquipmentItem) == []
    assert [(row.name, row.state, row.standard) for row in rows] == [
        ("Computadora o laptop", None, True),
        ("Proyector", None, True),
    ]


@pytest.mark.req("40")
def test_equipment_is_answered_added_noted_and_taken_out(store: Store) -> None:
    workshop = a_workshop(store)
    with store.write() as tx:
        laptop, projector = (row.id for row in equipment_rows(tx, workshop))
        service.answer_equipment(tx, workshop, [laptop], EquipmentState.CONFIRMED)
        service.answer_equipment(tx, workshop, [projector], EquipmentState.NOT_NEEDED)
        service.describe_equipment(tx, workshop, laptop, {"note": "La lleva la DPVLV"})
        speakers = service.add_equipment(tx, workshop, "Parlantes")
    with store.read() as tx:
        rows = {row.name: row for row in equipment_rows(tx, workshop)}
        assert counts_of(tx, [workshop])[workshop].equipment_pending == 1
    assert rows["Computadora o laptop"].note == "La lleva la DPVLV"
    assert (rows["Proyector"].state, rows["Parlantes"].state) == (EquipmentState.NOT_NEEDED, None)
    with pytest.raises(ValidationError, match="ya está en la lista"), store.write() as tx:
        service.add_equipment(tx, workshop, "PARLANTES")
    with store.write() as tx:
        assert service.remove_equipment(tx, workshop, [laptop, speakers]) == 1
    with store.read() as tx:
        assert [row.name for row in equipment_rows(tx, workshop)] == ["Computadora o laptop", "Proyector"]
    with store.write() as tx:
        again = service.add_equipment(tx, workshop, "parlantes")
    assert again == speakers


@pytest.mark.req("40")
def test_undoing_the_first_answer_leaves_the_item_in_the_list(store: Store) -> None:
    workshop = a_workshop(store)
    with store.write() as tx:
        laptop = equipment_rows(tx, workshop)[0].id
        service.answer_equipment(tx, workshop, [laptop], EquipmentState.CONFIRMED)
    with store.write() as back:
        undo(back, back.device, back.incarnation, tx.action)
    with store.read() as seen:
        assert [row.state for row in equipment_rows(seen, workshop)] == [None, None]
        assert counts_of(seen, [workshop])[workshop].equipment_pending == 2


@pytest.mark.req("39")
def test_the_two_days_follow_the_setting(store: Store) -> None:
    workshop = an_intervention(store, modality=Modality.VIRTUAL)
    a_day(store, workshop, date(2026, 8, 17))  # a Monday

    def due() -> date | None:
        with store.read() as tx:
            page = get_page(tx, workshop, date(2026, 8, 10))
        assert page is not None
        return next(one.due for one in page.steps[1].missing if one.key == "link")

    assert due() == date(2026, 8, 15)
    with store.write() as tx:
        set_preference(tx, LINK_BUSINESS_DAYS, "1")
    assert due() == date(2026, 8, 13)


@pytest.mark.req("35", "36")
def test_the_oficio_is_composed_in_the_form_of_the_ministry(store: Store) -> None:
    workshop = a_workshop(store)
    keep(store, workshop, **LETTER)
    with store.read() as tx:
        report = oficio_document(tx, workshop, ISSUED)
    assert report.title == "OFICIO N° D______-2026-MIMP-DGCVG"
    opening = [block.text for block in report.opening if isinstance(block, Paragraph)]
    assert opening == [
        (
            "“Decenio de la Igualdad de Oportunidades para Mujeres y Hombres”\n"
            "“Año de la Esperanza y el Fortalecimiento de la Democracia”"
        ),
        "Lima, 12 de agosto de 2026",
    ]
    whom, memo, *_rest = report.blocks
    assert whom == Paragraph(
        "Señora\nANA <PRUEBA> & EJEMPLO\nAlcaldesa Provincial\nMunicipalidad Provincial de Huanta\n"
        "Jr. De Ejemplo 123, Huanta\nPresente.-"
    )
    assert isinstance(memo, MemoHead)
    assert [(line.label, line.text) for line in memo.lines] == [
        ("ASUNTO", "Convocatoria a «Taller «=1+1» & <b>Huanta</b>»"),
        ("REFERENCIA", "a) Acta de sesión\nb) Carta de ejemplo"),
    ]
    [facts] = [block for block in report.blocks if isinstance(block, KeyValues)]
    assert facts.pairs == (
        ("Fecha", "20 y 21 de agosto de 2026"),
        ("Hora", "08:30 a 17:00; 09:00 a 13:00"),
        ("Modalidad", "Presencial"),
        ("Lugar", "Auditorio municipal, Huanta"),
    )
    texts = [block.text for block in report.blocks if isinstance(block, Paragraph)]
    assert any(
        text.startswith("Cabe precisar que la Gerencia de Desarrollo Social de la Municipalidad Provincial")
        and "es la encargada de convocar a las y los participantes" in text
        and text.endswith("convoque a representantes del Gobierno Regional/Local:")
        for text in texts
    )
    closing = report.blocks[-1]
    assert isinstance(closing, Closing)
    assert (closing.farewell, closing.signer, closing.role) == (
        "Atentamente,",
        "INÉS DE EJEMPLO",
        "Director/a General contra la Violencia de Género",
    )


@pytest.mark.req("13", "11", "36")
def test_the_authority_presides_and_the_gds_is_secretaria_tecnica(store: Store) -> None:
    workshop = a_workshop(store)
    keep(store, workshop, **LETTER)
    with store.read() as tx:
        report = oficio_document(tx, workshop, ISSUED)
    texts = [block.text for block in report.blocks if isinstance(block, Paragraph)]
    [said] = [text for text in texts if "encargada de convocar" in text]
    assert "le corresponde la Secretaría Técnica de la instancia de concertación" in said
    assert "cuya presidencia recae en usted" in said
    assert "presidencia" not in said.replace("cuya presidencia recae en usted", "")


@pytest.mark.req("35")
def test_a_number_recorded_later_and_the_day_it_was_sent_date_the_oficio(store: Store) -> None:
    workshop = a_workshop(store)
    keep(store, workshop, **LETTER, oficio_number="412", oficio_sent=date(2026, 8, 3))
    with store.read() as tx:
        report = oficio_document(tx, workshop, ISSUED)
    assert report.title == "OFICIO N° D000412-2026-MIMP-DGCVG"
    assert report.opening[-1] == Paragraph("Lima, 03 de agosto de 2026", "right")


def words_of(report: Report) -> str:
    return "\n".join(block.text for block in report.blocks if isinstance(block, Paragraph))


@pytest.mark.req("35", "36", "40")
def test_each_government_reads_its_own_oficio_and_only_the_host_is_asked_for_the_venue(store: Store) -> None:
    host = an_entity(store)
    workshop = a_workshop(store, instancias=("IPC-0504", "IRC-R05"), territories=("0504",), host=host)
    keep(store, workshop, "0504", authority_name="Ana", signer_name="Inés")
    keep(store, workshop, "R05", authority_name="Eva", treatment=Treatment.WOMAN, oficio_number="413")
    with store.read() as tx:
        to_huanta = oficio_document(tx, workshop, ISSUED, "0504")
        to_the_region = oficio_document(tx, workshop, ISSUED, "R05")
        with pytest.raises(UserError, match="varios gobiernos") as several:
            oficio_document(tx, workshop, ISSUED)
        with pytest.raises(UserError, match="no atiende al gobierno «0101»"):
            oficio_document(tx, workshop, ISSUED, "0101")
    assert "0504 (MP de Huanta), R05 (GR de Ayacucho)" in str(several.value)
    huanta, region = words_of(to_huanta), words_of(to_the_region)
    assert "ANA\nAlcalde/sa Provincial\nMunicipalidad Provincial de Huanta" in huanta
    assert "EVA\nGobernadora Regional\nGobierno Regional de Ayacucho" in region
    assert "la Gerencia de Desarrollo Social del Gobierno Regional de Ayacucho" in region
    assert (to_huanta.title, to_the_region.title) == (
        "OFICIO N° D______-2026-MIMP-DGCVG",
        "OFICIO N° D000413-2026-MIMP-DGCVG",
    )
    assert "que el local cuente con" in huanta
    assert "que el local cuente con" not in region


@pytest.mark.req("35", "36")
@pytest.mark.parametrize("file_format", ["pdf", "docx"])
def test_the_oficio_reads_the_same_in_pdf_and_word(store: Store, file_format: str) -> None:
    workshop = a_workshop(store)
    keep(store, workshop, **LETTER)
    with store.read() as tx:
        report = oficio_document(tx, workshop, ISSUED)
    data = render(report, file_format).data  # type: ignore[arg-type]
    found = " ".join((" ".join(pdf_pages(data)) if file_format == "pdf" else docx_text(data)).split())
    for said in (
        "OFICIO N° D______-2026-MIMP-DGCVG",
        "ANA <PRUEBA> & EJEMPLO",
        "Presente.-",
        "«Taller «=1+1» & <b>Huanta</b>»",
        "es la encargada de convocar a las y los participantes",
        "computadora o laptop; proyector.",
        "Inventada De Ejemplo, Especialista, DPVLV, correo electrónico inventada@ejemplo.pe",
        "INÉS DE EJEMPLO",
    ):
        assert said in found


@pytest.mark.req("35")
def test_no_page_parts_the_farewell_from_who_signs(store: Store) -> None:
    workshop = a_workshop(store)
    keep(store, workshop, **LETTER)
    for lines in range(3, 14):
        save(
            store, Intervention, workshop, {"participants": "\n- Gerencia".join(["Representantes:"] * lines)}
        )
        with store.read() as tx:
            pages = pdf_pages(render(oficio_document(tx, workshop, ISSUED), "pdf").data)
        [signed] = [page for page in pages if "INÉS DE EJEMPLO" in page]
        assert "Atentamente," in signed
        assert "Director/a General contra la Violencia de Género" in signed


@pytest.mark.req("35")
def test_an_oficio_to_nobody_is_refused_at_the_name(store: Store) -> None:
    workshop = a_workshop(store)
    with pytest.raises(ValidationError, match="Falta el nombre") as refused, store.read() as tx:
        oficio_document(tx, workshop, ISSUED)
    assert refused.value.field == "authority_name"


def test_an_oficio_that_cannot_be_written_says_what_is_safe(store: Store, tmp_path: Path) -> None:
    workshop = a_workshop(store)
    keep(store, workshop, **LETTER)
    with store.read() as tx:
        report = oficio_document(tx, workshop, ISSUED)
    with pytest.raises(EnvironmentFailure, match="Lo registrado en Concerta está a salvo"):
        write(report, "docx", tmp_path / "no-está" / "oficio.docx")


@pytest.mark.req("39")
def test_the_oficio_of_a_virtual_session_says_the_link_will_follow(store: Store) -> None:
    workshop = a_workshop(store, modality=Modality.VIRTUAL, platform="Google Meet", venue=None)
    keep(store, workshop, **LETTER)
    with store.read() as tx:
        report = oficio_document(tx, workshop, ISSUED)
    [facts] = [block for block in report.blocks if isinstance(block, KeyValues)]
    assert facts.pairs[-1] == ("Enlace", "Se remitirá por medio electrónico hasta el 18/08/2026.")
    assert "computadora" not in str(report.blocks)


@pytest.mark.req("37")
def test_an_invitation_hides_its_recipients_from_one_another(store: Store) -> None:
    workshop = a_workshop(store)
    an_agenda_item(store, workshop, theme="Balance del plan")
    for address, reply in (("uno@ejemplo.pe", None), ("dos@ejemplo.pe", Reply.CONFIRMED)):
        an_expected_person(store, workshop, a_person(store, email=address), reply=reply)
    an_expected_person(store, workshop, a_person(store, email="tres@ejemplo.pe"), reply=Reply.DECLINED)
    [draft] = files(store, workshop, MessageKind.INVITATION)
    assert (draft["X-Unsent"], draft["To"], draft["From"]) == (
        "1",
        "inventada@ejemplo.pe",
        "inventada@ejemplo.pe",
    )
    assert sorted(draft["Bcc"].split(", ")) == ["dos@ejemplo.pe", "uno@ejemplo.pe"]
    assert draft["Subject"] == "Invitación: Taller «=1+1» & <b>Huanta</b>"
    body = body_of(draft)
    assert draft.get_content_type() == "text/plain"
    assert "- jueves 20 de agosto, 08:30 a 17:00\n- viernes 21 de agosto, 09:00 a 13:00" in body
    assert "Lugar: Auditorio municipal, Huanta" in body
    assert "- Balance del plan" in body
    assert "Ccente" not in body


@pytest.mark.req("37")
def test_a_reminder_goes_only_to_those_who_did_not_answer(store: Store) -> None:
    workshop = a_workshop(store)
    for address, reply in (("uno@ejemplo.pe", None), ("dos@ejemplo.pe", Reply.CONFIRMED)):
        an_expected_person(store, workshop, a_person(store, email=address), reply=reply)
    [draft] = files(store, workshop, MessageKind.REMINDER)
    assert draft["Bcc"] == "uno@ejemplo.pe"
    assert "confirme su participación" in draft["Subject"]


@pytest.mark.req("39")
def test_the_link_goes_out_with_its_platform_and_never_without_link(store: Store) -> None:
    workshop = a_workshop(store, modality=Modality.VIRTUAL, platform="Zoom", venue=None)
    an_expected_person(store, workshop, a_person(store))
    with pytest.raises(UserError, match="Todavía no hay enlace"):
        files(store, workshop, MessageKind.LINK)
    save(store, Intervention, workshop, {"link": "https://ejemplo.pe/sala?x=1&y=2"})
    [draft] = files(store, workshop, MessageKind.LINK)
    assert "Plataforma: Zoom\nEnlace: https://ejemplo.pe/sala?x=1&y=2" in body_of(draft)


def test_addresses_that_are_none_are_said_and_left_out(store: Store) -> None:
    workshop = a_workshop(store)
    people = [a_person(store, email=address) for address in ("bien@ejemplo.pe", "mal", None)]
    for person in people:
        an_expected_person(store, workshop, person)
    with store.read() as tx:
        problems = {row.id: row.problem for row in recipients(tx, workshop)}
    assert [problems[person] for person in people] == ["", "no es un correo: «mal»", "sin correo"]
    [draft] = files(store, workshop, MessageKind.INVITATION)
    assert draft["Bcc"] == "bien@ejemplo.pe"
    with pytest.raises(ValidationError, match="no es un correo") as refused, store.write() as tx:
        service.correct_address(tx, people[1], "sigue mal@x")
    assert refused.value.field == "email"
    with store.write() as tx:
        service.correct_address(tx, people[1], " ya@ejemplo.pe ")
    with store.read() as tx:
        person = records.get(tx, Person, people[1])
    assert person is not None
    assert person.email == "ya@ejemplo.pe"


def test_a_message_to_nobody_is_refused(store: Store) -> None:
    workshop = a_workshop(store)
    an_expected_person(store, workshop, a_person(store, email=None))
    with pytest.raises(UserError, match="No hay a quién escribir"):
        files(store, workshop, MessageKind.INVITATION)


def test_many_recipients_are_split_and_a_title_never_becomes_a_header(store: Store) -> None:
    addresses = [f"persona{number}@ejemplo.pe" for number in range(BATCH + 1)]
    text = MessageText("Invitación: ñ 🙏 " + "largo" * 30, "Hola.\n.\nFrom: nadie")
    made = [
        email.message_from_bytes(one, policy=default) for one in drafts(text, "sin correo", addresses, ISSUED)
    ]
    assert [len(one["Bcc"].split(", ")) for one in made] == [BATCH, 1]
    assert made[0]["Subject"] == text.subject
    assert (made[0]["From"], made[0]["To"]) == (None, None)
    assert body_of(made[0]) == text.body + "\n"  # type: ignore[arg-type]


def events(data: CallData) -> list[icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(calendar_bytes(data, ISSUED).decode())
    return [event for event in calendar.walk("VEVENT") if isinstance(event, icalendar.Event)]


@pytest.mark.req("37")
def test_the_calendar_has_each_day_with_its_hours(store: Store) -> None:
    workshop = a_workshop(store)
    an_agenda_item(store, workshop, theme="Tema; con, signos\\ñ")
    first, second = events(data_of(store, workshop))
    assert first.start == datetime(2026, 8, 20, 13, 30, tzinfo=UTC)
    assert second.end == datetime(2026, 8, 21, 18, 0, tzinfo=UTC)
    assert str(first["summary"]) == "Taller «=1+1» & <b>Huanta</b> (día 1 de 2)"
    assert str(first["location"]) == "Auditorio municipal, Huanta"
    assert "- Tema; con, signos\\ñ" in str(first["description"])
    assert str(first["uid"]) != str(second["uid"])
    assert str(first["status"]) == "CONFIRMED"


def test_saved_again_the_calendar_replaces_its_events_and_cancels_them(store: Store) -> None:
    workshop = a_workshop(store)
    data = data_of(store, workshop)
    cancelled = replace(data, intervention=replace(data.intervention, state=InterventionState.CANCELLED))
    assert [str(one["uid"]) for one in events(data)] == [str(one["uid"]) for one in events(cancelled)]
    assert {str(one["status"]) for one in events(cancelled)} == {"CANCELLED"}


def test_a_day_without_hours_and_a_mooc_take_whole_days(store: Store) -> None:
    loose = an_intervention(store)
    a_day(store, loose, FIRST, start=None, end=None)
    [event] = events(data_of(store, loose))
    assert (event.start, event.end) == (FIRST, SECOND)
    mooc = an_intervention(
        store, type=InterventionType.MOOC, modality=Modality.VIRTUAL, period_start=FIRST, period_end=SECOND
    )
    [event] = events(data_of(store, mooc))
    assert (event.start, event.end) == (FIRST, date(2026, 8, 22))


def test_without_a_date_there_is_no_calendar(store: Store) -> None:
    with pytest.raises(UserError, match="Falta la fecha"):
        calendar_bytes(data_of(store, an_intervention(store)), ISSUED)


@pytest.mark.req("33")
def test_the_public_of_a_strengthening_is_found_in_the_directory(store: Store) -> None:
    workshop = a_workshop(store)
    town = an_entity(store)
    school = an_entity(store, name="UGEL Huanta", short_name=None)
    far = an_entity(store, name="Municipalidad Provincial de Abancay", short_name=None, territory="0301")
    convoked = a_person(store, entity=town, position="Gerenta de Desarrollo Social")
    an_expected_person(store, workshop, convoked)
    teacher = a_person(store, entity=school, position="Especialista")
    a_person(store, entity=far, position="Gerenta de Desarrollo Social")
    with store.read() as tx:
        it = records.get(tx, Intervention, workshop)
        assert it is not None
        groups = public_of(tx, it)
        members = public_of(tx, replace(it, type=InterventionType.ACCOMPANIMENT))
    assert [[(one.id, one.convoked) for one in group.people] for group in groups] == [
        [(convoked, True)],
        [],
        [],
        [],
        [(teacher, False)],
    ]
    assert groups[0].without == ()
    assert [group.title for group in members] == ["Municipalidad Provincial de Huanta", "UGEL Huanta"]


@pytest.mark.req("33")
def test_of_several_governments_the_one_without_anybody_is_named(store: Store) -> None:
    workshop = a_workshop(store, instancias=("IPC-0504", "IRC-R05"), territories=("050405",))
    a_person(store, entity=an_entity(store), position="Gerenta de Desarrollo Social")
    with store.read() as tx:
        it = records.get(tx, Intervention, workshop)
        assert it is not None
        social, planning, *_ = public_of(tx, it)
    assert social.without == ("GR de Ayacucho", "MD de Luricocha")
    assert (planning.people, planning.without) == ((), ())


@pytest.mark.req("33")
def test_a_pasantia_calls_those_of_who_visits_and_of_who_receives(store: Store) -> None:
    visit = a_workshop(
        store, type=InterventionType.INTERNSHIP, visitor="IPC-0504", instancias=None, territories=None
    )
    person = a_person(store, entity=an_entity(store))
    with store.read() as tx:
        it = records.get(tx, Intervention, visit)
        assert it is not None
        assert [one.id for group in public_of(tx, it) for one in group.people] == [person]
