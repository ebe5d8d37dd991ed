"""A paper form while it is being entered: which question is asked, and what each key makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from concerta_desktop.rules.evaluation import Form


@dataclass(frozen=True, slots=True)
class HalfEntered:
    """Answers in the order of the questions, None = not yet; `current` past the last = all are there."""

    answers: tuple[int | None, ...]
    current: int = 0

    @property
    def complete(self) -> bool:
        return None not in self.answers

    @property
    def begun(self) -> bool:
        return any(answer is not None for answer in self.answers)

    @property
    def first_missing(self) -> int:
        """Place of the first question without an answer; past the last when there is none."""
        return self.answers.index(None) if None in self.answers else len(self.answers)

    def answer(self, value: int) -> HalfEntered:
        """Answer the current question and go on to the next that lacks one."""
        if self.current >= len(self.answers):
            return self
        given = (*self.answers[: self.current], value, *self.answers[self.current + 1 :])
        later = [place for place in range(self.current + 1, len(given)) if given[place] is None]
        answered = HalfEntered(given)
        return replace(answered, current=later[0] if later else answered.first_missing)

    def back(self) -> HalfEntered:
        """Take back the answer of the current question or, when it has none, of the one before."""
        place = self.current
        if place >= len(self.answers) or self.answers[place] is None:
            place -= 1
        if place < 0:
            return self
        return HalfEntered((*self.answers[:place], None, *self.answers[place + 1 :]), place)

    def move(self, step: int) -> HalfEntered:
        """Another question, without answering."""
        return replace(self, current=min(max(self.current + step, 0), len(self.answers)))

    def at(self, place: int) -> HalfEntered:
        return replace(self, current=place)


def empty(form: Form) -> HalfEntered:
    """Nothing entered yet."""
    return HalfEntered((None,) * len(form.questions))


def carry_over(half: HalfEntered, before: Form, after: Form) -> HalfEntered:
    """What was entered of a form whose questions have just changed: nothing that still is asked is lost."""
    known: Mapping[str, int | None] = {
        question.key: answer for question, answer in zip(before.questions, half.answers, strict=False)
    }
    answers = tuple(known.get(question.key) for question in after.questions)
    carried = HalfEntered(answers)
    return replace(carried, current=carried.first_missing)
