"""Records: strict reading with every mistake named in plain words."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from pydantic import Field, ValidationError

from toolkit.sources.schema.messages import near_miss
from toolkit.sources.schema.models import (
    Name,
    Record,
    Tag,
    Words,
    kebab_of,
    read_record,
    record_of,
    shown_path,
)

if TYPE_CHECKING:
    from toolkit.errors import Problem


class Leaf(Record):
    """A row."""

    id: Name = "leaf"
    colour: Literal["red", "green"] = "red"
    weight: float = Field(default=1.0, gt=0)


class Tree(Record):
    """A table with rows."""

    title: Words
    grown: dt.date | None = None
    tall: bool = False
    language: Tag | None = None
    leaves: tuple[Leaf, ...] = ()


def _problems(table: dict[str, Any]) -> list[str]:
    problems: list[Problem] = []
    record_of(Tree, table, "tree.toml", problems)
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ({}, "tree.toml:title: is missing (hint: add title = …)"),
        ({"title": ""}, "tree.toml:title: is empty (hint: write the text, or take the whole table out)"),
        ({"title": 3}, "tree.toml:title: must be text (hint: put it in double quotes)"),
        (
            {"title": "t", "tall": "yes"},
            "tree.toml:tall: must be true or false (hint: write it without quotes)",
        ),
        (
            {"title": "t", "grown": "2021-05-17"},
            "tree.toml:grown: must be a date (hint: write it without quotes, year first: 2021-05-17)",
        ),
        (
            {"title": "t", "leaves": {}},
            "tree.toml:leaves: must be a list (hint: write it in [square brackets])",
        ),
        (
            {"title": "t", "leaves": [{"colour": "gren"}]},
            "tree.toml:leaves[1].colour: 'gren' is not allowed here (hint: did you mean 'green'?)",
        ),
        (
            {"title": "t", "leaves": [{}, {"id": "b", "weight": 0.0}]},
            "tree.toml:leaves.b.weight: must be more than 0.0",
        ),
        (
            {"title": "t", "leaves": [{"id": "a_b"}]},
            (
                "tree.toml:leaves.a_b.id: 'a_b' is not a valid name "
                "(hint: use small letters, digits and single hyphens: 'a-b')"
            ),
        ),
        (
            {"title": "t", "leafs": []},
            "tree.toml:leafs: unknown key 'leafs' (hint: did you mean 'leaves'?)",
        ),
        (
            {"title": "t", "leaves": [{"zzz": 1}]},
            "tree.toml:leaves[1].zzz: unknown key 'zzz' (hint: known keys are id, colour, weight)",
        ),
        (
            {"title": "t", "language": "klingon"},
            "tree.toml:language: 'klingon' is not a language that CLDR knows",
        ),
    ],
)
def test_each_mistake_is_said_in_plain_words(table: dict[str, Any], expected: str) -> None:
    """A mistake gives one problem with its dotted key and a remedy."""
    assert _problems(table) == [expected]


def test_all_mistakes_are_reported_at_once() -> None:
    """One reading reports every mistake of the file."""
    table = {"titel": "t", "tall": 1, "leaves": [{"id": "A"}]}
    assert len(_problems(table)) == 3


def test_misspelled_key_is_mended_for_later_checks() -> None:
    """With unknown keys alone, the record is returned with the value where it was meant to be."""
    problems: list[Problem] = []
    tree = record_of(Tree, {"titel": "Oak", "zzz": 1}, "tree.toml", problems)
    assert tree == Tree(title="Oak")
    assert len(problems) == 2


def test_toml_lists_become_tuples() -> None:
    """Records hold tuples, and cannot be changed."""
    tree = record_of(Tree, {"title": "t", "leaves": [{"id": "a"}]}, "tree.toml", [])
    assert tree is not None
    assert tree.leaves == (Leaf(id="a"),)
    with pytest.raises(ValidationError):
        tree.title = "u"  # type: ignore[misc]  # the point of the test


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'title = "a\n', "tree.toml:line 1: not valid TOML: illegal character '\\n'"),
        (b'title = "a"\n\ntitle = "b"\n', "tree.toml:line 3: not valid TOML: cannot overwrite a value"),
        (b"title = ", "tree.toml:end of file: not valid TOML: invalid value"),
        (
            b'title = "\xe9"\n',
            "tree.toml: byte 10 is not UTF-8 text (hint: save the file again as UTF-8)",
        ),
        (b"#" * 2_000_001, "tree.toml: is larger than 2,000,000 bytes (hint: split the file)"),
    ],
)
def test_unreadable_file_is_a_problem_with_its_line(tmp_path: Path, data: bytes, expected: str) -> None:
    """A file that is not TOML is a problem that names the line, not an exception."""
    path = tmp_path / "tree.toml"
    path.write_bytes(data)
    problems: list[Problem] = []
    assert read_record(Tree, path, tmp_path, problems) is None
    assert next(str(problem) for problem in problems).startswith(expected)
    assert len(problems) == 1


def test_missing_file_is_a_problem(tmp_path: Path) -> None:
    """A file that is not there is reported like any other mistake."""
    problems: list[Problem] = []
    assert read_record(Tree, tmp_path / "tree.toml", tmp_path, problems) is None
    assert [str(problem) for problem in problems] == [
        "tree.toml: cannot be read: No such file or directory",
    ]


def test_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    """Some Windows editors put a mark before the text; it is not part of it."""
    path = tmp_path / "tree.toml"
    path.write_bytes(b'\xef\xbb\xbftitle = "Oak"\n')
    assert read_record(Tree, path, tmp_path, []) == Tree(title="Oak")


def test_problems_name_files_from_the_workspace(tmp_path: Path) -> None:
    """No path of the machine reaches a report."""
    assert shown_path(tmp_path / "a" / "b.toml", tmp_path) == "a/b.toml"
    assert shown_path(tmp_path / "b.toml", tmp_path / "elsewhere") == "b.toml"


@pytest.mark.parametrize(("word", "near"), [("hastags", "hashtags"), ("Theme", "theme"), ("qqq", "")])
def test_near_miss(word: str, near: str) -> None:
    """A slip of a letter or of case finds the word that was meant; anything else finds nothing."""
    assert near_miss(word, ["theme", "hashtags"]) == near


@pytest.mark.parametrize(
    ("name", "kebab"), [("member_states", "member-states"), ("  A  b ", "a-b"), ("é", "name")]
)
def test_kebab_of(name: str, kebab: str) -> None:
    """The proposal for a wrong name is itself valid."""
    assert kebab_of(name) == kebab
