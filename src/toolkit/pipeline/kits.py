"""Putting kits together: the files of a campaign and language, with caption, alt text and standing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.compose.layout import Layout
from toolkit.compose.qr import symbol_for, symbol_svg
from toolkit.compose.values import Values
from toolkit.deliver.alttext import AltText, alt_text_for
from toolkit.deliver.asset import Asset, Extension, Kit, kit_of
from toolkit.deliver.captions import Caption, caption_of, caption_rules
from toolkit.deliver.licences import licences_from
from toolkit.deliver.wordings import Wordings, wordings_of
from toolkit.deliver.words import KitWords, kit_words
from toolkit.errors import Problem
from toolkit.languages import Language
from toolkit.pipeline.laidout import LaidOut
from toolkit.pipeline.painted import Painted
from toolkit.pipeline.plan import Job
from toolkit.pipeline.workshop import Subject, Workshop
from toolkit.render.png import png
from toolkit.render.raster import DEFAULT_ENGINE, engine_named
from toolkit.sources.links import tracked_address
from toolkit.sources.placement import Placement
from toolkit.sources.rows import all_rows
from toolkit.units import PixelSize

_QR_PX_PER_MODULE = 24
_Key = tuple[object, ...]


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


def wordings(workshop: Workshop, laid_out: Iterable[LaidOut]) -> dict[Job, Wording]:
    """Return caption, alt text and standing for every job."""
    writer = _Writer(workshop)
    return {job: writer.wording(job, picture.layout) for picture in laid_out for job in picture.picture.jobs}


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes captions and alt texts, once for all placements that have the same rules."""

    workshop: Workshop
    _words: dict[str, KitWords] = field(default_factory=dict)
    _wordings: dict[_Key, Wordings] = field(default_factory=dict)
    _captions: dict[_Key, Caption | None] = field(default_factory=dict)
    _alts: dict[_Key, AltText] = field(default_factory=dict)
    _standings: dict[_Key, tuple[bool, str]] = field(default_factory=dict)

    def wording(self, job: Job, layout: Layout) -> Wording:
        """Return the texts for one job."""
        subject = self.workshop.subject(job)
        if job.language not in self._words:
            self._words[job.language] = kit_words(subject.strings)
        words = self._words[job.language]
        row = (job.campaign, job.language, subject.design.spec.rows, job.row)
        caption = self._caption(row, subject, words)
        address = layout.qr[0].address if layout.qr else ""
        alt = self._alt(job, layout, address, subject.placement, words)
        official, source = self._standing(row, subject, layout)
        return Wording(
            caption=caption.text if caption else "",
            caption_length=caption.length if caption else 0,
            caption_limit=caption.limit if caption else 0,
            alt_text=alt.text,
            official=official,
            source=source,
            qr=address,
            problems=(*(caption.problems if caption else ()), *alt.problems),
        )

    def _caption(self, row: _Key, subject: Subject, words: KitWords) -> Caption | None:
        key = (*row, *caption_rules(subject.placement))
        if key not in self._captions:
            found = self._new_caption(row, subject, words)
            if found is not None and found.problems:
                return found  # they name the placement
            self._captions[key] = found
        return self._captions[key]

    def _new_caption(self, row: _Key, subject: Subject, words: KitWords) -> Caption | None:
        if subject.placement.caption_limit is None:
            return None
        if row not in self._wordings:
            self._wordings[row] = wordings_of(subject.campaign, subject.copy, subject.row, words)
        return caption_of(self._wordings[row], subject.copy, subject.row, subject.placement, words)

    def _alt(self, job: Job, layout: Layout, address: str, placement: Placement, words: KitWords) -> AltText:
        slots = tuple((text.slot, text.text) for text in layout.texts)
        key = (job.language, job.design, slots, address, placement.alt_text_limit)
        if key not in self._alts:
            found = alt_text_for(job.design, slots, address, placement, words)
            if found.problems:
                return found  # they name the placement
            self._alts[key] = found
        return self._alts[key]

    def _standing(self, row: _Key, subject: Subject, layout: Layout) -> tuple[bool, str]:
        key = (*row, layout.shown)
        if key not in self._standings:
            self._standings[key] = _standing(self.workshop.values(subject), layout)
        return self._standings[key]


def _standing(values: Values, layout: Layout) -> tuple[bool, str]:
    """Whether everything shown is official, and where it was read, each source once."""
    shown = [values[name] for name in layout.shown]
    sources = dict.fromkeys(source.source for value in shown for source in value.sources)
    return all(value.is_official for value in shown), "; ".join(sources)


def kits_of(workshop: Workshop, painted: Sequence[Painted], texts: Mapping[Job, Wording]) -> Iterator[Kit]:
    """Yield the kit of every campaign and language among the painted files, in order."""
    groups: dict[tuple[str, str], list[Painted]] = {}
    for file in painted:
        groups.setdefault((file.job.campaign, file.job.language), []).append(file)
    for _, files in sorted(groups.items()):
        subject = workshop.subject(files[0].job)
        assets = [_asset(workshop.subject(file.job), file, texts[file.job]) for file in files]
        assets.extend(_codes(subject))
        words, licences = kit_words(subject.strings), _licences(workshop, subject.copy.language)
        deck = workshop.project.deck(subject.campaign.id)
        rows = all_rows(deck, subject.copy) if deck else ()
        yield kit_of(subject.campaign, subject.copy, words, tuple(assets), licences, rows)


def _asset(subject: Subject, file: Painted, text: Wording) -> Asset:
    return Asset(
        kind="print" if file.extension == "pdf" else "image",
        campaign=file.job.campaign,
        language=subject.copy.language,
        extension=file.extension,
        data=file.path,
        width=file.size.width,
        height=file.size.height,
        official=text.official,
        source=text.source,
        design=file.job.design,
        row=file.job.row,
        variant=file.job.variant,
        moving=bool(file.job.motion),
        packing=file.choice,
        placement=file.job.placement,
        platform=subject.placement.platform,
        alt_text=text.alt_text,
        caption=text.caption,
        caption_length=text.caption_length,
        caption_limit=text.caption_limit,
        qr=text.qr,
    )


def _codes(subject: Subject) -> Iterator[Asset]:
    """The QR symbol of a language on its own, as vector and as picture."""
    symbol = symbol_for(tracked_address(subject.campaign, subject.copy))
    side, svg = symbol.side * _QR_PX_PER_MODULE, symbol_svg(symbol).encode()
    pixels = engine_named(DEFAULT_ENGINE).rasterise(svg, PixelSize(side, side))
    files: dict[Extension, bytes] = {"svg": svg, "png": png(pixels)}
    link = subject.copy.call_to_action.link
    for extension, data in files.items():
        yield Asset(
            kind="qr",
            campaign=subject.campaign.id,
            language=subject.copy.language,
            extension=extension,
            data=data,
            width=side,
            height=side,
            official=link.official,
            source=link.source,
            alt_text=kit_words(subject.strings)("alt_qr", address=symbol.address),
            qr=symbol.address,
        )


def _licences(workshop: Workshop, language: Language) -> Mapping[str, bytes]:
    """The licences of the fonts that may set a language, and of the artwork."""
    folders, stacks = workshop.project.folders, workshop.fonts.stacks
    families = dict.fromkeys((*stacks.language_stack(language), *stacks.stack("Latn"), *stacks.fallback))
    files = (stacks.families[family].regular for family in families)
    return licences_from((file.parent for file in files), folders.assets)
