"""To whom the oficio goes [B.3, 7.2]: one for each government served, to its highest authority."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from concerta_desktop.errors import ValidationError
from concerta_desktop.model.choices import EntityKind
from concerta_desktop.model.convocation import Convocation, Treatment
from concerta_desktop.model.instancia import instancia_territory
from concerta_desktop.model.interventions import Intervention
from concerta_desktop.model.people import Entity
from concerta_desktop.model.place import place_name
from concerta_desktop.model.territory import Level, Territory, find
from concerta_desktop.rules.interventions import field_applies, has_door, is_in_person, is_remote

SIGNER_POSITION = "Director/a General contra la Violencia de Género"
_METROPOLITAN = "RLM"
_KINDS = {
    Level.REGION: EntityKind.REGIONAL_GOVERNMENT,
    Level.PROVINCE: EntityKind.PROVINCIAL_MUNICIPALITY,
    Level.DISTRICT: EntityKind.DISTRICT_MUNICIPALITY,
}


def governments(intervention: Intervention) -> tuple[str, ...]:
    """Codes of the territories whose governments are called, each once: those that preside the instancias
    served, that visit or are visited in a pasantía, then the territories served. () while nobody is."""
    return tuple(dict.fromkeys(_seat(place) for place in served(intervention)))


def served(intervention: Intervention) -> Iterable[Territory]:
    """The territories of the instancias served, of a pasantía's visitor and host, and those served."""
    instancias = [*(intervention.instancias or ())]
    for name, code in (("visitor", intervention.visitor), ("visited", intervention.visited)):
        if code and field_applies(name, intervention.type, intervention.modality):
            instancias.append(code)
    found = [*map(instancia_territory, instancias), *map(find, intervention.territories or ())]
    return (place for place in found if place)


def pending(intervention: Intervention, settled: Collection[str]) -> tuple[str, ...]:
    """The governments whose oficio is still to be sent, ("",) when it is not known whom it serves.

    `settled`: governments whose oficio was sent, or needs none; "" is one written before they were known,
    which is the first one's.
    """
    first, *others = governments(intervention) or ("",)
    lacking = () if first in settled or "" in settled else (first,)
    return (*lacking, *(code for code in others if code not in settled))


def addressed(record: Convocation, government: str, usual: Convocation | None) -> Convocation:
    """The convocation as its oficio says it: what nobody wrote comes from the government,
    and whoever signs from `usual`, the last one signed."""
    place = find(government)
    return replace(
        record,
        authority_position=record.authority_position or authority_position(place, record.treatment),
        authority_entity=record.authority_entity or (place_name(place.code) if place else None),
        signer_name=record.signer_name or (usual.signer_name if usual else None),
        signer_position=record.signer_position
        or (usual.signer_position if usual else None)
        or SIGNER_POSITION,
    )


def is_of(entity: Entity, government: str) -> bool:
    """Whether an entity is that government itself: not one of its offices, nor another of its territory."""
    place = find(entity.territory or "")
    return place is not None and entity.kind is _KINDS[place.level] and _seat(place) == government


def authority_position(place: Territory | None, treatment: Treatment | None) -> str | None:
    """[7.2] Gobernador/a or Alcalde/sa, as whoever it is is addressed."""
    if place is None:
        return None
    if place.level is Level.REGION and place.code != _METROPOLITAN:
        return _said(treatment, "Gobernadora Regional", "Gobernador Regional", "Gobernador/a Regional")
    if place.code == _METROPOLITAN:
        return _said(
            treatment, "Alcaldesa Metropolitana", "Alcalde Metropolitano", "Alcalde/sa Metropolitano/a"
        )
    level = "Provincial" if place.level is Level.PROVINCE else "Distrital"
    return _said(treatment, f"Alcaldesa {level}", f"Alcalde {level}", f"Alcalde/sa {level}")


def check_letter(letter: Convocation) -> None:
    """Raise `ValidationError` on what an oficio cannot go without."""
    if not letter.authority_name:
        raise ValidationError(
            "authority_name",
            "Falta el nombre de la máxima autoridad a quien va el oficio.",
            todo="Escríbalo y vuelva a intentarlo.",
        )
    if not letter.authority_entity:
        raise ValidationError(
            "authority_entity",
            "Falta la entidad a la que va el oficio.",
            todo="Escríbala, o elija en Programación a quién atiende la intervención.",
        )


def gaps(intervention: Intervention, letter: Convocation, dates: Collection[date]) -> tuple[str, ...]:
    """What the oficio would say as "sin dato", in words: it can be made all the same, and should not go."""
    it, door = intervention, has_door(intervention.type)
    facts = (
        ("la fecha", dates),
        ("la modalidad", it.modality),
        ("el lugar", it.venue or not (door and is_in_person(it))),
        ("la plataforma", it.platform or not is_remote(it)),
        ("a quiénes se convoca", it.participants),
        ("quién firma", letter.signer_name),
    )
    return tuple(words for words, known in facts if not known)


def _seat(place: Territory) -> str:
    """The code its government is known by. Lima's province and its region are one municipality."""
    if place.level is Level.PROVINCE and place.parent == _METROPOLITAN:
        return _METROPOLITAN
    return place.repeats or place.code


def _said(treatment: Treatment | None, woman: str, man: str, unknown: str) -> str:
    return {Treatment.WOMAN: woman, Treatment.MAN: man, None: unknown}[treatment]
