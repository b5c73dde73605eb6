"""Pins and margins of drawings without any: worked out from where things stand.

The artboard is 1000 × 1000 units, and its words are set in squares of one em.
"""

import pytest
from sketches import Draw, artboard, design, slot

from toolkit.compose.artboard.artboard import Artboard, load_artboard
from toolkit.compose.artboard.slot_frames import Rule
from toolkit.compose.reach import why_not
from toolkit.reports.contact_sheet.guides import LEGEND, guides_svg
from toolkit.sources.workspace.placement import CanvasSpec
from toolkit.typeset import FontLibrary
from toolkit.units import Insets, PixelSize, Rect

GROUND = '<rect id="ground" width="1000" height="1000" fill="#111111"/>'
THEME = '<text id="theme" x="80" y="400" font-size="60" fill="#ffffff">MAIN LINE</text>'
DATE = '<text id="date" x="80" y="930" font-size="30" fill="#ffffff">DATE</text>'
TAGS = '<text id="tags" x="920" y="930" font-size="30" text-anchor="end" fill="#ffffff">TAGS</text>'
LOGO = '<g id="logo"><circle cx="900" cy="100" r="40" fill="#ff0000"/></g>'
SLOTS = {"theme": {}, "date": {}, "tags": {}}


def board(body: str, fonts: FontLibrary) -> Artboard:
    """Return an artboard with a ground, three texts, and something else."""
    plan = design(GROUND + body + THEME + DATE + TAGS, SLOTS, box="0 0 1000 1000")
    return load_artboard(plan, "board", {}, None, fonts)


def pins(made: Artboard, name: str) -> set[str]:
    """Return the pins of the layer with a name."""
    for node in made.root.iter("*"):
        label = str(node.get("{http://www.inkscape.org/namespaces/inkscape}label") or node.get("id") or "")
        if label.partition("@")[0] == name and "data-pin" in node.attrib:
            return set(str(node.get("data-pin")).split())
    raise LookupError(name)


def on(width: int, height: int, **insets: float) -> CanvasSpec:
    """Return a placement of a size."""
    return CanvasSpec(size=PixelSize(width, height), safe=Insets(**insets))


def test_what_stands_in_a_corner_keeps_to_it(square: FontLibrary) -> None:
    """A logo at the top end, a date at the bottom start, tags at the bottom end; each keeps its shape."""
    made = board(LOGO, square)
    assert pins(made, "logo") == {"end", "top"}
    assert "bottom" in pins(made, "date")
    assert pins(made, "tags") >= {"bottom"}


def test_margins_are_the_least_distance_to_each_edge(square: FontLibrary) -> None:
    """Words start 80 units from the side, so that is the margin; and it is the same at the other side."""
    margins = board("", square).margins
    assert (margins.x, margins.right) == (80, 920)


def test_a_margin_that_is_drawn_counts(square: FontLibrary) -> None:
    """A rectangle called safe says more than what was worked out."""
    made = board('<rect id="safe" x="50" y="60" width="900" height="880" fill="none"/>', square)
    assert made.is_worked_out
    assert made.margins == Rect(50, 60, 900, 880)


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ('<circle id="art" cx="1000" cy="0" r="200" fill="#00ff00"/>', {"bleed", "end", "top"}),
        ('<circle id="art" cx="0" cy="500" r="100" fill="#00ff00"/>', {"bleed", "start", "middle"}),
        ('<rect id="art" y="0" width="1000" height="20" fill="#00ff00"/>', {"bleed", "top", "stretch"}),
        ('<path id="art" d="M0 950Q500 900 1000 950V1000H0Z" fill="#00ff00"/>', {"bleed", "bottom", "cover"}),
    ],
)
def test_what_touches_an_edge_bleeds_there(square: FontLibrary, shape: str, expected: set[str]) -> None:
    """A shape at one edge keeps to it; a bar from side to side stretches, a curve grows as a whole."""
    assert pins(board(shape, square), "art") == expected


def test_a_panel_goes_with_the_words_on_it(square: FontLibrary) -> None:
    """A bar under the date does not bleed; it stands between the margins and reaches far over its edges."""
    made = board('<rect id="bar" y="880" width="1000" height="120" fill="#0000ff"/>', square)
    assert pins(made, "bar") == {"stretch", "bottom"}
    bar = next(node for node in made.root.iter("*") if node.get("id") == "bar")
    assert float(bar.get("width", "0")) > 5000
    assert float(bar.get("y", "0")) == 880


def test_what_overlaps_moves_as_one(square: FontLibrary) -> None:
    """A card and the label on it have the same pins."""
    card = '<rect id="card" x="80" y="80" width="300" height="90" fill="#00f"/>'
    tip = '<text id="tip" x="100" y="140" font-size="30" fill="#fff">TIP</text>'
    made = board(card + tip, square)
    label = next(node for node in made.root.iter("*") if str(node.get("data-box", "")).startswith("80 80"))
    assert set(str(label.get("data-pin")).split()) == {"start", "top"}
    assert pins(made, "words") == {"start", "top"}


def test_pins_of_a_person_stay_alone(square: FontLibrary) -> None:
    """One flag anywhere, and nothing is worked out."""
    flagged = '<rect id="rule@start@top" x="80" y="80" width="90" height="8" fill="#fff"/>'
    made = board(flagged, square)
    assert not made.is_worked_out
    assert why_not(made, on(4000, 1000)) == ""


def test_layers_are_taken_apart_and_logos_are_not(square: FontLibrary) -> None:
    """A group with words in it only holds them; a group of shapes is one thing."""
    words = (
        f"<g id='all' transform='translate(10 0)'>{LOGO}<text id='sub' y='90' font-size='20'>SUB</text></g>"
    )
    made = board(words, square)
    assert made.root.find("*[@id='all']") is None
    assert made.root.find("*[@id='logo']") is not None


