"""Templates in the artwork: plain substitution, nothing that reaches into the program."""

import pytest

from toolkit.compose.filling.template import TemplateTextError, fill

ATTACKS = [
    "{{ theme.__class__ }}",
    "{{ theme.__class__.__mro__ }}",
    "{{ theme['__class__'] }}",
    "{{ theme|attr('__class__') }}",
    "{{ ''.__class__.__base__.__subclasses__() }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ '{0.__class__}'.format(theme) }}",
    "{% include 'secret' %}",
    "{% import 'os' as os %}",
    "{{ rows.append(1) }}",
]


@pytest.mark.parametrize("source", ATTACKS)
def test_templates_cannot_reach_into_the_program(source: str) -> None:
    """Attributes of Python's own, other files and changes of values are refused."""
    with pytest.raises(TemplateTextError, match="the template cannot be filled"):
        fill(source, {"theme": "a", "rows": ["b"]})


@pytest.mark.parametrize(
    "source",
    [
        "{{ theme",
        "{{ }}",
        "{{ theme | nofilter }}",
        "{% if %}",
        "{{ 1 / 0 }}",
        "{{ theme + 1 }}",
        "{% for n in range(10 ** 9) %}{{ n }}{% endfor %}",
        "{{ theme.nothing }}",
    ],
)
def test_broken_templates_are_explained(source: str) -> None:
    """A slip of the designer is a problem in plain words, not a crash."""
    with pytest.raises(TemplateTextError, match="the template cannot be filled"):
        fill(source, {"theme": "a"})


def test_an_unknown_value_is_named() -> None:
    """Nothing is silently empty."""
    with pytest.raises(TemplateTextError, match="'thme' is undefined"):
        fill("{{ thme }}", {"theme": "a"})


@pytest.mark.parametrize("code", [0x00, 0x08, 0x0B, 0x0C, 0x1B, 0x7F, 0x80, 0x9F, 0xD800, 0xFFFE, 0xFFFF])
def test_control_characters_are_refused_by_name(code: int) -> None:
    """What XML cannot hold, or a reader cannot see, does not get into a picture."""
    with pytest.raises(TemplateTextError, match=rf"U\+{code:04X}"):
        fill("{{ theme }}", {"theme": f"a{chr(code)}b"})


@pytest.mark.parametrize("char", ["\u200d", "\u200f", "\u00ad", "\u200b", "\u0085", "\U0001f9ec", "\t"])
def test_characters_that_text_needs_are_kept(char: str) -> None:
    """Joiners, direction marks, soft hyphens and emoji are text."""
    assert fill("{{ theme }}", {"theme": f"a{char}b"}) == f"a{char}b"


def test_a_whole_value_stays_as_it_is() -> None:
    """No marks are added where nothing stands beside the value."""
    assert fill(" {{ theme }} ", {"theme": "a\nb"}) == "a\nb"
    assert fill("{{ theme|upper }}", {"theme": "a"}) == "A"


def test_a_value_among_words_is_isolated() -> None:
    """FSI … PDI keep a name from reordering the sentence around it (UAX #9)."""
    assert fill("at {{ place }}!", {"place": "מקום"}) == "at \u2068מקום\u2069!"
    assert fill("{{ a }}{{ b }}", {"a": "x", "b": "y"}) == "\u2068x\u2069\u2068y\u2069"


def test_an_empty_value_leaves_no_marks() -> None:
    """There is nothing to isolate."""
    assert fill("a{{ b }}", {"b": ""}) == "a"


def test_markup_in_a_value_is_text() -> None:
    """Angle brackets and ampersands are letters; escaping is the work of whoever writes the XML."""
    assert fill("{{ theme }}", {"theme": "<b>&amp;"}) == "<b>&amp;"


def test_braces_in_a_value_are_not_a_template() -> None:
    """Copy cannot program the design."""
    assert fill("{{ theme }}", {"theme": "{{ secret }}", "secret": "x"}) == "{{ secret }}"
