"""Fonts for the tests: the square font, and the ones the toolkit ships."""

from collections.abc import Callable

import pytest
from squarefont import write_square_fonts

from toolkit.files import data_folder
from toolkit.languages import Language
from toolkit.typeset import FontLibrary, Span, TextLayout, TextStyle, typeset
from toolkit.units import Size

Set = Callable[..., TextLayout]


@pytest.fixture(scope="session")
def square(tmp_path_factory: pytest.TempPathFactory) -> FontLibrary:
    """Return a library with nothing but the square font."""
    return FontLibrary.load(write_square_fonts(tmp_path_factory.mktemp("square") / "fonts"))


@pytest.fixture(scope="session")
def shipped() -> FontLibrary:
    """Return the library of the fonts that come with the toolkit."""
    return FontLibrary.load(data_folder("fonts"))


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
