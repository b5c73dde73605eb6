"""Planning: what a selection means, in which order, and which assets share one picture."""

import shutil
from dataclasses import dataclass, fields, replace
from typing import Any

import pytest

from samples import MINIMAL
from toolkit.errors import Place, Problem, ProblemsError
from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.incremental.layout_keys import LayoutKeys
from toolkit.pipeline.plan import Selection, UnknownNameError, check_selection, pictures_of, plan
from toolkit.sources.job_key import JobKey
from toolkit.sources.project import Project, load_project
from toolkit.sources.workspace.motion import Motion
from toolkit.sources.workspace.placement import CanvasSpec, Placement
from toolkit.units import Insets


@pytest.fixture(scope="module")
def minimal() -> Project:
    """Return the smallest workspace."""
    return load_project(MINIMAL)


def stems(project: Project, **selection: tuple[str, ...]) -> list[str]:
    """Return the file stems that a selection means."""
    return [key.stem for key in plan(project, Selection(**selection)).keys]


def test_everything_is_every_language_design_and_placement(minimal: Project) -> None:
    """Five languages of one card on three placements are fifteen assets in five kits."""
    whole = plan(minimal, Selection())
    assert len(whole.jobs) == 15
    assert [kit.name for kit in whole.kits] == [f"minimal_{tag}" for tag in ("ar", "en", "ru", "vi", "zh")]
    assert whole.keys == tuple(sorted(whole.keys))


def test_a_selection_narrows_every_axis(minimal: Project) -> None:
    """Languages and placements that are named are the only ones."""
    assert stems(minimal, languages=("vi",), placements=("x-post-square",)) == [
        "minimal_card_x-post-square_vi"
    ]
    assert stems(minimal, campaigns=("minimal",), designs=("card",), languages=("zh", "ar")) == [
        f"minimal_card_{place}_{tag}"
        for tag in ("ar", "zh")
        for place in ("facebook-post-square", "x-post-landscape", "x-post-square")
    ]


def test_a_placement_may_be_asked_for_that_the_campaign_does_not_list(minimal: Project) -> None:
    """Naming it is enough."""
    assert stems(minimal, languages=("en",), placements=("linkedin-post-square",)) == [
        "minimal_card_linkedin-post-square_en"
    ]


def test_each_placement_gets_the_artboard_of_its_shape(minimal: Project) -> None:
    """A square is made from the square drawing, 16:9 from the wide one."""
    jobs = plan(minimal, Selection(languages=("en",))).jobs
    assert {job.key.placement: job.artboard for job in jobs} == {
        "facebook-post-square": "square",
        "x-post-landscape": "wide",
        "x-post-square": "square",
    }


def test_a_placement_without_an_artboard_is_said(minimal: Project) -> None:
    """No drawing is stretched to a shape it was not drawn for; the plan names what is not served."""
    found = plan(minimal, Selection(placements=("instagram-portrait", "x-post-square")))
    assert found.unserved == (("card", "instagram-portrait"),)
    assert {key.placement for key in found.keys} == {"x-post-square"}


def test_what_a_drawing_without_pins_does_not_serve_well_is_left_out(minimal: Project) -> None:
    """Its range in design.toml is a wish: a shape beyond what can be worked out is told with the reason."""
    card = minimal.design("card")
    assert card is not None
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1000"><rect width="1000" height="1000"/>'
        b'<text id="theme" x="80" y="500" font-size="70" fill="#fff">Words</text></svg>'
    )
    square = card.spec.artboards["square"].model_copy(update={"min_aspect": 0.2, "max_aspect": 5.0})
    spec = card.spec.model_copy(update={"artboards": {"square": square}, "families": ("feed", "cover")})
    bare = replace(card, spec=spec, drawings={"square": drawing})
    project = replace(minimal, designs=(bare,))
    found = plan(project, Selection(placements=("x-post-square", "x-header"), languages=("en",)))
    assert {key.placement for key in found.keys} == {"x-post-square"}
    (unfit,) = found.unfit
    assert (unfit.design, unfit.placement) == ("card", "x-header")
    assert "more than 2 times as wide" in unfit.reason


def test_rows_are_assets_of_their_own(shipped_project: Project) -> None:
    """A quote card is made for every quote, and its name says for which."""
    selection = {"languages": ("en",), "designs": ("quote",), "placements": ("x-post-square",)}
    made = stems(shipped_project, campaigns=("wtisd-2021",), **selection)
    copy = shipped_project.copy_in("wtisd-2021", "en")
    assert copy is not None
    assert made == sorted(f"wtisd-2021_quote-{quote.id}_x-post-square_en" for quote in copy.quotes)
    assert len(made) > 3


@pytest.mark.parametrize(
    ("variants", "looks"),
    [(("light",), {"light"}), (("main",), {None}), (("",), {None}), ((), {None, "light", "photo"})],
)
def test_a_look_can_be_asked_for(
    shipped_project: Project, variants: tuple[str, ...], looks: set[str | None]
) -> None:
    """A look by its name, the campaign's own as "main" or with no name; without a word it is all of them."""
    asked = Selection(campaigns=("wtisd-2024",), languages=("fr",), designs=("theme",), variants=variants)
    check_selection(shipped_project, asked)
    assert {key.variant for key in plan(shipped_project, asked).keys} == looks


