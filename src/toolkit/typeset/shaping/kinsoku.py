"""Full-width punctuation marks that lose half their width where they meet (JLREQ 3.1.4, CLREQ 3.1.6)."""

OPENING = frozenset("「『（【〔《〈［｛〖〘〝“‘")
CLOSING = frozenset("」』）】〕》〉］｝〗〙〟”’、。，．")
_MIDDLE = frozenset("・：；")


def halved(text: str) -> frozenset[int]:
    """Return the indices of marks that give up their blank half to the mark beside them."""
    return frozenset(index for index, char in enumerate(text) if _meets(text, index, char))


def _meets(text: str, index: int, char: str) -> bool:
    if char in CLOSING:
        after = text[index + 1 : index + 2]
        return bool(after) and (after in OPENING or after in CLOSING or after in _MIDDLE)
    before = text[index - 1 : index]
    return char in OPENING and bool(before) and (before in OPENING or before in _MIDDLE)
