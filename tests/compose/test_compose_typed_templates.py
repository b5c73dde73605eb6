"""Braces as people and tools write them: corrected, cut up, brought out."""

import pytest
from lxml import etree

from toolkit.compose.artboard.sample import sample_type
from toolkit.compose.artboard.slots import plain_templates
from toolkit.compose.filling.slot_style import templates_brought_out
from toolkit.svg.document import SVG


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("{{\u00a0date\u00a0}}", "{{ date }}"),
        ("{ { date } }", "{{ date }}"),
        ("{\u200b{ da\u00adte }\u200b}", "{{ date }}"),
        ("｛｛ date ｝｝", "{{ date }}"),
        ("{{ date|default(“soon”) }}", '{{ date|default("soon") }}'),
        ("“{{ theme[‘a’] }}”", "“{{ theme['a'] }}”"),
        ("{{ a ｜ b }}", "{{ a | b }}"),
        ("a {b} c", "a {b} c"),
    ],
)
def test_what_programs_do_to_braces_is_undone(typed: str, meant: str) -> None:
    """Quotes, blanks and wide signs inside braces are plain ones; words around them stay."""
    assert plain_templates(typed) == meant


@pytest.mark.parametrize(
    ("sample", "brought_out"),
    [
        ('<tspan font-weight="700">{{ date }}</tspan> · {{ hashtags }}', ("{{ date }}",)),
        ('{{ <tspan font-weight="700">date</tspan> }} · {{ hashtags }}', ("{{ date }}",)),
        (
            '<tspan font-weight="700">{{ da</tspan><tspan font-weight="700">te }}</tspan> · {{ hashtags }}',
            ("{{ date }}",),
        ),
        ('<tspan font-weight="700">{{\u00a0date\u00a0}}</tspan> · {{ hashtags }}', ("{{ date }}",)),
        ('{{ hashtags }} and more<tspan><tspan fill="#f00">{{ date }}</tspan></tspan>', ("{{ date }}",)),
        ("{{ date }} · {{ hashtags }}", ()),
    ],
)
def test_values_keep_what_brings_them_out(sample: str, brought_out: tuple[str, ...]) -> None:
    """However a tool cut up the sample, and also where only the name between the braces is bold."""
    slot = etree.fromstring(f'<g xmlns="{SVG}"><text font-size="20">{sample}</text></g>')
    assert templates_brought_out(slot, sample_type(slot)) == brought_out


def test_values_in_texts_of_their_own_keep_their_look() -> None:
    """Affinity makes a text of each change of style; together they are one sample."""
    texts = '<text font-size="20">{{ hashtags }} and more</text><text fill="#f00" font-size="20">{{ date }}'
    slot = etree.fromstring(f'<g xmlns="{SVG}">{texts}</text></g>')
    assert templates_brought_out(slot, sample_type(slot)) == ("{{ date }}",)
