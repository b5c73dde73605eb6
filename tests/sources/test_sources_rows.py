"""Rows: what designs run over, and the facts and words behind them."""

import datetime as dt
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from toolkit.files import data_folder
from toolkit.languages import Language
from toolkit.sources.campaigns.campaign import Campaign, City, Event, ProgrammeItem, ProgrammePart
from toolkit.sources.checks.events import occasion_faults
from toolkit.sources.checks.languages_agree import agreement_problems
from toolkit.sources.loader import CopyDeck
from toolkit.sources.programme import item_when, part_date
from toolkit.sources.project import Project, load_project, read_project
from toolkit.sources.rows import Participant, Programme, all_rows, rows_of
from toolkit.sources.workspace.design import DesignFile
from toolkit.sources.workspace.overlay import Overlay
from toolkit.sources.workspace.partners import load_partners

if TYPE_CHECKING:
    from toolkit.errors import Problem

PART = ProgrammePart(id="week", timezone_label="CEST", items=(ProgrammeItem(id="opening"),))


@pytest.fixture(scope="module")
def project() -> Project:
    """Return the shipped project."""
    return load_project()


def _deck(project: Project, campaign: str) -> CopyDeck:
    found = project.deck(campaign)
    assert found is not None
    return found


def _programme(deck: CopyDeck, tag: str) -> dict[str, Programme]:
    copy = deck.copy_in(tag)
    assert copy is not None
    return {row.id: row for row in rows_of(deck, copy, "programme") if isinstance(row, Programme)}


def test_campaigns_have_the_rows_their_sources_tell_of(project: Project) -> None:
    """Only 2021 has an event; 2024 has no programme; everybody may say "we are taking part"."""
    found = {
        deck.campaign.id: [
            [row.id for row in rows_of(deck, copy, kind) if row]
            for copy in deck.copies[:1]
            for kind in ("event", "programme", "partners", "table:none")
        ]
        for deck in project.decks
    }
    assert found == {
        "wsis-forum-2020": [[], ["final-week", "weekly"], [""], []],
        "wtisd-2021": [[""], ["celebration"], [""], []],
        "wtisd-2024": [[], [], [""], []],
    }


def test_all_rows_are_those_of_every_kind(project: Project) -> None:
    """A selection of rows may name any of them."""
    deck = _deck(project, "wtisd-2021")
    names = {row.id for row in all_rows(deck, deck.copies[0])}
    assert {"guterres-sustain", "unconnected", "member-states", "d-7", "celebration"} < names


def test_the_russian_programme_is_that_of_the_circular(project: Project) -> None:
    """Circular CL-20/025 names what there is; its words are official, and no hour is invented."""
    parts = _programme(_deck(project, "wsis-forum-2020"), "ru")
    items = [(entry.text, entry.official) for _, entry in parts["final-week"].items()]
    assert items == [
        ("Общеполитические заявления", True),
        ("Интерактивные диалоги высокого уровня", True),
        ("Церемония вручения наград ВВУИО", True),
        ("Круглый стол на уровне министров", True),
        ("Собрания по содействию реализации Направлений деятельности ВВУИО", True),
    ]
    assert len(tuple(parts["weekly"].items())) == 6
    russian = Language("ru")
    assert {item_when(item, row.part, russian) for row in parts.values() for item, _ in row.items()} == {""}


def test_the_english_programme_is_that_of_the_circular(project: Project) -> None:
    """Circular CL-21/20: a panel from 13:00 to 14:30, and what members and partners show, at no hour."""
    (part,) = _programme(_deck(project, "wtisd-2021"), "en").values()
    assert [item_when(item, part.part, Language("en")) for item, _ in part.items()] == [
        "13:00–14:30 CEST",
        "",
    ]
    assert all(entry.official for _, entry in part.items())


@pytest.mark.parametrize(
    ("tag", "week", "weeks"),
    [
        ("en", "7–10 September 2020", "From 22 June"),
        ("ru", "7–10 сентября 2020 года", "Начиная с 22 июня"),
        ("zh", "2020年9月7至10日", "6月22日起"),
    ],
)
def test_each_part_has_its_own_date(project: Project, tag: str, week: str, weeks: str) -> None:
    """The weekly programme does not stand under the date of the final week."""
    deck = _deck(project, "wsis-forum-2020")
    copy = deck.copy_in(tag)
    assert copy is not None
    parts = _programme(deck, tag)
    assert [part_date(deck.campaign, copy, parts[name]) for name in ("final-week", "weekly")] == [week, weeks]


