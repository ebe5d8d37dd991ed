"""Which column is which: by its heading when there is one, else by what its cells look like."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from concerta_desktop.model.fields import Choice, Kind, spec, specs
from concerta_desktop.model.people import Person
from concerta_desktop.rules.entities import guess_kind
from concerta_desktop.rules.names import given_names_first, is_given_name, without_title
from concerta_desktop.text import fold


class Target(Choice):
    """What a pasted column may become."""

    IGNORE = "ignorar", "No importar"
    FULL_NAME = "apellidos_nombres", "Apellidos y nombres"
    GIVEN_FIRST = "nombres_apellidos", "Nombres y apellidos"
    SURNAMES = "apellidos", "Apellidos"
    FIRST_SURNAME = "paterno", "Apellido paterno"
    SECOND_SURNAME = "materno", "Apellido materno"
    NAMES = "nombres", "Nombres"
    DOCUMENT_TYPE = "tipo_documento", "Tipo de documento"
    DOCUMENT = "documento", "N.° de documento"
    SEX = "sexo", "Sexo"
    SEX_M_WOMAN = "sexo_m_mujer", "Sexo (M = mujer)"
    SEX_M_MAN = "sexo_m_hombre", "Sexo (M = masculino)"
    ENTITY = "entidad", "Entidad"
    ENTITY_KIND = "tipo_entidad", "Tipo de entidad"
    POSITION = "cargo", "Cargo"
    MANDATE = "condicion", "Condición"
    EMAIL = "correo", "Correo"
    PHONE = "telefono", "Teléfono"


Meaning = Target | str
"""What a column is: a target, or the name of a field in `FURTHER`."""
_READ = ("document_number", "surnames", "names", "position", "email", "phone")
FURTHER = tuple(
    field.name
    for field in specs(Person)
    if field.kind is Kind.TEXT
    and field.name not in _READ
    and not (field.facts.refers_to or field.facts.catalogue)
)
"""What else is declared of a person as a text: a column may become that field too, by its name."""


def label_of_target(target: Meaning) -> str:
    """A target as a person reads it."""
    return spec(Person, target).label if target in FURTHER else Target(target).label


_HEADINGS: tuple[tuple[Target, re.Pattern[str]], ...] = tuple(
    (target, re.compile(pattern))
    for target, pattern in (
        (Target.IGNORE, r"^(n|no|nº|nro|num|numero|item|orden|firma|hora|fecha|edad|observacion(es)?)$"),
        (Target.DOCUMENT_TYPE, r"tipo (de )?(doc|ident)"),
        (Target.EMAIL, r"correo|e ?mail|electronic"),
        (Target.PHONE, r"telefon|celular|movil|whats|\b(cel|telf?|fono)\b"),
        (Target.MANDATE, r"titular|alterno|condicion|suplente"),
        (Target.ENTITY_KIND, r"nivel de gobierno|tipo (de )?(entidad|instit|organiz)"),
        (Target.ENTITY, r"\bentidad|instituc|organiz|representa a|procedencia|dependencia"),
        (Target.ENTITY, r"empresa|centro (de )?(labor|trabajo)"),
        (Target.POSITION, r"cargo|puesto|funcion\b|ocupacion"),
        (Target.DOCUMENT, r"\bdni\b|\bdocumento\b|\bdoc\b|cedula|carne|pasaporte"),
        (Target.SEX, r"sexo|genero|^[mhf] [mhf]$"),
        (Target.GIVEN_FIRST, r"nombres? (y |e )?apellido"),
        (Target.FIRST_SURNAME, r"paterno|primer apellido|1 apellido"),
        (Target.SECOND_SURNAME, r"materno|segundo apellido|2 apellido"),
        (
            Target.FULL_NAME,
            r"apellidos?.*nombre|nombre completo|participante|asistente|representante|^persona",
        ),
        (Target.SURNAMES, r"^apellidos?\b"),
        (Target.NAMES, r"nombre"),
    )
)
_POSITION = re.compile(
    r"^(sub ?)?(gerent|jef|coordin|especialis|regidor|alcald|psicolog|abogad|secretari|tecnic|asisten|direct"
    r"|promotor|president|tesorer|representant|juez|fiscal|comisari|docent|trabaj|responsab|resp\b|encargad"
    r"|analist|asesor|profesional|administrad|enfermer|obstetra|medic|gobernador|prefect|efectivo|sub ?ofic)"
)
_SEX = re.compile(r"m|f|h|v|mujer|hombre|femenino|masculino|varon|fem|masc")
_MANDATE = re.compile(r"titular|alterno|alterna|suplente|accesitari[oa]")
_TYPES = re.compile(r"dni|l\.?e\.?|c\.?e\.?|carne.*|pasaporte|pas|ptp|cpp")
_NUMBER = re.compile(r"\d{1,4}[.)°]?")
_PHONE = re.compile(r"(\+?51 ?)?9\d{2}[ -]?\d{3}[ -]?\d{3}|0?\d{2}[ -]\d{6}")
_DOCUMENT = re.compile(r"(dni ?)?\d{6,8}([- ]?[0-9a-k])?|\d(\d|[.,]){6,}e\+?0?7|\d{8}[.,]0")
_PERSON = re.compile(r"[^\W\d_]+[.']?([ ,'-]+[^\W\d_]+\.?)*")


def by_heading(headings: Sequence[str]) -> list[Meaning | None]:
    """What each heading says; None when it says nothing known. No target twice: the first keeps it."""
    declared = {fold(label_of_target(name)): name for name in FURTHER}
    found: list[Meaning | None] = []
    for heading in headings:
        plain = " ".join(re.findall(r"\w+", fold(heading)))
        known = next((target for target, pattern in _HEADINGS if pattern.search(plain)), None)
        target = declared.get(plain) or known or _beginning(plain, declared)
        found.append(Target.IGNORE if target is not None and target in found else target)
    surnames = {Target.SURNAMES, Target.FIRST_SURNAME, Target.SECOND_SURNAME}
    if surnames.isdisjoint(found):
        found = [Target.FULL_NAME if target is Target.NAMES else target for target in found]
    return found


def _beginning(plain: str, declared: Mapping[str, str]) -> str | None:
    """The declared field whose name begins so: "Dirección" for "Dirección legal"."""
    return next(
        (name for label, name in declared.items() if len(plain) > 4 and label.startswith(plain)), None
    )


def by_content(columns: Sequence[Sequence[str]], known: Sequence[Meaning | None]) -> list[Meaning]:
    """Complete `known` by what the cells look like; what looks like nothing is not imported."""
    found = list(known)
    plain = [[fold(cell) for cell in column if cell] for column in columns]
    for target, looks in _LOOKS:
        shares = [0.0 if found[at] else _share(column, looks) for at, column in enumerate(plain)]
        best = max(shares, default=0.0)
        if target not in found and best >= 0.6:
            found[shares.index(best)] = target
    for at, column in enumerate(plain):
        if found[at] is None and (not column or _counts_rows(column)):
            found[at] = Target.IGNORE
    _find_names(columns, found)
    _find_words(plain, found)
    return [target or Target.IGNORE for target in found]


def order_of_names(column: Sequence[str]) -> Target:
    """Whether a column of full names begins with surnames or with given names."""
    return Target.GIVEN_FIRST if given_names_first(map(without_title, column)) else Target.FULL_NAME


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda cell: pattern.fullmatch(cell) is not None


_LOOKS: tuple[tuple[Target, Callable[[str], bool]], ...] = (
    (Target.EMAIL, lambda cell: "@" in cell),
    (Target.SEX, _matches(_SEX)),
    (Target.MANDATE, _matches(_MANDATE)),
    (Target.DOCUMENT_TYPE, _matches(_TYPES)),
    (Target.PHONE, _matches(_PHONE)),
    (Target.DOCUMENT, _matches(_DOCUMENT)),
)


def _share(column: list[str], looks: Callable[[str], bool]) -> float:
    return sum(map(looks, column)) / len(column) if column else 0.0


def _counts_rows(column: list[str]) -> bool:
    return _share(column, _matches(_NUMBER)) == 1.0


def _find_names(columns: Sequence[Sequence[str]], found: list[Meaning | None]) -> None:
    """The first columns of words that are nobody else's: one of full names, or surnames and names apart."""
    parts = {Target.FULL_NAME, Target.GIVEN_FIRST, Target.SURNAMES, Target.FIRST_SURNAME, Target.NAMES}
    if not parts.isdisjoint(found):
        return
    free = [at for at, target in enumerate(found) if target is None and _share_of_people(columns[at]) >= 0.8]
    if not free:
        return
    first = free[0]
    run = [at for at in free[:3] if at - first == free.index(at)]
    words = [_mean_words(columns[at]) for at in run]
    given = [_share([fold(cell) for cell in columns[at] if cell], _begins_given) for at in run]
    if len(run) == 3 and max(words[:2]) < 1.5 and given[2] >= 0.3:
        found[first : first + 3] = [Target.FIRST_SURNAME, Target.SECOND_SURNAME, Target.NAMES]
    elif len(run) >= 2 and words[0] < 2.6 and max(given[:2]) >= 0.3 and "," not in "".join(columns[first]):
        names_last = given[1] >= given[0]
        found[first : first + 2] = [
            Target.SURNAMES if names_last else Target.NAMES,
            Target.NAMES if names_last else Target.SURNAMES,
        ]
    else:
        found[first] = order_of_names(columns[first])


