"""The ledger of avances and nudos críticos across visits: what comes along, how it stands, what it lacks
[B.4.ii]. Pure; a visit is earlier than another by its first day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from concerta_desktop.model.fields import Choice
from concerta_desktop.model.findings import Finding, FindingKind, FindingState, FindingUpdate
from concerta_desktop.model.instancia import instancia_code
from concerta_desktop.model.place import place_territory
from concerta_desktop.rules.spanish_dates import numeric

_PREFIXES = {FindingKind.OBSTACLE: "N", FindingKind.ADVANCE: "A"}


class Standing(Choice):
    """How a nudo stands, as a person sees it: new in the visit that finds it, then what visits say."""

    NEW = "nuevo", "Nuevo"
    OPEN = "abierto", "Abierto"
    IN_PROGRESS = "en_proceso", "En proceso"
    RESOLVED = "resuelto", "Resuelto"


@dataclass(frozen=True, slots=True)
class Visit:
    """An intervention as the ledger sees it. `first` = its first day, or that of its record when it has none.

    `created` breaks the tie of two visits of one day.
    """

    id: str
    title: str
    first: date
    created: str
    served: frozenset[str]
    """Codes of the territories that it serves, those of its instancias among them."""

    def follows(self, other: Visit) -> bool:
        """Whether the other visit was before this one."""
        return other.id != self.id and (other.first, other.created) < (self.first, self.created)


def served_codes(territories: Iterable[str] | None, instancias: Iterable[str] | None) -> frozenset[str]:
    """What a visit serves, instancias by the code of their territory."""
    found = (place_territory(code) for code in (*(territories or ()), *(instancias or ())))
    return frozenset(territory.code for territory in found if territory)


def places_of(served: Iterable[str]) -> tuple[str, ...]:
    """Every code a finding about these territories may carry: of the government, of the instancia."""
    found = [territory for code in served if (territory := place_territory(code))]
    return (*(item.code for item in found), *(instancia_code(item) for item in found))


def comes_along(place: str | None, origin: Visit, visit: Visit) -> bool:
    """Whether a nudo of an earlier visit is the business of this one: it is about a territory that this one
    serves; or about none that its own visit served by name (a district of the province, or sin dato), and
    then it goes where that visit's others go."""
    if not visit.follows(origin):
        return False
    territory = place_territory(place) if place else None
    if territory and territory.code in origin.served | visit.served:
        return territory.code in visit.served
    return bool(origin.served & visit.served)


def standing(updates: Sequence[tuple[Visit, FindingUpdate]], origin: Visit, visit: Visit) -> Standing:
    """How a nudo stands at the close of a visit: the last state said until then. Never said, it is new in
    the visit that found it and open from then on."""
    said = [
        (other.first, other.created, update.state)
        for other, update in updates
        if update.state and (other.id == visit.id or visit.follows(other))
    ]
    if said:
        return Standing(max(said, key=lambda item: item[:2])[2].value)
    return Standing.NEW if origin.id == visit.id else Standing.OPEN


def closed_before(updates: Sequence[tuple[Visit, FindingUpdate]], origin: Visit, visit: Visit) -> bool:
    """Whether an earlier visit left it resolved, so that it no longer comes along."""
    earlier = [(other, update) for other, update in updates if other.id != visit.id]
    return standing(earlier, origin, visit) is Standing.RESOLVED


def lacks(finding: Finding, state: Standing) -> tuple[str, ...]:
    """Fields that a nudo needs and does not have: without them nobody answers for it. Resolved, none."""
    if finding.kind is FindingKind.ADVANCE or state is Standing.RESOLVED:
        return ()
    return tuple(name for name in ("responsible", "due") if not getattr(finding, name))


def said_on(dates: Sequence[date], today: date) -> date:
    """The date of what a visit says: today while it lasts, else its last day; before it begins, today."""
    return today if not dates or today < dates[-1] else dates[-1]


def due_warning(due: date | None, visit: Visit, *, resolved: bool) -> str:
    """What to tell of a due date that had passed when the nudo was found; "" when nothing."""
    if due is None or resolved or due >= visit.first:
        return ""
    return f"El plazo ({numeric(due)}) es anterior a la visita que registró el nudo ({numeric(visit.first)})."


def codes(findings: Iterable[Finding], created: Mapping[str, str]) -> dict[str, str]:
    """ "N-03", "A-01" by id, unique in each instancia or government.

    Two laptops may have given one number before they met: the older keeps it, the others add a letter.
    `created` is the HLC of each record.
    """
    taken: dict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for finding in findings:
        scope = finding.place or finding.intervention
        taken[scope, finding.kind, finding.number].append(finding)
    found: dict[str, str] = {}
    for group in taken.values():
        group.sort(key=lambda finding: (created.get(finding.id, ""), finding.id))
        for place, finding in enumerate(group):
            found[finding.id] = _code(finding) + _suffix(place)
    return found


def default_place(
    places: Sequence[str | None], instancias: Sequence[str], territories: Sequence[str]
) -> str | None:
    """Of whom a new finding speaks unless told otherwise: the only instancia served, or the only territory;
    of several, as the last finding of the visit."""
    served = instancias or territories
    if len(served) == 1:
        return served[0]
    return places[-1] if places else None


def state_of(state: Standing) -> FindingState | None:
    """What a visit may say; None for what nobody has said yet."""
    return None if state is Standing.NEW else FindingState(state.value)


def _code(finding: Finding) -> str:
    prefix = _PREFIXES.get(finding.kind, "?") if finding.kind else "?"
    return f"{prefix}-{finding.number:02d}" if finding.number else f"{prefix}-?"


def _suffix(place: int) -> str:
    """ "", "b", "c"…"""
    return "" if place == 0 else chr(ord("a") + place) if place < 26 else f"-{place + 1}"
