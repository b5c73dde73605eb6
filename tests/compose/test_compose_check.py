"""Checks on a laid-out picture: outside, too small, overlapping, too fine."""

import numpy as np
import pytest
from sketches import Draw, Onto, slot

from toolkit.compose.filling.qr import QUIET_ZONE, dark_path, longest_address, symbol_for, symbol_svg
from toolkit.render.checks.readability import decode_qr
from toolkit.render.engines.engine import engine_named
from toolkit.units import Insets, PixelSize, Rect

ADDRESS = "https://www.itu.int/en/wtisd/2021/Pages/default.aspx?utm_source=kit&utm_medium=qr"
CODE = {"qr": {"kind": "qr"}}
BOARD = "designs/sketch/board.svg"


def test_text_outside_the_safe_area_is_named(draw: Draw) -> None:
    """What bleeds does not move out of the way of the platform's buttons; the message names the picture."""
    body = f'<g id="band@bleed">{slot("theme", "0 0 60 30")}</g>'
    assert draw(body, {"theme": "ab"}, onto=Onto(safe=Insets(top=11))).problems == [
        (
            f"{BOARD}:theme: reaches outside the safe area of a 1000×1000 placement "
            "(hint: pin the layer inside the artboard's 'safe' rectangle)"
        )
    ]
    assert draw(body, {"theme": "ab"}, onto=Onto(safe=Insets(top=1))).problems == []


def test_text_under_an_avatar_is_named(draw: Draw) -> None:
    """A box in the middle does not move the content, so the text has to keep to a side by itself."""
    body = slot("theme", "10 40 60 30")
    assert draw(body, {"theme": "ab"}, onto=Onto(avoid=(Rect(250, 250, 500, 500),))).problems == [
        (
            f"{BOARD}:theme: lies where a 1000×1000 placement draws over it (hint: keep the layer at the "
            "other side, or leave the placement's family out of the design)"
        )
    ]
    assert draw(body, {"theme": "ab"}, onto=Onto(avoid=(Rect(310, 250, 440, 500),))).problems == []


def test_a_qr_code_outside_the_safe_area_is_named(draw: Draw) -> None:
    """Its quiet zone counts: the frame must lie inside."""
    body = f'<g id="band@bleed">{slot("qr", "0 0 60 60")}</g>'
    (problem,) = draw(body, {"qr": ADDRESS}, slots=CODE, onto=Onto(safe=Insets(top=11))).problems
    assert "qr: reaches outside the safe area" in problem


def test_a_chart_outside_the_safe_area_is_named(draw: Draw) -> None:
    """What stands among the words keeps to the safe area like them; a picture that bleeds need not."""
    ring = '<circle id="bar" cx="30" cy="30" r="9" stroke="#ff0000"/><rect id="frame-share" {} fill="none"/>'
    frame = 'x="10" y="10" width="40" height="40"'
    chart = f'<g inkscape:label="share@top@start">{ring.format(frame)}</g>'
    rules = {"share": {"kind": "chart"}}
    words, safe = {"share": "0.5"}, Onto(avoid=(Rect(250, 250, 500, 500),))
    assert draw(chart, words, slots=rules).problems == []
    (problem,) = draw(chart, words, slots=rules, onto=safe).problems
    assert "share: lies where a 1000×1000 placement draws over it" in problem
    assert draw(chart.replace("@top", "@bleed@top"), words, slots=rules, onto=safe).problems == []


@pytest.mark.parametrize(
    ("pixels", "expected"),
    [
        (100, "text of 10.0 px at 100×100; 11.0 px is legible"),
        (1000, "text of 10.0 px at 1000×1000; 11.5 px is legible"),
    ],
)
def test_text_too_small_to_read_is_named(draw: Draw, pixels: int, expected: str) -> None:
    """Eleven pixels at least, and 1.15 % of the short side of larger pictures."""
    body = slot("theme", "10 20 60 30", size=1000 / pixels)
    (problem,) = draw(body, {"theme": "ab"}, onto=Onto(size=(pixels, pixels))).problems
    assert expected in problem
    bigger = slot("theme", "10 20 60 30", size=1200 / pixels)
    assert draw(bigger, {"theme": "ab"}, onto=Onto(size=(pixels, pixels))).problems == []


def test_overlapping_texts_are_named(draw: Draw) -> None:
    """Ink counts, not frames: two frames may overlap as long as their letters do not."""
    first = slot("theme", "10 20 60 30")
    words = {"theme": "ab", "date": "cd"}
    assert draw(first + slot("date", "10 31 60 30"), words).problems == []
    assert draw(first + slot("date", "10 25 60 30"), words).problems == [
        (
            f"{BOARD}:date: runs into the text of 'theme' in a 1000×1000 placement "
            "(hint: give the frames room, or put both into a @stack group)"
        )
    ]


def test_texts_side_by_side_do_not_overlap(draw: Draw) -> None:
    """Lines are compared one by one: beside a short line there is room."""
    theme = slot("theme", "10 20 60 30")
    rules = {"theme": {"max_lines": 2}, "date": {}}
    words = {"theme": "abcdef\na", "date": "cd"}
    assert draw(theme + slot("date", "30 32 60 30"), words, slots=rules).problems == []


def test_a_qr_code_too_fine_for_phones_is_named(draw: Draw) -> None:
    """Less than four pixels per module; the hint says how wide the frame or how short the address must be."""
    body = slot("qr", "10 10 20 20")
    modules = symbol_for(ADDRESS).modules + 2 * QUIET_ZONE
    needed = 4 * modules
    assert draw(body, {"qr": ADDRESS}, slots=CODE, onto=Onto(size=(1000, 1000))).problems == []
    assert draw(body, {"qr": ADDRESS}, slots=CODE, onto=Onto(size=(890, 890))).problems == [
        (
            f"{BOARD}:qr: the QR code has 37 modules a side of 3.0 px in a 890×890 placement; 4 px is what "
            f"phones need (hint: make its frame at least {needed} px wide there, shorten the address of "
            f"{len(ADDRESS)} characters to 62, or drop it with @min-{needed})"
        )
    ]


