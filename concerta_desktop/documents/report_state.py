"""The report as it stands: what each section says, which figures changed under it, what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from concerta_desktop.documents.report_draft import draft
from concerta_desktop.model.report import TEXT_PARTS, ReportPart
from concerta_desktop.queries.report import ReportView
from concerta_desktop.queries.report_figures import figures
from concerta_desktop.rules import report_text
from concerta_desktop.rules.report import PartStatus, ReportFacts, part_statuses


@dataclass(frozen=True, slots=True)
class ReportState:
    """Everything the step shows of a report and the composer writes of it, apart from the data."""

    figures: Mapping[str, str]
    texts: Mapping[ReportPart, str]
    """As stored: what somebody wrote, else the draft."""
    edited: frozenset[ReportPart]
    stale: Mapping[ReportPart, Mapping[str, str]]
    """By section: figures that changed since it was edited, and what they said then."""
    statuses: tuple[PartStatus, ...]
    others: Mapping[ReportPart, tuple[str, ...]]
    """By section: texts written elsewhere, for a person to choose."""

    def shown(self, part: ReportPart) -> str:
        """The text of a section as it is printed."""
        return report_text.shown(self.texts[part], self.figures)


def report_state(view: ReportView) -> ReportState:
    """Draft what nobody wrote, and compare what somebody wrote with the data."""
    now = figures(view.data)
    edited = frozenset(view.sections)
    texts = {
        part: (view.sections[part].text or "") if part in edited else draft(part, view) for part in TEXT_PARTS
    }
    stale = {
        part: found
        for part, section in view.sections.items()
        if (found := report_text.stale(section.text or "", section.seen, now))
    }
    statuses = part_statuses(_facts(view, texts, stale))
    return ReportState(now, texts, edited, stale, statuses, view.others)


def author_of(view: ReportView) -> tuple[str, str]:
    """Who informs, and her or his cargo: as written in the head, else the responsible specialist."""
    who = view.data.author
    name = " ".join(part for part in (who.names, who.surnames) if part) if who else ""
    cargo = ", ".join(part for part in (who.position, who.unit) if part) if who else ""
    return view.head.author_name or name, view.head.author_position or cargo


def _facts(
    view: ReportView, texts: Mapping[ReportPart, str], stale: Mapping[ReportPart, Mapping[str, str]]
) -> ReportFacts:
    open_ones = [item for item in view.data.findings if not item.advance and not item.resolved]
    return ReportFacts(
        texts=texts,
        stale={part: len(found) for part, found in stale.items()},
        disputed=frozenset(part for part, others in view.others.items() if others),
        recipient=view.head.recipient_name or "",
        author=author_of(view)[0],
        present=len(view.data.came),
        findings=len(view.data.findings),
        responses=view.data.evaluation.entered,
        unfinished=view.unfinished,
        unnamed_year=0 if view.data.office.year_name else view.data.office.year,
        unentered=view.data.evaluation.forms - view.data.evaluation.entered,
        unassigned=[item.code for item in open_ones if not item.responsible],
        unmeasured=[item.code for item in open_ones if not item.measure],
    )
