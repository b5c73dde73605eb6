"""Assets and kits: what the pipeline hands over to be packed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from toolkit.deliver.kit.archive import Content
from toolkit.deliver.kit.notes import Note, notes_of
from toolkit.deliver.texts.caption_texts import row_name
from toolkit.deliver.texts.kit_strings import KitWords
from toolkit.errors import Place, Problem, ProblemsError
from toolkit.languages import Language
from toolkit.sources.campaigns.campaign import Campaign
from toolkit.sources.campaigns.copydeck import Copy
from toolkit.sources.dates.dates import date_text
from toolkit.sources.rows import Row

AssetKind = Literal["image", "print", "qr"]
Extension = Literal["png", "jpg", "webp", "gif", "mp4", "pdf", "svg"]


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
    moving: bool = False
    """Whether it is the moving version of a picture."""
    packing: str = ""
    """How the file was packed, with the difference people could see: ``jpg q84 Δ0.7``; below Δ1 none is."""
    placement: str = ""
    platform: str = ""
    alt_text: str = ""
    caption: str = ""
    caption_length: int = 0
    caption_limit: int = 0
    qr: str = ""

    @property
    def name(self) -> str:
        """The file name.

        It reads ``<campaign>_<design>[-<row>][-<variant>][-loop]_<placement>_<language>.<extension>``.
        """
        loop = "loop" if self.moving else ""
        design = "-".join(part for part in (self.design, self.row, self.variant, loop) if part)
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
class Kit:
    """Everything of one campaign in one language, ready to be packed by `toolkit.deliver.kit.kit.pack`."""

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
    """What to call each row, in their order: the speaker, the figure, the audience, the days to go …"""
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
    rows: Sequence[Row] = (),
) -> Kit:
    """Return the kit of one campaign and language; `rows` are those its pictures may show, in order.

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
        date=date_text(campaign, copy, words.strings.dates),
        link=copy.call_to_action.link.url,
        hashtags=tuple(tag.tag for tag in copy.hashtags),
        assets=assets,
        notes=notes_of(copy, rows, words),
        rows={row.id: name for row in rows if row.id and (name := row_name(row, words))},
        licences=licences,
        disclaimer=campaign.disclaimer,
    )


def _stranger(asset: Asset, campaign: Campaign, copy: Copy) -> Problem:
    message = f"does not belong in the kit {campaign.id}_{copy.language}"
    return Problem(
        trail=(Place(file=asset.name),), message=message, hint="report this: it is a fault of the toolkit"
    )
