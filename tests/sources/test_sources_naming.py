"""Platforms and designs of a workspace: named, ordered and given caption rules by data alone."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from samples import TOWN_HALL_NAMES, TOWN_HALL_PLACEMENT, make_town_hall
from toolkit.sources.project import Project, load_project, read_project
from toolkit.sources.workspace.kit_file import AltTextRules
from toolkit.sources.workspace.overlay import Overlay
from toolkit.sources.workspace.platforms import load_platforms

if TYPE_CHECKING:
    from toolkit.errors import Problem


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Return a workspace in English and Swahili with a design, a platform and a placement of its own."""
    return make_town_hall(tmp_path / "workspace")


def _naming(root: Path) -> list[str]:
    return [str(problem) for problem in read_project(root)[1]]


def _project(root: Path) -> Project:
    return read_project(root)[0]


def test_a_new_platform_and_a_new_design_have_names_in_ones_own_languages(workspace: Path) -> None:
    """Nothing but files of data makes them, and no problem is left."""
    assert _naming(workspace) == []
    project = _project(workspace)
    for tag, design, platform in (
        ("en", "Town card", "Town hall screens"),
        ("sw", "Kadi ya mji", "Skrini za ukumbi wa mji"),
    ):
        words = project.strings_in(tag)
        assert words is not None
        assert (words.designs["card"], words.platforms["town-hall"]) == (design, platform)
    assert project.vocabulary.platform_order[:3] == ("x", "town-hall", "facebook")


def test_placements_inherit_the_caption_rules_of_their_platform(workspace: Path) -> None:
    """What a placement says itself counts more; one that takes no captions gets no rules."""
    placement = _project(workspace).placement("town-hall-wall")
    assert placement is not None
    assert placement.caption is not None
    assert (placement.caption.hashtags_max, placement.caption.unit) == (1, "graphemes")
    rows = workspace / "assets/placements.toml"
    rows.write_text(TOWN_HALL_PLACEMENT.replace("= 400", "= 400\nhashtags_max = 5"), encoding="utf-8")
    placement = _project(workspace).placement("town-hall-wall")
    assert placement is not None
    assert placement.caption is not None
    assert placement.caption.hashtags_max == 5
    rows.write_text(TOWN_HALL_PLACEMENT.replace("caption_limit = 400\n", ""), encoding="utf-8")
    placement = _project(workspace).placement("town-hall-wall")
    assert placement is not None
    assert placement.caption is None


def test_a_platform_without_an_entry_is_told_and_the_remedy_works(workspace: Path) -> None:
    """The problem stands at the placement, and what it says to add is enough."""
    file = workspace / "assets/platforms.toml"
    file.unlink()
    (workspace / "assets/strings/en.toml").unlink()
    swahili = workspace / "assets/strings/sw.toml"
    kept = [line for line in swahili.read_text(encoding="utf-8").splitlines() if "town-hall" not in line]
    swahili.write_text("\n".join(kept), encoding="utf-8")
    said = _naming(workspace)
    assert said[0] == (
        "assets/placements.toml:placement.town-hall-wall.platform: there is no platform 'town-hall' "
        '(hint: add [[platform]] with id = "town-hall" to assets/platforms.toml)'
    )
    file.write_text('[[platform]]\nid = "town-hall"\n', encoding="utf-8")
    missing = [line for line in _naming(workspace) if "platforms.town-hall" in line]
    assert missing == [
        (
            f"assets/strings/{tag}.toml:platforms.town-hall: is missing, and 'minimal' is published in this "
            'language (hint: add town-hall = "…" below [platforms], or name = "…" to the platform in '
            "assets/platforms.toml if it has one name in all languages)"
        )
        for tag in ("en", "sw")
    ]
    file.write_text('[[platform]]\nid = "town-hall"\nname = "Town Hall"\n', encoding="utf-8")
    assert [line for line in _naming(workspace) if "town-hall" in line] == []


def test_a_design_that_has_a_name_needs_it_in_every_language(workspace: Path) -> None:
    """A title in one language only would stand beside "campaign picture" in the others."""
    swahili = workspace / "assets/strings/sw.toml"
    text = swahili.read_text(encoding="utf-8")
    swahili.write_text(text.replace('card = "Kadi ya mji"\n', ""), encoding="utf-8")
    assert _naming(workspace) == [
        (
            "assets/strings/sw.toml:designs.card: is missing (the 'en' file has it) "
            '(hint: add card = "…" below [designs])'
        )
    ]


def test_names_of_nothing_are_told(workspace: Path) -> None:
    """A misspelled design or platform would be called by its general name, in silence."""
    (workspace / "assets/strings/en.toml").write_text(
        TOWN_HALL_NAMES.replace("card", "crad").replace("town-hall", "townhall"), encoding="utf-8"
    )
    said = _naming(workspace)
    assert (
        "assets/strings/en.toml:designs.crad: there is no design 'crad' (hint: did you mean 'card'?)"
    ) in said
    assert (
        "assets/strings/en.toml:platforms.townhall: there is no platform 'townhall' "
        "(hint: did you mean 'town-hall'?)"
    ) in said


def test_every_bundled_placement_has_a_platform_with_a_name() -> None:
    """All platforms of the registry are listed, and each is used."""
    project = load_project()
    assert {row.platform for row in project.placements} == set(project.vocabulary.platform_order)


def test_mistakes_in_platforms_are_told(tmp_path: Path) -> None:
    """Rows twice, stray keys, unknown keys and neighbours, each with its remedy."""
    (tmp_path / "platforms.toml").write_text(
        '[[platform]]\nid = "a"\n[[platform]]\nid = "a"\nafter = "bb"\n[[platform]]\nid = "b"\n'
        'hashtag_max = 1\nafter = "c"\n[platforms]\n',
        encoding="utf-8",
    )
    problems: list[Problem] = []
    rows = load_platforms(Overlay(name="assets", folders=(tmp_path,)), problems)
    assert [row.id for row in rows] == ["a", "b"]
    assert [str(problem) for problem in problems] == [
        "assets/platforms.toml:platforms: 'platforms' is no list of rows (hint: write [[platform]])",
        "assets/platforms.toml:platform.a: this id is used twice (hint: rename one of them)",
        (
            "assets/platforms.toml:platform.b.hashtag_max: unknown key 'hashtag_max' "
            "(hint: did you mean 'hashtags_max'?)"
        ),
        "assets/platforms.toml:platform.b.after: there is no platform 'c' (hint: there are a, b)",
    ]


def test_a_workspace_puts_its_slots_first() -> None:
    """Its own order comes before the bundled one, and a slot it names is no longer silent."""
    below = AltTextRules(order=(("quote",), ("speaker", "role")), silent=("initials",), quoted=("quote",))
    own = AltTextRules(order=(("headline", "role"), ("initials",)), silent=("decoration",))
    assert own.over(below) == AltTextRules(
        order=(("headline", "role"), ("initials",), ("quote",), ("speaker",)),
        silent=("decoration",),
        quoted=("quote",),
    )