@pytest.mark.parametrize(
    ("item", "when"),
    [
        (ProgrammeItem(id="a"), ""),
        (ProgrammeItem(id="a", date=dt.date(2021, 5, 17)), "17 May"),
        (ProgrammeItem(id="a", start=dt.time(9)), "09:00 CEST"),
        (
            ProgrammeItem(id="a", date=dt.date(2021, 5, 17), start=dt.time(9), end=dt.time(10)),
            "17 May · 09:00–10:00 CEST",
        ),
    ],
)
def test_what_is_known_of_a_time_is_said(item: ProgrammeItem, when: str) -> None:
    """A day, an hour, both or nothing."""
    assert item_when(item, PART, Language("en")) == when


def test_statistics_that_are_shares_say_so(project: Project) -> None:
    """70 per cent is 0.7; "nearly half" and "the majority" are no numbers to draw."""
    shares = {
        row.id: row.share
        for deck in project.decks
        for row in deck.campaign.statistics
        if row.share is not None
    }
    assert shares == {"sdg-targets-70": 0.7}


def test_faults_of_countdown_event_and_programme(project: Project) -> None:
    """Days, cities and items that stand twice, dates that do not fit, hours without a clock."""
    forum = _deck(project, "wsis-forum-2020").campaign
    day = dt.date(2020, 9, 7)
    opening = ProgrammeItem(id="opening", date=dt.date(2020, 9, 20), start=dt.time(9))
    closing = ProgrammeItem(id="closing", end=dt.time(9))
    part = ProgrammePart(id="week", date=day, end_date=dt.date(2020, 9, 1), items=(opening, closing, closing))
    geneva = City(id="geneva", timezone="Europe/Zurich")
    event = Event(
        date=day,
        start=dt.time(13),
        end=dt.time(14),
        timezone="Europe/Zurich",
        timezone_label="CEST",
        cities=(geneva, geneva),
        official=True,
        source="a circular",
    )
    broken = forum.model_copy(
        update={
            "countdown": (7, 3, 7),
            "event": event,
            "programme": (part, ProgrammePart(id="other", end_date=day, items=(ProgrammeItem(id="a"),))),
        }
    )
    assert list(occasion_faults(broken)) == [
        ("countdown.7", "stands twice", "take one out"),
        ("event.cities.geneva", "stands twice", "take one out"),
        ("programme.week.items.closing", "stands twice", "take one out"),
        ("programme.week.end_date", "is before the date", "put the earlier day first"),
        ("programme.week.timezone_label", "is missing, and items have hours", "say which clock: CEST, UTC"),
        ("programme.week.items.opening.date", "is outside the days of its part", "mend one of the two"),
        ("programme.week.items.closing.start", "is missing, and there is an end", "add start = …"),
        ("programme.week.items.closing.start", "is missing, and there is an end", "add start = …"),
        ("programme.other.date", "is missing, and there is an end_date", "add date = …"),
    ]


def test_words_of_the_programme_agree(project: Project) -> None:
    """A part or an item that one language lacks is missing there; a date in words too."""
    deck = _deck(project, "wsis-forum-2020")
    english, french, spanish = (deck.copy_in(tag) for tag in ("en", "fr", "es"))
    assert english is not None
    assert french is not None
    assert spanish is not None
    week, weekly = french.programme
    short = week.model_copy(update={"items": week.items[1:]})
    bare = weekly.model_copy(update={"date_text": None})
    copies = [
        english,
        french.model_copy(update={"programme": (short, bare)}),
        spanish.model_copy(update={"programme": spanish.programme[:1]}),
    ]
    said = [
        str(problem).removeprefix("campaigns/wsis-forum-2020/copy/") for problem in _agreement(deck, copies)
    ]
    translate = "(the 'en' copy has it) (hint: translate it, and mark it official = false)"
    assert said == [
        f"es.toml:programme.weekly: is missing {translate}",
        f"fr.toml:programme.final-week.items.policy-statements: is missing {translate}",
        "fr.toml:programme.weekly.date_text: is missing (the 'en' copy has it) (hint: translate it)",
    ]


def _agreement(deck: CopyDeck, copies: list) -> list["Problem"]:
    return sorted(agreement_problems(deck.campaign, copies))


@pytest.mark.parametrize(
    ("rows", "hint"),
    [
        ("countdwn", "did you mean 'countdown'?"),
        ("table:", "use one of none, quotes, statistics, asks, countdown, event, programme, partners"),
        ("table:My Rows", "use one of none"),
    ],
)
def test_a_design_may_only_ask_for_rows_there_are(rows: str, hint: str) -> None:
    """A misspelled kind of rows is a problem of the design, with the nearest kind."""
    with pytest.raises(ValidationError) as caught:
        DesignFile.model_validate({"rows": rows})
    (fault,) = (found for found in caught.value.errors() if found["loc"] == ("rows",))
    assert fault["msg"] == f"'{rows}' is not allowed here"
    assert hint in fault["ctx"]["hint"]


