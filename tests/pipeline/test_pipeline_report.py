"""Reports for people: what is said, shown and measured, on one page that needs nothing beside it."""

import re
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

from samples import MINIMAL
from toolkit.errors import Place, Problem, Severity
from toolkit.pipeline.outcome import Outcome
from toolkit.pipeline.pixel_checks import Contrast
from toolkit.pipeline.plan import Plan, Selection, plan
from toolkit.pipeline.session import Session
from toolkit.pipeline.workers.processes import Advance
from toolkit.render.encode.pillow import decoded
from toolkit.reports.build.kit_files import KitRow, PlacementTotals, kilobytes
from toolkit.reports.build.previews import VIEWS, ShownLook, jobs_to_show, tightest
from toolkit.reports.build.report import ReportedDrawing, is_page, page_of, write_report
from toolkit.reports.build.report_page import report_page
from toolkit.sources.job_key import JobKey
from toolkit.sources.project import Project, load_project
from toolkit.units import PixelSize

FAULT = Problem(
    trail=(Place(file="copy/fr.toml", at="theme"), Place(file="designs/card/square.svg", at="theme")),
    message="the text needs 5 lines where 3 fit <at 28>",
    hint="shorten it",
)
NOTE = Problem(
    trail=(Place(file="designs/card/square.svg", at="date"),),
    message="people with protanopia see a contrast of 2.7:1",
    severity=Severity.WARNING,
)


@contextmanager
def silent(_name: str, _total: int) -> Iterator[Advance]:
    """Show no progress."""
    yield lambda _steps: None


def outcome(project: Project, *problems: Problem, **selection: tuple[str, ...]) -> Outcome:
    """Return what a check of a selection would find."""
    return Outcome(plan=plan(project, Selection(**selection)), problems=problems, pictures=3)


@pytest.fixture(scope="module")
def page() -> str:
    """Return the page of a check of the smallest workspace, with two problems."""
    found = outcome(load_project(MINIMAL), FAULT, NOTE, placements=("x-post-square", "x-post-landscape"))
    return page_of(found, ReportedDrawing(session=Session(MINIMAL), stage=silent))


def texts(page: str, path: str) -> list[str]:
    """Return the words of elements, in order."""
    found = html.document_fromstring(page).xpath(path)
    return [" ".join(" ".join(node.itertext()).split()) for node in found]


def test_problems_stand_by_file_errors_first(page: str) -> None:
    """Each with its trail, what is wrong and how to mend it; what people wrote is escaped."""
    assert texts(page, "//header/p") == ["1 problem, 1 warning. Nothing was written."]
    assert texts(page, "//section[1]/h3/code") == ["copy/fr.toml", "designs/card/square.svg"]
    assert texts(page, "//li") == [
        "Problem theme → designs/card/square.svg:theme the text needs 5 lines where 3 fit <at 28> shorten it",
        "Warning date people with protanopia see a contrast of 2.7:1",
    ]


def test_each_design_is_shown_to_five_kinds_of_eyes(page: str) -> None:
    """Everybody's picture has colours, the last has none; each has its name, least contrast and alt text."""
    pictures = html.document_fromstring(page).xpath("//article//img")
    assert len(pictures) == len(VIEWS) == 5
    views = [decoded(b64decode(picture.get("src").partition(",")[2])).astype(int) for picture in pictures]
    spread = [int((view.max(axis=2) - view.min(axis=2)).max()) for view in views]
    assert spread[0] > 60
    assert spread[4] < 12  # nearly: WebP keeps a trace
    assert [picture.get("alt").rpartition(" ")[2] for picture in pictures[1:]] == list(VIEWS[1:])
    captions = texts(page, "//figcaption")
    assert len(captions) == len(VIEWS)
    assert all(re.search(r"\d+\.\d:1 \w+ , at least \d", text) for text in captions)


def test_a_page_needs_nothing_and_is_well_formed(page: str) -> None:
    """No script, no address, a policy that allows neither, a language, one title and headings in order."""
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")
    assert "default-src 'none'" in page
    assert '<html lang="en">' in page
    levels = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert len(levels) > 2
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert _unclosed(page) == []


def test_the_same_check_gives_the_same_page(page: str) -> None:
    """On two processes too: there is no time and no path in it."""
    found = outcome(load_project(MINIMAL), FAULT, NOTE, placements=("x-post-square", "x-post-landscape"))
    with Session(MINIMAL, jobs=2) as session:
        assert page_of(found, ReportedDrawing(session=session, stage=silent)) == page
    assert str(MINIMAL) not in page


