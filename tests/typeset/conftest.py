"""What the tests of this floor share."""

from collections.abc import Callable

import pytest

from toolkit.languages import Language
from toolkit.typeset import FontLibrary, Span, TextLayout, TextStyle, typeset
from toolkit.units import Size

Set = Callable[..., TextLayout]


@pytest.fixture
def set_squares(square: FontLibrary) -> Set:
    """Return a function that sets a text with the square font; sizes 1 to 10 unless said otherwise."""

    def set_text(
        text: str | tuple[Span, ...],
        width: float,
        height: float,
        language: str = "en",
        **style: object,
    ) -> TextLayout:
        values: dict[str, object] = {"max_size": 10, "min_size": 1, "leading": 1.0} | style
        return typeset(
            text,
            language=Language(language),
            style=TextStyle(**values),  # type: ignore[arg-type]  # keywords of a test
            frame=Size(width, height),
            fonts=square,
        )

    return set_text