def test_a_table_that_no_campaign_has_is_a_warning(tmp_path: Path) -> None:
    """A design that runs over nothing says so; the nearest table is named."""
    shutil.copytree(data_folder("campaigns"), tmp_path / "campaigns")
    shutil.copytree(data_folder("designs") / "theme", tmp_path / "designs" / "theme")
    design = tmp_path / "designs" / "theme" / "design.toml"
    design.write_text('rows = "table:speaker"\n' + design.read_text(encoding="utf-8"), encoding="utf-8")
    rows = tmp_path / "campaigns" / "wtisd-2021" / "rows"
    rows.mkdir()
    (rows / "speakers.csv").write_text("id,name\nada,Ada Byron\n", encoding="utf-8")
    project, problems = read_project(tmp_path)
    assert [str(problem) for problem in problems] == [
        "designs/theme/design.toml:rows: no campaign has a table 'speaker' (hint: did you mean 'speakers'?)"
    ]
    deck = _deck(project, "wtisd-2021")
    assert [row.id for row in rows_of(deck, deck.copies[0], "table:speakers") if row] == ["ada"]


def test_partners_say_that_they_take_part(tmp_path: Path, project: Project) -> None:
    """Organizers come first; a partner is called by its name in the language, or by its own."""
    _partner(tmp_path, "zebra", 'name = "Zebra"\nrole = "organizer"\n')
    _partner(
        tmp_path, "acme", 'name = "Acme"\nnames = { fr = "Acmé" }\nlogo = "acme.png"\n' + ALLOWED, logo=True
    )
    problems: list[Problem] = []
    partners = load_partners(Overlay(name="assets", folders=(tmp_path / "assets",)), problems)
    assert problems == []
    assert [partner.id for partner in partners] == ["zebra", "acme"]
    assert [partners[1].name_in(Language(tag)) for tag in ("fr", "ru")] == ["Acmé", "Acme"]
    assert [partner.logo_path for partner in partners] == ["", "assets/partners/acme/acme.png"]
    deck = _deck(project, "wtisd-2024")
    with_partners = CopyDeck(campaign=deck.campaign, copies=deck.copies, partners=partners)
    assert [row.id for row in rows_of(with_partners, deck.copies[0], "partners") if row] == ["zebra", "acme"]
    assert rows_of(deck, deck.copies[0], "partners") == (Participant(),)


ALLOWED = 'written_permission = true\npermission = "letter of 3 March 2021"\n'


NOT_ALLOWED = (
    "written_permission: a logo is shown only with the written permission of its owner "
    '(hint: set written_permission = true and permission = "who, when", or take the logo out)'
)


def _partner(root: Path, name: str, text: str, *, logo: bool = False) -> None:
    folder = root / "assets" / "partners" / name
    folder.mkdir(parents=True)
    (folder / "partner.toml").write_text(text, encoding="utf-8")
    if logo:
        (folder / f"{name}.png").write_bytes(b"picture")


@pytest.mark.parametrize(
    ("text", "logo", "said"),
    [
        (
            'name = "X"\nlogo = "x.png"\n',
            True,
            NOT_ALLOWED,
        ),
        (
            'name = "X"\nlogo = "x.png"\nwritten_permission = true\n',
            True,
            NOT_ALLOWED,
        ),
        (
            'name = "X"\nlogo = "x.png"\n' + ALLOWED,
            False,
            "logo: the picture x.png is missing (hint: put it beside partner.toml)",
        ),
        (
            'name = "X"\nlogo = "../y.png"\n' + ALLOWED,
            True,
            (
                "logo: is not the name of a picture beside this file "
                "(hint: rename it to letters, digits and hyphens, as in logo.png)"
            ),
        ),
        ('nam = "X"\n', False, "nam: unknown key 'nam' (hint: did you mean 'name'?)"),
    ],
    ids=["not asked", "no letter", "no picture", "outside", "misspelled"],
)
def test_a_logo_needs_permission_and_a_picture(tmp_path: Path, text: str, logo: bool, said: str) -> None:  # noqa: FBT001  a column of the table
    """Logos are protected: without the owner's written permission none is shown."""
    _partner(tmp_path, "x", text, logo=logo)
    problems: list[Problem] = []
    load_partners(Overlay(name="assets", folders=(tmp_path / "assets",)), problems)
    assert [str(problem) for problem in problems] == [f"assets/partners/x/partner.toml:{said}"]


def test_limits_of_countdown_and_share(project: Project) -> None:
    """A countdown of more than a year and a share of more than the whole are refused."""
    campaign = _deck(project, "wtisd-2024").campaign
    for update in ({"countdown": (366,)}, {"statistics": ({"id": "x", "share": 70.0},)}):
        with pytest.raises(ValidationError):
            Campaign.model_validate(campaign.model_dump() | update)
