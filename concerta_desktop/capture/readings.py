"""One pasted cell read as what its column is: the value, and a doubt to show beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from concerta_desktop.model.choices import DocumentType, EntityKind, MandateKind, Sex
from concerta_desktop.rules.entities import guess_kind
from concerta_desktop.rules.identity_documents import check_document, parse_scan
from concerta_desktop.text import fold

_SCIENTIFIC = re.compile(r"(\d+)(?:[.,](\d+))?[eE]\+?(\d{1,2})")
_FRACTION = re.compile(r"(\d{6,})[.,]0+")

_SEX_WORDS = {
    "mujer": Sex.WOMAN,
    "femenino": Sex.WOMAN,
    "fem": Sex.WOMAN,
    "f": Sex.WOMAN,
    "hombre": Sex.MAN,
    "masculino": Sex.MAN,
    "masc": Sex.MAN,
    "varon": Sex.MAN,
    "h": Sex.MAN,
    "v": Sex.MAN,
}
_MANDATES = {
    "titular": MandateKind.TITULAR,
    "t": MandateKind.TITULAR,
    "alterno": MandateKind.ALTERNO,
    "alterna": MandateKind.ALTERNO,
    "suplente": MandateKind.ALTERNO,
    "a": MandateKind.ALTERNO,
}
_KINDS = (
    ("regional", EntityKind.REGIONAL_GOVERNMENT),
    ("provincial", EntityKind.PROVINCIAL_MUNICIPALITY),
    ("distrital", EntityKind.DISTRICT_MUNICIPALITY),
    ("nacional", EntityKind.NATIONAL_ENTITY),
    ("sociedad civil", EntityKind.CIVIL_SOCIETY),
    ("privad", EntityKind.PRIVATE),
    ("otr", EntityKind.OTHER),
)


@dataclass(frozen=True)
class DocumentReading:
    type: DocumentType | None = None
    number: str | None = None
    doubt: str = ""


def unspoilt(cell: str) -> str | None:
    """A number as it was before a spreadsheet took it for a quantity; None when digits were lost for good."""
    whole = _FRACTION.fullmatch(cell)
    if whole:
        return whole[1]
    spoilt = _SCIENTIFIC.fullmatch(cell)
    if not spoilt:
        return cell
    digits = len(spoilt[1] + (spoilt[2] or ""))
    value = Decimal(cell.replace(",", "."))
    return str(int(value)) if digits >= 7 and value == value.to_integral_value() else None


def read_document(cell: str, type_cell: str = "") -> DocumentReading:
    """Type and number of a document. Zeros that Excel dropped are proposed back, with a warning."""
    kind = _read_type(type_cell)
    if not cell:
        return DocumentReading()
    number = unspoilt(cell)
    if number is None:
        return DocumentReading(kind, None, f"La hoja recortó el documento ({cell}). Escríbalo de nuevo.")
    scan = parse_scan(number)
    if kind is None:
        kind = scan.type if scan else DocumentType.DNI
    kept = check_document(kind, scan.number if scan and scan.type is kind else number)
    length = {DocumentType.DNI: 8, DocumentType.CE: 9}.get(kind, 0)
    if kept.normalised.isdigit() and length - 2 <= len(kept.normalised) < length:
        padded = kept.normalised.zfill(length)
        return DocumentReading(kind, padded, f"Excel quita los ceros del inicio: se propone {padded}.")
    return DocumentReading(kind, kept.normalised or None, kept.warning or "")


def sex_letters(cells: Iterable[str], heading: str, m_is: Sex | None = None) -> Mapping[str, Sex]:
    """What the words and letters of a whole column mean. "M" is a man beside F and a woman beside H.

    Alone, it says nothing: it is left out, unless somebody told what it is (`m_is`).
    """
    if m_is is not None:
        return _SEX_WORDS | {"m": m_is}
    seen = {fold(cell) for cell in cells} | set(re.findall(r"\b[a-z]\b", fold(heading)))
    beside_f, beside_h = "f" in seen, bool(seen & {"h", "v"})
    if beside_f == beside_h:
        return _SEX_WORDS
    return _SEX_WORDS | {"m": Sex.MAN if beside_f else Sex.WOMAN}


def read_mandate(cell: str) -> MandateKind | None:
    return _MANDATES.get(fold(cell))


def read_kind(cell: str) -> EntityKind | None:
    folded = fold(cell)
    return next((kind for word, kind in _KINDS if word in folded), None) or guess_kind(cell)


def _read_type(cell: str) -> DocumentType | None:
    folded = fold(cell).replace(".", "")
    if not folded:
        return None
    if folded in {"dni", "le"} or "nacional" in folded:
        return DocumentType.DNI
    if folded == "ce" or "extranj" in folded or folded.startswith("carn"):
        return DocumentType.CE
    return DocumentType.PASSPORT if folded.startswith("pas") else DocumentType.OTHER
