"""Identity documents [2.6]: what was typed or scanned, brought to one form. Doubt warns and never blocks."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from concerta_desktop.model.choices import DocumentType

_SEPARATORS = re.compile(r"[\s.,\-/_\u2010-\u2015\u200b\ufeff]+")
_DNI = re.compile(r"[0-9]{8}")
_DNI_CHECKED = re.compile(r"([0-9]{8})([0-9A-K])")
_PASSPORT = re.compile(r"[A-Z0-9]{2,20}")
_NAMED = re.compile(
    r"(DNI|L\.?E\.?|C\.?E\.?|CARN[EÉ](?: DE EXTRANJER[IÍ]A)?|PAS(?:APORTE)?)[\s.:°ºN#]*(?=\S*[0-9])"
)
_MRZ_CARD = re.compile(r"[IAC][A-Z<]PER([0-9]{8})<")
_MRZ_PASSPORT = re.compile(r"P[A-Z<][A-Z]{3}.{39}\s?([A-Z0-9<]{9})")
_ALONE = re.compile(r"(?<![0-9])[0-9]{8}(?![0-9])")


@dataclass(frozen=True)
class DocumentCheck:
    """A number as it is kept (a DNI without its check digit), and a doubt to show beside it."""

    normalised: str
    warning: str | None = None


@dataclass(frozen=True)
class Scan:
    """What a reader or a person put into the entry line: the likely type and the number as kept."""

    type: DocumentType
    number: str


def check_document(kind: DocumentType | None, number: str) -> DocumentCheck:
    """Bring a number to its kept form. An empty one stays empty, which is "sin dato"."""
    text = _compact(number)
    if not text:
        return DocumentCheck("")
    match kind:
        case DocumentType.DNI | None:
            return _check_dni(text)
        case DocumentType.CE:
            doubt = "Un carné de extranjería suele tener 9 dígitos. Revise el número."
            return DocumentCheck(text, None if re.fullmatch(r"[0-9]{9}", text) else doubt)
        case DocumentType.PASSPORT:
            doubt = "Un pasaporte tiene de 2 a 20 letras o dígitos. Revise el número."
            return DocumentCheck(text, None if _PASSPORT.fullmatch(text) else doubt)
        case DocumentType.OTHER:
            return DocumentCheck(text)


def parse_scan(text: str) -> Scan | None:
    """Understand what arrives in the entry line: typed digits, a bar code, the machine-readable zone.

    None when it is no document number (a name, most likely).
    """
    raw = _printable(text).upper().strip()
    zone = _MRZ_CARD.match(raw) or _MRZ_PASSPORT.match(raw)
    if zone:
        kind = DocumentType.PASSPORT if raw.startswith("P") else DocumentType.DNI
        return Scan(kind, zone[1].rstrip("<"))
    named = _NAMED.match(raw)
    if named:
        kind = _kind_named(named[1])
        return Scan(kind, check_document(kind, raw[named.end() :]).normalised)
    return _bare_number(raw)


def _bare_number(raw: str) -> Scan | None:
    number = _compact(raw)
    checked = _DNI_CHECKED.fullmatch(number)
    if checked and (number[8].isalpha() or "-" in raw or _is_own_dni(number)):
        return Scan(DocumentType.DNI, checked[1])
    if number.isascii() and number.isdigit():
        return Scan(DocumentType.DNI if len(number) <= 8 else DocumentType.CE, number)
    if _PASSPORT.fullmatch(number) and any(char.isdigit() for char in number) and " " not in raw:
        return Scan(DocumentType.PASSPORT, number)
    alone = _ALONE.findall(raw)
    return Scan(DocumentType.DNI, alone[0]) if len(alone) == 1 else None


def _check_dni(text: str) -> DocumentCheck:
    if _DNI.fullmatch(text):
        filler = len(set(text)) == 1 or text in {"12345678", "01234567", "87654321"}
        return DocumentCheck(text, "Parece un número de relleno. Revíselo." if filler else None)
    checked = _DNI_CHECKED.fullmatch(text)
    if checked:
        doubt = "El dígito verificador no corresponde a ese DNI. Revise el número o el tipo de documento."
        return DocumentCheck(checked[1], None if _is_valid_cui(text) else doubt)
    if text.isascii() and text.isdigit():
        hint = " ¿Falta un cero al inicio?" if len(text) == 7 else ""
        return DocumentCheck(text, f"El DNI tiene 8 dígitos y aquí hay {len(text)}.{hint}")
    return DocumentCheck(text, "El DNI solo lleva dígitos. Revise el número o el tipo de documento.")


def _is_own_dni(number: str) -> bool:
    """Nine digits are a DNI with its check digit, or a carné de extranjería, which begins with 00."""
    return not number.startswith("00") and _is_valid_cui(number)


def _is_valid_cui(number: str) -> bool:
    from stdnum.pe import cui

    return bool(cui.is_valid(number))


def _kind_named(word: str) -> DocumentType:
    if word.startswith("P"):
        return DocumentType.PASSPORT
    return DocumentType.CE if word.startswith("C") else DocumentType.DNI


def _compact(text: str) -> str:
    return _SEPARATORS.sub("", _printable(text)).upper()


def _printable(text: str) -> str:
    """Wide digits made plain, and without the control characters some readers add around a code."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(char if unicodedata.category(char) != "Cc" else " " for char in plain).strip()
