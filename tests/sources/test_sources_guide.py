"""The guide for translators says what the toolkit does."""

import datetime as dt
import re
from pathlib import Path
from typing import get_args

import pytest

from toolkit.languages import Language
from toolkit.sources.campaigns.campaign import DateRange
from toolkit.sources.campaigns.copydeck import Copy, Evidence
from toolkit.sources.dates.dates import day_text, range_text

GUIDE = (Path(__file__).parents[2] / "docs" / "copy.md").read_text(encoding="utf-8")
DATES = re.findall(r"^\| ([a-z]{2}) \| (.+?) \| (.+?) \|$", GUIDE, flags=re.MULTILINE)


@pytest.mark.parametrize(("tag", "day", "span"), DATES)
def test_dates_of_the_guide_are_those_of_the_toolkit(tag: str, day: str, span: str) -> None:
    """Each row of the table of dates is what a card prints."""
    week = DateRange(start=dt.date(2020, 9, 7), end=dt.date(2020, 9, 10))
    assert day_text(dt.date(2021, 5, 17), Language(tag)) == day
    assert range_text(week, Language(tag)) == span


def test_guide_shows_dates_of_seven_languages() -> None:
    """The table of dates was found, so the test above tests something."""
    assert len(DATES) == 7


def test_guide_explains_every_key_and_every_evidence() -> None:
    """No key of a copy file and no word for evidence is left unexplained."""
    words = [*Copy.model_fields, *get_args(Evidence)]
    assert [word for word in words if not re.search(rf"`[\[]*{re.escape(word)}[\]`.]", GUIDE)] == []
