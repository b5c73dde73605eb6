"""Putting kits together: the files of a campaign and language, with their captions and licences."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit.compose.filling.qr import symbol_for, symbol_svg
from toolkit.deliver.kit.asset import Asset, Kit, kit_of
from toolkit.deliver.kit.licences import licences_from
from toolkit.deliver.texts.kit_strings import KitWords, kit_words
from toolkit.deliver.texts.post_words import Wording
from toolkit.file_formats import Codec
from toolkit.files import sha256_of
from toolkit.languages import Language
from toolkit.output_file import OutputFile
from toolkit.pipeline.cache.blobs import BlobStore, path_among
from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.jobs import ResolvedJob
from toolkit.pipeline.plan import picture_id
from toolkit.render.encode.png import png
from toolkit.render.engines.engine import DEFAULT_ENGINE, engine_named
from toolkit.sources.campaigns.links import tracked_address
from toolkit.sources.job_key import JobKey, KitKey
from toolkit.sources.rows import Row, all_rows
from toolkit.units import PixelSize

_QR_PX_PER_MODULE = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class KitFiles:
    """The finished files of one kit with the jobs they are for, and the texts that go with each.

    The bytes of the files stand on `shelves`, each on the first that has it.
    """

    key: KitKey
    files: tuple[tuple[JobKey, OutputFile], ...]
    texts: tuple[Wording, ...]
    shelves: tuple[BlobStore, ...]


def kit_files(
    painted: Mapping[JobKey, OutputFile], texts: Mapping[JobKey, Wording], shelves: tuple[BlobStore, ...]
) -> Iterator[KitFiles]:
    """Yield what is in every kit that the painted files belong to, in order."""
    kits: dict[KitKey, list[tuple[JobKey, OutputFile]]] = {}
    for key, file in painted.items():
        kits.setdefault(key.kit, []).append((key, file))
    for kit in sorted(kits):
        found = tuple(texts[key] for key, _ in kits[kit])
        yield KitFiles(key=kit, files=tuple(kits[kit]), texts=found, shelves=shelves)


def kit_sources(context: ProjectContext, kit: KitFiles) -> Iterator[object]:
    """Yield everything that a kit is made of; `repr` tells each in full. It takes far less than the kit."""
    first = context.resolve(kit.files[0][0])
    yield first.campaign, first.copy, first.strings, first.partner, _rows(context, first)
    yield context.project.vocabulary
    yield _licences(context, first.copy.language)
    placements = {key.placement for key, _ in kit.files}
    yield [(name, context.project.placement(name)) for name in sorted(placements)]
    yield kit.key, kit.files, kit.texts


def kit_from(context: ProjectContext, kit: KitFiles) -> Kit:
    """Put a kit together."""
    first = context.resolve(kit.files[0][0])
    assets = [
        _asset(context.resolve(key), file, path_among(kit.shelves, *file.blob), text)
        for (key, file), text in zip(kit.files, kit.texts, strict=True)
    ]
    words = kit_words(first.strings, context.project.vocabulary)
    assets.extend(_codes(first, words))
    licences = _licences(context, first.copy.language)
    rows = _rows(context, first)
    return kit_of(first.campaign, first.copy, words, tuple(assets), licences, rows, partner=kit.key.partner)


def _rows(context: ProjectContext, job: ResolvedJob) -> tuple[Row, ...]:
    deck = context.project.deck(job.campaign.id)
    return tuple(all_rows(deck, job.copy)) if deck else ()


def _asset(job: ResolvedJob, file: OutputFile, path: Path, words: Wording) -> Asset:
    return Asset(
        kind="print" if file.codec.can("page") else "image",
        kit=job.key.kit,
        file=file,
        data=path,
        words=words,
        job=job.key,
        platform=job.placement.platform,
        picture=picture_id(job),
    )


def _codes(job: ResolvedJob, words: KitWords) -> Iterator[Asset]:
    """The QR symbol of a language on its own, as vector and as picture."""
    symbol = symbol_for(tracked_address(job.campaign, job.copy))
    side, svg = symbol.side * _QR_PX_PER_MODULE, symbol_svg(symbol).encode()
    pixels = engine_named(DEFAULT_ENGINE).rasterise(svg, PixelSize(side, side))
    link = job.copy.call_to_action.link
    said = Wording(
        caption="",
        caption_length=0,
        caption_limit=0,
        alt_text=words("alt_qr", address=symbol.address),
        official=link.official,
        sources=(link.source,),
        qr=symbol.address,
    )
    for codec, data in ((Codec.SVG, svg), (Codec.PNG, png(pixels))):
        file = OutputFile(codec=codec, digest=sha256_of(data), size=PixelSize(side, side))
        yield Asset(kind="qr", kit=job.key.kit, file=file, data=data, words=said)


def _licences(context: ProjectContext, language: Language) -> Mapping[str, bytes]:
    """The licences of the fonts that may set a language, and of the artwork."""
    folders, stacks = context.project.folders, context.fonts.stacks
    usual = (*stacks.language_stack(language), *stacks.stack("Latn"), *stacks.fallback)
    own = (name for name in stacks.families if name not in stacks.standard)
    families = dict.fromkeys((*usual, *own))
    files = (file for family in families for file in stacks.families[family].files)
    return licences_from((file.parent for file in files), folders.assets.folders)
