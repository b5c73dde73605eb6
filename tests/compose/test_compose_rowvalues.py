"""Values of the rows that dates, events, programmes, partners and tables bring along."""

from dataclasses import replace
from pathlib import Path

import pytest

from toolkit.compose.filling.template import fill
from toolkit.compose.values import Values, values_for
from toolkit.sources.campaigns.copydeck import Text
from toolkit.sources.loader import CopyDeck
from toolkit.sources.project import Project
from toolkit.sources.rows import rows_of
from toolkit.sources.tables.tables import load_tables
from toolkit.sources.workspace.partners import Partner

ACME = Partner(
    id="acme",
    name="Acme",
    names={"ru": "Акме"},
    logo="acme.png",
    written_permission=True,
    permission="letter of 3 March 2021",
)
SPEAKERS = """\
id,name,title[ar],title[zh],title[en],title[fr],title[ru],title[es],title[vi],photo,focus,official,source
ada,Ada,أ,甲,A,À,А,Á,Ă,campaigns/x/rows/ada.jpg,0.5 0.3,yes,Programme of 3 May
bo,Bo,,,,,,,,campaigns/x/rows/bo.jpg,,,
"""


def values(project: Project, deck: CopyDeck, tag: str, kind: str, name: str = "") -> Values:
    """Return the values of a row in a language."""
    copy, strings = deck.copy_in(tag), project.strings_in(tag)
    assert copy is not None
    assert strings is not None
    row = next(found for found in rows_of(deck, copy, kind) if found is not None and found.id == name)
    return values_for(deck.campaign, copy, strings, row)


def deck(project: Project, campaign: str = "wtisd-2021") -> CopyDeck:
    """Return a shipped campaign with its words."""
    found = project.deck(campaign)
    assert found is not None
    return found


def texts(found: Values, *names: str) -> list[str]:
    """Return the texts of some values."""
    return [found[name].text for name in names]


def test_a_countdown_has_number_and_words(shipped_project: Project) -> None:
    """The number to set large, the words below it, and both as one; on the day itself words alone."""
    names = ("days", "days_label", "days_text")
    week = values(shipped_project, deck(shipped_project), "ru", "countdown", "d-7")
    assert texts(week, *names) == ["7", "дней до события", "Осталось 7 дней"]
    day = values(shipped_project, deck(shipped_project), "ru", "countdown", "d-0")
    assert texts(day, *names) == ["", "", "Сегодня"]
    assert fill("{{ days or days_text }}", {name: value.text for name, value in day.items()}) == "Сегодня"


def test_an_event_has_hours_and_cities(shipped_project: Project) -> None:
    """Name, date and hours, and eight cities as lines and one by one."""
    found = values(shipped_project, deck(shipped_project), "en", "event")
    assert texts(found, "event", "event_date", "event_time", "register_label") == [
        "Virtual celebration",
        "17 May 2021",
        "13:00–14:30 CEST",
        "Register",
    ]
    assert found["local_times"].text.splitlines()[2] == "Riyadh  14:00–15:30"
    assert texts(found, "city_8", "time_8") == ["New York", "07:00–08:30"]
    assert found["event_time"].is_official
    assert found["unofficial"].text == ""


@pytest.mark.parametrize(
    ("kind", "row", "names"),
    [
        ("countdown", "d-7", ("date",)),
        ("event", "", ("event_date", "event_time", "time_1", "time_8", "date")),
        ("programme", "celebration", ("date", "when_1")),
    ],
)
def test_a_value_knows_that_it_is_a_date(
    shipped_project: Project, kind: str, row: str, names: tuple[str, ...]
) -> None:
    """Each is one piece, which stays on its line; a day with its month is a piece that is never cut."""
    found = values(shipped_project, deck(shipped_project), "en", kind, row)
    assert [found[name].dates for name in names] == [(found[name].text,) for name in names]
    assert found["date"].days
    assert found["date"].days[0] in found["date"].text
    if kind == "event":
        lines = found["local_times"]
        assert lines.dates == tuple(found[f"time_{number}"].text for number in range(1, 9))
        assert found["event_date"].days[0] == "17 May"


def test_a_date_in_words_of_the_copy_is_kept_by_its_lines(shipped_project: Project) -> None:
    """A line break that the author sets is obeyed; each line of his stays whole."""
    found = deck(shipped_project)
    copy = found.copy_in("en")
    assert copy is not None
    said = Text(text="17 May 2021\nfrom 9 a.m.", official=True, evidence="document", source="programme")
    own = copy.model_copy(update={"date_text": said})
    strings = shipped_project.strings_in("en")
    assert strings is not None
    date = values_for(found.campaign, own, strings, None)["date"]
    assert (date.dates, date.days) == (("17 May 2021", "from 9 a.m."), ())


def test_a_translated_event_name_is_marked(shipped_project: Project) -> None:
    """The circular is in English; the name in French is ours."""
    found = values(shipped_project, deck(shipped_project), "fr", "event")
    assert found["unofficial"].text == "Formulation non officielle"
    assert str(found["event"].place) == "campaigns/wtisd-2021/copy/fr.toml:event"


