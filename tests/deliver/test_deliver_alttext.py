"""Alt texts say what the picture shows, within the platform's limit."""

import re

import pytest
from samplekits import placement_of, words_of

from toolkit.deliver.texts.alttext import alt_text_for
from toolkit.deliver.texts.counting import utf16_length
from toolkit.sources.project import Project

SLOTS = (
    ("day_name_lines", "World Telecommunication\nand Information Society Day"),
    ("date", "17 May 2021"),
    ("quote", "Digital technologies sustain life."),
    ("speaker", "António Guterres"),
    ("role", "UN Secretary-General"),
    ("initials", "AG"),
    ("scan_me", "Scan me"),
    ("address", "itu.int/wtisd"),
    ("unofficial", ""),
)
ADDRESS = "https://www.itu.int/wtisd/"


def test_an_alt_text_names_the_kind_the_words_and_the_address(project: Project) -> None:
    """What matters first; initials and "scan me" say nothing; the printed address is in the QR's already."""
    placement = placement_of(project, "facebook-post-square")
    alt = alt_text_for("quote", SLOTS, ADDRESS, placement, words_of(project, "en"))
    assert alt.text == (
        "Quote card. “Digital technologies sustain life.” António Guterres, UN Secretary-General. "
        "World Telecommunication and Information Society Day. 17 May 2021. "
        "QR code leading to https://www.itu.int/wtisd/."
    )
    assert (alt.dropped, alt.problems) == ((), ())


@pytest.mark.parametrize(("item", "time"), [("item", "when"), ("part", "hour"), ("talk", "clock")])
def test_the_programme_is_said_before_date_and_hashtags(project: Project, item: str, time: str) -> None:
    """An item with its time, whatever the design calls them for few and for many; they are what matters."""
    slots = (
        ("programme_title", "Programme"),
        (f"{time}_1", "9:00"),
        (f"{item}_1", "Opening"),
        (f"{time}_2", "9:00"),
        (f"{item}_2", "A panel"),
        ("date", "17 May 2021"),
        ("hashtags", "#WTISD"),
    )
    placement = placement_of(project, "facebook-post-square")
    alt = alt_text_for("programme", slots, "", placement, words_of(project, "en"))
    assert alt.text.endswith("Programme. Opening, 9:00. A panel, 9:00. 17 May 2021. #WTISD.")


def test_chinese_lines_are_joined_without_a_space(project: Project) -> None:
    """A line break in Chinese is not a space, and a sentence ends with 。."""
    slots = (("theme", "数字创新\n促进可持续发展"),)
    placement = placement_of(project, "weibo-post-square")
    alt = alt_text_for("theme", slots, "", placement, words_of(project, "zh"))
    assert alt.text == "主题卡。“数字创新促进可持续发展”。"


def test_the_address_stands_in_an_arabic_sentence_as_it_is(project: Project) -> None:
    """An alt text is heard, so it needs no characters that keep lines in order."""
    placement = placement_of(project, "facebook-post-square")
    alt = alt_text_for("theme", (), ADDRESS, placement, words_of(project, "ar"))
    assert ADDRESS in alt.text
    assert not re.search("[\u2066-\u2069]", alt.text)


def test_the_least_important_sentences_go_first(project: Project) -> None:
    """TikTok allows 300: the quote and its speaker stay, the rest goes, whole."""
    placement = placement_of(project, "tiktok-photo")
    slots = (*SLOTS[:2], ("quote", "q" * 240), *SLOTS[3:])
    alt = alt_text_for("quote", slots, ADDRESS, placement, words_of(project, "en"))
    assert utf16_length(alt.text) <= 300
    assert alt.text == f"Quote card. “{'q' * 240}”. António Guterres, UN Secretary-General."
    assert alt.dropped == ("day_name", "date", "qr")


def test_no_room_for_the_main_text_is_reported(project: Project) -> None:
    """An alt text without the quote is a warning that names the limit."""
    placement = placement_of(project, "tiktok-photo")
    alt = alt_text_for("quote", (("quote", "q" * 400),), "", placement, words_of(project, "en"))
    assert [str(problem.trail[0]) for problem in alt.problems] == [
        "assets/placements.toml:placement.tiktok-photo.alt_text_limit"
    ]


def test_a_text_shown_twice_is_said_once(project: Project) -> None:
    """A theme that is also a statement is not read twice; unknown slots are read last."""
    slots = (("motto", "Together"), ("theme", "Digital"), ("statement", "Digital"))
    placement = placement_of(project, "x-post-square")
    alt = alt_text_for("my-own", slots, "", placement, words_of(project, "en"))
    assert alt.text == "Campaign picture. Digital. Together."


def test_latin_sentences_read_single_spaced_in_arabic(project: Project) -> None:
    """Hashtags that stand two spaces apart on the card keep their # in front and read single-spaced."""
    placement = placement_of(project, "facebook-post-square")
    slots = (("theme", "جائحة (COVID-19)"), ("hashtags", "#WTISD  #ITU"))
    alt = alt_text_for("theme", slots, "", placement, words_of(project, "ar"))
    assert alt.text == "بطاقة الموضوع. «جائحة (COVID-19)». #WTISD #ITU."


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_event_cards_lead_with_date_and_hours(project: Project, tag: str) -> None:
    """When it is comes first, before what it is; no character of direction is left from the picture."""
    slots = (
        ("event", "Virtual celebration"),
        ("event_date", "17 May 2021"),
        ("event_time", "\u206613:00–14:30\u2069 CEST"),
        ("local_times", "\u2068Cairo\u2069 13:00\n\u2068Beijing\u2069 19:00"),
    )
    alt = alt_text_for(
        "event", slots, "", placement_of(project, "facebook-post-square"), words_of(project, tag)
    )
    assert alt.text.index("17 May 2021") < alt.text.index("13:00–14:30 CEST") < alt.text.index("Virtual")
    assert not re.search("[\u2066-\u2069]", alt.text)
