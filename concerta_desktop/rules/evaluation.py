"""The evaluation form: what it asks, what an answer may be, and how answers add up [C].

Answers are numbers from 1 (malo) to 5 (excelente) in the order of the questions; 0 = left blank, which is
unknown: it counts neither for nor against.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from concerta_desktop.errors import ValidationError
from concerta_desktop.model.evaluation import MAX_GROUPS, MAX_OPEN, MAX_QUESTIONS, Aspect
from concerta_desktop.text import clean, fold

SCALE = ("Malo", "Regular", "Aceptable", "Bueno", "Excelente")
"""Words of 1 to 5."""
SERIES = tuple(f"{value} {word}" for value, word in enumerate(SCALE, start=1))
BLANK = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A closed question. `aspect` stays when its words change."""

    aspect: Aspect
    title: str
    hint: str = ""

    @property
    def key(self) -> str:
        """What its answers are added up under: the aspect [C], or the words of any other question."""
        return self.aspect.value if self.aspect is not Aspect.OTHER else f"otros:{fold(self.title)}"


@dataclass(frozen=True, slots=True)
class Form:
    """The questions of one version. `id` "" = not stored yet."""

    questions: tuple[Question, ...]
    open_questions: tuple[str, ...] = ()
    version: int = 1
    id: str = ""

    def same_as(self, other: Form) -> bool:
        """Whether both ask exactly the same."""
        return (self.questions, self.open_questions) == (other.questions, other.open_questions)


DEFAULT_FORM = Form(
    (
        Question(Aspect.METHODOLOGY, "Metodología", "Dinámicas, ejercicios y ritmo"),
        Question(Aspect.LOGISTICS, "Logística", "Local, horarios, materiales"),
        Question(Aspect.FACILITATION, "Facilitación", "Dominio y claridad de quienes facilitan"),
        Question(Aspect.OBJECTIVES, "Logro de objetivos", "¿Se lograron los objetivos?"),
        Question(Aspect.NEEDS, "Satisfacción de necesidades", "¿Responde a lo que necesita?"),
    ),
    ("¿Qué mejoraría o qué más necesita?",),
)


@dataclass(frozen=True, slots=True)
class Tally:
    """How one question was answered: how many gave 1, 2, 3, 4 and 5, and how many left it blank."""

    counts: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)
    blank: int = 0

    @property
    def n(self) -> int:
        """Answers given."""
        return sum(self.counts)

    @property
    def hundredths(self) -> int | None:
        """The mean in hundredths, halves up; None without answers."""
        n = self.n
        total = sum(value * count for value, count in enumerate(self.counts, start=1))
        return (200 * total + n) // (2 * n) if n else None

    @property
    def mean(self) -> str:
        """ "3,39"; "sin dato" without answers."""
        found = self.hundredths
        return "sin dato" if found is None else f"{found // 100},{found % 100:02d}"

    def plus(self, answer: int, times: int = 1) -> Tally:
        """With one more answer, or with one less (`times` -1)."""
        if answer == BLANK:
            return replace(self, blank=self.blank + times)
        counts = list(self.counts)
        counts[answer - 1] += times
        return replace(self, counts=tuple(counts))


Tallies = dict[str, Tally]
"""By `Question.key`."""


def add(tallies: Tallies, form: Form, answers: Sequence[int], times: int = 1) -> Tallies:
    """The tallies with one more filled form, or one less: the cost does not grow with the number of forms."""
    added = dict(tallies)
    for question, answer in zip(form.questions, answers, strict=True):
        added[question.key] = added.get(question.key, Tally()).plus(answer, times)
    return added


def check_answers(form: Form, answers: Sequence[int]) -> None:
    """Raise `ValidationError` on an answer outside 1-5 that is not a blank, one too few, or none at all."""
    if len(answers) != len(form.questions):
        raise ValidationError(
            "answers",
            f"El formulario tiene {len(form.questions)} preguntas y llegaron {len(answers)} respuestas.",
        )
    for question, answer in zip(form.questions, answers, strict=True):
        if answer not in range(BLANK, len(SCALE) + 1):
            raise ValidationError(
                "answers",
                f"«{question.title}»: {answer} no es una respuesta.",
                todo="Use 1 a 5, o 0 si quedó en blanco.",
            )


def check_form(form: Form) -> Form:
    """The form as it may be kept, texts cleaned. Raises `ValidationError` naming the place: "question-2"."""
    if not form.questions:
        raise ValidationError(
            "questions", "El formulario se quedó sin preguntas.", todo="Agregue al menos una."
        )
    if len(form.questions) > MAX_QUESTIONS or len(form.open_questions) > MAX_OPEN:
        raise ValidationError(
            "questions",
            f"Caben hasta {MAX_QUESTIONS} preguntas y {MAX_OPEN} preguntas abiertas.",
            todo="Quite alguna: un formulario corto se responde mejor.",
        )
    questions = tuple(
        Question(
            one.aspect,
            _text(one.title, f"question-{place}", "la pregunta", 120),
            clean(one.hint, f"question-{place}"),
        )
        for place, one in enumerate(form.questions)
    )
    opened = tuple(
        _text(text, f"open-{place}", "la pregunta abierta", 200)
        for place, text in enumerate(form.open_questions)
    )
    seen: set[str] = set()
    for place, title in enumerate(fold(one.title) for one in questions):
        if title in seen:
            raise ValidationError(
                f"question-{place}",
                f"«{questions[place].title}» ya está en el formulario.",
                todo="Escriba otra o quítela.",
            )
        seen.add(title)
    return Form(questions, opened)


def check_groups(groups: Iterable[str]) -> tuple[str, ...]:
    """Names of groups, cleaned and told apart. Raises `ValidationError` on too many or too long ones."""
    named = {fold(text): text for text in (clean(group, "groups") for group in groups) if text}
    if len(named) > MAX_GROUPS or any(len(text) > 30 for text in named.values()):
        raise ValidationError(
            "groups",
            f"Caben hasta {MAX_GROUPS} grupos, con nombres de hasta 30 letras.",
            todo="Acorte o quite alguno.",
        )
    return tuple(named.values())


def _text(text: str, field: str, what: str, limit: int) -> str:
    text = clean(text, field)
    if not text:
        raise ValidationError(field, f"Falta el texto de {what}.", todo="Escríbalo o quítela.")
    if len(text) > limit:
        raise ValidationError(
            field, f"Tiene {len(text)} letras y caben {limit}.", todo="Acórtela; lo escrito sigue aquí."
        )
    return text
