"""Fitting: breaks and size solved together.

Widths grow linearly with the size, so the best size for a set of breaks needs no search: it is the frame's
width over that of the widest line, or its height over that of the stack. For each number of lines the breaks
with the least widest line are found; a poor break counts as if it made its line wider.
Widths are in thousandths of an em, sizes in SVG units per em.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import numpy as np

from toolkit.typeset.linebreak import shortest_path as linepath
from toolkit.typeset.linebreak.candidates import Lattice
from toolkit.typeset.linebreak.leading import height
from toolkit.typeset.linebreak.rating import INSIDE_WORD
from toolkit.typeset.linebreak.shortest_path import Matrix
from toolkit.typeset.style import TextStyle
from toolkit.units import Size

EM = 1000.0

_FEWER_LINES = 0.985  # what a line more must gain in size
_AVERSION = 0.5  # by how much of its cost a poor break widens its line
_SCATTERED = 1.5  # times the lines that a text needs
_MILDER = (0.25, 0.12, 0.05)  # aversions to try before none
_SLACK = 1.02  # how much size balance and better breaks may cost
_BREAK_WEIGHT = 1.0  # poor breaks against ragged lines
_WIDEST = 1e-6


@dataclass(frozen=True, slots=True)
class Fit:
    """The first and last character of each line, and the size they were chosen for.

    `hyphens` are the ends of lines that have a hyphen.
    """

    lines: tuple[tuple[int, int], ...]
    size: float
    hyphens: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Option:
    """Nodes that lines run between, the size they allow with poor breaks held against them, and its worth.

    What fits at the style's smallest size comes before what does not, whatever its breaks.
    """

    fits: bool = False
    score: float = 0.0
    size: float = 0.0
    nodes: tuple[int, ...] = ()


class Fitter:
    """Fits one text, already measured, into a frame."""

    def __init__(self, lattice: Lattice, style: TextStyle, frame: Size) -> None:
        self._lattice = lattice
        self._widths, self._costs = lattice.widths, lattice.costs
        self._style = style
        self._frame = frame

    def largest(self) -> Fit:
        """Return the lines that allow the largest size, balanced at that size.

        Poor breaks are avoided as long as the text then fits at its smallest size. The size returned may be
        below that; then the text does not fit.
        """
        if not self._can_fit():
            return Fit((), 0.0)
        fit = self._best(_AVERSION)
        if self._costs.any():
            fit = self._best(0.0) if self._is_too_small(fit) else self._without_scatter(fit)
        # Lines without descenders stand closer: full lines may fit a height that the narrowest ones do not.
        full = self._fit(self._first_fit(self._limit(self._style.min_size)))
        return full if self._is_too_small(fit) and self._is_allowed(full) else fit

    def _without_scatter(self, fit: Fit) -> Fit:
        """Return other lines where shunning poor breaks has scattered a text over many more than it needs.

        In the end the shunned breaks come in all the same, as each scattered line is short enough for one.
        """
        if len(fit.lines) <= len(self._first_fit(self._limit(fit.size))) - 1:
            return fit
        plain = self._best(0.0)
        if plain.size < fit.size * _FEWER_LINES or len(plain.lines) >= len(fit.lines):
            return fit
        if len(fit.lines) > len(plain.lines) * _SCATTERED + 1:
            milder = (self._best(aversion) for aversion in _MILDER)
            kept = (other for other in milder if not self._is_too_small(other))
            limit = len(plain.lines) * _SCATTERED + 1
            return next((other for other in kept if len(other.lines) <= limit), plain)
        is_one_size = abs(plain.size - fit.size) < _WIDEST
        return plain if is_one_size and self._price(fit) - self._price(plain) >= INSIDE_WORD else fit

    def _price(self, fit: Fit) -> float:
        """Return the sum of what the breaks of some lines cost."""
        nodes = {end: node for node, end in enumerate(self._lattice.ends)}
        return sum(float(self._costs[nodes[end]]) for _, end in fit.lines)

    def _is_allowed(self, fit: Fit) -> bool:
        return len(fit.lines) <= self._style.max_lines and not self._is_too_small(fit)

    def _is_too_small(self, fit: Fit) -> bool:
        return fit.size < self._style.min_size

    def _can_fit(self) -> bool:
        """Tell whether the fewest lines at the smallest size respect the limits of lines and height."""
        size = self._style.min_size
        fewest = len(self._first_fit(self._limit(size))) - 1
        least_height = (fewest - 1) * self._style.leading * size
        return fewest <= self._style.max_lines and least_height <= self._frame.height

    def _best(self, aversion: float) -> Fit:
        inflated = self._widths * (1.0 + self._costs * aversion)
        reached: list[Matrix] = []
        best = _Option()
        for count, row in self._rows(inflated):
            reached.append(row)
            if not np.isfinite(row[-1]):
                continue
            if best.fits and self._ceiling(count) * _FEWER_LINES**count <= best.score:
                break
            best = max(best, self._option(reached, inflated), key=_worth)
        if not best.nodes:
            return Fit((), 0.0)
        # Even lines are a wish: the lines as found stand if they fit and the even ones do not.
        even, found = self._fit(self._arranged(best, inflated)), self._fit(best.nodes)
        return found if self._is_too_small(even) and found.size > even.size else even

    def _option(self, reached: list[Matrix], inflated: Matrix) -> _Option:
        """Rate as many lines as there are rows, at the breaks with the least widest line."""
        nodes = tuple(linepath.trace(reached, inflated, linepath.worst))
        size = self._size(float(reached[-1][-1]), self._lines(nodes))
        fits = not self._is_too_small(self._fit(nodes))
        return _Option(fits, size * _FEWER_LINES ** len(reached), size, nodes)

    def _rows(self, costs: Matrix) -> Iterator[tuple[int, Matrix]]:
        """Yield 1, 2, 3 … lines with the least widest line to each node, up to the style's limit."""
        counts = range(1, self._style.max_lines + 1)
        return zip(counts, linepath.rows(costs, linepath.worst), strict=False)

    def smallest(self) -> Fit:
        """Return the lines at the smallest size, filled one after the other, however many they are."""
        limit = self._limit(self._style.min_size)
        return Fit(self._lines(self._first_fit(limit)), self._style.min_size)

    def excess(self, fit: Fit) -> int:
        """Return how many characters of a fit stand outside the frame, and 0 if none does."""
        allowed = self.lines_allowed(fit)
        ends = self._lattice.measures.ends
        limit = self._limit(fit.size)
        inside = sum(
            int(np.searchsorted(ends[start + 1 : end + 1] - ends[start], limit + _WIDEST, side="right"))
            for start, end in fit.lines[:allowed]
        )
        return sum(end - start for start, end in fit.lines) - inside

    def lines_allowed(self, fit: Fit) -> int:
        """Return how many of the lines fit the frame's height and the style's limit."""
        lines = fit.lines[: self._style.max_lines]
        while len(lines) > 1 and self._height(lines) * fit.size / EM > self._frame.height:
            lines = lines[:-1]
        return len(lines)

    def _ceiling(self, count: int) -> float:
        """Return a size that no layout of so many lines can exceed."""
        least = (count - 1) * self._style.leading
        return min(self._style.max_size, self._frame.height / least) if least else self._style.max_size

    def _limit(self, size: float) -> float:
        return self._frame.width * EM / size

    def _size(self, widest: float, lines: tuple[tuple[int, int], ...]) -> float:
        by_width = self._limit(widest) if widest else self._style.max_size
        tall = self._height(lines)
        by_height = self._frame.height * EM / tall if tall else self._style.max_size
        return min(self._style.max_size, by_width, by_height)

    def _height(self, lines: tuple[tuple[int, int], ...]) -> float:
        above, below = self._lattice.tops, self._lattice.bottoms
        tops = [max(above[start:end], default=0.0) for start, end in lines]
        bottoms = [max(below[start:end], default=0.0) for start, end in lines]
        return height(tops, bottoms, self._style.leading * EM)

    def _lines(self, nodes: Sequence[int]) -> tuple[tuple[int, int], ...]:
        starts, ends = self._lattice.starts, self._lattice.ends
        return tuple((starts[node], ends[after - 1]) for node, after in pairwise(nodes))

    def _arranged(self, option: _Option, inflated: Matrix) -> list[int]:
        """Keep size and number of lines; make the lines even, or full if the style wants no balance."""
        limit = self._limit(option.size) + _WIDEST
        if not self._style.balance:
            return self._first_fit(limit)
        count = len(option.nodes) - 1
        target = float(self._lattice.measures.ends[self._lattice.ends[-1]]) / count or 1.0
        ragged = ((self._widths - target) / target) ** 2 + self._costs * _BREAK_WEIGHT
        widest = np.where(inflated <= limit * _SLACK, ragged, np.inf)
        costs = np.where(self._widths <= limit, ragged, widest)
        reached = list(islice(linepath.rows(costs, linepath.total), count))
        return linepath.trace(reached, costs, linepath.total)

    def _fit(self, nodes: Sequence[int]) -> Fit:
        """Return the lines between nodes with the size they really allow."""
        lines = self._lines(nodes)
        widest = max(float(self._widths[node, after - 1]) for node, after in pairwise(nodes))
        return Fit(lines, self._size(widest, lines))

    def _first_fit(self, limit: float) -> list[int]:
        """Fill line after line; a piece wider than the limit stands alone."""
        nodes = [0]
        last = len(self._widths)
        while nodes[-1] < last:
            fitting = np.flatnonzero(self._widths[nodes[-1]] <= limit + _WIDEST)
            finite = np.flatnonzero(np.isfinite(self._widths[nodes[-1]]))
            nodes.append(int(fitting[-1]) + 1 if fitting.size else int(finite[0]) + 1)
        return nodes


def _worth(option: _Option) -> tuple[bool, float]:
    return option.fits, option.score