def test_a_look_may_be_limited_to_some_placements(shipped_project: Project) -> None:
    """The photo look of the theme card is made for stories and for the posts it names, and for no poster."""
    placements = ("instagram-story", "x-post-landscape", "poster-a4", "vk-post-wide")
    asked = Selection(campaigns=("wtisd-2024",), languages=("fr",), designs=("theme",), placements=placements)
    made = plan(shipped_project, replace(asked, variants=("photo",))).keys
    assert {key.placement for key in made} == {"instagram-story", "x-post-landscape"}


def test_a_design_without_the_look_is_not_made(shipped_project: Project) -> None:
    """Asking for the light look leaves out the designs that have none."""
    asked = Selection(campaigns=("wtisd-2024",), languages=("fr",), variants=("light",))
    assert {key.design for key in plan(shipped_project, asked).keys} == {
        design.id for design in shipped_project.designs if "light" in design.looks()
    }


def test_an_unknown_look_is_named_with_the_nearest(shipped_project: Project) -> None:
    """A slip of the hand does not make an empty kit."""
    with pytest.raises(UnknownNameError, match=r"no variant 'lihgt' \(hint: did you mean 'light'\?\)"):
        check_selection(shipped_project, Selection(variants=("lihgt",)))


def test_names_of_assets_are_unique(shipped_project: Project) -> None:
    """No two assets of a whole build would be written to one file."""
    made = stems(shipped_project)
    assert len(made) == len(set(made)) > 1000


def test_pictures_that_look_the_same_are_made_once(minimal: Project) -> None:
    """Two platforms with the same square and no safe area share one picture; the wide one is another."""
    pictures = pictures_of(plan(minimal, Selection(languages=("en",))).jobs)
    shared = {tuple(sorted(job.key.placement for job in picture.jobs)) for picture in pictures}
    assert shared == {("facebook-post-square", "x-post-square"), ("x-post-landscape",)}


def test_another_safe_area_is_another_picture(minimal: Project) -> None:
    """What a platform covers moves the words, so the picture is not shared."""
    rows = tuple(
        replace(row, canvas=replace(row.canvas, safe=Insets(top=99.0)))
        if row.id == "facebook-post-square"
        else row
        for row in minimal.placements
    )
    changed = replace(minimal, placements=rows)
    assert len(pictures_of(plan(changed, Selection(languages=("en",))).jobs)) == 3


def test_languages_never_share_a_picture(minimal: Project) -> None:
    """Each asset is in exactly one picture, with its own language."""
    jobs = plan(minimal, Selection()).jobs
    pictures = pictures_of(jobs)
    assert sorted(job.key for picture in pictures for job in picture.jobs) == [job.key for job in jobs]
    assert all(len({job.key.language for job in picture.jobs}) == 1 for picture in pictures)


@pytest.mark.parametrize(
    ("selection", "message"),
    [
        ({"campaigns": ("minimall",)}, "there is no campaign 'minimall' (hint: did you mean 'minimal'?)"),
        ({"languages": ("xx",)}, "there is no language 'xx' (hint: known: ar, en, ru, vi, zh)"),
        ({"designs": ("cart",)}, "there is no design 'cart' (hint: did you mean 'card'?)"),
        (
            {"placements": ("x-post-sqare",)},
            "there is no placement 'x-post-sqare' (hint: did you mean 'x-post-square'?)",
        ),
    ],
)
def test_unknown_names_get_a_near_miss(
    minimal: Project, selection: dict[str, tuple[str, ...]], message: str
) -> None:
    """A slip of the keyboard does not build nothing in silence."""
    with pytest.raises(UnknownNameError) as caught:
        check_selection(minimal, Selection(**selection))
    assert str(caught.value) == message


def test_known_names_pass(minimal: Project) -> None:
    """Nothing is raised for what is there."""
    check_selection(minimal, Selection(campaigns=("minimal",), languages=("zh",), designs=("card",)))


def test_a_stem_names_campaign_design_row_placement_and_language() -> None:
    """Parts are joined by underscores, which no id contains."""
    job = JobKey(campaign="c", language="vi", design="quote", row="a-b", placement="x-post")
    assert job.stem == "c_quote-a-b_x-post_vi"
    assert replace(job, row=None).stem == "c_quote_x-post_vi"
    assert replace(job, motion="gif").stem == "c_quote-a-b-loop_x-post_vi"


@pytest.fixture(scope="module")
def moving(minimal: Project) -> Project:
    """Return the little project with a design that moves on one placement."""
    motion = Motion(transition="fade", placements=("x-post-square",))
    design = minimal.design("card")
    assert design is not None
    moved = replace(design, spec=design.spec.model_copy(update={"motion": motion}))
    return replace(minimal, designs=(moved,))


