"""What the answered forms say: results, groups that may be told apart, and what deserves a look [C]."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from concerta_desktop.rules.evaluation import Form, Question, Tallies, Tally, add
from concerta_desktop.text import fold

SMALLEST_GROUP = 5
"""Fewer answers than this are not shown apart: with four, somebody's would be recognised."""
UNGROUPED = "Sin grupo"

_NUMBERS = ("ninguno", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve")
_WORD = re.compile(r"[^\W\d_]{5,}")
_PASSED_OVER = """
ademas ahora algun alguna algunos antes aunque bueno buena buenos buenas cuando dentro desde donde entre
estaba estan estas estos estuvo falta gracias hacer hacia hasta mayor mejor mejorar menos mucha mucho
muchas muchos nuestra nuestro nuestros nunca parte poder porque puede pueden sobre siempre solo taller tambien
tener tiene tienen tiempo todas todos
"""
_COMMON = frozenset(_PASSED_OVER.split())


@dataclass(frozen=True, slots=True)
class Filled:
    """One answered form: what was answered to which form, and in which group. Never by whom."""

    form: Form
    answers: tuple[int, ...]
    comments: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class AspectResult:
    """A question and how it was answered. `withheld`: so few did that `tally` is left empty."""

    title: str
    tally: Tally
    key: str = ""
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class GroupResult:
    """A group. `aspects` is empty when it may not be told apart."""

    name: str
    entered: int
    aspects: tuple[AspectResult, ...]

    @property
    def hidden(self) -> bool:
        return not self.aspects


class Look(StrEnum):
    """What a thing to look at is about, most pressing first."""

    TOO_MANY = "too_many"
    LOWEST = "lowest"
    BLANK = "blank"
    RATE = "rate"
    COMMENTS = "comments"


@dataclass(frozen=True, slots=True)
class ToLookAt:
    """One sentence. `warns`: something to put right or to explain in the report."""

    kind: Look
    text: str
    warns: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """Some forms added up."""

    forms: int = 0
    tallies: Tallies = field(default_factory=Tallies)

    def plus(self, one: Filled, times: int = 1) -> Counted:
        return Counted(self.forms + times, add(self.tallies, one.form, one.answers, times))


@dataclass(frozen=True, slots=True)
class Totals:
    """All forms added up, whatever the version of their questions, and those of each group."""

    everybody: Counted = field(default_factory=Counted)
    groups: Mapping[str, Counted] = field(default_factory=dict[str, Counted])

    def plus(self, one: Filled, times: int = 1) -> Totals:
        """With one more form, or one less (`times` -1): the cost does not grow with the number of forms."""
        group = self.groups.get(one.group, Counted()).plus(one, times)
        return Totals(self.everybody.plus(one, times), {**self.groups, one.group: group})


def total(filled: Iterable[Filled]) -> Totals:
    """These forms added up."""
    totals = Totals()
    for one in filled:
        totals = totals.plus(one)
    return totals


def results(questions: Sequence[Question], tallies: Tallies) -> tuple[AspectResult, ...]:
    """One for each question, in order."""
    return tuple(
        AspectResult(question.title, tallies.get(question.key, Tally()), question.key)
        for question in questions
    )


def all_questions(current: Form, others: Iterable[Form]) -> tuple[Question, ...]:
    """The questions of the form in force, then those that only earlier versions asked."""
    found = {question.key: question for question in current.questions}
    for form in others:
        for question in form.questions:
            found.setdefault(question.key, question)
    return tuple(found.values())


def without_few(aspects: Iterable[AspectResult]) -> tuple[AspectResult, ...]:
    """The same, without how those questions were answered that fewer than five did: one put in by a second
    version of the form, or left blank by almost all."""
    return tuple(_withhold(one) if 0 < one.tally.n < SMALLEST_GROUP else one for one in aspects)


def by_group(questions: Sequence[Question], totals: Totals) -> tuple[GroupResult, ...]:
    """Each group, by name, those without one last; () when nobody has a group.

    Those of fewer than five are hidden, and in those shown the questions that fewer than five answered. If
    all that is hidden of a question, or of the forms, is fewer than five, subtracting would reveal it, so
    that the smallest shown is hidden as well.
    """
    sizes = {name: counted.forms for name, counted in totals.groups.items() if counted.forms}
    if not any(sizes):
        return ()
    hidden = _hidden(sizes)
    withheld: dict[str, frozenset[str]] = {}
    for question in questions:
        tallies = {name: totals.groups[name].tallies.get(question.key, Tally()) for name in sizes}
        withheld[question.key] = _hidden({name: tally.n for name, tally in tallies.items()}, hidden)
    return tuple(
        GroupResult(
            name or UNGROUPED,
            sizes[name],
            ()
            if name in hidden
            else tuple(
                _withhold(one) if name in withheld[one.key] else one
                for one in results(questions, totals.groups[name].tallies)
            ),
        )
        for name in sorted(sizes, key=lambda name: (not name, fold(name)))
    )


def _hidden(sizes: Mapping[str, int], already: Iterable[str] = ()) -> frozenset[str]:
    """Which parts of a whole may not be told apart: `already`, those under five, and as many of the smallest
    as it takes for what is hidden to be nobody's or at least five's."""
    hidden = {*already, *(name for name, size in sizes.items() if 0 < size < SMALLEST_GROUP)}
    rest = sorted((size, name) for name, size in sizes.items() if size and name not in hidden)
    while rest and 0 < sum(sizes[name] for name in hidden) < SMALLEST_GROUP:
        hidden.add(rest.pop(0)[1])
    return frozenset(hidden)


def _withhold(one: AspectResult) -> AspectResult:
    return AspectResult(one.title, Tally(), one.key, withheld=True)


def rate(filled: int, present: int) -> int | None:
    """Forms for each hundred attendees, rounded; None without attendance, or with more forms than people."""
    return (200 * filled + present) // (2 * present) if present >= max(filled, 1) else None


def to_look_at(
    aspects: Sequence[AspectResult], comments: Sequence[str], forms: int, present: int
) -> tuple[ToLookAt, ...]:
    """What deserves a look, most pressing first. `forms`: received or entered, whichever is more."""
    found: list[ToLookAt] = []
    if forms > present > 0:
        text = f"Hay {forms} formularios y {people(present)}: revise si uno se digitó dos veces."
        found.append(ToLookAt(Look.TOO_MANY, text, warns=True))
    found += [*_lowest(aspects), *_blanks(aspects)]
    answered = rate(forms, present)
    if answered is not None and forms >= SMALLEST_GROUP and answered < 50:
        text = f"Respondió menos de la mitad: {forms} de {people(present)}."
        found.append(ToLookAt(Look.RATE, text, warns=True))
    if comments:
        found.append(ToLookAt(Look.COMMENTS, _about_comments(comments)))
    return tuple(found)


def people(present: int) -> str:
    """ "1 presente", "34 presentes" """
    return f"{present} presente" if present == 1 else f"{present} presentes"


def in_words(number: int) -> str:
    """ "Cuatro", "18" """
    return _NUMBERS[number].capitalize() if number < len(_NUMBERS) else str(number)


def lowest(aspects: Sequence[AspectResult]) -> AspectResult | None:
    """The aspect with the lowest mean; None with fewer than five answers, or when two share the place."""
    return _extreme(aspects, -1)


def highest(aspects: Sequence[AspectResult]) -> AspectResult | None:
    """The aspect with the highest mean, as `lowest`."""
    return _extreme(aspects, 1)


def _extreme(aspects: Sequence[AspectResult], sign: int) -> AspectResult | None:
    means: dict[int, list[AspectResult]] = {}
    for one in aspects:
        mean = one.tally.hundredths
        if mean is not None and one.tally.n >= SMALLEST_GROUP:
            means.setdefault(sign * mean, []).append(one)
    best = means[max(means)] if len(means) > 1 else []
    return best[0] if len(best) == 1 else None


def _lowest(aspects: Sequence[AspectResult]) -> Iterable[ToLookAt]:
    found = lowest(aspects)
    if found is None:
        return
    tally = found.tally
    text, bad = f"{found.title} es el aspecto más bajo: {tally.mean}.", sum(tally.counts[:2])
    if bad:
        verb = "marcó" if bad == 1 else "marcaron"
        text += f" {in_words(bad)} de {tally.n} {verb} 1 o 2."
    yield ToLookAt(Look.LOWEST, text, warns=bool(bad))


def _blanks(aspects: Sequence[AspectResult]) -> Iterable[ToLookAt]:
    """A question that one in five left blank was perhaps not understood."""
    for one in aspects:
        asked = one.tally.n + one.tally.blank
        if asked >= SMALLEST_GROUP and one.tally.blank * 5 >= asked:
            text = f"{one.title} quedó en blanco en {one.tally.blank} de {asked}: quizá no se entendió."
            yield ToLookAt(Look.BLANK, text, warns=True)


def _about_comments(comments: Sequence[str]) -> str:
    """How many there are, and the word that at least three of them share."""
    said = "1 comentario" if len(comments) == 1 else f"{len(comments)} comentarios"
    written: dict[str, Counter[str]] = {}
    for comment in comments:
        for folded, word in _words(comment):
            written.setdefault(folded, Counter())[word] += 1
    shared = sorted((-spelt.total(), word) for word, spelt in written.items() if spelt.total() >= 3)
    if not shared:
        return f"{said}."
    times, word = shared[0]
    return f"{said}; {-times} dicen «{written[word].most_common(1)[0][0]}»."


@lru_cache(maxsize=4096)
def _words(comment: str) -> tuple[tuple[str, str], ...]:
    """The words worth counting, each once, as they are searched and as written: a comment does not change
    while the forms after it are entered."""
    found = {fold(word): word.lower() for word in _WORD.findall(comment)}
    return tuple((folded, word) for folded, word in found.items() if folded not in _COMMON)
