"""Catalogues: what ships is corrected over, with its source, and can always be brought back."""

from __future__ import annotations

from datetime import date

import pytest

from concerta_desktop.errors import ValidationError
from concerta_desktop.model.catalogues import Catalogue
from concerta_desktop.queries.catalogues import CatalogueLine, catalogue, catalogue_lines, norm_lines
from concerta_desktop.services.catalogues import (
    add_entry,
    back_to_shipped,
    remove_norm,
    retire_entry,
    save_entry,
    save_norm,
)
from concerta_desktop.store.store import Store

SOCIETY = "ipc-sociedad"


def line(store: Store, code: str) -> CatalogueLine:
    with store.read() as tx:
        return next(one for one in catalogue_lines(tx, Catalogue.COMPOSITION, "province") if one.code == code)


@pytest.mark.req("8", "58")
def test_an_entry_is_corrected_retired_and_brought_back(store: Store) -> None:
    assert (line(store, SOCIETY).own, line(store, SOCIETY).verified) == (False, False)
    with store.write() as tx:
        said = {"maximum": 2, "source": "RM ficticia 1-2026", "verified": True}
        save_entry(tx, Catalogue.COMPOSITION, SOCIETY, said)
    assert line(store, SOCIETY).values["maximum"] == 2
    assert line(store, SOCIETY).verified
    with store.write() as tx:
        retire_entry(tx, Catalogue.COMPOSITION, SOCIETY)
    assert line(store, SOCIETY).retired
    with store.read() as tx:
        assert SOCIETY not in {one.code for one in catalogue(tx, Catalogue.COMPOSITION)}
    for again in (3, 2):  # it can be corrected anew after it was brought back
        with store.write() as tx:
            back_to_shipped(tx, Catalogue.COMPOSITION, SOCIETY)
        assert (line(store, SOCIETY).own, line(store, SOCIETY).values["maximum"]) == (False, 3)
        with store.write() as tx:
            save_entry(tx, Catalogue.COMPOSITION, SOCIETY, {"maximum": again + 4})
        assert line(store, SOCIETY).values["maximum"] == again + 4


@pytest.mark.req("8")
def test_what_was_added_says_what_it_lacks_and_goes_to_the_trash(store: Store) -> None:
    with store.write() as tx:
        with pytest.raises(ValidationError, match="Falta «Fecha»"):
            add_entry(tx, Catalogue.DECREED_DAY, {"name": "Feriado ficticio"})
        with pytest.raises(ValidationError, match="El máximo es menor"):
            save_entry(tx, Catalogue.COMPOSITION, SOCIETY, {"minimum": 3, "maximum": 1})
        day = {"name": "Feriado ficticio", "day": date(2026, 11, 30), "source": "DS ficticio"}
        code = add_entry(tx, Catalogue.DECREED_DAY, day)
        norm = save_norm(tx, "", {"name": "Ordenanza N° 1"})
        save_norm(tx, norm, {"title": "que crea la instancia"})
    with store.read() as tx:
        assert [one.values["day"] for one in catalogue_lines(tx, Catalogue.DECREED_DAY)] == [day["day"]]
        (own,) = [one for one in norm_lines(tx) if one.own]
        assert (own.text("name"), own.text("title")) == ("Ordenanza N° 1", "que crea la instancia")
    with store.write() as tx:
        retire_entry(tx, Catalogue.DECREED_DAY, code)
        remove_norm(tx, norm)
    with store.read() as tx:
        assert catalogue_lines(tx, Catalogue.DECREED_DAY) == []
        assert not [one for one in norm_lines(tx) if one.own]
