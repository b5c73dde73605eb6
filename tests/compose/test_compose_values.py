"""Values: what stands behind `{{ … }}`, where it was written, and whether it is official."""

import pytest

from toolkit.compose.values import Values, values_for
from toolkit.sources.project import Project
from toolkit.sources.rows import Row, rows_of

COMMON = {
    *("theme", "day_name", "day_name_lines", "date", "hashtags", "address", "qr", "label", "organizers"),
    *("notice", "event", "event_date", "event_time", "scan_me", "unofficial", "abbreviation", "year"),
    *("taking_part", "join_us", "register_label"),
}


def values(project: Project, campaign: str, language: str, row: Row | None = None) -> Values:
    """Return the values of a shipped campaign in a language."""
    deck, strings = project.deck(campaign), project.strings_in(language)
    copy = deck.copy_in(language) if deck else None
    assert deck is not None
    assert copy is not None
    assert strings is not None
    return values_for(deck.campaign, copy, strings, row)


def row(project: Project, language: str, kind: str, name: str) -> Row:
    """Return a row of the campaign of 2021."""
    deck, copy = project.deck("wtisd-2021"), project.copy_in("wtisd-2021", language)
    assert deck is not None
    assert copy is not None
    return next(found for found in rows_of(deck, copy, kind) if found is not None and found.id == name)


def test_every_design_may_use_the_same_words(shipped_project: Project) -> None:
    """Words that a campaign lacks are there, and empty."""
    found = values(shipped_project, "wtisd-2021", "en")
    assert set(found) == COMMON
    assert found["organizers"].text == ""


def test_each_value_knows_the_line_of_the_copy_file(shipped_project: Project) -> None:
    """The trail of a problem begins where the words can be changed."""
    found = values(shipped_project, "wtisd-2021", "fr")
    assert str(found["theme"].place) == "campaigns/wtisd-2021/copy/fr.toml:theme"
    quote = row(shipped_project, "fr", "quotes", "guterres-sustain")
    at = values(shipped_project, "wtisd-2021", "fr", quote)["quote"].place
    assert str(at) == "campaigns/wtisd-2021/copy/fr.toml:quotes.guterres-sustain.text"


def test_dates_take_the_language_s_own_form(shipped_project: Project) -> None:
    """The day of 2021 in four languages, the institutional forms included."""
    dates = {tag: values(shipped_project, "wtisd-2021", tag)["date"].text for tag in ("en", "ru", "vi", "zh")}
    assert dates == {
        "en": "17 May 2021",
        "ru": "17 мая 2021 года",
        "vi": "ngày 17 tháng 5 năm 2021",
        "zh": "2021年5月17日",
    }


def test_the_symbol_is_tracked_and_the_printed_address_is_short(shipped_project: Project) -> None:
    """Machines read the whole address with the campaign's parameters, people a short one."""
    found = values(shipped_project, "wtisd-2021", "en")
    assert found["address"].text == "www.itu.int/wtisd"
    assert found["qr"].text.startswith("https://www.itu.int/en/wtisd/2021/")
    assert "utm_campaign=wtisd-2021" in found["qr"].text


@pytest.mark.parametrize(("language", "mark"), [("en", ""), ("vi", "Bản dịch không chính thức")])
def test_an_unofficial_translation_says_so_on_the_card(
    shipped_project: Project, language: str, mark: str
) -> None:
    """The Secretary-General's own words carry no mark; our translation of them does."""
    quote = row(shipped_project, language, "quotes", "guterres-sustain")
    found = values(shipped_project, "wtisd-2021", language, quote)
    assert found["quote"].is_official is (mark == "")
    assert found["unofficial"].text == mark


def test_rows_bring_their_own_words(shipped_project: Project) -> None:
    """A quote has a speaker with initials, a statistic a figure, an ask an audience."""
    quote = values(
        shipped_project, "wtisd-2021", "en", row(shipped_project, "en", "quotes", "guterres-sustain")
    )
    assert (quote["speaker"].text, quote["initials"].text) == ("António Guterres", "AG")
    fact = values(
        shipped_project, "wtisd-2021", "en", row(shipped_project, "en", "statistics", "unconnected")
    )
    assert fact["figure"].text == "3.7 billion"
    ask = values(shipped_project, "wtisd-2021", "en", row(shipped_project, "en", "asks", "member-states"))
    assert ask["audience"].text == "Member States"
    assert ask["ask"].short.endswith("…")


def test_a_design_without_rows_has_one(shipped_project: Project) -> None:
    """The theme card is made once per language."""
    deck, copy = shipped_project.deck("wtisd-2021"), shipped_project.copy_in("wtisd-2021", "en")
    assert deck is not None
    assert copy is not None
    assert rows_of(deck, copy, "none") == (None,)
    assert [found.id for found in rows_of(deck, copy, "asks") if found] == [
        ask.id for ask in copy.call_to_action.asks
    ]
