"""Reading back: QR codes, contrast behind words, and what a file says of itself."""

import numpy as np
import pytest
import qrcode
from render_probes import svg

from toolkit.render.checks.colour_vision import luminances_seen
from toolkit.render.checks.readability import (
    Rgb,
    contrast_ratio,
    decode_qr,
    part_behind,
    picture_facts,
    rgb_from_hex,
    without_words,
    worst_contrast,
)
from toolkit.render.encode.choose import encode
from toolkit.render.engines.engine import engine_named
from toolkit.render.pixels import Pixels, RenderError
from toolkit.units import PixelSize, Rect

ADDRESS = "https://www.itu.int/en/wtisd/Pages/default.aspx?utm_source=kit&utm_medium=qr"
BLACK, WHITE = (0, 0, 0), (255, 255, 255)


def symbol(address: str = ADDRESS, side: int = 400, fill: str = "#0b1f4b") -> Pixels:
    """Return a picture with a QR code in its middle, drawn as one path with its quiet zone."""
    code = qrcode.QRCode(border=4, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(address)
    rows = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    scale = side / 2 / len(rows)
    body = (
        f'<rect width="{side}" height="{side}" fill="#ffb600"/>'
        f'<g transform="translate({side / 4} {side / 4}) '
        f'scale({scale})"><path d="M0 0h{len(rows)}v{len(rows)}h-{len(rows)}z" fill="#fff"/>'
        f'<path d="{path}" fill="{fill}"/></g>'
    )
    return engine_named("librsvg").rasterise(svg(body, side), PixelSize(side, side))


def test_qr_codes_are_read_from_pixels() -> None:
    """The address comes back letter for letter from a picture with other things around it."""
    assert decode_qr(symbol()) == (ADDRESS,)


def test_qr_codes_are_read_when_small() -> None:
    """A code that is readable at half its size has some reserve; a hopelessly small one is noticed."""
    assert decode_qr(symbol(), scale=0.5) == (ADDRESS,)
    assert decode_qr(symbol(), scale=0.1) == ()


def test_a_picture_without_a_code_has_none() -> None:
    """Nothing is read where nothing is; neither in a code without contrast."""
    assert decode_qr(Pixels(np.full((50, 50, 3), 255, dtype=np.uint8))) == ()
    assert decode_qr(symbol(fill="#ffffff")) == ()


def test_two_codes_are_both_read() -> None:
    """Several codes come back in a fixed order."""
    both = Pixels(np.hstack([symbol("https://b.example").array, symbol("https://a.example").array]))
    assert decode_qr(both) == ("https://a.example", "https://b.example")


def test_codes_are_read_in_their_colours() -> None:
    """Blue on orange is dark on light to a phone; with red and blue changed over it would not be."""
    black = symbol(fill="#000000").array
    coloured = np.where(black < 128, np.array([0, 0, 255]), np.array([255, 150, 0])).astype(np.uint8)
    assert decode_qr(Pixels(coloured)) == (ADDRESS,)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (BLACK, WHITE, 21.0),
        (WHITE, WHITE, 1.0),
        ((118, 118, 118), WHITE, 4.54),
        ((119, 119, 119), WHITE, 4.48),
        ((255, 0, 0), WHITE, 4.0),
        ((0, 0, 255), BLACK, 2.44),
    ],
)
def test_contrast_is_that_of_wcag(
    one: tuple[int, int, int], other: tuple[int, int, int], expected: float
) -> None:
    """Known pairs have their published ratios, either way round."""
    assert contrast_ratio(one, other) == pytest.approx(expected, abs=0.005)
    assert contrast_ratio(other, one) == pytest.approx(expected, abs=0.005)


def ground(dark_share: float) -> Pixels:
    """Return a white picture, 100 × 100, whose left part is black."""
    array = np.full((100, 100, 3), 255, dtype=np.uint8)
    array[:, : round(100 * dark_share)] = 0
    return Pixels(array)


def contrast_behind(pixels: Pixels, box: Rect, fill: Rgb) -> float:
    """Return the contrast of a colour with what lies behind a box, as a build measures it."""
    behind = luminances_seen(part_behind(pixels, box).array.reshape(-1, 3))
    (own,) = luminances_seen(np.array([fill], dtype=np.uint8))
    return float(np.atleast_1d(worst_contrast(behind, own))[0])


def test_contrast_is_measured_where_the_line_stands() -> None:
    """Black words are fine on the white part and unreadable on the black part."""
    pixels = ground(0.5)
    assert contrast_behind(pixels, Rect(60, 10, 30, 20), BLACK) == pytest.approx(21)
    assert contrast_behind(pixels, Rect(10, 10, 30, 20), BLACK) == pytest.approx(1)


def test_the_worst_part_of_the_ground_counts() -> None:
    """A line that crosses into the dark fails; one grain in a hundred does not matter."""
    assert contrast_behind(ground(0.2), Rect(0, 0, 100, 100), BLACK) == pytest.approx(1)
    assert contrast_behind(ground(0.01), Rect(0, 0, 100, 100), BLACK) == pytest.approx(21)


def test_boxes_may_touch_the_edge_but_not_lie_outside() -> None:
    """Ink that leaves the picture is measured on what is left of it."""
    assert contrast_behind(ground(0), Rect(-5.5, 90.2, 20, 30), BLACK) == pytest.approx(21)
    with pytest.raises(ValueError, match="outside the picture of 100×100 px"):
        contrast_behind(ground(0), Rect(200, 0, 10, 10), BLACK)
    with pytest.raises(ValueError, match="outside the picture"):
        contrast_behind(ground(0), Rect(-50, 0, 10, 10), BLACK)


def test_words_are_taken_away_to_see_the_ground() -> None:
    """White words on a white ground are found out, because they are measured without themselves."""
    drawing = svg(
        '<rect width="40" height="40" fill="#ffffff"/>'
        '<g aria-label="word"><title>word</title><path d="M0 0H40V40H0z" fill="#000000"/></g>'
    )
    pixels = engine_named("librsvg").rasterise(without_words(drawing), PixelSize(40, 40))
    assert contrast_behind(pixels, Rect(0, 0, 40, 40), WHITE) == pytest.approx(1)
    assert b"<rect" in without_words(drawing)


def test_colours_are_read_from_hexadecimal() -> None:
    """Only the form that brand colours are written in is taken."""
    assert rgb_from_hex("#0b1F4b") == (11, 31, 75)
    for wrong in ("#fff", "red", "#0b1f4g", ""):
        with pytest.raises(ValueError, match=r"."):
            rgb_from_hex(wrong)


def test_a_file_that_is_cut_off_is_noticed() -> None:
    """Half a file has the right header; reading it to the end shows the damage."""
    whole = encode(symbol(), formats=("png",)).data
    assert picture_facts(whole).size == PixelSize(400, 400)
    for broken in (whole[: len(whole) // 2], b"", b"GIF89a" + whole):
        with pytest.raises(RenderError, match="cannot be read back"):
            picture_facts(broken)
