"""Templates in the artwork: plain substitution, nothing that reaches into the program."""

import random
import tracemalloc

import pytest

from toolkit.compose.filling.template import RightToLeft, TemplateTextError, fill
from toolkit.compose.filling.template_language import FILTERS, TESTS

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


def test_a_value_may_run_from_right_to_left() -> None:
    """Hours with a Latin clock are in the order of an Urdu reader, in a sentence as on their own."""
    assert (
        fill("at {{ time }}!", {"time": RightToLeft("13:00–14:30 CEST")})
        == "at \u206713:00–14:30 CEST\u2069!"
    )
    assert fill("{{ time }}", {"time": RightToLeft("13:00")}) == "13:00"


def test_an_empty_value_leaves_no_marks() -> None:
    """There is nothing to isolate."""
    assert fill("a{{ b }}", {"b": ""}) == "a"


def test_markup_in_a_value_is_text() -> None:
    """Angle brackets and ampersands are letters; escaping is the work of whoever writes the XML."""
    assert fill("{{ theme }}", {"theme": "<b>&amp;"}) == "<b>&amp;"


def test_braces_in_a_value_are_not_a_template() -> None:
    """Copy cannot program the design."""
    assert fill("{{ theme }}", {"theme": "{{ secret }}", "secret": "x"}) == "{{ secret }}"


HUNGRY = [
    "{{ 'a'*1000000000 }}",
    "{{ 1000000000*'a' }}",
    "{{ '%2000000000d' % 1 }}",
    "{{ '{:2000000000}'.format(1) }}",
    "{{ 'x'|center(2000000000) }}",
    "{{ 'x'.ljust(2000000000) }}",
    "{{ 9**9**9 }}",
    "{{ (10**18)**64 }}",
    "{{ [1]*1000000000 }}",
    "{{ theme|round(1000000000) }}",
    "{% for i in range(99999999) %}{% endfor %}{{ theme }}",
    "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
    "{% set x = theme %}" + "{% set x = x ~ x %}" * 40 + "{{ x }}",
    "{% set x = theme %}" + "{% set x = x + x %}" * 40 + "{{ x }}",
    "{% set x = theme %}" + "{% set x = x|replace('a', x) %}" * 40 + "{{ x }}",
    "{% set x = [theme] %}" + "{% set x = [x, x] %}" * 40 + "{{ x }}",
    "{% set x = 'aaaaaaaa' %}" + "{% for a in x %}" * 9 + "{% endfor %}" * 9,
    "{% for a in 'abc' recursive %}{{ loop('abc') }}{% endfor %}",
    "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
    "{{ " + "(" * 4000 + "1" + ")" * 4000 + " }}",
    "{{ " + "-" * 4000 + "1 }}",
    "{{ " + "1+" * 4000 + "1 }}",
    "{{ theme }}" * 5000,
]


@pytest.mark.parametrize("source", HUNGRY, ids=range(len(HUNGRY)))
def test_a_template_that_would_eat_time_or_memory_is_refused(source: str) -> None:
    """The reason is told before anything large is made."""
    tracemalloc.start()
    try:
        with pytest.raises(TemplateTextError, match="the template cannot be filled"):
            fill(source, {"theme": "a" * 1000})
        assert tracemalloc.get_traced_memory()[1] < 50_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "source",
    ["{{ lipsum() }}", "{{ theme|random }}", "{{ cycler(1, 2).next() }}", "{{ theme.upper }}", "{{ self }}"],
)
def test_a_template_that_would_say_something_else_each_time_is_refused(source: str) -> None:
    """The same sources make the same bytes; chance and addresses in memory have no place in them."""
    with pytest.raises(TemplateTextError, match="the template cannot be filled"):
        fill(source, {"theme": "a"})


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ theme|split(', ')|first }}", "Ärzte"),
        ("{{ theme|split(', ')|last|upper }}", "BÄCKER"),
        ("{{ theme|split(', ')|join(' · ') }}", "Ärzte · Bäcker"),
        ("{{ theme|length }}", "13"),
        ("{{ ''|default('none', true) }}", "none"),
        ("{{ '3.14159'|round(2) }}", "3.14"),
        ("{{ '7'|int + 1 }}", "8"),
        ("{{ theme|replace('Ärzte', 'Eis')|title|trim }}", "Eis, Bäcker"),
        ("{{ theme|truncate(9) }}", "Ärzte,..."),
        ("{{ theme[:5]|lower }}", "ärzte"),
        ("{{ 'a' ~ 1 ~ 'b' if theme is defined and theme != 'x' else 'c' }}", "a1b"),
    ],
)
def test_what_templates_may_do_works(source: str, text: str) -> None:
    """Filters, tests, slices and conditions that docs/designing.md lists do what it says."""
    assert fill(source, {"theme": "Ärzte, Bäcker"}) == text


def test_a_loop_over_parts_writes_each() -> None:
    """A loop has its counters, and its values are isolated as everywhere."""
    source = "{% for part in theme|split %}{{ part }}{% if not loop.last %} / {% endif %}{% endfor %}"
    assert fill(source, {"theme": "a b"}).replace("\u2068", "").replace("\u2069", "") == "a / b"


def test_any_template_ends_with_little_memory() -> None:
    """Of two hundred random templates each one is filled or refused, with a short text and little memory."""
    chance = random.Random(13)  # noqa: S311  no secret
    filled = 0
    for _ in range(200):
        source = _random_template(chance)
        tracemalloc.start()
        try:
            text = fill(source, {"theme": "a b c", "long": "ab " * 3000})
            filled += 1
            assert len(text) <= 10_000
        except TemplateTextError:
            pass
        finally:
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        assert peak < 50_000_000, source
    assert filled > 20


def _random_template(chance: random.Random) -> str:
    """Return a template of any statements and expressions, sensible or not."""
    pieces = []
    for _ in range(chance.randint(1, 2)):
        value = _random_value(chance, 2)
        pieces.append(
            chance.choice(
                [
                    f"{{{{ {value} }}}}",
                    f"{{% set theme = {value} %}}{{{{ theme }}}}",
                    f"{{% for x in {value} %}}{{{{x}}}}{{% for y in [x, x] %}}y{{% endfor %}}{{% endfor %}}",
                    f"{{% if {value} %}}y{{% else %}}n{{% endif %}}",
                ]
            )
        )
    return "".join(pieces)


def _random_value(chance: random.Random, depth: int) -> str:
    if depth == 0:
        return chance.choice(["theme", "long", "1", "999999999", "'x'", "2.5", "'2'"])
    left, right = _random_value(chance, depth - 1), _random_value(chance, depth - 1)
    match chance.randrange(6):
        case 0:
            sign = chance.choice(["+", "*", "**", "%", "~", "~", "==", "and", "or"])
            return f"({left} {sign} {right})"
        case 1:
            return f"({left}|{chance.choice(['default', 'join', 'replace', 'split', 'round'])}({right}))"
        case 2:
            return f"({left}|{chance.choice(list(FILTERS))})"
        case 3:
            return f"({left} is {chance.choice(TESTS)})"
        case _:
            return f"{left}[:2]" if chance.random() < 0.5 else f"([{left}, {right}]|join)"
