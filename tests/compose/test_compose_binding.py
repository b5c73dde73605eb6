"""Words that a drawing would lose are told: slots that nothing shows, words that are in no slot, outlines."""

import pytest
from sketches import design, drawing, problems_in, slot

from toolkit.compose.artboard.sample import sample_type
from toolkit.compose.sample_check import problems_of_samples
from toolkit.compose.svg.svgdoc import parse_svg
from toolkit.errors import Severity
from toolkit.files import data_folder
from toolkit.sources.workspace.fonts import load_fonts

SLOTS = {"theme": {}}
STACKS = load_fonts(data_folder("fonts"))
FRAME = '<rect id="frame" width="60" height="30"/>'
MARGINS = '<rect id="safe" width="90" height="90" fill="none"/>'
SAMPLE = '<text font-size="10">Sample</text>'


def test_a_slot_that_no_layer_shows_is_a_problem() -> None:
    """With the layers that may have been meant, and what to write when it is meant so."""
    (problem,) = problems_in('<g id="headline"/>', SLOTS)
    assert problem.startswith(": no layer shows the slot 'theme' of design.toml (hint: name a layer 'theme'")
    assert 'write omits = ["theme"] under [artboards.board] in design.toml' in problem
    assert "other layers: headline" in problem


def test_a_slot_may_be_optional_or_left_out_on_purpose() -> None:
    """The remedy in the message is accepted."""
    assert problems_in("", {"theme": {"optional": True}}) == []
    assert problems_in("", SLOTS, omits=("theme",)) == []


@pytest.mark.parametrize(
    "name", ["Theme", "theme_x40_start", "theme_1_", "theme-2", "THEME copy", "theme_x5F_2", "theme_2@top"]
)
def test_a_layer_that_can_only_mean_one_slot_is_bound(name: str) -> None:
    """However the tool spells the name."""
    assert problems_in(f'<g id="{name}">{FRAME}{SAMPLE}</g>', SLOTS) == []


def test_an_exact_name_wins_over_a_spelling() -> None:
    """`item_2` is no copy of `item` where both are slots."""
    slots = {"item": {}, "item_2": {}}
    body = f'<g id="item">{FRAME}{SAMPLE}</g><g id="item_2">{FRAME}{SAMPLE}</g>'
    assert problems_in(body, slots) == []


@pytest.mark.parametrize(
    "text",
    [
        '<text font-size="9">Loose words</text>',
        '<g id="art"><text font-size="9"><tspan>Loose</tspan> words</text></g>',
        "<flowRoot><flowRegion><rect/></flowRegion><flowPara>Loose words</flowPara></flowRoot>",
    ],
)
def test_words_in_no_slot_are_told(text: str) -> None:
    """They stay as they are drawn, which no other language can read."""
    (problem,) = problems_in(slot("theme", "0 0 60 30") + text, SLOTS)
    assert "the text 'Loose words' is in no slot: it stays as drawn, in every language" in problem


def test_words_that_stay_on_purpose_are_not_told() -> None:
    """The remedy in the message is accepted."""
    loose = '<text id="ITU@keep" font-size="9">ITU</text>'
    assert problems_in(slot("theme", "0 0 60 30") + loose, SLOTS) == []


def test_words_that_run_another_way_are_told() -> None:
    """They would be set from side to side, where nobody drew them."""
    loose = '<text font-size="9" style="writing-mode:vertical-rl">Down</text>'
    (problem,) = problems_in(slot("theme", "0 0 60 30") + loose, SLOTS)
    assert "runs from top to bottom" in problem
    assert "turn it into shapes" in problem


def test_words_in_no_slot_need_their_font() -> None:
    """In another font they would not stay as they are drawn; the font is named."""
    loose = '<text font-size="9" font-family="Lobster">Loose words</text>'
    (problem,) = problems_in(slot("theme", "0 0 60 30") + loose, SLOTS)
    assert "cannot stay as drawn without the font 'Lobster'" in problem


@pytest.mark.parametrize("hidden", ['display="none"', 'style="display:none"', 'visibility="hidden"'])
def test_hidden_words_are_nobodys(hidden: str) -> None:
    """What the designer does not see either is no loss."""
    assert problems_in(f"{slot('theme', '0 0 60 30')}<text {hidden}>x</text>", SLOTS) == []


