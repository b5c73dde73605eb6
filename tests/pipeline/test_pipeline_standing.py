"""Standing: a picture is official only if all that it shows is, whatever its slots are called."""

import pytest

from toolkit.compose.values.value import Value, Values
from toolkit.errors import Place
from toolkit.pipeline.stages.captions import _standing
from toolkit.sources.campaigns.copydeck import Sourced

PLACE = Place(file="copy/en.toml")


def said(source: str, *, official: bool) -> Value:
    """Return a value with a standing."""
    evidence = "document" if official else "own-translation"
    standing = Sourced(official=official, evidence=evidence, source=source)
    return Value(text=source, place=PLACE, sources=(standing,))


VALUES: Values = {
    "theme": said("circular", official=True),
    "ask": said("circular", official=True),
    "item_1": said("our translation", official=False),
    "date": Value(text="17 May", place=PLACE),
}


@pytest.mark.parametrize(
    ("shown", "official", "sources"),
    [
        (("ask", "theme"), True, ("circular",)),
        (("item_1", "theme"), False, ("our translation", "circular")),
        (("date",), True, ()),
        ((), True, ()),
    ],
    ids=["official", "one is ours", "no source", "no words"],
)
def test_one_unofficial_wording_makes_the_picture_unofficial(
    shown: tuple[str, ...],
    official: bool,  # noqa: FBT001  a case's outcome
    sources: tuple[str, ...],
) -> None:
    """The sources of everything shown are named, each once; what is not shown does not count."""
    assert _standing(VALUES, shown) == (official, sources)
