"""What is recorded: dataclasses with declared fields. No SQLAlchemy, no Qt.

`RECORD_TYPES` is the one list of record types: adding a plain record type is one class and its name here.
"""

from __future__ import annotations

from concerta_desktop.model.attendance import Attendance, ExpectedPerson
from concerta_desktop.model.catalogues import CatalogueEntry
from concerta_desktop.model.comparisons import Comparison
from concerta_desktop.model.convocation import ContactNote, Convocation, EquipmentItem
from concerta_desktop.model.data_requests import DataRequest
from concerta_desktop.model.directory import Mandate, Member, Suitability
from concerta_desktop.model.evaluation import Evaluation, EvaluationForm, EvaluationResponse
from concerta_desktop.model.fields import Record
from concerta_desktop.model.findings import Finding, FindingUpdate
from concerta_desktop.model.followup import (
    PlanReport,
    PoiActivity,
    ProcessEvaluation,
    ReportStep,
    SituationReport,
)
from concerta_desktop.model.instancias import Instancia, Milestone, PriorMechanism
from concerta_desktop.model.instruments import (
    Alignment,
    AwarenessAction,
    DiagnosisFigure,
    Instrument,
    PlanAction,
    PlanGoal,
    PlanYear,
    Review,
)
from concerta_desktop.model.interventions import (
    AgendaItem,
    AssistanceProcess,
    Intervention,
    InterventionDay,
)
from concerta_desktop.model.people import Entity, Person, Specialist
from concerta_desktop.model.preferences import Preference
from concerta_desktop.model.remarks import Remark
from concerta_desktop.model.report import ReportSection, ReportVersion, TechnicalReport
from concerta_desktop.model.sessions import (
    Agreement,
    AgreementUpdate,
    SessionAttendance,
    SessionItem,
    SessionMeeting,
    SessionVote,
)
from concerta_desktop.model.templates import DocumentTemplate

RECORD_TYPES: tuple[type[Record], ...] = (
    Specialist,
    Entity,
    Person,
    AssistanceProcess,
    Intervention,
    InterventionDay,
    AgendaItem,
    ExpectedPerson,
    Attendance,
    Finding,
    FindingUpdate,
    Evaluation,
    EvaluationForm,
    EvaluationResponse,
    Preference,
    TechnicalReport,
    ReportSection,
    ReportVersion,
    Convocation,
    ContactNote,
    EquipmentItem,
    DataRequest,
    Instancia,
    Milestone,
    PriorMechanism,
    Member,
    Mandate,
    Suitability,
    CatalogueEntry,
    Instrument,
    DiagnosisFigure,
    PlanAction,
    PlanGoal,
    PlanYear,
    Review,
    Alignment,
    AwarenessAction,
    SessionMeeting,
    SessionItem,
    SessionAttendance,
    Agreement,
    AgreementUpdate,
    SessionVote,
    PlanReport,
    ReportStep,
    SituationReport,
    ProcessEvaluation,
    DocumentTemplate,
    PoiActivity,
    Comparison,
    Remark,
)

_BY_NAME = {record.META.name: record for record in RECORD_TYPES}


def record_type(name: str) -> type[Record] | None:
    """The class of a record type by its stable name; None when this version does not know it."""
    return _BY_NAME.get(name)
