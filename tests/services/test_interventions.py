"""Planning an intervention: what is kept, what is refused, and that nothing is half kept."""

from __future__ import annotations

from datetime import date, time

import pytest

from concerta_desktop.documents.blocks import KeyValues
from concerta_desktop.documents.report_state import report_state
from concerta_desktop.errors import UserError, ValidationError
from concerta_desktop.model import (
    AgendaItem,
    AssistanceProcess,
    ExpectedPerson,
    Intervention,
    InterventionDay,
)
from concerta_desktop.model.choices import (
    Approach,
    Coordination,
    InterventionState,
    InterventionType,
    Modality,
    Reply,
)
from concerta_desktop.model.report import ReportPart
from concerta_desktop.queries import records
from concerta_desktop.queries.interventions import agenda_of, days_of, get_page
from concerta_desktop.queries.report import get_report
from concerta_desktop.rules.cuadros import cuadro
from concerta_desktop.services import interventions as services
from concerta_desktop.services.documents import register_document
from concerta_desktop.store.change import seen, undo
from concerta_desktop.store.history import history
from concerta_desktop.store.store import Store
from concerta_desktop.store.tables import table_of
from tests.factory import DAY, a_day, a_person, a_specialist, an_attendance, an_intervention

LONG = "a" * 20_000


def create(store: Store, title: str = "Taller", **values: object) -> str:
    kind = values.pop("type", InterventionType.STRENGTHENING)
    days = values.pop("days", ())
    with store.write() as tx:
        return services.create_intervention(tx, title, kind, days, **values)  # type: ignore[arg-type]


def get(store: Store, intervention: str) -> Intervention:
    with store.read() as tx:
        found = records.get(tx, Intervention, intervention)
    assert found is not None
    return found


def how_many(store: Store) -> int:
    with store.read() as tx:
        return len(records.find(tx, Intervention)) + len(records.find(tx, InterventionDay))


@pytest.mark.req("5", "30", "33")
def test_the_type_brings_objective_and_participants(store: Store) -> None:
    it = get(store, create(store, approach=Approach.ADVICE, modality=Modality.MIXED))
    assert it.objective == cuadro(InterventionType.STRENGTHENING).objective
    assert "Gerencia de Desarrollo Social" in (it.participants or "")
    assert (it.approach, it.modality) == (Approach.ADVICE, Modality.MIXED)


def test_changing_the_type_changes_the_texts_unless_somebody_wrote_their_own(store: Store) -> None:
    untouched, own = create(store), create(store)
    with store.write() as tx:
        services.save_intervention(tx, own, {"objective": "El que acordamos con la GDS"})
        for intervention in (untouched, own):
            base = {"type": seen(tx, intervention)["type"]}
            services.save_intervention(tx, intervention, {"type": InterventionType.INTERNSHIP}, base)
    assert get(store, untouched).objective == cuadro(InterventionType.INTERNSHIP).objective
    assert get(store, own).objective == "El que acordamos con la GDS"
    with store.read() as tx:
        row = tx.connection.execute(table_of(Intervention).select()).all()
    assert all(found.conflicts == "" for found in row)


