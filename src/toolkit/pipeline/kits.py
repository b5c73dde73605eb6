"""Putting kits together: the files of a campaign and language, with their captions and licences."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.compose.filling.qr import symbol_for, symbol_svg
from toolkit.deliver.kit.asset import Asset, Extension, Kit, kit_of
from toolkit.deliver.kit.licences import licences_from
from toolkit.deliver.texts.kit_strings import KitWords, kit_words
from toolkit.deliver.texts.post_words import Wording
from toolkit.languages import Language
from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.jobs import ResolvedJob
from toolkit.pipeline.paint.results import OutputFile
from toolkit.render.encode.png import png
from toolkit.render.engines.engine import DEFAULT_ENGINE, engine_named
from toolkit.sources.campaigns.links import tracked_address
from toolkit.sources.job_key import JobKey, KitKey
from toolkit.sources.rows import Row, all_rows
from toolkit.units import PixelSize

_QR_PX_PER_MODULE = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class KitFiles:
    """The finished files of one campaign and language, and the texts that go with each."""

    files: tuple[OutputFile, ...]
    texts: tuple[Wording, ...]

    @property
    def key(self) -> KitKey:
        """Which kit it is."""
        return self.files[0].job.kit


def kit_files(painted: Sequence[OutputFile], texts: Mapping[JobKey, Wording]) -> Iterator[KitFiles]:
    """Yield what is in the kit of every campaign and language among the painted files, in order."""
    groups: dict[KitKey, list[OutputFile]] = {}
    for file in painted:
        groups.setdefault(file.job.kit, []).append(file)
    for _, files in sorted(groups.items(), key=lambda group: group[0].order):
        yield KitFiles(files=tuple(files), texts=tuple(texts[file.job] for file in files))


def kit_sources(context: ProjectContext, kit: KitFiles) -> Iterator[object]:
    """Yield everything that a kit is made of; `repr` tells each in full. It takes far less than the kit."""
    first = context.resolve(kit.files[0].job)
    yield first.campaign, first.copy, first.strings, first.partner, _rows(context, first)
    yield context.project.vocabulary
    yield _licences(context, first.copy.language)
    placements = {file.job.placement for file in kit.files}
    yield [(name, context.project.placement(name)) for name in sorted(placements)]
    yield kit


def kit_from(context: ProjectContext, kit: KitFiles) -> Kit:
    """Put a kit together."""
    first = context.resolve(kit.files[0].job)
    pairs = zip(kit.files, kit.texts, strict=True)
    assets = [_asset(context.resolve(file.job), file, text) for file, text in pairs]
    words = kit_words(first.strings, context.project.vocabulary)
    assets.extend(_codes(first, words))
    licences = _licences(context, first.copy.language)
    return kit_of(first.campaign, first.copy, words, tuple(assets), licences, _rows(context, first))


def _rows(context: ProjectContext, job: ResolvedJob) -> tuple[Row, ...]:
    deck = context.project.deck(job.campaign.id)
    return tuple(all_rows(deck, job.copy)) if deck else ()


def _asset(job: ResolvedJob, file: OutputFile, text: Wording) -> Asset:
    return Asset(
        kind="print" if file.extension == "pdf" else "image",
        campaign=file.job.campaign,
        language=job.copy.language,
        extension=file.extension,
        data=file.path,
        width=file.size.width,
        height=file.size.height,
        official=text.official,
        source=text.source,
        design=file.job.design,
        row=file.job.row or "",
        variant=file.job.variant or "",
        moving=bool(file.job.motion),
        packing=file.choice,
        placement=file.job.placement,
        platform=job.placement.platform,
        alt_text=text.alt_text,
        caption=text.caption,
        caption_length=text.caption_length,
        caption_limit=text.caption_limit,
        qr=text.qr,
    )


def _codes(job: ResolvedJob, words: KitWords) -> Iterator[Asset]:
    """The QR symbol of a language on its own, as vector and as picture."""
    symbol = symbol_for(tracked_address(job.campaign, job.copy))
    side, svg = symbol.side * _QR_PX_PER_MODULE, symbol_svg(symbol).encode()
    pixels = engine_named(DEFAULT_ENGINE).rasterise(svg, PixelSize(side, side))
    files: dict[Extension, bytes] = {"svg": svg, "png": png(pixels)}
    link = job.copy.call_to_action.link
    for extension, data in files.items():
        yield Asset(
            kind="qr",
            campaign=job.campaign.id,
            language=job.copy.language,
            extension=extension,
            data=data,
            width=side,
            height=side,
            official=link.official,
            source=link.source,
            alt_text=words("alt_qr", address=symbol.address),
            qr=symbol.address,
        )


def _licences(context: ProjectContext, language: Language) -> Mapping[str, bytes]:
    """The licences of the fonts that may set a language, and of the artwork."""
    folders, stacks = context.project.folders, context.fonts.stacks
    families = dict.fromkeys((*stacks.language_stack(language), *stacks.stack("Latn"), *stacks.fallback))
    files = (stacks.families[family].regular for family in families)
    return licences_from((file.parent for file in files), folders.assets.folders)
