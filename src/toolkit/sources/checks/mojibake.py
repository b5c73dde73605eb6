"""Mojibake: text in UTF-8 that some program read in another encoding, such as ``ZoÃ©`` for ``Zoé``."""

import re
from functools import lru_cache, partial

# Each letter of the wrong reading stands for one byte. What CP1252 leaves free is as in Latin-1.
_ENCODINGS = ("cp1252", "mac_roman", "cp1251")
_LONE_A = re.compile("(?<!\\w)Ã[ \u00a0]+")
_MOST_ROUNDS = 3  # read wrongly, saved, and read wrongly again


@lru_cache(maxsize=8)
def _bytes_of(encoding: str) -> dict[str, int]:
    found = {}
    for byte in range(0x80, 0x100):
        try:
            found[bytes([byte]).decode(encoding)] = byte
        except UnicodeDecodeError:
            found[chr(byte)] = byte
    return found


def _class(encoding: str, first: int, last: int) -> str:
    letters = (letter for letter, byte in _bytes_of(encoding).items() if first <= byte <= last)
    return f"[{''.join(map(re.escape, letters))}]"


@lru_cache(maxsize=8)
def _sequence(encoding: str) -> re.Pattern[str]:
    """Find what is UTF-8 of two, three or four bytes (RFC 3629, 4), read in the wrong encoding."""
    tail = _class(encoding, 0x80, 0xBF)
    two, three = _class(encoding, 0xC2, 0xDF) + tail, _class(encoding, 0xE0, 0xEF) + tail * 2
    return re.compile(f"(?:{_class(encoding, 0xF0, 0xF4)}{tail * 3}|{three}|{two})+")


@lru_cache(maxsize=8)
def _evidence(encoding: str) -> re.Pattern[str]:
    """Find what can be nothing else: sequences in a row, or one that nobody writes on purpose."""
    tail = _class(encoding, 0x80, 0xBF)
    row = f"{_sequence(encoding).pattern[:-1]}{{2,}}"
    if encoding == "cp1252":
        # Ã and Â begin what is left of Latin-1, Ä and Å of its neighbours, á what Vietnamese adds. In «IRMÃ»
        # and „MENÄ“ they end a word in capitals, and a mark follows.
        latin = rf"(?<![A-ZÀ-Þ«„“‹])[ÂÃÄÅ]{tail}|[ÂÃÄÅ]{tail}(?=\w)"
        vietnamese = rf"áº{tail}|á»{tail}(?=\w)|(?<=\w)á»[^\s\w…”’“–—.,;:!?)]"
        return re.compile(rf"{row}|â€{tail}|ã€{tail}|ï¼{tail}|ï»¿|ðŸ{tail * 2}|{latin}|{vietnamese}")
    if encoding == "mac_roman":
        return re.compile(rf"{row}|(?<=\w)√{tail}|√{tail}(?=\w)|‚Ä{tail}|¬[†´ª∞ß]|·ª{tail}|·∫{tail}")
    return re.compile(rf"{row}|вЂ{tail}")


def mojibake_in(text: str) -> str:
    """Return the first piece of a text that was read in the wrong encoding, or an empty string."""
    for encoding in _ENCODINGS:
        for found in _evidence(encoding).finditer(text):
            if _decoded(found[0], encoding) != found[0]:
                return found[0]
    return ""


def unscrambled(text: str) -> str:
    """Return the text as it was before it was read wrongly, once or several times."""
    for _ in range(_MOST_ROUNDS):
        better = text
        for encoding in _ENCODINGS:
            if any(
                _decoded(found[0], encoding) != found[0] for found in _evidence(encoding).finditer(better)
            ):
                better = _sequence(encoding).sub(partial(_replaced, encoding), better)
                # The second byte of "à" is a no-break space, which many programs make a plain one.
                better = _LONE_A.sub("à ", better) if encoding == "cp1252" else better
        if better == text:
            break
        text = better
    return text


def _replaced(encoding: str, found: re.Match[str]) -> str:
    return _decoded(found[0], encoding)


def _decoded(piece: str, encoding: str) -> str:
    """Return what the bytes say in UTF-8, or the piece itself if they say nothing."""
    table = _bytes_of(encoding)
    try:
        return bytes(table[character] for character in piece).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return piece