def test_codes_follow_one_another_and_name_who_writes(store: Store) -> None:
    store.author = a_specialist(store, names="Rosa", surnames="Ccente Palomino")
    codes = [get(store, create(store)).code for _ in range(2)]
    assert codes == ["AT-2026-RCP-001", "AT-2026-RCP-002"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "con un \x00 dentro"}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"territories": ("050499",)}, "territories"),
        ({"instancias": ("IPC-9999",)}, "instancias"),
        ({"notes": LONG}, "notes"),
        ({"goal_people": -1}, "goal_people"),
        ({"type": InterventionType.MOOC, "period_start": DAY, "period_end": date(2026, 1, 1)}, "period_end"),
        ({"days": [(DAY, time(17), time(8, 30))]}, "end"),
        ({"days": [(DAY, None, None), (DAY, None, None)]}, "day"),
        ({"days": [(date(1026, 8, 12), None, None)]}, "day"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_kept(
    store: Store, values: dict[str, object], field: str
) -> None:
    title = str(values.pop("title", "Taller"))
    with pytest.raises(ValidationError) as refused:
        create(store, title, **values)
    assert refused.value.field == field
    assert how_many(store) == 0


def test_emoji_and_right_to_left_text_stay_as_typed(store: Store) -> None:
    title = "Taller 🌱 de la IPC \u200fحوار\u200e «Huanta» <b>&amp;</b> =1+1"
    assert get(store, create(store, title)).title == title


@pytest.mark.req("31")
def test_a_day_is_changed_and_taken_out_only_while_nobody_signed(store: Store) -> None:
    intervention = an_intervention(store)
    day = a_day(store, intervention)
    an_attendance(store, intervention, DAY)
    with store.write() as tx:
        services.set_day(tx, intervention, day, DAY, time(9), time(12))
    with store.write() as tx, pytest.raises(UserError, match="personas registradas"):
        services.set_day(tx, intervention, day, date(2026, 8, 20), None, None)
    with store.write() as tx, pytest.raises(UserError, match="personas registradas"):
        services.remove_day(tx, days_of(tx, intervention)[0])
    with store.read() as tx:
        kept = days_of(tx, intervention)
    assert [(item.day, item.start) for item in kept] == [(DAY, time(9))]


def test_themes_keep_the_order_given_and_lose_the_day_that_goes(store: Store) -> None:
    intervention = an_intervention(store)
    a_day(store, intervention)
    with store.write() as tx:
        ids = services.add_agenda(tx, intervention, [{"theme": "A", "day": DAY}, {"theme": "C"}])
        services.add_agenda(tx, intervention, [{"theme": "B"}], after=ids[0])
        services.remove_day(tx, days_of(tx, intervention)[0])
    with store.read() as tx:
        agenda = agenda_of(tx, intervention)
    assert [item.theme for item in agenda] == ["A", "B", "C"]
    assert agenda[0].day is None
    with store.write() as tx:
        services.order_agenda(tx, [item.id for item in reversed(agenda)])
        assert [item.theme for item in agenda_of(tx, intervention)] == ["C", "B", "A"]


def test_one_theme_too_long_keeps_all_of_a_paste_out(store: Store) -> None:
    intervention = an_intervention(store)
    with pytest.raises(ValidationError), store.write() as tx:
        services.add_agenda(tx, intervention, [{"theme": "Bienvenida"}, {"theme": LONG}])
    with store.read() as tx:
        assert records.find(tx, AgendaItem) == []


@pytest.mark.req("33")
def test_people_are_convoked_once_and_answer(store: Store) -> None:
    intervention, person = an_intervention(store), a_person(store)
    with store.write() as tx:
        assert services.expect(tx, intervention, [person, person]) == 1
        assert services.expect(tx, intervention, [person]) == 0
        expected = [item.id for item in records.find(tx, ExpectedPerson)]
        services.save_replies(tx, expected, Reply.CONFIRMED)
    with store.read() as tx:
        page = get_page(tx, intervention)
    assert page is not None
    assert (page.counts.expected, page.counts.confirmed) == (1, 1)


def test_a_copy_has_the_themes_and_people_and_neither_dates_nor_link(store: Store) -> None:
    person = a_person(store)
    intervention = create(store, "T" * 200, days=[(DAY, None, None)], link="https://ejemplo.pe/sala")
    with store.write() as tx:
        services.add_agenda(tx, intervention, [{"theme": "Balance", "day": DAY}])
        services.expect(tx, intervention, [person])
        services.set_state(tx, intervention, InterventionState.CONVOKED)
        copy = services.duplicate_intervention(tx, intervention)
    with store.read() as tx:
        page = get_page(tx, copy)
    assert page is not None
    assert (page.intervention.title or "").endswith(" (copia)")
    assert page.intervention.state is InterventionState.PROGRAMMED
    assert (page.intervention.link, page.days) == (None, ())
    assert [(item.theme, item.day) for item in page.agenda] == [("Balance", None)]
    assert page.counts.expected == 1
    assert page.intervention.code != get(store, intervention).code


@pytest.mark.req("32")
def test_how_far_the_cronograma_is_coordinated_is_kept_with_its_history_and_not_copied(store: Store) -> None:
    intervention = create(store, days=[(DAY, None, None)])
    for said in (Coordination.PROPOSED, Coordination.CHANGES_ASKED, Coordination.AGREED):
        with store.write() as tx:
            services.save_intervention(tx, intervention, {"coordination": said})
    with store.write() as tx:
        copy = services.duplicate_intervention(tx, intervention)
    with store.read() as tx:
        told = [entry.after for entry in history(tx, intervention) if entry.field == "coordination"]
    assert told == ["acordado", "observado", "propuesto"]
    assert (get(store, intervention).coordination, get(store, copy).coordination) == (
        Coordination.AGREED,
        None,
    )


@pytest.mark.req("41")
def test_the_thematic_content_and_who_answers_for_it_are_kept_as_memory_and_reported(store: Store) -> None:
    store.author = a_specialist(store, names="Rosa", surnames="Ccente Palomino", unit="DPVLV")
    intervention = create(store, days=[(DAY, None, None)])
    with store.write() as tx:
        values = {"day": DAY, "theme": "Balance del plan", "minutes": 90, "facilitator": "Rosa Ccente"}
        theme = services.save_agenda_item(tx, intervention, None, values)
    with store.write() as tx:
        services.save_agenda_item(tx, intervention, theme, {"theme": "Balance y nudos críticos"})
    with store.read() as tx:
        told = [(one.before, one.after) for one in history(tx, theme) if one.field == "theme"]
        report = report_state(get_report(tx, intervention, DAY)).shown(ReportPart.DEVELOPMENT)
        register = register_document(tx, intervention, store.now())
    assert told[0] == ("Balance del plan", "Balance y nudos críticos"), "what it was stays in the history"
    assert "Balance y nudos críticos (90 min, Rosa Ccente)" in report
    facts = next(block for block in register.blocks if isinstance(block, KeyValues))
    assert ("Responsable", "Rosa Ccente Palomino, DPVLV") in facts.pairs


@pytest.mark.req("45")
@pytest.mark.parametrize(
    ("kind", "named", "objective"),
    [
        (InterventionType.CREATION, "creación", "ordenanza"),
        (InterventionType.STRENGTHENING, "fortalecimiento", "medidas correctivas"),
        (InterventionType.ACCOMPANIMENT, "acompañamiento", "sesiones"),
        (InterventionType.MACROREGIONAL, "macrorregional", "avances"),
    ],
)
def test_the_four_developments_of_technical_assistance_are_planned_with_their_objective(
    store: Store, kind: InterventionType, named: str, objective: str
) -> None:
    it = get(store, create(store, type=kind))
    assert it.type is not None
    assert named in it.type.label.lower()
    assert objective in (it.objective or "").lower()
    assert it.participants


def test_creating_is_one_action_that_undo_takes_back_whole(store: Store) -> None:
    with store.write() as tx:
        services.create_intervention(tx, "Taller", InterventionType.CREATION, [(DAY, None, None)])
    action = tx.action
    with store.write() as tx:
        undo(tx, tx.device, tx.incarnation, action)
    assert how_many(store) == 0


def test_an_intervention_that_is_gone_is_told_plainly(store: Store) -> None:
    for work in (
        lambda tx: services.save_intervention(tx, "no-existe", {"title": "X"}),
        lambda tx: services.duplicate_intervention(tx, "no-existe"),
    ):
        with store.write() as tx, pytest.raises(UserError, match="ya no está"):
            work(tx)


def test_a_process_is_made_and_changed_and_knows_its_territories(store: Store) -> None:
    with store.write() as tx:
        process = services.save_process(tx, None, {"name": "IPC Huanta 2026", "territories": ("0504",)})
    with store.write() as tx:
        base = services.edit_process(tx, process, {"goals": "Cuatro sesiones"}, seen(tx, process))
        services.edit_process(tx, process, {"goals": "Seis sesiones"}, base)
    with store.read() as tx:
        kept = records.get(tx, AssistanceProcess, process)
    assert kept is not None
    assert (kept.name, kept.goals) == ("IPC Huanta 2026", "Seis sesiones")
    with pytest.raises(ValidationError, match="ubigeo «9999»") as refused, store.write() as tx:
        services.save_process(tx, process, {"territories": ("9999",)})
    assert refused.value.field == "territories"
