"""The texts that go with one picture when it is posted."""

from dataclasses import dataclass

from toolkit.errors import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The texts that go with a picture, and the standing of what it shows."""

    caption: str
    caption_length: int
    caption_limit: int
    alt_text: str
    official: bool
    source: str
    qr: str
    problems: tuple[Problem, ...]
