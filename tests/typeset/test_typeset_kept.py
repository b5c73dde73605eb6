"""What is kept between layouts: the same text in the same or another frame comes out as if it were new."""

from itertools import permutations

from toolkit.languages import Language
from toolkit.typeset import FontLibrary, Span, TextLayout, TextStyle, typeset
from toolkit.typeset.layout.typeset import forget
from toolkit.units import Size

ENGLISH = Language("en")
TEXTS = (
    "ab cd ef gh",
    "ab cd ef gh ij kl mn",
    (Span(text="ab cd "), Span(text="ef", fill="#ff0000"), Span(text=" gh")),
)
FRAMES = (Size(60, 40), Size(200, 20), Size(60, 41))
STYLES = (TextStyle(max_size=20, min_size=2), TextStyle(max_size=20, min_size=2, tracking=0.1, align="end"))
CASES = [(text, frame, style) for text in TEXTS for frame in FRAMES for style in STYLES]


def _set(case: tuple[str | tuple[Span, ...], Size, TextStyle], fonts: FontLibrary) -> TextLayout:
    text, frame, style = case
    return typeset(text, language=ENGLISH, style=style, frame=frame, fonts=fonts)


def test_what_was_set_before_changes_nothing(square: FontLibrary) -> None:
    """Lines that are kept know neither the frame nor the size: in any order, every layout is the same."""
    alone = []
    for case in CASES:
        forget()
        alone.append(_set(case, square))
    assert len({layout.outlines for layout in alone}) > len(TEXTS) * len(STYLES)
    for first, second in permutations(range(len(CASES)), 2):
        forget()
        assert (_set(CASES[first], square), _set(CASES[second], square)) == (alone[first], alone[second])


def test_a_text_set_again_in_its_frame_is_not_set_anew(square: FontLibrary) -> None:
    """Placements share frames: the second layout is the first one."""
    forget()
    assert _set(CASES[0], square) is _set(CASES[0], square)
    assert _set(CASES[0], square) is not _set(CASES[1], square)


def test_fonts_do_not_share_what_is_kept(square: FontLibrary, shipped: FontLibrary) -> None:
    """The same text in the same frame has other letters in another library."""
    assert _set(CASES[0], square).outlines != _set(CASES[0], shipped).outlines
