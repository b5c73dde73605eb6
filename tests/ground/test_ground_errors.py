"""Problems say what is wrong, where, and how to mend it; sets of them have one order."""

import pytest

from toolkit.errors import Place, Problem, ProblemsError, Severity, errors_in, printable, raise_errors

COPY = Place(file="campaigns/a/copy/fr.toml", at="theme.text")
DRAWING = Place(file="designs/theme/story.svg", at="theme")
FAULT = Problem(trail=(COPY, DRAWING), message="the text is too long", hint="shorten it")
WARNING = Problem(trail=(COPY,), message="no source", severity=Severity.WARNING)


def test_a_problem_reads_as_trail_message_and_hint() -> None:
    """The trail runs from the words to the drawing, arrows between; the remedy stands in brackets."""
    assert str(FAULT) == (
        "campaigns/a/copy/fr.toml:theme.text → designs/theme/story.svg:theme: "
        "the text is too long (hint: shorten it)"
    )


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem(trail=(), message="no cairo here"), "no cairo here"),
        (Problem(trail=(), message="no cairo", hint="install it"), "no cairo (hint: install it)"),
        (Problem(trail=(Place(file="brand.toml"),), message="is empty"), "brand.toml: is empty"),
    ],
)
def test_parts_that_a_problem_lacks_leave_no_marks(problem: Problem, text: str) -> None:
    """Without a trail, a key or a hint there is no stray colon or bracket."""
    assert str(problem) == text


def test_errors_are_sorted_single_and_without_warnings() -> None:
    """The same error twice counts once; a warning stops nothing."""
    other = Problem(trail=(DRAWING,), message="no frame")
    assert errors_in([other, WARNING, FAULT, other]) == (FAULT, other)


def test_warnings_alone_raise_nothing() -> None:
    """Raising is for errors only."""
    raise_errors([WARNING])


def test_an_error_is_raised_together_with_the_warnings() -> None:
    """The exception carries every problem, one to a line."""
    with pytest.raises(ProblemsError) as caught:
        raise_errors([FAULT, WARNING, FAULT])
    assert set(caught.value.problems) == {FAULT, WARNING}
    assert str(caught.value).splitlines() == [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[2Kok\n", "a\\x1b[2Kok\\n"),
        ("\x9b2J\x7f\0", "\\x9b2J\\x7f\\x00"),
        ("\u202egnp.exe\u2069\u200f\u061c", "\\u202egnp.exe\\u2069\\u200f\\u061c"),
        ("\ufeff\u2060\U000e0041", "\\ufeff\\u2060\\U000e0041"),
        ("\udcff.zip", "\\udcff.zip"),
        ("فارسی نیم\u200cفاصله, é, 中文, 🎉", "فارسی نیم\u200cفاصله, é, 中文, 🎉"),
    ],
)
def test_names_do_nothing_but_show(text: str, shown: str) -> None:
    """What moves a cursor, turns letters round, shows nothing or cannot be written is an escape."""
    assert printable(text) == shown
    assert printable(text).encode("utf-8")
