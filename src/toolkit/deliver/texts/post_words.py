"""The texts that go with one picture when it is posted."""

from dataclasses import dataclass

from toolkit.errors import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The texts that go with a picture, and the standing of what it shows.

    A placement that takes no caption has an empty one. `official` is true if every text shown is official.
    """

    caption: str
    caption_length: int
    caption_limit: int
    alt_text: str
    official: bool
    sources: tuple[str, ...]
    """Where the texts were read, each once."""
    qr: str
    """The address that the QR symbol of the picture leads to, empty if it has none."""
    problems: tuple[Problem, ...] = ()
