"""Explicit levels and directions (UAX #9, rules P2, P3 and X1 to X8)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.typeset.unicode.bidi.classes import ISOLATE_INITIATORS, REMOVED

MAX_DEPTH = 125

_STRONG_LEVEL = {"L": 0, "R": 1, "AL": 1}
_EMBEDDINGS = {"RLE": (1, ""), "LRE": (0, ""), "RLO": (1, "R"), "LRO": (0, "L")}


def match_isolates(classes: Sequence[str]) -> dict[int, int]:
    """Map each isolate initiator to its PDI, or to the end of the paragraph (BD9)."""
    matches: dict[int, int] = {}
    open_isolates: list[int] = []
    for index, kind in enumerate(classes):
        if kind in ISOLATE_INITIATORS:
            open_isolates.append(index)
        elif kind == "PDI" and open_isolates:
            matches[open_isolates.pop()] = index
    return matches | dict.fromkeys(open_isolates, len(classes))


def first_strong_level(
    classes: Sequence[str], start: int, end: int, matches: dict[int, int], default: int = 0
) -> int:
    """Return 0 or 1 by the first strong type, skipping isolates (P2, P3)."""
    index = start
    while index < end:
        kind = classes[index]
        if kind in _STRONG_LEVEL:
            return _STRONG_LEVEL[kind]
        index = matches[index] if kind in ISOLATE_INITIATORS else index + 1
    return default


@dataclass(frozen=True, slots=True)
class _Status:
    level: int
    override: str
    isolate: bool

    def next_level(self, parity: int) -> int:
        """Return the least greater level of a parity: 0 even, 1 odd."""
        return self.level + 2 if self.level % 2 == parity else self.level + 1


@dataclass(slots=True)
class ExplicitPass:
    """One pass of X1 to X8 over a paragraph; `levels` and `classes` hold the result."""

    classes: list[str]
    base: int
    matches: dict[int, int]
    levels: list[int] = field(default_factory=list)
    _stack: list[_Status] = field(default_factory=list)
    _overflow_isolates: int = 0
    _overflow_embeddings: int = 0
    _valid_isolates: int = 0

    def run(self) -> None:
        """Fill `levels`, and put overridden types into `classes`."""
        self._stack = [_Status(self.base, "", isolate=False)]
        for index, kind in enumerate(tuple(self.classes)):
            if kind in _EMBEDDINGS:
                self._embed(kind)
            elif kind in ISOLATE_INITIATORS:
                self._isolate(index, kind)
            elif kind == "PDI":
                self._pop_isolate()
                self._place(index)
            elif kind == "PDF":
                self._pop_embedding()
                self.levels.append(self._stack[-1].level)
            elif kind == "B":
                self.levels.append(self.base)
            elif kind == "BN":
                self.levels.append(self._stack[-1].level)
            else:
                self._place(index)

    def _place(self, index: int) -> None:
        status = self._stack[-1]
        self.levels.append(status.level)
        if status.override:
            self.classes[index] = status.override

    def _embed(self, kind: str) -> None:
        parity, override = _EMBEDDINGS[kind]
        level = self._stack[-1].next_level(parity)
        if level <= MAX_DEPTH and not self._overflow_isolates and not self._overflow_embeddings:
            self._stack.append(_Status(level, override, isolate=False))
        elif not self._overflow_isolates:
            self._overflow_embeddings += 1
        self.levels.append(self._stack[-1].level)

    def _isolate(self, index: int, kind: str) -> None:
        self._place(index)
        parity = 1 if kind == "RLI" else 0
        if kind == "FSI":
            parity = first_strong_level(self.classes, index + 1, self.matches[index], self.matches)
        level = self._stack[-1].next_level(parity)
        if level <= MAX_DEPTH and not self._overflow_isolates and not self._overflow_embeddings:
            self._valid_isolates += 1
            self._stack.append(_Status(level, "", isolate=True))
        else:
            self._overflow_isolates += 1

    def _pop_isolate(self) -> None:
        if self._overflow_isolates:
            self._overflow_isolates -= 1
        elif self._valid_isolates:
            self._overflow_embeddings = 0
            while not self._stack[-1].isolate:
                self._stack.pop()
            self._stack.pop()
            self._valid_isolates -= 1

    def _pop_embedding(self) -> None:
        if self._overflow_isolates:
            return
        if self._overflow_embeddings:
            self._overflow_embeddings -= 1
        elif not self._stack[-1].isolate and len(self._stack) > 1:
            self._stack.pop()


@dataclass(frozen=True, slots=True)
class RunSequence:
    """An isolating run sequence (BD13): its characters' indices and the types at its two ends (X10)."""

    indices: tuple[int, ...]
    level: int
    start: str
    end: str


def isolating_sequences(
    original: Sequence[str], levels: Sequence[int], base: int, matches: dict[int, int]
) -> list[RunSequence]:
    """Split a paragraph into isolating run sequences, without the characters that X9 removes."""
    kept = [index for index, kind in enumerate(original) if kind not in REMOVED]
    runs = _level_runs(kept, levels)
    run_starting_at = {run[0]: run for run in runs}
    joined: set[int] = set()
    sequences: list[list[int]] = []
    for run in runs:
        if run[0] in joined:
            continue
        members = list(run)
        while original[members[-1]] in ISOLATE_INITIATORS and matches[members[-1]] in run_starting_at:
            partner = matches[members[-1]]
            joined.add(partner)
            members += run_starting_at[partner]
        sequences.append(members)
    position = {index: order for order, index in enumerate(kept)}
    return [_with_ends(members, original, levels, base, kept, position) for members in sequences]


def _level_runs(kept: list[int], levels: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for index in kept:
        if runs and levels[runs[-1][-1]] == levels[index]:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _with_ends(
    members: list[int],
    original: Sequence[str],
    levels: Sequence[int],
    base: int,
    kept: list[int],
    position: dict[int, int],
) -> RunSequence:
    level = levels[members[0]]
    before = position[members[0]] - 1
    previous = levels[kept[before]] if before >= 0 else base
    after = position[members[-1]] + 1
    open_end = original[members[-1]] in ISOLATE_INITIATORS or after == len(kept)
    following = base if open_end else levels[kept[after]]
    return RunSequence(
        tuple(members), level, _direction(max(level, previous)), _direction(max(level, following))
    )


def _direction(level: int) -> str:
    return "R" if level % 2 else "L"
