"""Weak and neutral types and implicit levels of one isolating run sequence (UAX #9, 3.3.4 to 3.3.6)."""

from collections.abc import Iterator, Sequence

from toolkit.typeset.unicode.bidi.classes import BRACKETS, CANONICAL, CLOSING, ISOLATE_INITIATORS

_ISOLATE_FORMATS = ISOLATE_INITIATORS | {"PDI"}
_NEUTRAL = frozenset({"B", "S", "WS", "ON"}) | _ISOLATE_FORMATS
_NUMBERS = frozenset({"EN", "AN"})
_BRACKET_DEPTH = 63

# I1 and I2: by parity of the level, what each type adds to it.
_IMPLICIT = ({"L": 0, "R": 1, "AN": 2, "EN": 2}, {"R": 0, "L": 1, "EN": 1, "AN": 1})


def resolve(
    types: list[str], chars: Sequence[str], original: Sequence[str], level: int, ends: tuple[str, str]
) -> list[int]:
    """Return the level of each character of a sequence; `chars` may be empty if there are no brackets.

    `types` are the types after the explicit pass, `original` those before it, `ends` are sos and eos.
    """
    _weak(types, ends[0])
    if chars:
        _brackets(types, chars, original, level, ends[0])
    _neutral(types, level, ends)
    return [level + _IMPLICIT[level % 2][kind] for kind in types]


def _weak(types: list[str], start: str) -> None:
    _marks(types, start)
    _numbers(types, start)
    _separators(types)
    _terminators(types)
    _european(types, start)


def _marks(types: list[str], previous: str) -> None:
    """W1: a nonspacing mark takes the type before it."""
    for index, kind in enumerate(types):
        if kind == "NSM":
            types[index] = "ON" if previous in _ISOLATE_FORMATS else previous
        previous = types[index]


def _numbers(types: list[str], strong: str) -> None:
    """W2: a European number after an Arabic letter is an Arabic number. W3: then Arabic letters are R."""
    for index, kind in enumerate(types):
        if kind in ("L", "R", "AL"):
            strong = kind
            types[index] = "R" if kind == "AL" else kind
        elif kind == "EN" and strong == "AL":
            types[index] = "AN"


def _separators(types: list[str]) -> None:
    """W4: one separator between two numbers of one type joins them."""
    for index in range(1, len(types) - 1):
        before, kind, after = types[index - 1 : index + 2]
        joins = (kind == "ES" and before == "EN") or (kind == "CS" and before in _NUMBERS)
        if joins and before == after:
            types[index] = before


def _terminators(types: list[str]) -> None:
    """W5: terminators beside a European number join it. W6: other separators and terminators are neutral."""
    for start, end in _runs_of(types, frozenset({"ET"})):
        beside = (start and types[start - 1] == "EN") or (end < len(types) and types[end] == "EN")
        types[start:end] = ["EN" if beside else "ON"] * (end - start)
    for index, kind in enumerate(types):
        if kind in ("ES", "CS"):
            types[index] = "ON"


def _european(types: list[str], strong: str) -> None:
    """W7: a European number after L is L."""
    for index, kind in enumerate(types):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            types[index] = "L"


def _runs_of(types: Sequence[str], kinds: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each stretch of the given types."""
    start = -1
    for index, kind in enumerate((*types, "")):
        if kind in kinds:
            start = index if start < 0 else start
        elif start >= 0:
            yield start, index
            start = -1


def _as_strong(kind: str) -> str:
    return "R" if kind in _NUMBERS else kind


def _bracket_pairs(types: Sequence[str], chars: Sequence[str]) -> list[tuple[int, int]]:
    """Find the bracket pairs (BD16), in the order of their opening brackets."""
    stack: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for index, char in enumerate(chars):
        if types[index] != "ON":
            continue
        if char in BRACKETS:
            if len(stack) == _BRACKET_DEPTH:
                return []
            closing = BRACKETS[char]
            stack.append((CANONICAL.get(closing, closing), index))
        elif char in CLOSING:
            wanted = CANONICAL.get(char, char)
            depth = next((d for d in range(len(stack) - 1, -1, -1) if stack[d][0] == wanted), -1)
            if depth >= 0:
                pairs.append((stack[depth][1], index))
                del stack[depth:]
    return sorted(pairs)


def _brackets(
    types: list[str], chars: Sequence[str], original: Sequence[str], level: int, start: str
) -> None:
    """N0: both brackets of a pair take one direction."""
    embedding = "R" if level % 2 else "L"
    for opening, closing in _bracket_pairs(types, chars):
        inside = {_as_strong(kind) for kind in types[opening + 1 : closing]} & {"L", "R"}
        if not inside:
            continue
        direction = embedding
        if embedding not in inside:
            before = (_as_strong(types[index]) for index in range(opening - 1, -1, -1))
            context = next((kind for kind in before if kind in ("L", "R")), start)
            direction = context if context != embedding else embedding
        for bracket in (opening, closing):
            _set_bracket(types, original, bracket, direction)


def _set_bracket(types: list[str], original: Sequence[str], index: int, direction: str) -> None:
    """Give a bracket its direction, and to the nonspacing marks on it."""
    types[index] = direction
    for following in range(index + 1, len(types)):
        if original[following] != "NSM":
            break
        types[following] = direction


def _neutral(types: list[str], level: int, ends: tuple[str, str]) -> None:
    """N1: neutrals between equal directions take it. N2: others take the embedding direction."""
    embedding = "R" if level % 2 else "L"
    for start, end in _runs_of(types, _NEUTRAL):
        before = _as_strong(types[start - 1]) if start else ends[0]
        after = _as_strong(types[end]) if end < len(types) else ends[1]
        types[start:end] = [before if before == after else embedding] * (end - start)
