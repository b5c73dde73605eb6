"""Captions: whole parts only, in the platform's limit, readable in both directions."""

from collections import defaultdict
from collections.abc import Iterator

import pytest
from samplekits import campaign_of, caption_for, copy_of, placement_of, words_of

from toolkit.deliver.texts.captions import fits, hashtags
from toolkit.deliver.texts.direction import isolated
from toolkit.errors import Severity, errors_in
from toolkit.languages import Language
from toolkit.sources.campaigns.copydeck import Copy, Quote
from toolkit.sources.project import Project
from toolkit.sources.rows import Row
from toolkit.sources.workspace.placement import Placement

TAGS = ("ar", "zh", "en", "fr", "ru", "es", "vi")


def rows(copy: Copy) -> tuple[Row | None, ...]:
    """Return every row a design can have, and none."""
    return None, *copy.quotes, *copy.statistics, *copy.call_to_action.asks


def cases(project: Project, tag: str) -> Iterator[tuple[Copy, Row | None, Placement, str]]:
    """Yield every copy, row and placement with a caption in one language."""
    for deck in project.decks:
        copy = deck.copy_in(tag)
        assert copy is not None
        for placement in project.placements:
            if placement.caption is not None:
                yield from ((copy, row, placement, deck.campaign.id) for row in rows(copy))


@pytest.mark.parametrize("tag", TAGS)
def test_every_caption_is_within_every_limit(project: Project, tag: str) -> None:
    """All rows of all campaigns, all placements: counted as the platform counts, with the link."""
    words = words_of(project, tag)
    seen = 0
    for copy, row, placement, campaign in cases(project, tag):
        deck = project.deck(campaign)
        assert deck is not None
        caption = caption_for(deck.campaign, copy, row, placement, words)
        rules = placement.caption
        assert caption is not None
        assert rules is not None
        assert caption.length <= caption.limit == rules.limit
        assert fits(caption.text, rules)
        assert copy.call_to_action.link.url in caption.text
        tags = [word for word in caption.text.split() if word.startswith("#")]
        assert len(tags) <= (rules.hashtags_max or len(tags))
        assert not errors_in(caption.problems)
        seen += 1
    assert seen > 500


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_placements_with_the_same_rules_have_the_same_caption(project: Project, tag: str) -> None:
    """So a caption is written once for all of them; only its problems name the placement."""
    words = words_of(project, tag)
    found: dict[object, set[object]] = defaultdict(set)
    for copy, row, placement, campaign in cases(project, tag):
        deck = project.deck(campaign)
        assert deck is not None
        caption = caption_for(deck.campaign, copy, row, placement, words)
        assert caption is not None
        key = (campaign, row.id if row else "", type(row), placement.caption)
        found[key].add((caption.text, caption.length, caption.limit, caption.dropped))
    assert {len(captions) for captions in found.values()} == {1}
    assert len(found) < sum(1 for _ in cases(project, tag))


def test_the_caption_of_a_theme_reads_as_a_post(project: Project) -> None:
    """Theme, day and date, link, hashtags: one paragraph each."""
    copy = copy_of(project, "en")
    placement = placement_of(project, "threads-post-square")
    caption = caption_for(campaign_of(project), copy, None, placement, words_of(project, "en"))
    assert caption is not None
    assert caption.text == (
        "“Accelerating digital transformation in challenging times”\n\n"
        "World Telecommunication and Information Society Day · 17 May 2021\n\n"
        f"{copy.call_to_action.link.url}\n\n"
        "#WTISD"
    )


def test_a_translated_quote_says_so_in_the_caption(project: Project) -> None:
    """Words that a Secretary-General did not say in Arabic are marked, also where only the excerpt fits."""
    copy = copy_of(project, "ar")
    words = words_of(project, "ar")
    quote = next(row for row in copy.quotes if not row.text.official and row.text.short)
    for name in ("x-post-square", "facebook-post-square"):
        caption = caption_for(campaign_of(project), copy, quote, placement_of(project, name), words)
        assert caption is not None
        assert f"({words.unofficial_translation})" in caption.text
        assert quote.speaker in caption.text


