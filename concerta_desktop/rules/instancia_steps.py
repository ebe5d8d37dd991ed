"""What an instancia still needs, in the order of the Lineamientos, which advise and do not bind [1.5]."""

from __future__ import annotations

from collections.abc import Collection

from concerta_desktop.model.instancias import InstanciaState, MilestoneKind

K = MilestoneKind
PATH: tuple[MilestoneKind, ...] = (
    K.EXPEDIENTE,
    K.ORDINANCE,
    K.COPY_SENT,
    K.COPY_RECEIVED,
    K.DESIGNATION,
    K.INSTALLED,
    K.ACTA,
    K.ACTA_SENT,
    K.ACTA_RECEIVED,
)
"""The way from the expediente to the acta in the ST-CMAN's hands [7.3.2.5-13]."""

_PROVES: dict[MilestoneKind, frozenset[MilestoneKind]] = {
    K.EXPEDIENTE: frozenset({K.ORDINANCE, K.AMENDED, K.COPY_SENT, K.COPY_RECEIVED, K.INSTALLED, K.ACTA}),
    K.ORDINANCE: frozenset({K.AMENDED, K.COPY_SENT, K.COPY_RECEIVED}),
    K.COPY_SENT: frozenset({K.COPY_RECEIVED}),
    K.INSTALLED: frozenset({K.ACTA, K.ACTA_SENT, K.ACTA_RECEIVED}),
    K.ACTA: frozenset({K.ACTA_SENT, K.ACTA_RECEIVED}),
    K.ACTA_SENT: frozenset({K.ACTA_RECEIVED}),
}
"""What also shows that a milestone was reached: who received a copy was sent one."""

_NEXT = {
    InstanciaState.UNKNOWN: "verificar",
    InstanciaState.NOTHING: "crear",
    InstanciaState.PRIOR: "ordenanza",
    InstanciaState.ORDINANCE: "instalación",
    InstanciaState.INSTALLED: "sesionar",
    InstanciaState.WORKING: "",
}


def next_step(state: InstanciaState) -> str:
    """In one word what comes next, "" when it works."""
    return _NEXT[state]


def not_recorded(kinds: Collection[MilestoneKind]) -> tuple[MilestoneKind, ...]:
    """The milestones of the way that nothing recorded proves, in order."""
    seen = set(kinds)
    return tuple(kind for kind in PATH if kind not in seen and not seen & _PROVES.get(kind, frozenset()))
