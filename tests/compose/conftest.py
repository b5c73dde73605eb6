"""What the tests of this floor share."""

from functools import partial

import pytest
from sketches import Draw, sketch

from toolkit.typeset import FontLibrary


@pytest.fixture
def draw(square: FontLibrary) -> Draw:
    """Return a function that composes a sketch with the square font (see `sketches.sketch`)."""
    return partial(sketch, fonts=square)