def test_a_programme_has_items_and_what_is_known_of_their_time(shipped_project: Project) -> None:
    """What a part does not have is empty, so that one design serves all."""
    found = values(shipped_project, deck(shipped_project), "en", "programme", "celebration")
    assert texts(found, "programme_title", "date", "when_1", "when_2", "item_3", "item_8", "when_8") == [
        "Programme",
        "17 May 2021",
        "13:00–14:30 CEST",
        *("", "", "", ""),
    ]
    assert found["item_1"].short == "Virtual high-level panel …"
    at = "programme.celebration.items.high-level-panel"
    assert str(found["item_1"].place) == f"campaigns/wtisd-2021/copy/en.toml:{at}"


@pytest.mark.parametrize(("tag", "mark"), [("ru", ""), ("en", "Wording not official")])
def test_a_programme_is_official_where_the_circular_is(shipped_project: Project, tag: str, mark: str) -> None:
    """The circular of the Forum was found in Russian only."""
    forum = deck(shipped_project, "wsis-forum-2020")
    found = values(shipped_project, forum, tag, "programme", "weekly")
    assert found["unofficial"].text == mark
    assert found["date"].text in {"From 22 June", "Начиная с 22 июня"}
    assert found["item_6"].is_official is (mark == "")


def test_a_partner_has_name_and_logo(shipped_project: Project) -> None:
    """The name in the language or its own; without partners both are empty."""
    campaign = deck(shipped_project)
    nobody = values(shipped_project, campaign, "en", "partners")
    assert texts(nobody, "partner", "logo", "taking_part") == ["", "", "We are taking part"]
    with_acme = replace(campaign, partners=(ACME,))
    for tag, name in (("ru", "Акме"), ("fr", "Acme")):
        found = values(shipped_project, with_acme, tag, "partners", "acme")
        assert texts(found, "partner", "logo") == [name, "assets/partners/acme/acme.png"]
        assert str(found["logo"].place) == "assets/partners/acme/partner.toml"


def test_a_table_brings_its_columns(shipped_project: Project, tmp_path: Path) -> None:
    """Words in the language, a picture with its focal point, and where each of them stands."""
    rows = tmp_path / "campaigns" / "x" / "rows"
    rows.mkdir(parents=True)
    (rows / "speakers.csv").write_text(SPEAKERS, encoding="utf-8")
    campaign = deck(shipped_project)
    problems: list = []
    tables = load_tables(rows.parent, campaign.campaign, tmp_path, problems)
    assert problems == []
    found = values(shipped_project, replace(campaign, tables=tables), "fr", "table:speakers", "ada")
    assert texts(found, "name", "title", "photo", "unofficial") == [
        *("Ada", "À", "campaigns/x/rows/ada.jpg#0.5 0.3", "")
    ]
    assert str(found["title"].place) == "campaigns/x/rows/speakers.csv:2:title[fr]"
    assert [source.source for source in found["title"].sources] == ["Programme of 3 May"]
    other = values(shipped_project, replace(campaign, tables=tables), "fr", "table:speakers", "bo")
    assert texts(other, "title", "photo", "unofficial") == [
        *("", "campaigns/x/rows/bo.jpg", "Formulation non officielle")
    ]
    assert not other["name"].is_official


def test_cards_of_a_carousel_are_numbered(shipped_project: Project) -> None:
    """Each ask says which it is of how many, in Arabic with a word; a single one says nothing."""
    day, forum = deck(shipped_project), deck(shipped_project, "wsis-forum-2020")
    second = values(shipped_project, day, "fr", "asks", "sector-members-associates-academia")
    assert texts(second, "position") == ["2 / 3"]
    second = values(shipped_project, day, "ar", "asks", "sector-members-associates-academia")
    assert texts(second, "position") == ["2 من 3"]
    assert texts(values(shipped_project, forum, "fr", "asks", "agenda"), "position") == [""]


def test_a_statistic_that_is_a_share_can_be_drawn(shipped_project: Project) -> None:
    """The chart gets the number; a figure that is no share has none."""
    campaign = deck(shipped_project, "wtisd-2024")
    shares = [
        values(shipped_project, campaign, "zh", "statistics", name)["share"].text
        for name in ("sdg-targets-70", "offline-2-6-billion")
    ]
    assert shares == ["0.7", ""]


@pytest.mark.parametrize(
    ("campaign", "tag", "initials"),
    [
        ("wtisd-2021", "en", "WTISD"),
        ("wtisd-2021", "ru", "ВДЭИО"),
        ("wsis-forum-2020", "fr", "SMSI"),
        ("wsis-forum-2020", "es", "CMSI"),
        ("wsis-forum-2020", "zh", "WSIS"),
    ],
)
def test_a_name_has_its_initials(shipped_project: Project, campaign: str, tag: str, initials: str) -> None:
    """Those of the language where it has its own."""
    found = values(shipped_project, deck(shipped_project, campaign), tag, "partners")
    assert texts(found, "abbreviation", "year") == [initials, campaign[-4:]]
