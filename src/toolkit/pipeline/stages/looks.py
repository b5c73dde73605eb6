"""Looks at pictures that are not made yet: which of them show best whether words and codes can be read.

`toolkit check` paints these as a build does, and asks the pixels what a build asks them. It cannot paint all
and stay quick, so it takes of each artboard, look and shape the pictures where words and codes are smallest.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from toolkit.compose.layout import Layout
from toolkit.errors import errors_in
from toolkit.pipeline.layout.tasks import LaidOutPicture

_ALL: Final = 48  # pictures; so many are looked at in any case
_SHARE: Final = 6  # of more, one in so many: painting one takes about five times as long as laying it out
_LETTER: Final = 4.0  # modules: those of 4 px are as hard to read as letters of 16 px
_NO_SIZE: Final = 10_000.0  # px; more than any letter or module has

_Group = tuple[object, ...]


def worth_a_look(pictures: Sequence[LaidOutPicture]) -> tuple[LaidOutPicture, ...]:
    """Return the pictures to look at, in their order.

    All of a few; of many about a sixth, and one at least of each artboard in each look of a campaign. Those
    with an error are left out: what is wrong with them is known.
    """
    sound = [picture for picture in pictures if not errors_in(picture.result.problems)]
    if len(sound) <= _ALL:
        return tuple(sound)
    most = max(_ALL, len(sound) // _SHARE)
    chosen: set[int] = set()
    for number, tier in _by_use(sound):
        if tier and len(chosen) >= most:
            break
        chosen.add(number)
    return tuple(picture for number, picture in enumerate(sound) if number in chosen)


def _by_use(pictures: Sequence[LaidOutPicture]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of pictures, the most telling ones first, each with how much like others it is.

    In tier 0 is one for each artboard and look; then come those of languages from right to left, of other
    placements, of other languages.
    """
    smallest = sorted(range(len(pictures)), key=lambda number: _smallest(pictures[number].result.layout))
    seen: set[_Group] = set()
    tiers: list[tuple[int, int]] = []
    for number in smallest:
        groups = _groups(pictures[number])
        tier = next((tier for tier, group in enumerate(groups) if group not in seen), len(groups))
        tiers.append((tier, number))
        seen.update(groups)
    # Sorting keeps the smallest first in each tier.
    yield from ((number, tier) for tier, number in sorted(tiers, key=lambda found: found[0]))


def _groups(picture: LaidOutPicture) -> tuple[_Group, ...]:
    """Return what pictures are alike in, from most to least: each holds all those after it."""
    job = picture.first
    is_rtl = job.copy.language.is_rtl
    return (
        (0, job.drawing),
        (1, job.drawing, is_rtl),
        (2, job.drawing, is_rtl, job.placement.id),
        (3, job.drawing, job.key.language, job.placement.id),
    )


def _smallest(layout: Layout) -> float:
    """Return the size in px of the smallest letters or modules, in which small words and codes are alike."""
    letters = (text.font_px for text in layout.texts if text.text.strip())
    modules = (code.module_px * _LETTER for code in layout.qr)
    return min((*letters, *modules), default=_NO_SIZE)
