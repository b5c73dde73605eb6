"""Clip paths of groups and clones, as Inkscape makes them, cut by the shapes in them."""

import pytest
from sketches import drawing

from toolkit.compose.svg.svgdoc import parse_svg
from toolkit.svg.parser import SvgError


def clip_of(body: str) -> list[dict[str, str]]:
    """Return the shapes of the first clip path of a drawing."""
    clip = next(parse_svg(drawing(body)).iter("{*}clipPath"))
    return [{str(key): str(value) for key, value in shape.attrib.items()} for shape in clip]


def test_a_group_in_a_clip_path_becomes_its_shapes() -> None:
    """Engines pass over groups there; what the group has goes over to its shapes."""
    body = '<clipPath id="c"><g transform="scale(2)" clip-rule="evenodd">'
    body += '<path d="M0 0h9v9z"/><circle r="3"/></g></clipPath>'
    shapes = clip_of(body)
    assert [shape["transform"] for shape in shapes] == ["matrix(2 0 0 2 0 0)"] * 2
    assert {shape["clip-rule"] for shape in shapes} == {"evenodd"}


def test_a_clone_of_a_group_in_a_clip_path_becomes_its_shapes() -> None:
    """The clone stands where it is put; the group itself stays where it is painted."""
    body = (
        '<g id="art" transform="scale(2)"><rect id="r" width="9" height="9" filter="url(#f)"/></g>'
        '<clipPath id="c"><use href="#art" x="5"/></clipPath>'
    )
    (shape,) = clip_of(body)
    assert shape == {"width": "9", "height": "9", "transform": "matrix(2 0 0 2 5 0)"}


def test_a_clone_of_a_shape_in_a_clip_path_stays() -> None:
    """Engines know it."""
    (shape,) = clip_of('<rect id="r" width="9" height="9"/><clipPath id="c"><use href="#r"/></clipPath>')
    assert shape["href"] == "#r"


def test_clips_in_a_circle_are_told() -> None:
    """They end with a reason."""
    body = '<clipPath id="c"><g id="g"><use href="#g"/></g></clipPath>'
    with pytest.raises(SvgError, match="clones of clones"):
        parse_svg(drawing(body))
