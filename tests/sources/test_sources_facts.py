"""Facts: the shipped campaigns say what their source documents say, word for word."""

import re

import pytest

from samples import statistic_of
from toolkit.sources.campaigns.copydeck import OUR_OWN, Copy, Sourced
from toolkit.sources.checks.texts import printed_texts
from toolkit.sources.project import Project, load_project


@pytest.fixture(scope="module")
def project() -> Project:
    """Return the shipped project."""
    return load_project()


def _copy(project: Project, campaign: str, tag: str) -> Copy:
    found = project.copy_in(campaign, tag)
    assert found is not None
    return found


def _copies(project: Project) -> list[Copy]:
    found = [copy for deck in project.decks for copy in deck.copies]
    assert len(found) > 20
    return found


@pytest.mark.parametrize(
    ("campaign", "tag", "theme"),
    [
        # ITU circular CL-21/20.
        ("wtisd-2021", "en", "Accelerating digital transformation in challenging times"),
        # The ministry's letter and the visual attached to it.
        ("wtisd-2024", "vi", "Sáng tạo số vì mục tiêu phát triển bền vững"),
        ("wtisd-2024", "en", "Digital innovation for sustainable development"),
        # ITU circular CL-20/025.
        (
            "wsis-forum-2020",
            "ru",
            (
                "Содействие цифровой трансформации и глобальным партнерствам: "
                "Направления деятельности ВВУИО для достижения ЦУР"
            ),
        ),
    ],
)
def test_theme_is_that_of_the_source_document(project: Project, campaign: str, tag: str, theme: str) -> None:
    """The theme lines of the source documents are official, and letter for letter the same."""
    text = _copy(project, campaign, tag).theme
    assert text.text == theme
    assert text.official


@pytest.mark.parametrize(
    ("campaign", "tag", "quote", "words"),
    [
        (
            "wtisd-2021",
            "en",
            "guterres-sustain",
            "Digital technologies sustain life, work, health and learning for billions of people.",
        ),
        (
            "wtisd-2021",
            "en",
            "zhao-line-of-defense",
            "The information society has emerged as one of the main lines of defense against COVID-19.",
        ),
        (
            "wsis-forum-2020",
            "ru",
            "zhao-welcome",
            "Надеюсь приветствовать вас на виртуальном Форуме ВВУИО 2020 года.",
        ),
    ],
)
def test_quote_is_exact(project: Project, campaign: str, tag: str, quote: str, words: str) -> None:
    """A quote in the language it was published in is official and exact."""
    found = _copy(project, campaign, tag).quote(quote)
    assert found is not None
    assert found.text.text == words
    assert found.text.official


def test_both_secretaries_general_speak(project: Project) -> None:
    """The kit of 2021 quotes the heads of the UN and of ITU; the role stands in the quote."""
    quotes = _copy(project, "wtisd-2021", "en").quotes
    assert {(quote.speaker, quote.role) for quote in quotes} == {
        ("António Guterres", "UN Secretary-General"),
        ("Houlin Zhao", "ITU Secretary-General"),
    }


def test_call_to_action_addresses_three_audiences(project: Project) -> None:
    """The Call to Action of 2021 asks Member States, members and all stakeholders, ten things in all."""
    asks = _copy(project, "wtisd-2021", "en").call_to_action.asks
    assert [ask.audience.text for ask in asks] == [
        "Member States",
        "Sector Members, Associates and Academia",
        "All stakeholders",
    ]
    assert [1 + len(ask.further) for ask in asks] == [2, 2, 6]
    assert asks[0].text.text == (
        "Continue leveraging telecommunications/ICTs by developing digital policies and strategies to adapt "
        "and respond timely and effectively to different challenges that may occur."
    )
    assert all(text.official for ask in asks for text in (ask.text, *ask.further))


def test_lockup_of_2024_has_fixed_lines(project: Project) -> None:
    """The visual breaks the name of the day into four lines; where words are short, two do."""
    assert _copy(project, "wtisd-2024", "en").day_name_lines == (
        "World",
        "Telecommunication",
        "and Information",
        "Society Day",
    )
    deck = project.deck("wtisd-2024")
    assert deck is not None
    lines = {copy.language.tag: len(copy.day_name_lines) for copy in deck.copies}
    assert lines == {"ar": 2, "en": 4, "es": 4, "fr": 4, "ru": 4, "vi": 2, "zh": 2}


def test_co_organizers_stand_in_protocol_order(project: Project) -> None:
    """ITU comes first, then UNESCO, UNDP and UNCTAD, in each language's own acronyms."""
    russian, french = (_copy(project, "wsis-forum-2020", tag) for tag in ("ru", "fr"))
    assert [row.text for row in russian.co_organizers] == ["МСЭ", "ЮНЕСКО", "ПРООН", "ЮНКТАД"]
    assert [row.text for row in french.co_organizers] == ["UIT", "UNESCO", "PNUD", "CNUCED"]


@pytest.mark.parametrize(
    ("tag", "figure"),
    [
        ("ar", "3.7 مليار"),
        ("zh", "37亿"),
        ("en", "3.7 billion"),
        ("fr", "3,7 milliards"),
        ("ru", "3,7 млрд"),
        ("es", "3.700 millones"),
        ("vi", "3,7 tỷ"),
    ],
)
def test_billions_keep_their_scale(project: Project, tag: str, figure: str) -> None:
    """3.7 billion is mil millones, milliards, 亿 and tỷ: never "millones" alone."""
    statistic = statistic_of(_copy(project, "wtisd-2021", tag), "unconnected")
    assert statistic is not None
    assert statistic.figure == figure


def test_translated_quotes_are_not_official(project: Project) -> None:
    """Our own translation of a person's words is always marked, so that the card can say so."""
    quotes = [(copy.language, quote) for copy in _copies(project) for quote in copy.quotes]
    ours = [(language, quote) for language, quote in quotes if quote.text.evidence == "own-translation"]
    assert len(ours) > 20
    assert [(language, quote.id) for language, quote in ours if quote.text.official] == []


def test_our_own_words_are_never_official(project: Project) -> None:
    """Nothing that was translated, proposed, inferred or customary claims an official standing."""
    for copy in _copies(project):
        call = copy.call_to_action
        rows: tuple[Sourced, ...] = (copy.theme, copy.day_name, call.label, call.link, *copy.hashtags)
        rows += tuple(text for ask in call.asks for text in (ask.audience, ask.text, *ask.further))
        rows += tuple(statistic.text for statistic in copy.statistics)
        assert [row for row in rows if row.official and row.evidence in OUR_OWN] == []


def test_known_tag_of_the_day_is_latin_everywhere(project: Project) -> None:
    """#WTISD is the one tag ITU prints, and it stays Latin in every language."""
    for campaign in ("wtisd-2021", "wtisd-2024"):
        deck = project.deck(campaign)
        assert deck is not None
        assert len(deck.copies) == 7
        for copy in deck.copies:
            assert [row.tag for row in copy.hashtags if row.official] == ["#WTISD"]


def test_mirrors_are_never_shown_as_addresses(project: Project) -> None:
    """Proxies and staging hosts are not named; a wording read there says "read in a mirror"."""
    mirror = re.compile(r"proxy|staging|fanyjok|seed:")
    for copy in _copies(project):
        assert not mirror.search(copy.model_dump_json())


def test_arabic_numbers_survive_bidi(project: Project) -> None:
    """Groups of digits are joined by a no-break space, or UAX #9 would swap them in Arabic."""
    for copy in _copies(project):
        assert [text for _, text in printed_texts(copy) if re.search(r"\d 000", text)] == []
