"""What the end of a page must not part: a short table, and a signature from the end of what it signs."""

# pyright: reportUnknownMemberType=false, reportAttributeAccessIssue=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false
from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, FrameBreak, KeepTogether, LongTable, Paragraph, Spacer

_ROWS_ALONG, _PARAGRAPHS_ALONG = 2, 2
"""What goes along with a signature that would stand alone on its page."""


class Whole(KeepTogether):
    """Flowables on one page; `parts` are they."""

    def __init__(self, parts: Sequence[Flowable]) -> None:
        super().__init__(list(parts))
        self.parts = list(parts)


class Signed(KeepTogether):
    """A table and what follows it as far as the signature; its last rows go along to a new page."""

    def __init__(self, table: Flowable, after: Sequence[Flowable]) -> None:
        super().__init__([table, *after])
        self._table, self._after = table, list(after)

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        self.wrap(aW, aH)
        if aH >= self._H:
            return [self._table, *self._after]
        _width, whole = self._table.wrap(aW, aH)
        heights: list[float] = self._table._rowHeights
        pieces = self._table.split(aW, min(aH, whole - sum(heights[-_ROWS_ALONG:])))
        if len(pieces) == 2:
            return [pieces[0], FrameBreak(), Signed(pieces[1], self._after)]
        if getattr(getattr(self, "_frame", None), "_atTop", True):
            return [self._table, *self._after]
        return [FrameBreak(), Signed(self._table, self._after)]


def sign(story: list[Flowable], signature: Sequence[Flowable]) -> None:
    """Put a signature at the end of `story`, never on a page of its own."""
    if story:
        story[-1:] = _apart(story[-1])
    parts = [part for one in signature for part in _apart(one)]
    while story and isinstance(story[-1], Spacer):
        story.pop()  # one leaves room to sign, and no more
    last_words: list[Flowable] = []
    while story and isinstance(story[-1], Paragraph) and len(last_words) < _PARAGRAPHS_ALONG:
        last_words.insert(0, story.pop())
    table = story[-1] if story else None
    if isinstance(table, LongTable):
        story[-1:] = [Signed(table, [*last_words, *parts])]
    else:
        story.append(Whole([*last_words, *parts]))


def _apart(part: Flowable) -> list[Flowable]:
    return part.parts if isinstance(part, Whole) else [part]
