"""What is left of a laid-out SVG when its numbers and words are taken out."""

import pytest

from toolkit.render.pixels import RenderError
from toolkit.render.svg.sanitizer import parse_sanitized, violations
from toolkit.render.svg.skeleton import skeleton_of

_HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8" viewBox="0 0 8 8">'


def _svg(body: str) -> str:
    return f"{_HEAD}{body}</svg>"


def test_geometry_and_words_make_no_other_skeleton() -> None:
    """Pictures that differ in places, sizes, outlines and words have one skeleton."""
    one = '<g transform="matrix(1 0 0 1 2 3)" aria-label="Nine" data-ink="0 1 2 3"><title>Nine</title></g>'
    other = '<g transform="translate(4.5)" aria-label="Dix" data-ink="9 8 7 6"><title>Dix</title></g>'
    shape, moved = '<path d="M0 0L1e3-4z" fill="#fff"/>', '<path d="M5 5h1" fill="#fff"/>'
    assert skeleton_of(_svg(one + shape)) == skeleton_of(_svg(other + moved))


@pytest.mark.parametrize(
    ("body", "other"),
    [
        ('<g opacity="1"/>', '<g opacity=".5"/>'),
        ('<g id="12"/>', '<g id="13"/>'),
        ('<path d="M0 0" fill="#123456"/>', '<path d="M0 0" fill="#654321"/>'),
        ('<g transform="matrix(1 0 0 1 2 3)"/>', '<g transform="matrix(1 0 0 1 2)"/>'),
        ('<g aria-label="One" data-ink="0 0 1 1"><title>One</title></g>', '<g aria-label="One"/>'),
        (
            '<g aria-label="One" data-ink="0 0 1 1"><title>One</title></g>',
            '<g aria-label="One" data-ink="0 0 1 1"><title>Two</title></g>',
        ),
        (
            '<g aria-label="One" data-ink="0 0 1 1"><title>One</title></g>',
            '<g aria-label="One" data-ink="0 0 1"><title>One</title></g>',
        ),
    ],
)
def test_what_a_check_asks_for_makes_another_skeleton(body: str, other: str) -> None:
    """Nothing that decides whether a drawing is right is taken out."""
    assert skeleton_of(_svg(body)) != skeleton_of(_svg(other))


@pytest.mark.parametrize(
    "fault",
    [
        "<rect x=' d=\"1\"url(file:///x)' fill=' d=\"url(http://example.org/a)\"'/>",
        '<rect fill="url(http://example.org/#a)" x="12"/>',
        '<image href=\' x="1"http://example.org/a.png\' width="8"/>',
        '<path d="M0 0" onclick="1"/>',
        '<path d="javascript:url(http://example.org)" fill="#fff" style="fill:url(//example.org)"/>',
        '<g transform="translate(1)"><text>a</text></g>',
    ],
)
def test_nothing_dangerous_hides_behind_a_skeleton(fault: str) -> None:
    """A document that must not be painted is refused, also after a harmless one that looks like it."""
    parse_sanitized(_svg('<rect x="1" fill="#fff"/><path d="M0 0" fill="#fff"/>'))
    reasons = violations(_svg(fault))
    assert reasons
    assert violations(skeleton_of(_svg(fault)))
    with pytest.raises(RenderError) as told:
        parse_sanitized(_svg(fault))
    assert all(reason in str(told.value) for reason in reasons)


def test_references_become_plain_whatever_was_read_before() -> None:
    """A reference in quotes becomes plain, also where another picture of the same shape had a plain one."""
    lights = '<defs><linearGradient id="a"/></defs>'
    plain = parse_sanitized(_svg(f'{lights}<path d="M0 0" fill="url(#a)"/>'))
    quoted = parse_sanitized(_svg(f'{lights}<path d="M1 1" fill=\'url("#a")\'/>'))
    assert plain[-1].get("fill") == quoted[-1].get("fill") == "url(#a)"
