"""Cheapest ways from the start of a text to its end over its break points, for each number of lines.

Node 0 is the start, node n the end; entry (i, j - 1) of a matrix is the cost of the line from node i to
node j, infinite if there can be no such line. One step of the dynamic programme is one matrix operation.
"""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Combine = Callable[[Matrix, Matrix], Matrix]

worst: Combine = np.maximum
"""Combine the lines of a path by the worst of them."""

total: Combine = np.add
"""Combine the lines of a path by their sum."""


def rows(costs: Matrix, combine: Combine) -> Iterator[Matrix]:
    """Yield, for 1, 2, 3 … lines, the least cost to reach each node after the start."""
    row = costs[0]
    yield row
    for _ in range(1, len(costs)):
        row = combine(row[:-1, None], costs[1:]).min(axis=0)
        yield row


def trace(reached: list[Matrix], costs: Matrix, combine: Combine) -> list[int]:
    """Return the nodes of the cheapest path with as many lines as there are rows, start and end included."""
    node = len(costs)
    nodes = [node]
    for row in reversed(reached[:-1]):
        node = int(combine(row[:-1], costs[1:, node - 1]).argmin()) + 1
        nodes.append(node)
    return [0, *reversed(nodes)]
