"""What is half typed survives the program, and stays on this laptop."""

from __future__ import annotations

from concerta_desktop.store import drafts, oplog
from concerta_desktop.store.store import Store
from tests.factory import a_person


def test_a_half_typed_form_is_offered_again_after_a_crash(store: Store) -> None:
    person = a_person(store)
    typed = {
        "surnames": "Ñah",
        "goal_people": 4,
        "encounter": None,
        "territories": ["0504"],
        "odd": "a\ud83d\x00",
    }
    place = ("directorio", "open_person", person)
    with store.write() as tx:
        drafts.save(tx, f"person:{person}", {"surnames": "Ñ"})
        drafts.save(tx, f"person:{person}", typed, "Persona", place)
    with store.read() as tx:
        draft = drafts.load(tx, f"person:{person}")
        assert draft
        assert (draft.values, draft.title, draft.place) == (typed, "Persona", place)
        assert draft.saved_at > store.now().replace(hour=0)
        assert oplog.last(tx, store.identity.device, store.identity.incarnation)[0] == 1


def test_drafts_are_listed_newest_first_and_go_when_they_are_not_wanted(store: Store) -> None:
    for key in ("person:new", "intervention:new", "entity:new"):
        with store.write() as tx:
            drafts.save(tx, key, {})
    with store.write() as tx:
        drafts.discard(tx, "intervention:new")
        drafts.discard(tx, "none")
        assert [draft.key for draft in drafts.all_drafts(tx)] == ["entity:new", "person:new"]
        assert drafts.load(tx, "intervention:new") is None
