"""Word templates of the user: filled only in the sandbox; a bad one never gets in."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest

from concerta_desktop.documents.own_template import fill_template
from concerta_desktop.errors import UserError
from concerta_desktop.model.instancias import MilestoneKind
from concerta_desktop.model.templates import TemplateKind
from concerta_desktop.services.instancias import add_milestone
from concerta_desktop.services.templates import add_template, draft
from concerta_desktop.store.store import Store
from tests.documents.reading import docx_text
from tests.factory import MORNING
from tests.instancia_factory import HUANTA, a_member, the_usual_members


def template(*paragraphs: str) -> bytes:
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def with_part(content: bytes, name: str, data: bytes) -> bytes:
    """The same file with one part more, or instead."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info, old.read(info.filename))
        new.writestr(name, data)
    return out.getvalue()


@pytest.mark.req("54", "55")
def test_a_draft_says_what_is_known_of_the_instancia(store: Store, tmp_path: Path) -> None:
    the_usual_members(store)
    a_member(store, name="Posta <b>& Cía</b>")
    with store.write() as tx:
        add_milestone(tx, HUANTA, MilestoneKind.ORDINANCE, {"day": date(2021, 3, 9), "number": "004-2021"})
    source = tmp_path / "ordenanza.docx"
    source.write_bytes(
        template(
            "Ordenanza {{ ordenanza.numero }} del {{ ordenanza.fecha }}, {{ gobierno }}",
            "{% for uno in integrantes %}{{ uno.nombre }}: {{ uno.titular }}; {% endfor %}",
            "Inscrita en {{ partida.registral }}. {{ gds }}",
        )
    )
    with store.write() as tx:
        kept = add_template(store, tx, source, {"kind": TemplateKind.ORDINANCE})
    source.unlink()
    with store.read() as tx:
        made = draft(store, tx, kept, HUANTA, MORNING)
    text = docx_text(made.data)
    for words in (
        "Ordenanza 004-2021 del 9 de marzo de 2021, Municipalidad Provincial de Huanta",
        "Municipalidad Provincial: De Ejemplo MP, Persona",
        "Posta <b>& Cía</b>: sin dato",
        "Inscrita en sin dato. sin dato",
    ):
        assert words in text
    assert made.warnings == ("La plantilla pide «partida.registral», que no se conoce.",)


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ instancia.__class__.__init__.__globals__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ x.__init__.__globals__ }}",
        "{{ ('%s' % 'a').upper() }}",
        "{{ 'a' * 1000000000 }}",
        "{{ 10 ** 10000000 }}",
        "{{ '%1000000000s' % 'a' }}",
        "{% for x in range(100000000) %}a{% endfor %}",
        "{% for x in range(900) %}{% for y in range(900) %}{% endfor %}{% endfor %}",
        "{{ 'a'|attr('__class__') }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{{ gobierno.append(1) }}",
    ],
)
def test_a_template_can_neither_reach_out_nor_compute_without_end(attack: str) -> None:
    with pytest.raises(UserError) as refused:
        fill_template(template(attack), {"instancia": {"nombre": "IPC"}, "gobierno": "MP"})
    assert refused.value.safe == "No se ha escrito nada."


def test_a_mistake_is_said_in_words() -> None:
    with pytest.raises(UserError, match="La plantilla tiene un error"):
        fill_template(template("{% for x in integrantes %}sin cierre"), {})


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"no es un zip", "no es un documento de Word"),
        (with_part(template("a"), "word/vbaProject.bin", b"x"), "tiene macros"),
        (
            with_part(
                template("a"),
                "word/_rels/settings.xml.rels",
                b'<Relationships><Relationship Type="x/attachedTemplate" Target="http://x/" '
                b'TargetMode="External"/></Relationships>',
            ),
            "trae algo de fuera",
        ),
    ],
)
def test_what_is_no_plain_word_document_is_refused_and_not_kept(
    store: Store, tmp_path: Path, content: bytes, what: str
) -> None:
    source = tmp_path / "plantilla.docx"
    source.write_bytes(content)
    with store.write() as tx, pytest.raises(UserError, match=what):
        add_template(store, tx, source, {"kind": TemplateKind.OTHER})
    assert not list(tmp_path.glob("almacén/adjuntos/*"))