def test_what_lies_beside_the_page_is_not_shown_on_a_larger_one(square: FontLibrary) -> None:
    """Designers leave things there."""
    made = board('<rect id="left-over" x="1200" y="10" width="50" height="50" fill="#f00"/>', square)
    names = [node.get("id") for node in made.root.iter("*")]
    assert "ground" in names
    assert "left-over" not in names


@pytest.mark.parametrize(
    ("size", "reason"),
    [
        ((1000, 1000), ""),
        ((1000, 1200), ""),
        ((1000, 1900), "of its height would be empty"),
        ((3000, 1000), "more than 2 times as wide"),
        ((1000, 3000), "more than 2 times as high"),
        ((200, 200), "px are legible"),
    ],
)
def test_a_shape_is_left_out_with_the_reason(square: FontLibrary, size: tuple[int, int], reason: str) -> None:
    """Near shapes are served; far ones, and sizes where nobody can read the words, are told."""
    found = why_not(board("", square), on(*size))
    assert (reason in found) if reason else not found


def test_a_curve_that_would_grow_over_words_is_told(square: FontLibrary) -> None:
    """A hill at the bottom must cover a wider canvas, and then it is higher too."""
    hill = '<path id="hill" d="M0 480Q500 470 1000 480V1000H0Z" fill="#003300"/>'
    assert "would lie over each other" in why_not(board(hill, square), on(1800, 1000))


def test_what_the_platform_would_draw_over_is_told(square: FontLibrary) -> None:
    """A speaker in the middle would hide the main line."""
    speaker = CanvasSpec(size=PixelSize(1000, 1000), safe=Insets(), avoid=(Rect(50, 300, 900, 300),))
    assert "draws over it" in why_not(board("", square), speaker)


def test_a_sample_that_runs_out_of_its_frame_counts_no_farther(square: FontLibrary) -> None:
    """A text of one long line in a frame that it would be broken in: words of the copy will be."""
    long = '<g id="tags"><rect id="frame" x="100" y="100" width="300" height="90" fill="none"/>'
    long += f'<text x="100" y="130" font-size="20" fill="#fff">{"A" * 60}</text></g>'
    plan = design(GROUND + long, {"tags": {}}, box="0 0 1000 1000")
    made = load_artboard(plan, "board", {}, None, square)
    assert why_not(made, on(1000, 1000, left=90.0, right=90.0)) == ""


def test_a_plate_with_a_hole_is_not_enlarged(square: FontLibrary) -> None:
    """A window in the ground would leave the ring around it behind."""
    plate = '<path id="plate" fill-rule="evenodd" d="M0 0H1000V1000H0ZM700 100H800V200H700Z" fill="#333"/>'
    assert "the holes in 'plate'" in why_not(board(plate, square), on(1000, 1250))
    assert why_not(board(plate, square), on(1000, 1050)) == ""


def test_margins_of_a_placement_may_not_push_words_onto_art(square: FontLibrary) -> None:
    """Where a platform covers the top, words move down, and art that bleeds stays."""
    photo = '<path id="hill" d="M0 480Q500 470 1000 480V1000H0Z" fill="#003300"/>'
    made = board(photo, square)
    assert why_not(made, on(1000, 1000)) == ""
    assert "would lie over each other" in why_not(made, on(1000, 1000, top=300.0))


def test_a_canvas_that_would_be_bare_is_told(square: FontLibrary) -> None:
    """Two halves without a ground below them part where the canvas becomes wider."""
    halves = (
        '<rect id="left" width="500" height="1000" fill="#222"/>'
        '<path id="right" d="M500 0H1000V1000H500Z" fill="#444"/>'
    )
    plan = design(halves + THEME, {"theme": {}}, box="0 0 1000 1000")
    made = load_artboard(plan, "board", {}, None, square)
    assert "no ground" in why_not(made, on(1300, 1000))


def test_a_layout_says_where_frames_and_pins_come_from(draw: Draw) -> None:
    """Of a text the rule of its frame and its pins, of other layers their pins and where they stand."""
    disc = '<circle id="disc" cx="100" cy="0" r="20" fill="#00ff00"/>'
    drawn = draw(disc + '<text id="theme" x="10" y="50" font-size="5">A</text>', {"theme": "AB"})
    (text,) = drawn.layout.texts
    assert text.rule == Rule.GROWN
    assert text.pins
    (layer,) = drawn.layout.pinned
    assert (layer.layer, layer.pins) == ("disc", "bleed end top")
    assert (layer.frame.x, layer.frame.bottom) == (80, 20)
    by_hand = draw(slot("theme@start", "10 10 50 20"), {"theme": "AB"}).layout
    assert (by_hand.texts[0].rule, by_hand.texts[0].pins, by_hand.pinned) == (Rule.DRAWN, "", ())


def test_the_legend_of_guides_knows_every_rule() -> None:
    """A letter that nobody explains would say nothing."""
    said = " ".join(LEGEND)
    assert [rule for rule in Rule if str(rule) not in said] == []


def test_guides_name_rules_and_pins(draw: Draw, shipped: FontLibrary) -> None:
    """The letters are outlines on the picture; a picture that is too small has none."""
    drawn = draw('<text id="theme" x="10" y="50" font-size="5">A</text>', {"theme": "AB"})
    large = guides_svg("<svg>", drawn.layout, (), 400, shipped)
    assert large.count("<path") > 0
    assert "<path" not in guides_svg("<svg>", drawn.layout, (), 100, shipped)


def test_a_sketch_of_one_text_has_margins() -> None:
    """Even the smallest drawing is worked out."""
    assert artboard('<text id="label" x="10" y="50" font-size="10">A</text>').is_worked_out
