"""Words of a drawing, painted in colours that are their numbers, are found again in a picture."""

import numpy as np
from lxml import etree

from marked_words import boxes, only_words, without_words

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><rect width="9" height="9"/>'
    '<text x="1" y="20" style="opacity:.5;fill:red">Two '
    '<tspan font-weight="700">more words</tspan> here</text></svg>'
)


def test_every_word_has_a_colour_of_its_own() -> None:
    """Spans are put around words, blanks stay, and what else paints goes."""
    first, second = only_words(etree.fromstring(DRAWING))
    for tree in (first, second):
        assert "".join(map(str, tree.itertext())) == "Two more words here"
        assert "opacity:.5" not in etree.tostring(tree).decode()
    (rect,) = first.iter("{*}rect")
    assert "fill:none" in str(rect.get("style"))
    colours = {span.get("style") for span in first.iter("{*}tspan") if span.get("style")}
    assert len(colours) == 4


def test_words_are_found_by_their_colours() -> None:
    """Soft edges count, whatever share of white is in them."""
    first, second = (np.full((10, 20, 3), 255, np.uint8) for _ in range(2))
    assert boxes((first, second)) == {}
    first[2:5, 3:9] = [255, 255, 0]
    first[4, 9] = [255, 255, 170]
    first[4, 10] = [255, 255, 230]  # too pale to tell
    second[2:5, 3:11] = [255, 255, 0]
    assert boxes((first, second)) == {0: (3.0, 2.0, 10.0, 5.0)}


def test_a_drawing_without_its_words_keeps_all_else() -> None:
    """Only texts go."""
    bare = without_words(etree.fromstring(DRAWING))
    assert [etree.QName(node).localname for node in bare.iter()] == ["svg", "rect"]
