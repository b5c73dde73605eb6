"""Emphasis: phrases of a text in the weight and colour that the drawing's sample shows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from toolkit.typeset import Span


def emphasised(text: str, phrases: Sequence[str], look: Span | None) -> str | tuple[Span, ...]:
    """Return a text with each of its phrases, where it first stands, as a span of that look.

    Without a look or a phrase that is there the text stays as it is. A fixed line break inside a phrase does
    not part it.
    """
    if look is None:
        return text
    inside = {index for start, end in _places(text, phrases) for index in range(start, end)}
    if not inside:
        return text
    turns = [index for index in range(1, len(text)) if (index in inside) != (index - 1 in inside)]
    return tuple(
        replace(look if start in inside else Span(text=""), text=text[start:end])
        for start, end in pairwise((0, *turns, len(text)))
    )


def _places(text: str, phrases: Sequence[str]) -> Iterator[tuple[int, int]]:
    for phrase in phrases:
        if match := re.search(r"\s+".join(map(re.escape, phrase.split())), text):
            yield match.span()
