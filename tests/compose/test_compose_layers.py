"""Layer names: a word, and flags behind the `@`."""

import pytest
from lxml import etree
from sketches import NAMESPACES

from toolkit.compose.svg.layer_names import LayerName, layer_name


def named(attributes: str) -> LayerName:
    """Return how a group with these attributes is read."""
    return layer_name(etree.fromstring(f"<g {NAMESPACES} {attributes}/>"))


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("theme", LayerName(word="theme")),
        ("theme@start@top", LayerName(word="theme", horizontal="start", vertical="top")),
        ("rule @ end @ middle", LayerName(word="rule", horizontal="end", vertical="middle")),
        ("a@center", LayerName(word="a", horizontal="centre")),
        ("bg@bleed@stretch", LayerName(word="bg", bleed=True, horizontal="stretch", vertical="stretch")),
        ("bar@stretch@top", LayerName(word="bar", horizontal="stretch", vertical="top")),
        ("bar@end@stretch", LayerName(word="bar", horizontal="end", vertical="stretch")),
        ("art@cover@bleed", LayerName(word="art", cover=True, bleed=True)),
        ("lockup@keep", LayerName(word="lockup", keep=True)),
        ("figure@grow", LayerName(word="figure", grow=True)),
        ("pill@hug", LayerName(word="pill", hug=True)),
        ("qr@min-164", LayerName(word="qr", min_px=164)),
        ("col@stack", LayerName(word="col", stack="top")),
        ("col@stack-middle", LayerName(word="col", stack="middle")),
        ("col@stack-bottom@start", LayerName(word="col", stack="bottom", horizontal="start")),
        ("x@start@sideways@min-", LayerName(word="x", horizontal="start", unknown=("sideways", "min-"))),
        ("@keep", LayerName(word="", keep=True)),
        ("", LayerName()),
    ],
)
def test_labels_are_read_by_the_grammar(label: str, expected: LayerName) -> None:
    """Every flag, alone and with others, and what is not known is kept for the report."""
    assert named(f'inkscape:label="{label}"') == expected


def test_the_label_wins_over_the_id() -> None:
    """Ids are made unique by editors; the label is what the designer typed."""
    assert named('id="g1" inkscape:label="theme@end"').word == "theme"
    assert named('id="theme@end"') == LayerName(word="theme", horizontal="end")


def test_pins_may_stand_in_an_attribute_of_their_own() -> None:
    """`data-pin` serves editors that do not allow the `@` in ids."""
    assert named('id="theme" data-pin="start top"') == named('id="theme@start@top"')


@pytest.mark.parametrize("label", ["a@top", "a@end", "a@stretch", "a@cover"])
def test_pins_and_cover_make_a_layer_a_box(label: str) -> None:
    """Such a layer is moved as a whole."""
    assert named(f'id="{label}"').is_pinned


@pytest.mark.parametrize("label", ["a", "a@keep", "a@bleed", "a@stack", "a@hug", "a@min-100"])
def test_other_flags_do_not_make_a_layer_a_box(label: str) -> None:
    """A group without pins hands its place on to its children."""
    assert not named(f'id="{label}"').is_pinned
