"""The lattice of a text: every line that could run from one break to another, whatever the frame."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toolkit.typeset.linebreak.breaks import Break
from toolkit.typeset.linebreak.shortest_path import Matrix
from toolkit.typeset.shaping.shaping import Measures

_LONE = 0.8  # the cost of a break that leaves next to nothing for the last line
_LONE_WIDTH = 5500.0  # thousandths of an em: no more than one word of most languages
_LONE_SHARE = 0.25  # of the whole text: a short text may well end in one word
_BLANK = " \n\u200b\u2028\u3000\u2002\u2003\u2009"


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """Nodes are the start of the text and its breaks; thousandths of an em.

    `starts` is the first character of the line after each node, `ends` the end of the line before it, without
    white space. `widths` has the ink width of each line, infinite across a forced break; `costs` is what each
    break costs. `tops` and `bottoms` are the ink of each character above and below the baseline.
    """

    measures: Measures
    starts: list[int]
    ends: list[int]
    widths: Matrix
    costs: NDArray[np.float64]
    tops: list[float]
    bottoms: list[float]

    @classmethod
    def of(cls, text: str, breaks: Sequence[Break], measures: Measures) -> "Lattice":
        """Return the lattice of a measured text over some of its breaks."""
        starts, ends = _edges(text, breaks)
        widths = _widths(starts, ends, measures, breaks)
        return cls(
            measures,
            starts,
            ends,
            widths,
            _costs(breaks, widths),
            measures.tops.tolist(),
            measures.bottoms.tolist(),
        )


def _edges(text: str, breaks: Sequence[Break]) -> tuple[list[int], list[int]]:
    """Return where the line after each node starts and where the line before it ends, without white space."""
    starts, ends = [0], []
    for entry in breaks:
        end = entry.index
        while end > starts[0] and text[end - 1] in _BLANK:
            end -= 1
        ends.append(end)
        starts.append(entry.index)
    return starts[:-1], ends


def _costs(breaks: Sequence[Break], widths: Matrix) -> NDArray[np.float64]:
    """Return what each break costs; one that leaves a lone word for the last line costs more.

    After a stop a short line is a phrase of its own, and no fault.
    """
    costs = np.array([0.0 if entry.forced else entry.cost for entry in breaks])
    rest = widths[1:, -1]
    whole = float(np.where(np.isfinite(widths[:, -1]), widths[:, -1], 0.0).max())
    is_lone = (rest < min(_LONE_WIDTH, whole * _LONE_SHARE)) & (costs[:-1] > 0.0)
    costs[:-1] += np.where(is_lone, _LONE, 0.0)
    costs[-1] = 0.0
    return costs


def _widths(starts: list[int], ends: list[int], measures: Measures, breaks: Sequence[Break]) -> Matrix:
    # Ink decides what fits: the white before the first letter and after the last one does not count.
    hyphens = np.array([entry.hyphen for entry in breaks])
    right = hyphens + measures.ends[ends] - measures.afters[np.maximum(np.array(ends) - 1, 0)]
    left = measures.ends[starts] + measures.befores[starts]
    widths: Matrix = np.maximum(right[None, :] - left[:, None], 0.0)
    widths[np.tril_indices(len(starts), -1)] = np.inf
    for node, entry in enumerate(breaks[:-1], start=1):
        if entry.forced:
            widths[:node, node:] = np.inf
    return widths
