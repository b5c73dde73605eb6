"""How much work a style sheet is to apply, told before it is applied: some selectors look at everything.

cssselect2 asks every rule of every element it could be for. A rule for a class is asked of that class alone,
one for `*` of all. `:nth-child` counts siblings, `:has()` looks at all that is inside, and each step of a
descendant selector may begin at any ancestor.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from toolkit.svg.document import Element, local_name

MOST_TESTS: Final = 3_000_000
"""Comparisons of an element with a selector; a large drawing of Illustrator asks for a hundred thousand."""
MOST_VALUE: Final = 10_000
"""Characters of a value with all variables in place."""
_COUNTING: Final = re.compile(r":(?:nth-|only-|first-of|last-)", re.IGNORECASE)
_HAS: Final = re.compile(r":has\(", re.IGNORECASE)
_STEP: Final = re.compile(r"(?<=[\w\])*])\s+(?=[\w.#*:\[])|~")


class Census:
    """How many elements of a drawing a selector may be for, and what else multiplies its work."""

    def __init__(self, root: Element) -> None:
        self.elements = 0
        self.siblings = 1
        self.depth = 1
        self._ids: Counter[str] = Counter()
        self._classes: Counter[str] = Counter()
        self._names: Counter[str] = Counter()
        level = [root]
        while level:
            self.depth += 1
            for element in level:
                self._count(element)
            level = [child for element in level for child in element.findall("*")]

    def _count(self, element: Element) -> None:
        self.elements += 1
        self.siblings = max(self.siblings, len(element))
        self._ids[str(element.get("id", ""))] += 1
        self._names[local_name(element).lower()] += 1
        self._classes.update(set(str(element.get("class", "")).split()))

    def tests(self, selectors: Iterable[Any], written: str) -> float:
        """Return how many comparisons the selectors of one rule, as they are `written`, ask for."""
        factor = 1.0
        factor *= self.siblings if _COUNTING.search(written) else 1
        factor *= self.elements if _HAS.search(written) else 1
        steps = len(_STEP.findall(written))
        factor *= math.comb(self.depth, min(max(steps - 1, 0), self.depth // 2))
        return sum(self._candidates(selector) for selector in selectors) * factor

    def _candidates(self, selector: Any) -> int:  # noqa: ANN401  cssselect2 has no types
        if selector.id is not None:
            return self._ids[selector.id]
        if selector.class_name is not None:
            return self._classes[selector.class_name]
        if selector.local_name is not None:
            return self._names[selector.lower_local_name]
        return self.elements
