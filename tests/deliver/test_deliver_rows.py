"""Captions, alt texts and names of countdown days, events, programmes, partners and tables."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from samplekits import campaign_of, caption_for, copy_of, placement_of, sample_kit, words_of

from toolkit.deliver.texts.alttext import alt_text_for
from toolkit.deliver.texts.caption_texts import row_name
from toolkit.deliver.texts.captions import fits
from toolkit.sources.loader import CopyDeck
from toolkit.sources.project import Project
from toolkit.sources.rows import Row, all_rows, rows_of
from toolkit.sources.tables.tables import Table, TableRow
from toolkit.sources.workspace.partners import Partner

TAGS = ("ar", "zh", "en", "fr", "ru", "es", "vi")
ACME = Partner(id="acme", name="Acme and Daughters Telecommunication", role="partner")
SPEAKER = TableRow(
    id="ada",
    number=2,
    headings=("photo", "name", "title[en]", "title[ar]"),
    cells={"photo": "assets/x.png", "name": "Ada Byron", "title[en]": "Opening", "title[ar]": "الافتتاح"},
    file="campaigns/wtisd-2021/rows/speakers.csv",
)


def full(deck: CopyDeck) -> CopyDeck:
    """Return a campaign with a partner and a table besides what it ships with."""
    return replace(deck, partners=(ACME,), tables=(Table(name="speakers", rows=(SPEAKER,)),))


def row_of(project: Project, tag: str, kind: str, name: str = "") -> Row:
    """Return a row of the campaign of 2021."""
    deck = project.deck("wtisd-2021")
    assert deck is not None
    rows = rows_of(full(deck), copy_of(project, tag), kind)
    return next(row for row in rows if row is not None and row.id == name)


def caption(project: Project, tag: str, row: Row, placement: str) -> str:
    """Return the caption of a row."""
    words = words_of(project, tag)
    found = caption_for(
        campaign_of(project), copy_of(project, tag), row, placement_of(project, placement), words
    )
    assert found is not None
    assert found.problems == ()
    return found.text


def new_rows(deck: CopyDeck, tag: str) -> Iterator[Row]:
    """Yield every row that is no quote, statistic or ask."""
    copy = deck.copy_in(tag)
    assert copy is not None
    old = {id(row) for row in (*copy.quotes, *copy.statistics, *copy.call_to_action.asks)}
    yield from (row for row in all_rows(full(deck), copy) if id(row) not in old)


@pytest.mark.parametrize("tag", TAGS)
def test_captions_of_new_rows_are_within_every_limit(project: Project, tag: str) -> None:
    """Every placement, every campaign: the words fit, with the link, and nothing is left to mend."""
    words, seen = words_of(project, tag), 0
    for deck in project.decks:
        copy = deck.copy_in(tag)
        assert copy is not None
        for row in new_rows(deck, tag):
            for placement in project.placements:
                found = caption_for(deck.campaign, copy, row, placement, words)
                if found is None:
                    continue
                assert found.problems == (), (row.id, placement.id)
                assert placement.caption is not None
                assert fits(found.text, placement.caption)
                assert copy.call_to_action.link.url in found.text
                seen += 1
    assert seen > 500


def test_a_countdown_reads_as_a_post(project: Project) -> None:
    """Days to go, then the day and its date, then the theme."""
    text = caption(project, "en", row_of(project, "en", "countdown", "d-3"), "facebook-post-square")
    assert text.split("\n\n")[:2] == [
        "3 days to go",
        (
            "World Telecommunication and Information Society Day · 17 May 2021\n"
            "Theme: “Accelerating digital transformation in challenging times”"
        ),
    ]


def test_an_event_has_local_times_where_there_is_room(project: Project) -> None:
    """On Facebook all cities; on X the theme matters more."""
    row = row_of(project, "en", "event")
    long, short = (caption(project, "en", row, name) for name in ("facebook-post-square", "x-post-square"))
    assert long.split("\n\n")[:2] == [
        "Virtual celebration\n17 May 2021 · 13:00–14:30 CEST",
        (
            "Geneva: 13:00–14:30\nCairo: 13:00–14:30\nRiyadh: 14:00–15:30\nMoscow: 14:00–15:30\n"
            "Ha Noi: 18:00–19:30\nBeijing: 19:00–20:30\nMexico City: 06:00–07:30\nNew York: 07:00–08:30"
        ),
    ]
    assert "Geneva" not in short
    assert "Theme:" in short


def test_a_translated_event_is_marked_in_its_caption(project: Project) -> None:
    """The name of the event is ours in Spanish."""
    text = caption(project, "es", row_of(project, "es", "event"), "facebook-post-square")
    assert text.startswith(
        "Celebración virtual\n17 de mayo de 2021 · 13:00-14:30 CEST\n(Redacción no oficial)\n"
    )


def test_a_programme_lists_its_items(project: Project) -> None:
    """Items with their hours, in full where there is room, in short where there is not."""
    row = row_of(project, "en", "programme", "celebration")
    long, short = (caption(project, "en", row, name) for name in ("facebook-post-square", "x-post-square"))
    first, second = long.split("\n\n")[0].splitlines()[1:]
    assert first.startswith("• Virtual high-level panel addressing")
    assert first.endswith(" · 13:00–14:30 CEST")
    assert second.startswith("• ITU members and partners will showcase")
    assert short.splitlines()[:3] == [
        "Programme",
        "• Virtual high-level panel … · 13:00–14:30 CEST",
        "• ITU members and partners will showcase how they are accelerating digital transformation …",
    ]


def test_a_part_of_the_programme_is_posted_with_its_own_date(project: Project) -> None:
    """The weekly programme does not carry the date of the final week."""
    deck = project.deck("wsis-forum-2020")
    assert deck is not None
    copy = deck.copy_in("en")
    assert copy is not None
    row = next(row for row in rows_of(deck, copy, "programme") if row and row.id == "weekly")
    placement = placement_of(project, "facebook-post-square")
    found = caption_for(deck.campaign, copy, row, placement, words_of(project, "en"))
    assert found is not None
    assert "Virtual WSIS Forum 2020 · From 22 June" in found.text
    assert "September" not in found.text


def test_a_partner_says_that_it_takes_part(project: Project) -> None:
    """Its name stands below, isolated in an Arabic caption."""
    english = caption(project, "en", row_of(project, "en", "partners", "acme"), "facebook-post-square")
    assert english.startswith(f"We are taking part\n— {ACME.name}\n")
    arabic = caption(project, "ar", row_of(project, "ar", "partners", "acme"), "facebook-post-square")
    assert f"— \u2068{ACME.name}\u2069" in arabic


def test_words_of_a_table_are_marked(project: Project) -> None:
    """Nobody has said that they are official."""
    text = caption(project, "en", row_of(project, "en", "table:speakers", "ada"), "facebook-post-square")
    assert text.startswith("Ada Byron\n(Wording not official)\n")


def test_rows_are_called_by_what_they_say(project: Project) -> None:
    """A countdown card is called by its words and the day to post it on."""
    kinds = (("countdown", "d-7"), ("event", ""), ("programme", "celebration"), ("partners", "acme"))
    words = words_of(project, "en")
    assert [row_name(row_of(project, "en", *kind), words) for kind in kinds] == [
        "7 days to go · 10 May 2021",
        "",
        "Programme",
        ACME.name,
    ]


def test_a_kit_lists_programme_and_event_with_their_sources(project: Project) -> None:
    """The list of texts names what event and programme cards show."""
    notes = {note.text: note for note in sample_kit(project, "fr").notes}
    assert notes["Célébration virtuelle"].mark == "Formulation non officielle"
    assert notes["Programme"].label == "Carte programme"
    assert sum(note.label == "Programme" for note in notes.values()) == 2


def alt(project: Project, tag: str, *slots: tuple[str, str]) -> str:
    """Return the alt text of an event card."""
    placement = placement_of(project, "facebook-post-square")
    return alt_text_for("event", slots, "", placement, words_of(project, tag)).text


def test_alt_text_reads_number_and_words_as_one(project: Project) -> None:
    """A number alone would say nothing; Chinese puts no space between."""
    assert alt(project, "en", ("days", "7"), ("days_label", "days to go")) == "Event card. 7 days to go."
    assert alt(project, "zh", ("days", "7"), ("days_label", "天倒计时")) == "活动卡。7天倒计时。"


def test_alt_text_gives_each_city_its_hours(project: Project) -> None:
    """Two cities with the same hours are both told, after what matters more."""
    slots = (
        *(("city_1", "Geneva"), ("time_1", "13:00"), ("city_2", "Cairo"), ("time_2", "13:00")),
        ("event", "Virtual celebration"),
    )
    assert alt(project, "en", *slots) == "Event card. Virtual celebration. Geneva, 13:00. Cairo, 13:00."


def test_alt_text_of_lines_of_local_times(project: Project) -> None:
    """Lines become one sentence."""
    slots = (("local_times", "Geneva  13:00–14:30\nCairo  13:00–14:30"),)
    assert alt(project, "en", *slots) == "Event card. Geneva 13:00–14:30, Cairo 13:00–14:30."


def test_alt_text_reads_the_programme_in_order(project: Project) -> None:
    """Title, then items with their time."""
    slots = (
        ("when_1", "13:00"),
        ("item_1", "Panel"),
        ("item_2", "Showcase"),
        ("programme_title", "Programme"),
    )
    assert alt(project, "en", *slots) == "Event card. Programme. Panel, 13:00. Showcase."