def test_printed_modules_have_a_size_on_paper(draw: Draw) -> None:
    """At 300 dpi four pixels are a third of a millimetre: too fine on paper, though not on a screen."""
    body, size = slot("qr", "10 10 20 20"), (1000, 1000)
    assert draw(body, {"qr": ADDRESS}, slots=CODE, onto=Onto(size=size, dpi=150)).problems == []
    (problem,) = draw(body, {"qr": ADDRESS}, slots=CODE, onto=Onto(size=size, dpi=300)).problems
    assert "37 modules a side of 4.0 px (0.34 mm) in a 1000×1000 placement; 4 px and 0.4 mm" in problem
    assert "at least 225 px wide" in problem  # 5 px for each of 37 modules and 8 of quiet zone


def test_the_address_that_is_short_enough_has_modules_that_are_large_enough(draw: Draw) -> None:
    """The number of characters in the hint is the most that works."""
    body = slot("qr", "10 10 20 20")
    for length, found in ((62, 0), (63, 1)):
        address = "https://www.itu.int/" + "a" * (length - 20)
        problems = draw(body, {"qr": address}, slots=CODE, onto=Onto(size=(890, 890))).problems
        assert len(problems) == found


@pytest.mark.parametrize("modules", range(21, 90, 4))
def test_the_longest_address_fills_its_symbol(modules: int) -> None:
    """One character more takes the next larger symbol."""
    longest = longest_address(modules)
    assert symbol_for("a" * longest).modules == modules
    assert symbol_for("a" * (longest + 1)).modules == modules + 4
    assert longest_address(modules + 3) == longest


def test_there_is_no_symbol_of_less_than_21_modules() -> None:
    """ISO/IEC 18004 begins with version 1, and ends with version 40."""
    assert longest_address(20) == 0
    assert longest_address(177) == longest_address(400) == 2331


@pytest.mark.parametrize("address", [ADDRESS, "https://itu.int", "https://www.itu.int/?q=" + "a" * 300])
def test_a_symbol_reads_back(address: str) -> None:
    """An independent reader finds exactly the address, at two pixels per module."""
    symbol = symbol_for(address)
    side = symbol.side * 2
    pixels = engine_named("librsvg").rasterise(symbol_svg(symbol), PixelSize(side, side))
    assert decode_qr(pixels) == (address,)


def test_a_symbol_in_a_picture_reads_back(draw: Draw) -> None:
    """Drawn into a dark card on a canvas of odd scale, it keeps its white quiet zone and whole pixels."""
    ground = '<rect id="g@bleed@stretch" width="100" height="100" fill="#000000"/>'
    size = PixelSize(997, 613)
    picture = draw(
        ground + slot("qr", "10 10 40 40"),
        {"qr": ADDRESS},
        slots=CODE,
        onto=Onto(size=(997, 613), language="ar"),
    )
    assert decode_qr(engine_named("librsvg").rasterise(picture.svg, size)) == (ADDRESS,)
    assert picture.qr().module_px == int(40 * 6.13 / (picture.qr().modules + 2 * QUIET_ZONE))


def test_runs_of_dark_modules_are_one_rectangle() -> None:
    """The finder pattern's top edge is seven modules wide, after four of quiet zone."""
    symbol = symbol_for("https://itu.int")
    assert dark_path(symbol).startswith("M4 4h7v1h-7z")
    assert (symbol.modules, symbol.side) == (25, 33)


@pytest.mark.parametrize(
    ("px", "modules", "module_px"),
    [(1480, 41, 6.0), (1230, 41, 5.0), (1220, 37, 5.0), (1130, 37, 5.0), (1120, 41, 4.0), (985, 41, 4.0)],
)
def test_modules_have_room_before_errors_are_corrected(
    draw: Draw, px: int, modules: int, module_px: float
) -> None:
    """Level M where modules have 5 px in a fifth of the picture, level L where only that gives them 5."""
    body, address = slot("qr", "10 10 20 20"), f"{ADDRESS}&utm_content=en"
    code = draw(body, {"qr": address}, slots=CODE, onto=Onto(size=(px, px))).qr()
    assert (code.modules, code.module_px) == (modules, module_px)


def test_modules_of_4_px_stand_on_even_px(draw: Draw) -> None:
    """Half as large, each of them is 2 px with sharp edges, wherever the frame is."""
    picture = draw(slot("qr", "10.1 10.1 20 20"), {"qr": ADDRESS}, slots=CODE, onto=Onto(size=(930, 930)))
    assert picture.qr().module_px == 4.0
    pixels = engine_named("librsvg").rasterise(picture.svg, PixelSize(930, 930))
    dark = np.argwhere(pixels.array[..., 0] < 128)
    assert list(dark.min(axis=0) % 2) == [0, 0]


def test_the_sample_symbol_gives_way_but_its_card_stays(draw: Draw) -> None:
    """A white card that a designer drew around the code is decoration of the slot."""
    extra = '<rect id="card" x="8" y="8" width="44" height="44" fill="#ff0000"/><path id="sample" d="M0 0"/>'
    picture = draw(slot("qr", "10 10 40 40", extra=extra), {"qr": ADDRESS}, slots=CODE)
    assert picture.rect("#ff0000") == (8, 8, 44, 44)
    assert "sample" not in picture.svg
