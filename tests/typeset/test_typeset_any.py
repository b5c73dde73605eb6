"""Whatever people write, typesetting gives a layout inside its frame or says that it does not fit."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.languages import Language
from toolkit.sources.workspace.typography import bundled_typography
from toolkit.typeset import FontLibrary, TextStyle, typeset
from toolkit.units import Rect, Size

TAGS = st.sampled_from(["ar", "en", "fr", "he", "hi", "ja", "km", "my", "th", "ur", "vi", "zh-Hans"])
LATIN = "aé1 ,#/@.-\n«»()[]“”\u200b\u200d\u202e\u2067\u2069\u00ad👍🏽"
OTHERS = "年。「」，تش\u064bאבहिन्ကျွန်တើកទัก"
MIXED = st.text(st.sampled_from(LATIN + OTHERS), max_size=40)
ANY = st.one_of(MIXED, st.text(max_size=20))
STYLES = st.builds(
    TextStyle,
    weight=st.sampled_from([400, 700]),
    max_size=st.just(40.0),
    min_size=st.sampled_from([4.0, 12.0]),
    max_lines=st.integers(1, 6),
    align=st.sampled_from(["start", "middle", "end"]),
    valign=st.sampled_from(["top", "middle", "bottom"]),
    tracking=st.sampled_from([0.0, 0.1]),
    case=st.sampled_from(("", "uppercase", "lowercase", "capitalize")),
    balance=st.booleans(),
    hanging=st.booleans(),
)


@settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(text=ANY, tag=TAGS, style=STYLES, width=st.integers(20, 600), height=st.integers(10, 300))
def test_ink_stays_in_the_frame_or_the_text_is_too_long(
    shipped: FontLibrary, text: str, tag: str, style: TextStyle, width: int, height: int
) -> None:
    """No exception, and no ink outside the frame without an overflow that says so."""
    layout = typeset(text, language=Language(tag), style=style, frame=Size(width, height), fonts=shipped)
    assert len(layout.lines) <= style.max_lines or layout.overflow
    # Nastaliq may stick out of its frame, and be a quarter smaller, before it is too tall.
    overhang = bundled_typography(Language(tag)).overhang
    least = style.min_size * (0.75 if overhang else 1.0)
    assert least <= layout.size <= style.max_size
    if layout.overflow is None:
        frame = Rect(0, -height * overhang / 2, width, height * (1 + overhang))
        assert frame.contains(layout.ink, tolerance=0.01)
    else:
        assert layout.overflow.excess_characters >= 1
