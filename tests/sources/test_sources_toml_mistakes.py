"""TOML files that are wrong in any way: a place, plain words and a remedy, never another error."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pydantic_core._pydantic_core import list_all_errors
from toml_mistakes import mistakes

from toolkit.sources.project import read_project
from toolkit.sources.schema.models import record_of
from toolkit.sources.schema.toml_file import read_table

if TYPE_CHECKING:
    from toolkit.errors import Problem


def _foreign_words() -> re.Pattern[str]:
    """Find the sentences of pydantic, each with anything in the place of its fields."""
    own = {"missing", "value_error", "assertion_error"}
    templates = (row["message_template_python"] for row in list_all_errors() if row["type"] not in own)
    sentences = {re.sub(r"\\\{\w+\\\}", ".*", re.escape(text)) for text in templates if len(text) > 12}
    words = [
        "Input should",
        "Field required",
        "validation error",
        "function-",
        "NoneType",
        "<class",
        "Extra inputs",
    ]
    return re.compile("|".join(sorted(sentences | {re.escape(word) for word in words})), re.IGNORECASE)


def test_a_thousand_mistakes_are_said_in_our_words() -> None:
    """Whatever is changed, left out or added in any file, it is told in plain words on one line."""
    foreign = _foreign_words()
    told: list[tuple[str, Problem]] = []
    mistaken = 0
    for model, table, done in mistakes(1_000, seed=13):
        problems: list[Problem] = []
        record_of(model, table, "file.toml", problems)
        mistaken += bool(problems)
        told.extend((str(done), problem) for problem in problems)
    assert mistaken > 600
    assert told
    for done, problem in told:
        said = str(problem)
        assert not foreign.search(said), (done, said)
        assert "\n" not in said, (done, said)
        assert len(said) < 1_500, (done, said)
        assert problem.message, done


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"x = " + b"[" * 900 + b"]" * 900, "tables and lists stand in each other more than 40 deep"),
        (b"x = " + b"[" * 60 + b"]" * 60, "tables and lists stand in each other more than 40 deep"),
        (b"a" + b".a" * 900 + b" = 1", "tables and lists stand in each other more than 40 deep"),
        (b"y = 1\nx = " + b"9" * 5000, "a number has thousands of digits"),
        (b"x = " + b"9" * 40, "is a number of more than 19 digits"),
        ('title = "é"'.encode("utf-16"), "is UTF-16 text, not UTF-8"),
        ('title = "é"'.encode("utf-16-be"), "is not UTF-8 text"),
        (b'title = "' + "é".encode("cp1252") + b'"', "byte 10 is not UTF-8 text"),
        (b"x = 1\nx = 2", "not valid TOML"),
        (b"\x00", "not valid TOML"),
        (b'x = "\\ud800"', "not valid TOML"),
        (b"x = 0000-00-00", "not valid TOML"),
        (b"x = 9999-99-99", "not valid TOML"),
        (b"#" * 2_000_001, "is larger than 2,000,000 bytes"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, data: bytes, said: str) -> None:
    """Depth, digits, encodings and syntax end in one problem with a remedy."""
    path = tmp_path / "file.toml"
    path.write_bytes(data)
    problems: list[Problem] = []
    assert read_table(path, tmp_path, problems) is None
    (problem,) = problems
    assert said in problem.message
    assert problem.hint


@pytest.mark.parametrize("kind", ["folder", "pipe", "dangling"])
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    """A folder, a pipe or a link into nothing with the name of a file is never waited for."""
    import os  # noqa: PLC0415  not everywhere

    path = tmp_path / "file.toml"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(tmp_path / "nothing")
    problems: list[Problem] = []
    assert read_table(path, tmp_path, problems) is None
    assert problems[0].message.startswith("cannot be read: ")


PLACEMENT = """
[[placement]]
id = "wide-wall"
platform = "x"
title = "a wall"
family = "feed"
width = {width}
height = 200
{more}
confidence = "seen"
[placement.sources]
size = "measured"
"""


@pytest.mark.parametrize(
    ("width", "more", "said"),
    [
        (
            "200",
            "safe = { top = 100.0, bottom = 100.0 }",
            "placement.wide-wall: safe takes 200 of 200 px from top and bottom, which leaves no room",
        ),
        (
            "200",
            "safe_strict = { left = 150.0, right = 60.0 }",
            "placement.wide-wall: safe_strict takes 210 of 200 px from left and right, which leaves no room",
        ),
        ("20000000", "", "placement.wide-wall.width: must be at most 20000"),
        ("1", "", "placement.wide-wall.width: must be at least 16"),
        (
            "20000",
            'platform = "' + "x" * 300 + '"',
            "not valid TOML",
        ),
    ],
)
def test_placements_leave_room(tmp_path: Path, width: str, more: str, said: str) -> None:
    """A picture has a size that can be painted, and its safe area leaves something of it."""
    assets = tmp_path / "assets"
    assets.mkdir()
    (assets / "placements.toml").write_text(PLACEMENT.format(width=width, more=more), encoding="utf-8")
    problems = [str(problem).removeprefix("assets/placements.toml:") for problem in read_project(tmp_path)[1]]
    assert any(said in problem for problem in problems), problems


def test_names_that_no_file_could_bear(tmp_path: Path) -> None:
    """Four names and more stand in the name of one file, so each is bounded; the remedy is accepted."""
    assets = tmp_path / "assets"
    assets.mkdir()
    text = PLACEMENT.format(width=200, more="").replace("wide-wall", "w" * 300)
    (assets / "placements.toml").write_text(text, encoding="utf-8")
    (problem,) = read_project(tmp_path)[1]
    assert problem.message == "is a name of 300 characters; 48 are the most"
    assert problem.hint == f"shorten it, as in '{'w' * 48}'"
    (assets / "placements.toml").write_text(text.replace("w" * 300, "w" * 48), encoding="utf-8")
    assert read_project(tmp_path)[1] == ()
