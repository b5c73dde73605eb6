"""How large letters look, so that families of several scripts can stand side by side.

The same font size is not the same size to the eye. Letters of scripts with capitals are compared by the
height of the small letter x, all others by the height of their ink (compare `font-size-adjust`, CSS Fonts 5).
"""

import unicodedata
from typing import Final

from toolkit.typeset.fonts.face import Face
from toolkit.typeset.unicode.scripts import char_script

LEAST, MOST = 0.8, 1.3
"""A fallback is never set smaller or larger than this: then the two families do not belong together."""

_X: Final = {"Latn": "x", "Cyrl": "х", "Grek": "χ"}
_MOST_LETTERS = 96


def matching_scale(face: Face, usual: Face, fallback: Face, script: str) -> float:
    """Return how much larger `fallback` is set for a script, to look as large as `face` does in its own.

    `usual` is the family that the toolkit sets in place of `face`; it and `fallback` look the same size.
    """
    heights = [_x_height(font, name) for font in (face, fallback) for name in (script, *_X) if script in _X]
    own = next((height for height in heights[: len(heights) // 2] if height), 0.0)
    other = next((height for height in heights[len(heights) // 2 :] if height), 0.0)
    ratio = own / other if own and other else _ink_ratio(face, usual)
    return round(min(max(ratio, LEAST), MOST), 3)


def _x_height(face: Face, script: str) -> float:
    """Return the height of the small x of a script in thousandths of an em; 0 if the font has none."""
    letter = _X.get(script, "")
    return face.extents(face.glyph_of(letter)).top if letter and face.covers(letter) else 0.0


def _ink_ratio(face: Face, usual: Face) -> float:
    """Return how much taller the ink of one font is than that of another, over letters that both have."""
    shared = sorted(face.characters() & usual.characters())
    letters = [chr(code) for code in shared if _is_letter(chr(code))]
    step = max(len(letters) // _MOST_LETTERS, 1)
    ratio = [_ink(face, letter) / ink for letter in letters[::step] if (ink := _ink(usual, letter))]
    return sum(ratio) / len(ratio) if ratio else 1.0


def _is_letter(char: str) -> bool:
    return unicodedata.category(char)[0] == "L" and char_script(char) != "Zyyy"


def _ink(face: Face, char: str) -> float:
    box = face.extents(face.glyph_of(char))
    return box.top - box.bottom
