"""Keys: they tell assets apart, sort, travel, and name files and kits once and for all."""

import pickle
import random
from dataclasses import fields, replace

import pytest

from toolkit.sources.job_key import BY_KEY, JobKey, KitKey

KEY = JobKey(campaign="c", language="vi", design="quote", row="a-b", placement="x-post")


def test_a_file_is_named_after_what_it_shows() -> None:
    """Absent names leave no mark; a moving version says so, whatever its format."""
    assert KEY.stem == "c_quote-a-b_x-post_vi"
    assert replace(KEY, row=None).stem == "c_quote_x-post_vi"
    assert replace(KEY, variant="light", motion="gif").stem == "c_quote-a-b-light-loop_x-post_vi"


def test_a_kit_for_a_partner_says_so_in_every_name() -> None:
    """Kits of two partners can lie in one folder, and so can their files."""
    own = replace(KEY, partner="acme")
    assert own.stem == "c_acme_quote-a-b_x-post_vi"
    assert (own.kit.name, own.kit.file_name) == ("c_acme_vi", "c_acme_vi.zip")
    assert (KEY.kit.name, KEY.kit.stem("qr")) == ("c_vi", "c_qr_vi")
    assert own.kit.stem("qr") == "c_acme_qr_vi"


def test_absent_names_come_first() -> None:
    """Keys with and without a row sort together, by the order of the fields; so do kits."""
    keys = [
        KEY,
        replace(KEY, row=None),
        replace(KEY, row="a-a"),
        replace(KEY, variant="light"),
        replace(KEY, language="ar"),
        replace(KEY, partner="acme"),
    ]
    mixed = random.Random(7).sample(keys, len(keys))  # noqa: S311  an order, not a secret
    assert sorted(mixed) == sorted(mixed, key=BY_KEY)
    assert [key.row for key in sorted(keys[:3])] == [None, "a-a", "a-b"]
    assert min(keys).language == "ar"
    kits = [KitKey(campaign="c", language="en", partner="acme"), KitKey(campaign="c", language="en")]
    assert [kit.partner for kit in sorted(kits)] == [None, "acme"]


@pytest.mark.parametrize("name", [entry.name for entry in fields(JobKey) if entry.init])
def test_every_name_counts(name: str) -> None:
    """Two assets that differ in any name are two: in sets, in tables, and after a journey."""
    other = replace(KEY, **{name: "other"})
    assert other != KEY
    assert {KEY: 1, other: 2}[pickle.loads(pickle.dumps(other))] == 2  # noqa: S301  our own bytes
    assert (other > KEY) is not (other < KEY)


def test_an_empty_name_is_refused() -> None:
    """It would look absent in a file name, and be another key."""
    with pytest.raises(ValueError, match="what is absent is None"):
        replace(KEY, row="")


def test_what_belongs_together_has_one_key() -> None:
    """Languages and rows of one look; languages and placements of one row."""
    assert KEY.look == replace(KEY, language="ar", row=None, placement="story").look
    assert KEY.look != replace(KEY, variant="light").look
    assert KEY.series == replace(KEY, language="ar", placement="story").series
    assert KEY.series.title == "c · quote · a-b"
    assert KEY.kit == replace(KEY, design="theme", row=None, placement="story").kit
    assert KEY.kit != replace(KEY, partner="acme").kit
