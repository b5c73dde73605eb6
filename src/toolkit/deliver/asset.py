"""Assets and kits: what the pipeline hands over to be packed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from toolkit.deliver.archive import Content
from toolkit.deliver.words import KitWords
from toolkit.errors import Place, Problem, ProblemsError
from toolkit.languages import Language
from toolkit.sources.campaign import Campaign
from toolkit.sources.copydeck import Copy, Sourced, Text
from toolkit.sources.dates import date_text

AssetKind = Literal["image", "print", "qr"]
Extension = Literal["png", "jpg", "webp", "pdf", "svg"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One finished file of a kit.

    `data` is its bytes, or the file on disk that holds them (it is streamed into the ZIP). `width` and
    `height` are the placement's px, also for a PDF page. `alt_text` and `caption` come from `alt_text_for`
    and `caption_for`; a placement that takes no caption has none. `official` is true if every text shown is
    official; `source` says where they come from. `qr` is the address of the symbol the picture carries.
    """

    kind: AssetKind
    campaign: str
    language: Language
    extension: Extension
    data: Content
    width: int
    height: int
    official: bool
    source: str
    design: str = "qr"
    row: str = ""
    variant: str = ""
    placement: str = ""
    platform: str = ""
    alt_text: str = ""
    caption: str = ""
    caption_length: int = 0
    caption_limit: int = 0
    qr: str = ""

    @property
    def name(self) -> str:
        """The file name: ``<campaign>_<design>[-<row>][-<variant>]_<placement>_<language>.<extension>``."""
        design = "-".join(part for part in (self.design, self.row, self.variant) if part)
        parts = (self.campaign, design, self.placement, self.language.tag)
        return f"{'_'.join(part for part in parts if part)}.{self.extension}"

    @property
    def path(self) -> str:
        """Where the file stands in the kit: pictures by platform, the others in ``print/`` and ``qr/``."""
        folder = f"images/{self.platform}" if self.kind == "image" else self.kind
        return f"{folder}/{self.name}"

    @property
    def caption_path(self) -> str:
        """The file that holds the caption and the alt text, empty if there is none."""
        return f"captions/{self.platform}.txt" if self.kind == "image" else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One text of the campaign with its standing: `mark` is empty for an official text."""

    label: str
    text: str
    mark: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """Everything of one campaign in one language, ready to be packed by `toolkit.deliver.kit.pack`."""

    campaign: str
    words: KitWords
    title: str
    """The name of the day or event."""
    theme: str
    theme_mark: str
    """The words that mark the theme as unofficial, empty if it is official."""
    date: str
    link: str
    hashtags: tuple[str, ...]
    assets: tuple[Asset, ...]
    notes: tuple[Note, ...] = ()
    rows: Mapping[str, str] = field(default_factory=dict)
    """What to call each row, in the order of the copy: the speaker, the figure or the audience."""
    licences: Mapping[str, bytes] = field(default_factory=dict)
    """Texts for the ``licences`` folder, by file name."""
    disclaimer: bool = True

    @property
    def language(self) -> Language:
        """The language of the kit."""
        return self.words.language

    @property
    def folder(self) -> str:
        """The one folder at the top of the ZIP."""
        return f"{self.campaign}_{self.language.tag}"


def kit_of(
    campaign: Campaign,
    copy: Copy,
    words: KitWords,
    assets: tuple[Asset, ...],
    licences: Mapping[str, bytes],
) -> Kit:
    """Return the kit of one campaign and language.

    Raises `ProblemsError` if an asset belongs to another campaign or language.
    """
    strangers = [
        asset for asset in assets if (asset.campaign, asset.language) != (campaign.id, copy.language)
    ]
    if strangers:
        raise ProblemsError(_stranger(asset, campaign, copy) for asset in strangers)
    return Kit(
        campaign=campaign.id,
        words=words,
        title=copy.day_name.text,
        theme=copy.theme.text,
        theme_mark=words.mark(copy.theme),
        date=date_text(campaign, copy),
        link=copy.call_to_action.link.url,
        hashtags=tuple(tag.tag for tag in copy.hashtags),
        assets=assets,
        notes=_notes(copy, words),
        rows=_row_names(copy),
        licences=licences,
        disclaimer=campaign.disclaimer,
    )


def _stranger(asset: Asset, campaign: Campaign, copy: Copy) -> Problem:
    message = f"does not belong in the kit {campaign.id}_{copy.language}"
    return Problem(
        trail=(Place(file=asset.name),), message=message, hint="report this: it is a fault of the toolkit"
    )


def _row_names(copy: Copy) -> dict[str, str]:
    quotes = {row.id: row.speaker for row in copy.quotes}
    statistics = {row.id: row.figure for row in copy.statistics}
    return quotes | statistics | {row.id: row.audience.text for row in copy.call_to_action.asks}


def _notes(copy: Copy, words: KitWords) -> tuple[Note, ...]:
    """Return every text a kit shows, with its standing and where it was read."""
    call = copy.call_to_action
    return (
        _note(words("day"), copy.day_name, words),
        _note(words("theme"), copy.theme, words),
        *(_note(row.speaker, row.text, words, spoken=True) for row in copy.quotes),
        *(_note(row.figure, row.text, words) for row in copy.statistics),
        *(_note(f"{call.label.text} – {row.audience.text}", row.text, words) for row in call.asks),
        _noted(words("link"), call.link.url, call.link, words),
        *(_noted(words("hashtags"), tag.tag, tag, words) for tag in copy.hashtags),
    )


def _note(label: str, text: Text, words: KitWords, *, spoken: bool = False) -> Note:
    return Note(label=label, text=text.text, mark=words.mark(text, spoken=spoken), source=text.source)


def _noted(label: str, shown: str, sourced: Sourced, words: KitWords) -> Note:
    return Note(label=label, text=shown, mark=words.mark(sourced), source=sourced.source)
