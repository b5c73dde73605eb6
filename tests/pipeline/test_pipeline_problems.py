"""Reports: one fault is said once, where it is worst, however many pictures it shows in."""

from toolkit.errors import Place, Problem, Severity
from toolkit.pipeline.problems import merged

COPY = Place(file="copy/en.toml", at="theme")


def long(drawing: str, excess: int, place: Place = COPY) -> Problem:
    """Return the problem of a text that is too long on one drawing."""
    return Problem(
        trail=(place, Place(file=drawing, at="theme")),
        message=f"the text is about {excess} characters too long",
        hint=f"shorten it by about {excess} characters",
    )


def test_one_fault_in_many_drawings_is_said_where_it_is_worst() -> None:
    """Who shortens the text for the narrowest drawing has mended all; the others are counted."""
    (found,) = merged([long("a.svg", 9), long("b.svg", 120), long("c.svg", 30), long("b.svg", 50)])
    assert str(found) == (
        "copy/en.toml:theme → b.svg:theme: the text is about 120 characters too long, and in 2 more drawings "
        "(hint: shorten it by about 120 characters)"
    )


def test_two_drawings_are_one_more_drawing() -> None:
    """One is singular."""
    (found,) = merged([long("a.svg", 1), long("b.svg", 2)])
    assert found.message.endswith(", and in 1 more drawing")


def test_the_same_drawing_twice_is_not_another_drawing() -> None:
    """Several placements of one drawing are one place to mend."""
    assert merged([long("a.svg", 3), long("a.svg", 7), long("a.svg", 7)]) == (long("a.svg", 7),)


def test_faults_of_different_texts_stay_apart() -> None:
    """Two texts, two messages or two severities are different faults."""
    other = Place(file="copy/en.toml", at="quotes.a.text")
    warning = Problem(trail=(COPY,), message="is old", severity=Severity.WARNING)
    error = Problem(trail=(COPY,), message="is old")
    problems = [long("a.svg", 3), long("a.svg", 3, other), warning, error]
    assert set(merged(problems)) == set(problems)


def test_the_report_has_one_order() -> None:
    """However the workers finished, the report reads the same."""
    problems = [long("a.svg", 3, Place(file=f"copy/{tag}.toml")) for tag in ("vi", "ar", "zh")]
    assert merged(problems) == merged(reversed(problems)) == tuple(sorted(problems))


def test_problems_without_a_place_are_kept() -> None:
    """What concerns the machine has no trail."""
    note = Problem(trail=(), message="12 print pages were made as pictures")
    assert merged([note, note]) == (note,)
