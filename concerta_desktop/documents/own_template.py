"""A Word template that a person loads, filled in. Templates are programs: they run only in Jinja's sandbox.

They get plain texts, numbers and lists, never objects of ours; they cannot include files, reach attributes,
or compute without end. What they ask for and is not known prints as "sin dato", with a warning.
"""

# pyright: reportUnknownMemberType=false, reportMissingTypeStubs=false
from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from concerta_desktop.documents.blocks import Rendered
from concerta_desktop.documents.template_errors import explain
from concerta_desktop.documents.wording import UNKNOWN
from concerta_desktop.errors import UserError

MAX_BYTES = 50_000_000
"""Unpacked."""
_MOST = 100_000
_MAX_LENGTH = 1_000_000
_SAFE = "No se ha escrito nada."
_OUTSIDE = re.compile(rb'TargetMode="External"')
_LINKS = re.compile(rb"<Relationship\b[^>]*>")
_HYPERLINK = b"/hyperlink"

_RUNNING = (ArithmeticError, LookupError, RecursionError, TypeError, ValueError)

Plain = str | int | None | list["Plain"] | dict[str, "Plain"]


def fill_template(template: bytes, values: Mapping[str, Plain]) -> Rendered:
    """The template with `values` in it, as DOCX bytes. Warnings name what it asks for and is not known.

    Raises `UserError` when it is no Word document, would fetch something from outside, has macros, has a
    mistake, or tries what the sandbox forbids.
    """
    _look(template)
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError
    from jinja2.exceptions import SecurityError

    unknown: dict[str, None] = {}
    environment = _sandbox(unknown)
    out = BytesIO()
    try:
        document: Any = DocxTemplate(BytesIO(template))
        document.render(dict(values), environment, autoescape=True)
        document.save(out)
    except SecurityError as error:
        raise _refused(
            "La plantilla intenta algo que no se permite.", "Pida otra a quien se la envió."
        ) from error
    except TemplateError as error:
        raise _refused(f"La plantilla tiene un error: {explain(error)}", "Corríjala en Word.") from error
    except _RUNNING as error:
        raise _refused(f"La plantilla tiene un error: {_said(error)}", "Corríjala en Word.") from error
    warnings = tuple(f"La plantilla pide «{name}», que no se conoce." for name in unknown)
    return Rendered(out.getvalue(), warnings)


def _said(error: Exception) -> str:
    """Of what goes wrong while a template is being filled."""
    match error:
        case OverflowError():
            return "da demasiadas vueltas."
        case RecursionError():
            return "se llama a sí misma."
        case ArithmeticError():
            return "hace una división o una cuenta que no se puede."
        case _:
            return "usa un dato como si fuera de otra clase, por ejemplo un texto como si fuera una lista."


def _refused(what: str, todo: str) -> UserError:
    return UserError(what, safe=_SAFE, todo=todo)


def _look(template: bytes) -> None:
    """Refuse what is no Word document, has macros, or would fetch something when it is opened."""
    try:
        with zipfile.ZipFile(BytesIO(template)) as archive:
            infos = archive.infolist()
            names = {info.filename for info in infos}
            if sum(info.file_size for info in infos) > MAX_BYTES:
                raise _refused("La plantilla es demasiado grande.", "Quítele las imágenes.")
            if "word/document.xml" not in names:
                raise zipfile.BadZipFile
            if any(name.endswith("vbaProject.bin") for name in names):
                raise _refused("La plantilla tiene macros.", "Guárdela en Word como .docx, sin macros.")
            for name in names:
                if name.endswith(".rels"):
                    _refuse_outside(archive.read(name))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise _refused("El archivo no es un documento de Word (.docx).", "Guárdelo como .docx.") from error


def _refuse_outside(relations: bytes) -> None:
    for link in _LINKS.findall(relations):
        if _OUTSIDE.search(link) and _HYPERLINK not in link:
            raise _refused(
                "La plantilla trae algo de fuera (otra plantilla, una imagen enlazada).",
                "Incrústelo en el documento, o quítelo.",
            )


def _sandbox(unknown: dict[str, None]) -> Any:
    from jinja2 import Undefined
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Missing(Undefined):
        """What a template asks for and nobody knows."""

        def __str__(self) -> str:
            if self._undefined_name:
                unknown[str(self._undefined_name)] = None
            return UNKNOWN

        def __iter__(self) -> Any:
            str(self)
            return iter(())

        def __getattr__(self, name: str) -> Any:
            if name.startswith("__"):
                raise AttributeError(name)
            return Missing(name=f"{self._undefined_name}.{name}")

    class Sandbox(ImmutableSandboxedEnvironment):
        """No attribute of Python, no arithmetic that fills the memory."""

        intercepted_binops = frozenset({"*", "**", "+", "%"})

        def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
            return isinstance(obj, dict | Missing) and super().is_safe_attribute(obj, attr, value)

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            if operator in ("**", "%") or not _small(operator, left, right):
                raise SecurityError(f"operation {operator} refused")
            return super().call_binop(context, operator, left, right)

    environment: Any = Sandbox(undefined=Missing, autoescape=True)
    budget = _Budget()
    environment.globals = {"range": budget.turns}
    environment.finalize = budget.shown
    for name in ("attr", "format", "pprint", "center", "indent", "xmlattr", "wordwrap", "batch", "slice"):
        environment.filters.pop(name, None)
    return environment


class _Budget:
    """How many turns and values a template has left, loops within loops included."""

    def __init__(self) -> None:
        self._left = _MOST

    def turns(self, count: int) -> range:
        self._spend(max(count, 1))
        return range(count)

    def shown(self, value: Any) -> Any:
        self._spend(1)
        return UNKNOWN if value is None or value == "" else value

    def _spend(self, count: int) -> None:
        self._left -= count
        if self._left < 0:
            raise OverflowError("da demasiadas vueltas.")


def _small(operator: str, left: Any, right: Any) -> bool:
    if operator == "*":
        return isinstance(left, int) and isinstance(right, int) and max(abs(left), abs(right)) < 10**9
    return isinstance(left, int) or len(left) + len(right) < _MAX_LENGTH
