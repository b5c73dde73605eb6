"""Charts and pictures: a share cuts the bar, a picture meets its frame around its focal point."""

import pytest

from toolkit.compose.filling.chart import ChartError, draw_share
from toolkit.compose.filling.image import Photo, fitted
from toolkit.compose.svg.svgdoc import parse_svg
from toolkit.units import Rect

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
FRAME = Rect(10, 20, 100, 50)


def photo(width: int, height: int, focus: tuple[float, float] = (0.5, 0.5)) -> Photo:
    """Return a picture of a size; its bytes do not matter here."""
    return Photo(data=b"", media_type="image/png", width=width, height=height, focus=focus)


def test_a_ring_is_cut_to_its_share() -> None:
    """A quarter of a ring of radius 100 is 157 units of its 628."""
    root = parse_svg(SVG.format('<g><circle id="bar" r="100"/></g>').encode())
    draw_share(root[0], "0.25")
    assert root[0][0].get("stroke-dasharray") == "157.08 628.319"


def test_a_bar_is_cut_to_its_share() -> None:
    """Seven tenths of 200 units are 140."""
    root = parse_svg(SVG.format('<g><rect id="track" width="200"/><rect id="bar" width="200"/></g>').encode())
    draw_share(root[0], "0.7")
    assert [rect.get("width") for rect in root[0]] == ["200", "140"]


@pytest.mark.parametrize(
    ("share", "message"),
    [("seven", "'seven' is not a number from 0 to 1"), ("70", "70 is not between 0 and 1")],
)
def test_a_share_is_a_number_from_0_to_1(share: str, message: str) -> None:
    """A percentage is a mistake, not seventy rings."""
    root = parse_svg(SVG.format('<g><circle id="bar" r="1"/></g>').encode())
    with pytest.raises(ChartError, match=message):
        draw_share(root[0], share)


def test_a_chart_without_a_bar_is_a_mistake() -> None:
    """There would be nothing to cut."""
    with pytest.raises(ChartError, match="no <circle> or <rect> called 'bar'"):
        draw_share(parse_svg(SVG.format("<g/>").encode())[0], "0.5")


def test_a_logo_stands_whole_in_its_frame() -> None:
    """A square in a frame twice as wide as high is centred."""
    assert fitted(FRAME, photo(400, 400), contain=True) == Rect(35, 20, 50, 50)


@pytest.mark.parametrize(("align", "left"), [(0.0, 10), (1.0, 60)])
def test_a_logo_may_stand_at_one_side_of_its_frame(align: float, left: float) -> None:
    """So it ends at the margin where the texts begin or end."""
    assert fitted(FRAME, photo(400, 400), contain=True, align=align) == Rect(left, 20, 50, 50)


@pytest.mark.parametrize(
    ("focus", "left"),
    [((0.5, 0.5), -40.0), ((0.0, 0.5), 10.0), ((1.0, 0.5), -90.0), ((0.25, 0.5), 10.0)],
)
def test_a_photograph_covers_its_frame_around_its_focus(focus: tuple[float, float], left: float) -> None:
    """The focal point comes as near to the middle as edges without a gap allow."""
    box = fitted(FRAME, photo(800, 200, focus), contain=False)
    assert (box.x, box.y, box.width, box.height) == (left, 20, 200, 50)
