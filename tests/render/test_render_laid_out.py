"""The contract of a laid-out SVG: each violation is told, all of them at once, and what keeps it passes."""

import pytest

from toolkit.render.svg.laid_out_check import breaches_of, check_laid_out, findings_in
from toolkit.render.svg.sizing import read_svg

WORDS = (
    '<g aria-label="Day" data-ink="10 20 30 8" transform="translate(10 20)"><title>Day</title>'
    '<path d="M0 0h30v8H0z" fill="#ffffff"/></g>'
)
SLOT = f'<g id="day" data-slot="day"><rect width="9" height="9"/>{WORDS}</g>'
DEFS = '<defs><linearGradient id="light"><stop offset="0"/></linearGradient></defs>'

VIOLATIONS = {
    "text": ("<text>a</text>", "text that was not turned into outlines (<text>)"),
    "outside": ('<image href="a.png"/>', 'a reference outside the drawing (href="a.png")'),
    "first circle": ('<g id="a"><use href="#a"/></g>', "a reference that comes back to itself (#a)"),
    "other namespace": ('<g id="x"><b xmlns="urn:b"/></g>', '<b> in "x" is not of the SVG namespace'),
    "style": ('<path id="p" style="fill:red"/>', '<path id="p"> has CSS; write its properties as attributes'),
    "rules": ("<style>path{fill:red}</style>", "<style> has CSS; write its properties as attributes"),
    "editor's note": (
        '<g xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:label="day"/>',
        "<g> has the attribute label, which says nothing to engines",
    ),
    "other note": ('<g data-name="a"/>', "<g> has the attribute data-name, which says nothing to engines"),
    "transform": (
        '<g id="t" transform="spin(9)"/>',
        "<g id=\"t\">: cannot read the transform 'spin' with 1 numbers",
    ),
    "gradient": (
        '<linearGradient id="l" gradientTransform="x"/>',
        "<linearGradient id=\"l\">: cannot read the transform 'x'",
    ),
    "two of an id": ('<g id="b"/><path id="b"/>', "2 elements have the id 'b'"),
    "empty id": ('<g id=""/>', "an element has an empty id"),
    "dangling paint": (
        '<g id="d" fill="URL(\'#gone\')"/>',
        "<g id=\"d\"> refers to '#gone', which is not in the drawing",
    ),
    "dangling link": ('<use xlink:href="#off"/>', "<use> refers to '#off', which is not in the drawing"),
    "words without a slot": (WORDS, "<g> are words outside of a group with data-slot"),
    "words without ink": (
        '<g data-slot="s"><g aria-label="a"/></g>',
        "<g> in the slot 's' has no data-ink of four numbers: x, y, width, height",
    ),
    "words with strange ink": (
        '<g data-slot="s"><g aria-label="a" data-ink="1 2 3 inf"/></g>',
        "<g> in the slot 's' has no data-ink of four numbers: x, y, width, height",
    ),
    "another title": (
        '<g data-slot="s"><g aria-label="a" data-ink="0 0 1 1"><title>b</title></g></g>',
        "<g> in the slot 's' says something else in its title than in aria-label",
    ),
    "words in words": (
        f'<g data-slot="s"><g aria-label="a" data-ink="0 0 1 1">{WORDS}</g></g>',
        "<g> in the slot 's' are words with other words inside",
    ),
    "ink of no words": (
        '<path id="i" data-ink="0 0 1 1"/>',
        '<path id="i"> has data-ink or aria-label, and is no group of words',
    ),
    "a slot that is no group": (
        '<path id="s" data-slot="a"/>',
        '<path id="s"> has data-slot, and is no group with the name of a slot',
    ),
    "a slot without a name": (
        '<g id="s" data-slot=""/>',
        '<g id="s"> has data-slot, and is no group with the name of a slot',
    ),
}
ROOTS = {
    "no size": ('viewBox="0 0 8 4"', "the root's width and height are not whole px: '' and ''"),
    "in mm": (
        'width="8mm" height="4mm" viewBox="0 0 8 4"',
        "the root's width and height are not whole px: '8mm' and '4mm'",
    ),
    "no pixel": (
        'width="0" height="4" viewBox="0 0 8 4"',
        "the root's width and height are not whole px: '0' and '4'",
    ),
    "no canvas": ('width="8" height="4"', "the root has no viewBox"),
    "moved": ('width="8" height="4" viewBox="1 0 8 4"', "the viewBox '1 0 8 4' does not begin at 0 0"),
    "other shape": (
        'width="80" height="40" viewBox="0 0 8 8"',
        "the drawing is 8×8 units; it does not have the shape",
    ),
    "no numbers": ('width="8" height="4" viewBox="0 0 a b"', "the viewBox '0 0 a b' is not four numbers"),
    "position": ('width="8" height="4" viewBox="0 0 8 4" x="1"', "the root has the attribute x"),
}