def test_the_name_says_which_kind_it_is(tmp_path: Path) -> None:
    """A name in .html makes a page, any other one JSON."""
    found = outcome(load_project(MINIMAL), FAULT)
    assert [is_page(Path(name)) for name in ("a.html", "a.HTM", "a.json", "a")] == [True, True, False, False]
    write_report(tmp_path / "a.html", found)
    write_report(tmp_path / "a.json", found)
    assert (tmp_path / "a.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert (tmp_path / "a.json").read_text(encoding="utf-8").startswith("{")


def test_one_picture_of_each_design_and_look(shipped_project: Project) -> None:
    """The squarest placement is shown, and languages take turns; loops are not."""
    jobs = [job.key for job in jobs_to_show(plan(shipped_project, Selection(languages=("en", "ar"))).jobs)]
    keys = [job.look for job in jobs]
    assert len(keys) == len(set(keys))
    assert {job.language for job in jobs} == {"en", "ar"}
    assert {job.motion for job in jobs} == {None}
    theme = next(job for job in jobs if job.design == "theme")
    placement = shipped_project.placement(theme.placement)
    assert placement
    assert placement.size.width == placement.size.height


def contrast(slot: str, found: float, needed: float, protanopia: float) -> Contrast:
    """Return measured words."""
    return Contrast(slot=slot, said="", needed=needed, found=found, seen={"protanopia": protanopia})


def test_the_words_nearest_to_their_limit_are_named() -> None:
    """3.2 of 3 is nearer than 4.6 of 2; other eyes may find other words the hardest."""
    words = (contrast("date", 4.6, 2.0, 2.1), contrast("theme", 3.2, 3.0, 4.0))
    everybody, protanopia = tightest(words, None), tightest(words, "protanopia")
    assert everybody
    assert (everybody[0].slot, everybody[1]) == ("theme", 3.2)
    assert protanopia
    assert (protanopia[0].slot, protanopia[1]) == ("date", 2.1)
    assert tightest((), None) is None


def test_what_is_too_faint_is_said_in_words_too() -> None:
    """Colour alone would not tell those whom it is about."""
    job = JobKey(campaign="c", language="en", design="theme", placement="p")
    look = ShownLook(
        job=job,
        size=PixelSize(8, 8),
        whole=PixelSize(80, 80),
        views=(b"",) * len(VIEWS),
        contrasts=(contrast("date", 5.0, 4.5, 2.19),),
    )
    page = report_page((), (), (look,), (), ())
    assert texts(page, "//span[@class='low']") == ["2.1:1 date , needs 4.5:1"]


def test_weights_stand_beside_their_limits() -> None:
    """A placement's row has its ways of packing, weights for people, and how near the limit is."""
    row = PlacementTotals(
        placement="email-signature",
        files=9,
        ways=(("png palette", 8), ("jpg", 1)),
        largest_difference=0.84,
        median=21_000,
        heaviest=45_000,
        limit=50_000,
    )
    page = report_page((), (), (), (), (row,))
    assert texts(page, "//tbody/tr") == ["email-signature 9 png palette 8 , jpg 1 0.8 21 kB 45 kB 50 kB 90%"]
    assert [kilobytes(count) for count in (12, 48_400, 20_600_000)] == ["1 kB", "48 kB", "20.6 MB"]


HOSTILE = '<script>alert("1")</script>\'&amp;'


def test_hostile_names_are_words_in_a_report() -> None:
    """Markup and quotes in names, messages and files come out as the letters they are, in attributes too."""
    place = Place(file=f"copy/{HOSTILE}.toml", at=HOSTILE)
    fault = Problem(trail=(place, place), message=HOSTILE, hint=HOSTILE)
    job = JobKey(
        campaign=HOSTILE, language="en", design=HOSTILE, row=HOSTILE, placement=HOSTILE, variant=HOSTILE
    )
    words = replace(contrast(HOSTILE, 5.0, 4.5, 4.8), said=HOSTILE)
    size = PixelSize(8, 8)
    look = ShownLook(job=job, size=size, whole=size, views=(b"",) * len(VIEWS), contrasts=(words,))
    kit = KitRow(file=f"{HOSTILE}.zip", files=1, bytes=1, sha256=HOSTILE)
    row = PlacementTotals(
        placement=HOSTILE,
        files=1,
        ways=((HOSTILE, 1),),
        largest_difference=0,
        median=1,
        heaviest=1,
        limit=None,
    )
    page = report_page(((HOSTILE, HOSTILE),), (fault,), (look,), (kit,), (row,))
    assert "<script" not in page
    assert texts(page, "//dt") == texts(page, "//dd") == [HOSTILE]
    assert texts(page, "//li") == [f"Problem {HOSTILE} → {place} {HOSTILE} {HOSTILE}"]
    assert texts(page, "//h3/code") == [place.file]
    assert texts(page, "//tbody//th") == [kit.file, HOSTILE]
    assert html.document_fromstring(page).xpath("//img/@alt")[0] == job.stem
    assert texts(page, "//figcaption")[0] == f"Most people 5.0:1 {HOSTILE} “{HOSTILE}” , at least 4.5:1"


def test_an_empty_report_has_no_empty_sections() -> None:
    """Nothing found, nothing made: a verdict and no more."""
    page = page_of(Outcome(plan=Plan(jobs=()), problems=()))
    assert texts(page, "//h2") == []
    assert texts(page, "//p") == ["No problems."]


class _Tags(HTMLParser):
    """Collects elements that are opened and not closed."""

    void = frozenset({"meta", "img", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Note an element."""
        if tag not in self.void:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the last element, which must be of that name."""
        assert self.open.pop() == tag


def _unclosed(page: str) -> list[str]:
    tags = _Tags()
    tags.feed(page)
    return tags.open
