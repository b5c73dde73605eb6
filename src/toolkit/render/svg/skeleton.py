"""What is left of a laid-out SVG without its numbers and words: pictures of one drawing have that in common.

Checks that look at elements, references and colours find the same in every picture with one skeleton. So they
look at the skeleton, and once: the languages, rows and placements of a design differ in little else.
"""

import re
from typing import Final

from toolkit.svg.laid_out import INK, LABEL

__all__ = ["skeleton_of"]

_NUMBER: Final = r"-?\d+(?:\.\d+)?(?:e-?\d+)?"
_LENGTH: Final = _NUMBER.removeprefix("-?")
_LIST: Final = rf"{_NUMBER}(?:[ ,]+{_NUMBER})*"
# Attributes that are numbers and nothing else. `opacity` and `fr` are none of them: whether these are 1 or 0
# tells whether an engine can draw a shape. A path has letters, but nothing that could begin a reference. What
# is taken out has no quote, bracket or colon in it: so nothing that must be found can hide there.
_GEOMETRY: Final = re.compile(
    rf' (?:d="[-+0-9.,\sA-Za-z]*"'
    rf'|(?:points|[cfr][xy]|[xyr][12]?|width|height|offset)="{_LIST}"'
    rf'|(?:(?:stop|fill|stroke)-opacity|stroke-(?:width|miterlimit|dasharray|dashoffset))="{_LIST}"'
    rf'|transform="(?:matrix\({_NUMBER}(?:[ ,]{_NUMBER}){{5}}\)|translate\({_NUMBER}(?:[ ,]{_NUMBER})?\)'
    rf'|scale\({_NUMBER}(?:[ ,]{_NUMBER})?\)|rotate\({_NUMBER}\)| )+")'
)
# The words of a group stand in it twice, as its label and its title; that they are the same is checked here.
_INK: Final = rf' {INK}="{_NUMBER} {_NUMBER} {_LENGTH} {_LENGTH}"'
_WORDS: Final = re.compile(rf' {LABEL}="([^"<>]+)"{_INK}><title>\1</title>')
_ANY_WORDS: Final = f' {LABEL}="words" {INK}="0 0 1 1"><title>words</title>'
# How many outlines the words have follows from their lines and colours; each is like the one before it.
_OUTLINES: Final = re.compile(r"</title>(<path [^<>]*/>)\1+")


def skeleton_of(svg: str) -> str:
    """Return an SVG document, as lxml writes it, without geometry and words that no check looks at."""
    return _OUTLINES.sub(r"</title>\1", _WORDS.sub(_ANY_WORDS, _GEOMETRY.sub("", svg)))