def _find_words(columns: list[list[str]], found: list[Meaning | None]) -> None:
    """Entity and position by the words in them; failing that, the first free columns, in that order."""
    clues: tuple[tuple[Target, Callable[[str], bool]], ...] = (
        (Target.ENTITY, lambda cell: guess_kind(cell) is not None),
        (Target.POSITION, lambda cell: _POSITION.match(cell) is not None),
    )
    for least in (0.2, 0.0):
        for target, looks in clues:
            free = [at for at, column in enumerate(columns) if found[at] is None and column]
            if target in found or not free:
                continue
            best = max(free, key=lambda at: _share(columns[at], looks))
            if _share(columns[best], looks) >= least:
                found[best if least else free[0]] = target


def _share_of_people(column: Sequence[str]) -> float:
    return _share([fold(cell) for cell in column if cell], _looks_like_a_person)


def _looks_like_a_person(cell: str) -> bool:
    return bool(_PERSON.fullmatch(cell)) and not _POSITION.match(cell) and guess_kind(cell) is None


def _begins_given(cell: str) -> bool:
    return is_given_name(cell.partition(" ")[0])


def _mean_words(column: Sequence[str]) -> float:
    filled = [len(cell.split()) for cell in column if cell]
    return sum(filled) / len(filled) if filled else 0.0