def test_an_official_quote_is_not_marked(project: Project) -> None:
    """The English original carries no mark."""
    copy, words = copy_of(project, "en"), words_of(project, "en")
    quote = next(row for row in copy.quotes if row.text.official)
    placement = placement_of(project, "facebook-post-square")
    caption = caption_for(campaign_of(project), copy, quote, placement, words)
    assert caption is not None
    assert words.unofficial_translation not in caption.text
    assert f"“{quote.text.text}”\n— {quote.speaker}, {quote.role}" in caption.text


def test_a_quote_that_does_not_fit_is_never_cut(project: Project) -> None:
    """The caption points to the picture instead, and a warning says how much shorter an excerpt must be."""
    copy, words = copy_of(project, "en"), words_of(project, "en")
    quote = copy.quotes[0]
    long = quote.model_copy(
        update={"text": quote.text.model_copy(update={"text": "word " * 80, "short": ""})}
    )
    caption = caption_for(campaign_of(project), copy, long, placement_of(project, "x-post-square"), words)
    assert caption is not None
    assert "word" not in caption.text
    assert f"Quoted in the picture: {quote.speaker}, {quote.role}" in caption.text
    (problem,) = caption.problems
    assert problem.severity is Severity.WARNING
    assert str(problem).startswith(
        f"campaigns/wtisd-2021/copy/en.toml:quotes.{quote.id}.text"
        " → assets/placements.toml:placement.x-post-square.caption_limit: the text is"
    )


def test_a_theme_that_does_not_fit_is_an_error(project: Project) -> None:
    """Nothing can stand for the theme, so the build must stop."""
    copy, words = copy_of(project, "en"), words_of(project, "en")
    theme = copy.theme.model_copy(update={"text": "x" * 400})
    long = copy.model_copy(update={"theme": theme})
    placement = placement_of(project, "x-post-square")
    caption = caption_for(campaign_of(project), long, None, placement, words)
    assert caption is not None
    assert [problem.severity for problem in caption.problems] == [Severity.ERROR]
    # 402 with the quotation marks, 2 + 23 for the link, 2 + 6 for #WTISD, 280 allowed.
    assert caption.problems[0].message == "the text is 155 characters too long for the caption"


def test_placements_without_captions_have_none(project: Project) -> None:
    """A profile header is not posted with words."""
    header = placement_of(project, "x-header")
    copy = copy_of(project, "en")
    assert caption_for(campaign_of(project), copy, None, header, words_of(project, "en")) is None


def test_weibo_closes_its_hashtags(project: Project) -> None:
    """Weibo needs a second # where other platforms need none."""
    tags = copy_of(project, "zh").hashtags
    assert hashtags(tags, "#", 1) == ("#WTISD#",)
    assert hashtags(tags, "", 1) == ("#WTISD",)
    assert [tag.count("#") for tag in hashtags(tags)] == [1] * len(tags)


def test_latin_inside_an_arabic_sentence_is_isolated() -> None:
    """FSI … PDI around what runs the other way; nothing around what does not."""
    arabic = Language("ar")
    assert isolated("Phan Tâm", arabic) == "\u2068Phan Tâm\u2069"
    assert isolated("هولين جاو", arabic) == "هولين جاو"
    assert isolated("17", arabic) == "17"
    assert isolated("Phan Tâm", Language("fr")) == "Phan Tâm"


def test_a_latin_speaker_is_isolated_in_an_arabic_caption(project: Project) -> None:
    """The attribution is a sentence of the kit's language."""
    copy, words = copy_of(project, "ar"), words_of(project, "ar")
    quote: Quote = copy.quotes[0].model_copy(update={"speaker": "Phan Tâm"})
    placement = placement_of(project, "facebook-post-square")
    caption = caption_for(campaign_of(project), copy, quote, placement, words)
    assert caption is not None
    assert f"— \u2068Phan Tâm\u2069، {quote.role}" in caption.text


def test_arabic_hashtags_stand_on_a_line_of_their_own(project: Project) -> None:
    """No line mixes two directions, and no line of prose carries a tag."""
    copy = copy_of(project, "ar")
    placement = placement_of(project, "facebook-post-square")
    caption = caption_for(campaign_of(project), copy, None, placement, words_of(project, "ar"))
    assert caption is not None
    latin, arabic = caption.text.splitlines()[-2:]
    assert latin.startswith("#WTISD ")
    assert arabic == "#اليوم_العالمي_للاتصالات"
