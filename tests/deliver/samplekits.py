"""Small kits for tests: real copy of a shipped campaign, and pictures of a few hundred bytes."""

from dataclasses import replace

import numpy as np
import qrcode

from toolkit.deliver.kit.asset import Asset, Kit, kit_of
from toolkit.deliver.texts.caption_texts import wordings_of
from toolkit.deliver.texts.captions import PostCaption, caption_of
from toolkit.deliver.texts.kit_strings import KitWords, kit_words
from toolkit.deliver.texts.post_words import Wording
from toolkit.file_formats import Codec
from toolkit.output_file import OutputFile
from toolkit.render.animation.encode import animation
from toolkit.render.animation.frames import Frames
from toolkit.render.encode.pillow import decoded
from toolkit.render.encode.png import png
from toolkit.render.pixels import Pixels
from toolkit.sources.campaigns.campaign import Campaign
from toolkit.sources.campaigns.copydeck import Copy
from toolkit.sources.job_key import JobKey, KitKey
from toolkit.sources.project import Project
from toolkit.sources.rows import Row, all_rows
from toolkit.sources.workspace.placement import Placement
from toolkit.units import PixelSize

CAMPAIGN = "wtisd-2021"
ADDRESS = "https://www.itu.int/wtisd/?utm_source=kit"
SIDE = 240
OFL = {"test-OFL.txt": b"SIL Open Font License\n"}


def campaign_of(project: Project) -> Campaign:
    """Return the campaign that the sample kits are made of."""
    deck = project.deck(CAMPAIGN)
    assert deck is not None
    return deck.campaign


def copy_of(project: Project, tag: str) -> Copy:
    """Return its copy in one language."""
    copy = project.copy_in(CAMPAIGN, tag)
    assert copy is not None
    return copy


def words_of(project: Project, tag: str) -> KitWords:
    """Return the toolkit's own words in one language."""
    strings = project.strings_in(tag)
    assert strings is not None
    return kit_words(strings, project.vocabulary)


def placement_of(project: Project, name: str) -> Placement:
    """Return a placement by its id."""
    placement = project.placement(name)
    assert placement is not None
    return placement


def picture(address: str = "", side: int = SIDE) -> bytes:
    """Return a square PNG, white or with a QR symbol of 4 px modules in its corner."""
    array = np.full((side, side, 3), 255, np.uint8)
    if address:
        symbol = np.kron(np.where(modules(address), 0, 255).astype(np.uint8), np.ones((4, 4), np.uint8))
        array[: len(symbol), : len(symbol)] = symbol[..., None]
    return png(Pixels(array))


def loop(address: str = "", form: str = "gif", frames: int = 3) -> bytes:
    """Return a square that moves: the picture, held, and then some greys."""
    first = decoded(picture(address))
    greys = [np.full_like(first, 200 - 20 * step) for step in range(frames - 1)]
    reel = Frames.of(tuple(map(Pixels, (first, *greys))), (4_000, *([400] * (frames - 1))))
    return animation(reel, formats=(form,)).data


def video(width: int = SIDE, height: int = SIDE) -> bytes:
    """Return the boxes of an MP4 that tell its size, and nothing to show."""

    def box(name: bytes, content: bytes) -> bytes:
        return (8 + len(content)).to_bytes(4) + name + content

    header = box(b"tkhd", bytes(76) + (width << 16).to_bytes(4) + (height << 16).to_bytes(4))
    return box(b"ftyp", b"isom" + bytes(4)) + box(b"moov", box(b"mvhd", bytes(100)) + box(b"trak", header))


def modules(address: str) -> np.ndarray:
    """Return the dark modules of a QR symbol with its quiet zone."""
    code = qrcode.QRCode(border=4)
    code.add_data(address)
    code.make()
    return np.array(code.get_matrix())


def symbol_svg(address: str) -> bytes:
    """Return a QR symbol as one path on white."""
    dark = modules(address)
    side = len(dark)
    path = "".join(f"M{x} {y}h1v1h-1z" for y, x in np.argwhere(dark))
    box = f'width="{SIDE}" height="{SIDE}" viewBox="0 0 {side} {side}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {box}>'
        f'<rect width="{side}" height="{side}" fill="#ffffff"/><path d="{path}" fill="#000000"/></svg>'
    ).encode()


def asset(tag: str = "en", **changes: object) -> Asset:
    """Return a picture of the theme for X, with the given fields changed."""
    words = Wording(
        caption="Digital <transformation> & you\n\n#WTISD",
        caption_length=37,
        caption_limit=280,
        alt_text="Theme card.",
        official=True,
        sources=("the organizer's page",),
        qr="",
    )
    words = replace(words, **{name: changes.pop(name) for name in tuple(changes) if hasattr(words, name)})
    kit = KitKey(campaign=CAMPAIGN, language=tag)
    job = JobKey(campaign=CAMPAIGN, language=tag, design="theme", placement="x-post-square")
    names = {name: changes.pop(name) for name in tuple(changes) if hasattr(job, name) and name != "kit"}
    codec = Codec(changes.pop("extension", "png"))
    if changes.pop("moving", False):
        names["motion"] = codec.value
    file = OutputFile(codec=codec, digest="", size=PixelSize(SIDE, SIDE))
    plain = Asset(
        kind="image",
        kit=kit,
        file=file,
        data=picture(),
        words=words,
        job=replace(job, **names) if names.get("design") != "qr" else None,
        platform="x",
        picture="1",
    )
    return replace(plain, **changes)


def sample_assets(tag: str = "en") -> tuple[Asset, ...]:
    """Return one asset of every kind: two pictures, one with a QR code, a page to print, a QR symbol."""
    asks = {"design": "call-to-action", "row": "member-states", "placement": "facebook-story"}
    return (
        asset(tag),
        asset(
            tag, **asks, platform="facebook", data=picture(ADDRESS), caption="", qr=ADDRESS, official=False
        ),
        asset(
            tag, kind="print", extension="pdf", data=b"%PDF-1.7\n", placement="poster-a4", platform="print"
        ),
        asset(tag, kind="qr", design="qr", platform="", data=picture(ADDRESS), qr=ADDRESS),
    )


def sample_kit(project: Project, tag: str = "en", assets: tuple[Asset, ...] | None = None) -> Kit:
    """Return a kit of the sample campaign with the sample assets."""
    chosen = sample_assets(tag) if assets is None else assets
    deck, copy = project.deck(CAMPAIGN), copy_of(project, tag)
    assert deck is not None
    rows = all_rows(deck, copy)
    return kit_of(campaign_of(project), copy, words_of(project, tag), chosen, OFL, rows)


def caption_for(
    campaign: Campaign, copy: Copy, row: Row | None, placement: Placement, words: KitWords
) -> PostCaption | None:
    """Return the caption of a picture, or none where the placement takes none; `row` is what it shows."""
    if placement.caption is None:
        return None
    return caption_of(wordings_of(campaign, copy, row, words), copy, row, placement, words)