def test_outlined_words_in_a_slot_are_told() -> None:
    """Figma outlines text by default; the English shapes would stand under the words of every language."""
    (problem,) = problems_in(f'<g id="theme">{FRAME}<path d="M0 0h9v9z"/></g>', SLOTS)
    assert "the sample words of the slot are outlines, not text" in problem
    assert "untick 'Outline text'" in problem


def test_a_safe_layer_of_one_rectangle_is_that_rectangle() -> None:
    """Inkscape's layers are groups."""
    safe = '<g id="safe"><rect width="9" height="9"/></g>'
    assert problems_in(slot("theme", "0 0 60 30") + safe, SLOTS) == []


def test_a_safe_area_is_a_rectangle() -> None:
    """A group of that name would silently not count."""
    (problem,) = problems_in(
        slot("theme", "0 0 60 30") + '<g id="safe"><rect width="9" height="9"/><path d="M0 0h9"/></g>', SLOTS
    )
    assert "the layer 'safe' is a group, not a rectangle" in problem


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('font-size="3em"', 48.0),
        ('font-size="36pt"', 48.0),
        ('font-size="300%"', 48.0),
        ('style="font:700 48px Arial"', 48.0),
        ('font-size="24" transform="scale(2)"', 48.0),
        ('style="font-size:12.7mm"', 48.0),
    ],
)
def test_sizes_of_samples_are_read_in_every_unit(attributes: str, size: float) -> None:
    """In units of the slot, whatever the text's own scale is."""
    (group,) = parse_svg(drawing(f'<g id="theme"><text {attributes}>S</text></g>'))
    assert sample_type(group).size == pytest.approx(size, rel=1e-3)


def test_the_type_of_a_sample_is_read() -> None:
    """Weight of a PostScript name, tracking, leading, capitals and opacity."""
    style = (
        "font-family:Montserrat-SemiBold,Montserrat;font-size:20px;letter-spacing:.1em;line-height:30px;"
        "text-transform:uppercase;text-anchor:middle;fill:#0b0733;fill-opacity:.5"
    )
    (group,) = parse_svg(
        drawing(f'<g id="theme" opacity=".3"><text style="{style}" opacity=".5">S</text></g>')
    )
    found = sample_type(group)
    assert (found.weight, found.families[0], found.align, found.case) == (
        600,
        "Montserrat-SemiBold",
        "middle",
        "uppercase",
    )
    assert (found.tracking, found.leading, found.opacity) == (0.1, 1.5, 0.25)


def test_words_of_inner_spans_give_the_colour() -> None:
    """Inkscape writes the colour that is seen on the inner `tspan`."""
    (group,) = parse_svg(drawing('<g><text fill="#000001"><tspan fill="#000002">Seen</tspan></text></g>'))
    assert sample_type(group).fill == "#000002"


def test_a_least_size_above_the_sample_is_told() -> None:
    """The size of the sample is the largest there will be."""
    made = design(MARGINS + slot("theme", "0 0 60 30", size=10), {"theme": {"min_size": 24}})
    (problem,) = problems_of_samples(made, "board", STACKS)
    assert str(problem.trail[0]) == "designs/sketch/design.toml:slots.theme.min_size"
    assert problem.message == "the least size 24 is above the size of the sample, 10"
    lower = design(MARGINS + slot("theme", "0 0 60 30", size=10), {"theme": {"min_size": 10}})
    assert list(problems_of_samples(lower, "board", STACKS)) == []


@pytest.mark.parametrize(
    ("style", "words"),
    [
        ("font-style:italic", "'noto-sans' has no italic"),
        ("font-variant:small-caps", "small capitals"),
        ("font-family:Montserrat", "in 'Montserrat', which is not in fonts/"),
    ],
)
def test_type_that_cannot_be_had_is_told(style: str, words: str) -> None:
    """Nothing of a sample is ignored in silence."""
    body = f'{MARGINS}<g id="theme">{FRAME}<text font-size="10" style="{style}">S</text></g>'
    (problem,) = problems_of_samples(design(body, SLOTS), "board", STACKS)
    assert words in problem.message


def test_a_drawing_without_margins_is_told() -> None:
    """A card may be right without, so it is a warning; the remedy is accepted. Without pins, it has some."""
    pinned = slot("theme@start", "0 0 60 30")
    (problem,) = problems_of_samples(design(pinned, SLOTS), "board", STACKS)
    assert problem.severity == Severity.WARNING
    assert "there is no layer 'safe'" in problem.message
    mended = design(MARGINS + pinned, SLOTS)
    assert list(problems_of_samples(mended, "board", STACKS)) == []