def test_a_moving_version_is_an_asset_of_its_own(minimal: Project, moving: Project) -> None:
    """Where a design moves, the loop comes beside the still, and nothing else changes."""
    more = set(stems(moving, languages=("ar",))) - set(stems(minimal, languages=("ar",)))
    assert more == {"minimal_card-loop_x-post-square_ar"}
    wanted = plan(moving, Selection(languages=("ar",)))
    assert {key.motion for key in wanted.keys} == {None, "gif"}
    assert [job.key.stem for job in wanted.stills] == stems(minimal, languages=("ar",))


def test_a_loop_shares_the_picture_of_its_still(minimal: Project, moving: Project) -> None:
    """Nothing is laid out twice because it also moves."""
    still, both = (
        pictures_of(plan(project, Selection(languages=("ar",))).jobs) for project in (minimal, moving)
    )
    assert len(still) == len(both)
    shared = next(picture for picture in both if any(job.key.motion for job in picture.jobs))
    assert [job.key.motion for job in shared.jobs if job.placement.id == "x-post-square"] == [None, "gif"]


def test_without_an_encoder_only_videos_are_left_out(
    minimal: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether ffmpeg is installed changes no other asset; what is left out is said."""
    motion = Motion(transition="fade", placements=("x-post-square",), formats=("mp4",))
    design = minimal.design("card")
    assert design is not None
    moved = replace(design, spec=design.spec.model_copy(update={"motion": motion}))
    project = replace(minimal, designs=(moved,))
    selection = Selection(languages=("ar",), designs=(design.id,))
    monkeypatch.setattr(shutil, "which", lambda _name: "/usr/bin/ffmpeg")
    full = plan(project, selection)
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    bare = plan(project, selection)
    assert (full.left_out, [job.key.motion for job in bare.left_out]) == ((), ["mp4"])
    assert set(full.keys) - set(bare.keys) == {job.key for job in bare.left_out}
    assert bare.keys == tuple(job.key for job in full.stills)


def test_only_a_campaigns_own_look_moves(shipped_project: Project) -> None:
    """A loop in every look would make kits heavier for few."""
    jobs = plan(shipped_project, Selection(campaigns=("wtisd-2021",), languages=("en",))).keys
    assert not [job.stem for job in jobs if job.motion and job.variant]


def test_all_stands_for_every_placement() -> None:
    """Not only those that a campaign lists; each once, whatever is named beside it."""
    project = load_project()
    named = tuple(placement.id for placement in project.placements)
    every = plan(project, Selection(languages=("en",), placements=named))
    asked = plan(project, Selection(languages=("en",), placements=("all", named[0])))
    assert (asked.keys, asked.unserved) == (every.keys, every.unserved)
    check_selection(project, Selection(placements=("all",)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _RoundCanvas(CanvasSpec):
    """A canvas with one fact more, as a later version of the toolkit may have it."""

    corner: float = 0.0


def test_a_new_fact_of_a_canvas_parts_pictures_by_itself(minimal: Project) -> None:
    """Whoever adds a field to a part need not remember to compare it: no two pictures become one."""

    def with_corner(row: Placement, corner: float) -> Placement:
        same = {entry.name: getattr(row.canvas, entry.name) for entry in fields(row.canvas)}
        return replace(row, canvas=_RoundCanvas(**same, corner=corner))

    def pictures(corner: float) -> tuple[int, set[str]]:
        rows = (with_corner(row, corner if row.platform == "x" else 0.0) for row in minimal.placements)
        project = replace(minimal, placements=tuple(rows))
        jobs = plan(project, Selection(languages=("en",))).jobs
        context = ProjectContext.of(project)
        keys = LayoutKeys.of(context)
        return len(pictures_of(jobs)), {keys.layout(job) for job in jobs}

    (together, same), (apart, other) = pictures(0.0), pictures(8.0)
    assert (together, apart) == (2, 3)
    assert (len(same), len(other)) == (2, 3)


@pytest.mark.parametrize(
    ("file", "selection"),
    [
        ("designs/card/design.toml", {"designs": ("card",)}),
        ("campaigns/minimal/campaign.toml", {"campaigns": ("minimal",)}),
        ("campaigns/minimal/copy/ru.toml", {"languages": ("ru",)}),
        ("assets/placements.toml", {"placements": ("my-wall",)}),
    ],
)
def test_a_mistake_in_what_a_selection_names_is_told(file: str, selection: dict[str, Any]) -> None:
    """It is there and cannot be read; "there is no such design" would send people looking elsewhere."""
    problem = Problem(trail=(Place(file=file, at="title"),), message="unknown key", hint="take it out")
    nothing = replace(load_project(), designs=(), decks=())
    with pytest.raises(ProblemsError, match="unknown key"):
        check_selection(nothing, Selection(**selection), (problem,))
    other = Problem(trail=(Place(file="designs/other/design.toml"),), message="unknown key")
    with pytest.raises(UnknownNameError):
        check_selection(nothing, Selection(**selection), (other,))
