"""Assets and kits: what the pipeline hands over to be packed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from toolkit.deliver.kit.archive import Content
from toolkit.deliver.kit.notes import Note, notes_of
from toolkit.deliver.texts.caption_texts import row_name
from toolkit.deliver.texts.kit_strings import KitWords
from toolkit.deliver.texts.post_words import Wording
from toolkit.errors import Place, Problem, ProblemsError
from toolkit.languages import Language
from toolkit.output_file import OutputFile
from toolkit.sources.campaigns.campaign import Campaign
from toolkit.sources.campaigns.copydeck import Copy
from toolkit.sources.dates.dates import date_text
from toolkit.sources.job_key import JobKey, KitKey
from toolkit.sources.rows import Row

AssetKind = Literal["image", "print", "qr"]

_CODE = "qr"  # what the QR symbol of a kit is called in place of a design


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One finished file of a kit.

    `data` are the bytes of the `file`, or the path on disk that holds them (it is streamed into the ZIP).
    `job` is absent for the QR symbol on its own, `platform` for what is not posted. `picture` is the same for
    files that show the same drawing, words and shape.
    """

    kind: AssetKind
    kit: KitKey
    file: OutputFile
    data: Content
    words: Wording
    job: JobKey | None = None
    platform: str = ""
    picture: str = ""

    @property
    def design(self) -> str:
        """The design, or what stands for one in the file name."""
        return self.job.design if self.job else _CODE

    @property
    def row(self) -> str:
        """The id of the row, empty without one."""
        return (self.job and self.job.row) or ""

    @property
    def placement(self) -> str:
        """The placement, empty without one."""
        return self.job.placement if self.job else ""

    @property
    def is_moving(self) -> bool:
        """Whether it is the moving version of a picture."""
        return bool(self.job and self.job.motion)

    @property
    def name(self) -> str:
        """The file name (see `JobKey.stem`)."""
        stem = self.job.stem if self.job else self.kit.stem(_CODE)
        return f"{stem}.{self.file.codec}"

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

    key: KitKey
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
        return self.key.name


def kit_of(
    campaign: Campaign,
    copy: Copy,
    words: KitWords,
    assets: tuple[Asset, ...],
    licences: Mapping[str, bytes],
    rows: Sequence[Row] = (),
    *,
    partner: str | None = None,
) -> Kit:
    """Return the kit of one campaign and language, for one partner or for everybody.

    `rows` are those its pictures may show, in order. Raises `ProblemsError` if an asset belongs to another
    kit.
    """
    key = KitKey(campaign=campaign.id, language=copy.language.tag, partner=partner)
    strangers = [asset for asset in assets if asset.kit != key]
    if strangers:
        raise ProblemsError(_stranger(asset, key) for asset in strangers)
    return Kit(
        key=key,
        words=words,
        title=copy.day_name.text,
        theme=copy.theme.text,
        theme_mark=words.mark(copy.theme),
        date=date_text(campaign, copy, words.strings.dates),
        link=copy.call_to_action.link.url,
        hashtags=tuple(tag.tag for tag in copy.hashtags),
        assets=assets,
        notes=notes_of(copy, rows, words.of_campaign(campaign)),
        rows={row.id: name for row in rows if row.id and (name := row_name(row, words))},
        licences=licences,
        disclaimer=campaign.disclaimer,
    )


def _stranger(asset: Asset, kit: KitKey) -> Problem:
    message = f"does not belong in the kit {kit.name}"
    return Problem(
        trail=(Place(file=asset.name),), message=message, hint="report this: it is a fault of the toolkit"
    )