def svg(body: str, root: str = 'width="160" height="90" viewBox="0 0 1920 1080"') -> str:
    """Return a document with a root."""
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {spaces} {root}>{body}</svg>"


def test_a_drawing_that_keeps_the_contract_passes() -> None:
    """Definitions, furniture, words in slots and pictures inside the drawing are all that is needed."""
    body = f'{DEFS}<g id="ground" fill="url(#light)"><path d="M0 0"/></g>{SLOT}'
    assert check_laid_out(svg(body)) == ()


@pytest.mark.parametrize(("body", "violation"), VIOLATIONS.values(), ids=VIOLATIONS.keys())
def test_each_violation_is_told(body: str, violation: str) -> None:
    """The message names the element, by its id or its slot, and says what is wrong with it."""
    (told,) = [line for line in check_laid_out(svg(SLOT + body)) if line.startswith(violation)]
    assert told


@pytest.mark.parametrize(("root", "violation"), ROOTS.values(), ids=ROOTS.keys())
def test_the_root_says_the_size_and_the_canvas(root: str, violation: str) -> None:
    """Whole px, and a viewBox of the same shape that begins at 0 0."""
    (told,) = check_laid_out(svg("", root))
    assert told.startswith(violation)


def test_all_violations_are_told_in_one_run() -> None:
    """Nobody has to mend one to learn of the next; circles of references are told one by one, too."""
    circles = '<g id="c1"><use href="#c1"/></g><g id="c2"><use href="#c2"/></g>'
    bodies = [body for name, (body, _) in VIOLATIONS.items() if name != "first circle"]
    told = check_laid_out(svg("".join(bodies) + circles, 'width="8" height="4"'))
    wanted = [violation for name, (_, violation) in VIOLATIONS.items() if name != "first circle"]
    wanted += ["a reference that comes back to itself (#c1)", "a reference that comes back to itself (#c2)"]
    wanted += ["the root has no viewBox"]
    assert [text for text in wanted if not any(line.startswith(text) for line in told)] == []


@pytest.mark.parametrize("document", ["", "<svg", "<!DOCTYPE svg>" + svg("")])
def test_what_cannot_be_read_has_one_reason(document: str) -> None:
    """Nothing more can be said about it."""
    (told,) = check_laid_out(document)
    assert told.startswith("the drawing cannot be read: ")


def test_parts_are_judged_together() -> None:
    """What one part refers to may stand in another; an id of two parts is told, a shared one is not."""
    ground = findings_in(read_svg(svg(f'{DEFS}<clipPath id="c"/><g id="g"/>')))
    body = findings_in(read_svg(svg(f'{DEFS}<g id="g" clip-path="url(#c)" fill="url(#light)"/>')))
    assert breaches_of(body, shared=["light"]) == (
        "<g id=\"g\"> refers to '#c', which is not in the drawing",
    )
    assert breaches_of(ground, body, shared=["light"]) == ("2 elements have the id 'g'",)
