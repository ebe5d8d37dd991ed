"""Closed lists, with stable codes. Order is the order of display."""

from __future__ import annotations

from concerta_desktop.model.fields import Choice


class DocumentType(Choice):
    """[2.6] DNI leads; foreign nationals may represent an entity (K19)."""

    DNI = "dni", "DNI"
    CE = "ce", "Carné de extranjería"
    PASSPORT = "pasaporte", "Pasaporte"
    OTHER = "otro", "Otro documento"


class Sex(Choice):
    """As the DNI and Aurora report it; gender identity is not asked."""

    WOMAN = "m", "Mujer"
    MAN = "h", "Hombre"


class EntityKind(Choice):
    """Who sends the person; decides the level of government."""

    REGIONAL_GOVERNMENT = "gr", "Gobierno regional"
    PROVINCIAL_MUNICIPALITY = "mp", "Municipalidad provincial"
    DISTRICT_MUNICIPALITY = "md", "Municipalidad distrital"
    NATIONAL_ENTITY = "nacional", "Entidad nacional"
    CIVIL_SOCIETY = "sociedad_civil", "Sociedad civil"
    PRIVATE = "privada", "Entidad privada"
    OTHER = "otra", "Otra"


class MandateKind(Choice):
    """[7.2] The titular is the highest authority and may name one alterno."""

    TITULAR = "titular", "Titular"
    ALTERNO = "alterno", "Alterno"


class InterventionType(Choice):
    """[7.3.1.2 B.2, Cuadro 1] The six types."""

    CREATION = "at_creacion", "AT creación"
    STRENGTHENING = "at_fortalecimiento", "AT fortalecimiento"
    ACCOMPANIMENT = "acompanamiento", "Acompañamiento técnico"
    MACROREGIONAL = "taller_macrorregional", "Taller macrorregional"
    MOOC = "mooc", "Capacitación MOOC"
    INTERNSHIP = "pasantia", "Pasantía"


class Modality(Choice):
    """[B.2, 7.3.4.11; K5]"""

    IN_PERSON = "presencial", "Presencial"
    VIRTUAL = "virtual", "Virtual"
    MIXED = "mixta", "Mixta"


class Approach(Choice):
    """[6.1.1] How technical assistance is given."""

    ACCOMPANIMENT = "acompanamiento", "Acompañamiento"
    ADVICE = "asesoria", "Asesoría a la gestión"


class InterventionState(Choice):
    """What a person decides. "En curso" and "Por cerrar" follow from the dates (rules.interventions)."""

    PROGRAMMED = "programada", "Programada"
    CONVOKED = "convocada", "Convocada"
    RESCHEDULED = "reprogramada", "Reprogramada"
    CANCELLED = "cancelada", "Cancelada"


class Coordination(Choice):
    """[B.2, 32] How far the cronograma is coordinated with the GR or GL; nothing recorded is sin dato."""

    PROPOSED = "propuesto", "Propuesto, sin respuesta"
    CHANGES_ASKED = "observado", "Piden cambios"
    AGREED = "acordado", "Acordado"


class Reply(Choice):
    """What an expected person answered to the convocatoria."""

    CONFIRMED = "confirmo", "Confirmó"
    DECLINED = "no_asistira", "No asistirá"


class Enfoque(Choice):
    """[6.3] The six enfoques, a tag for whatever is planned or done."""

    GENDER = "genero", "Género"
    RIGHTS = "derechos_humanos", "Derechos humanos"
    WHOLENESS = "integralidad", "Integralidad"
    INTERCULTURAL = "interculturalidad", "Interculturalidad"
    INTERSECTIONAL = "interseccionalidad", "Interseccionalidad"
    INTERGENERATIONAL = "intergeneracional", "Intergeneracional"


class Ethnicity(Choice):
    """Self-identification as in the 2017 census [2.10]; voluntary, sensitive."""

    QUECHUA = "quechua", "Quechua"
    AIMARA = "aimara", "Aimara"
    AMAZONIAN = "amazonia", "Nativo o indígena de la Amazonía"
    OTHER_INDIGENOUS = "otro_indigena", "Otro pueblo indígena u originario"
    AFRO = "afroperuano", "Negro, moreno, zambo, mulato, afroperuano o afrodescendiente"
    WHITE = "blanco", "Blanco"
    MESTIZO = "mestizo", "Mestizo"
    OTHER = "otro", "Otro"
    NO_ANSWER = "no_responde", "No sabe o no responde"


class Disability(Choice):
    """[2.10] Voluntary, sensitive."""

    NONE = "ninguna", "Ninguna"
    PHYSICAL = "fisica", "Física o motora"
    VISUAL = "visual", "Visual"
    HEARING = "auditiva", "Auditiva"
    SPEECH = "habla", "Del habla"
    INTELLECTUAL = "intelectual", "Intelectual"
    PSYCHOSOCIAL = "psicosocial", "Psicosocial"
    MULTIPLE = "multiple", "Múltiple"
    NO_ANSWER = "no_responde", "Prefiere no responder"
