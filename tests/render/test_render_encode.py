"""The choice of format and quality, and the limits of weight."""

import io

import numpy as np
import pytest
from PIL import Image
from render_probes import svg

from toolkit.file_formats import Codec, codecs_for
from toolkit.output_file import Encoded, Packing
from toolkit.render.encode.choose import Encoder, TooHeavyError, encode
from toolkit.render.encode.perceptual import difference
from toolkit.render.encode.pillow import decoded, jpeg, picture_facts
from toolkit.render.encode.png import png
from toolkit.render.engines.engine import engine_named
from toolkit.render.pixels import Pixels, RenderError
from toolkit.units import PixelSize


@pytest.fixture(scope="module")
def photograph() -> Pixels:
    """Return a picture that PNG packs badly: soft forms with grain."""
    random = np.random.default_rng(3)
    small = Image.fromarray(random.integers(0, 256, (12, 16, 3), dtype=np.uint8))
    soft = np.asarray(small.resize((320, 240), Image.Resampling.BICUBIC), dtype=int)
    return Pixels(np.clip(soft + random.normal(0, 6, soft.shape), 0, 255).astype(np.uint8))


@pytest.fixture(scope="module")
def flat() -> Pixels:
    """Return a picture of few colours with smooth edges, as a card of plain shapes has."""
    return engine_named("librsvg").rasterise(
        svg(
            '<rect width="400" height="400" fill="#0b1f4b"/><circle cx="300" cy="90" r="160" fill="#12a1d8"/>'
            '<path d="M0 330L400 280V400H0z" fill="#ffb600"/>'
            + "".join(
                f'<circle cx="{20 + n * 25}" cy="240" r="{4 + n % 7}" fill="#fff"/>' for n in range(15)
            ),
            400,
        ),
        PixelSize(400, 400),
    )


def test_photographs_become_jpeg_as_light_as_nobody_sees(photograph: Pixels) -> None:
    """The lowest quality with an invisible difference is taken, in full colour resolution."""
    made = encode(photograph, formats=("jpg", "png"), dpi=300)
    assert made.file.codec == "jpg"
    quality = packing_of(made).quality
    assert quality is not None
    assert difference(photograph.array, decoded(made.data)).value <= 0.8
    worse = decoded(_jpeg(photograph, quality - 4))
    assert quality == 76 or difference(photograph.array, worse).value > 0.8
    assert made.file.note == ""
    with Image.open(io.BytesIO(made.data)) as image:
        assert image.info["dpi"] == (300, 300)
        assert [layer[1:3] for layer in image.layer] == [(1, 1)] * 3  # type: ignore[attr-defined]  # not in its stubs


def test_flat_drawings_stay_png(flat: Pixels) -> None:
    """Plain shapes are lighter as PNG than as any JPEG that looks like them."""
    made = encode(flat, formats=("jpg", "png"))
    assert made.file.codec == "png"
    assert difference(flat.array, decoded(made.data)).value <= 0.8
    assert len(made.data) < len(_jpeg(flat, 76))


def test_a_palette_keeps_flat_grounds_as_they_are(flat: Pixels) -> None:
    """Large areas have the very colours of the drawing, even when a limit leaves few."""
    made = encode(flat, formats=("png",), max_bytes=len(png(flat)) - 1)
    assert packing_of(made).colours is not None
    back = decoded(made.data)
    assert [back[y, x].tolist() for y, x in ((200, 20), (90, 300), (390, 200))] == [
        [11, 31, 75],
        [18, 161, 216],
        [255, 182, 0],
    ]


def test_where_only_png_is_accepted_soft_pictures_stay_exact(photograph: Pixels) -> None:
    """A palette would show bands in soft light: without a limit there is no reason for it."""
    made = encode(photograph, formats=("png",))
    assert (str(packing_of(made)), packing_of(made).difference) == ("png exact", 0.0)
    assert (decoded(made.data) == photograph.array).all()


def test_the_choice_can_be_read(photograph: Pixels, flat: Pixels) -> None:
    """For the manifest, the way is said with its measured difference."""
    made = packing_of(encode(photograph, formats=("jpg",)))
    assert str(made) == f"jpg q{made.quality} Δ{made.difference:.1f}"
    many = len(png(flat)) - 1
    pressed = packing_of(encode(flat, formats=("png",), max_bytes=many))
    assert str(pressed) == f"png {pressed.colours} colours Δ{pressed.difference:.1f}"


def test_under_a_limit_the_finest_file_that_fits_is_taken(photograph: Pixels) -> None:
    """Quality gives way only as far as it must, and the note holds the weights."""
    free = encode(photograph, formats=("jpg",))
    limit = len(_jpeg(photograph, 65, squeezed=True))
    made = encode(photograph, formats=("jpeg",), max_bytes=limit)
    assert (made.file.codec, packing_of(made).quality) == ("jpg", 65)
    assert apart(made) > apart(free)
    assert made.file.note == (
        f"JPEG at quality 65, as JPEG at quality {packing_of(free).quality} weighs {len(free.data):,} bytes "
        f"and the limit is {limit:,}"
    )


def test_under_a_limit_formats_compete_by_what_is_seen(photograph: Pixels) -> None:
    """Among the files that fit, the one that differs least wins, whatever its format."""
    limit = len(_jpeg(photograph, 60, squeezed=True)) + 50
    only = [apart(encode(photograph, formats=(name,), max_bytes=limit)) for name in ("jpg", "webp")]
    made = encode(photograph, formats=("jpg", "png", "webp"), max_bytes=limit)
    assert apart(made) == min(only)
    assert len(made.data) <= limit


def test_quality_has_a_floor(photograph: Pixels) -> None:
    """Below quality 60 nothing is made; the error says what each format would have weighed."""
    lowest = len(_jpeg(photograph, 60, squeezed=True))
    with pytest.raises(TooHeavyError) as caught:
        encode(photograph, formats=("png", "jpg"), max_bytes=lowest - 1_500)
    message = str(caught.value)
    assert f"320×240 px does not fit in {lowest - 1_500:,} bytes: JPEG at quality" in message
    assert message.endswith(f"JPEG at quality 60 weighs {lowest:,} bytes")


def test_small_limits_are_met(flat: Pixels, photograph: Pixels) -> None:
    """A signature of 600 × 150 px stays under 50 kB, a banner under 150 kB, invisibly."""
    for picture in (flat, photograph):
        for size, limit in (((600, 150), 50_000), ((728, 90), 50_000), ((300, 250), 150_000)):
            small = np.asarray(Image.fromarray(picture.array).resize(size))
            made = encode(Pixels(small), formats=("png", "jpg"), max_bytes=limit)
            assert len(made.data) <= limit
            assert made.file.note == ""


def test_see_through_pictures_are_never_jpeg() -> None:
    """JPEG has no transparency: it is passed over, and alone it is an error."""
    array = np.random.default_rng(2).integers(0, 255, (90, 90, 4), dtype=np.uint8)
    pixels = Pixels(array)
    exact = encode(pixels, formats=("jpg", "png"))
    assert str(exact.file.packing) == "png exact"
    with pytest.raises(RenderError, match=r"none of the accepted formats \(jpg\) .* see-through"):
        encode(pixels, formats=("jpg",))
    pressed = encode(pixels, formats=("webp", "png"), max_bytes=len(exact.data) - 1)
    assert pressed.file.codec == "webp"


def test_formats_that_cannot_be_made_are_an_error(photograph: Pixels) -> None:
    """A placement that takes only video gets no picture under another name."""
    with pytest.raises(RenderError, match=r"none of the accepted formats \(mp4, gif\)"):
        encode(photograph, formats=("mp4", "gif"))


@pytest.mark.parametrize("formats", [("png",), ("jpg",), ("webp",), ("avif",), ("png", "jpg")])
@pytest.mark.parametrize("limit", [None, 20_000])
def test_the_same_pixels_give_the_same_bytes(
    flat: Pixels, formats: tuple[str, ...], limit: int | None
) -> None:
    """Encoding twice changes nothing, in every format, with a palette or without."""
    assert encode(flat, formats=formats, max_bytes=limit) == encode(flat, formats=formats, max_bytes=limit)


def test_an_encoder_makes_what_encode_makes(photograph: Pixels, flat: Pixels) -> None:
    """What several files of a picture share is worked out once, whatever the order they are asked for in."""
    orders = [(("jpg", "png"), None), (("png",), None), (("jpg", "png"), 9_000_000), (("jpg",), 20_000)]
    for picture in (photograph, flat):
        encoder = Encoder(picture)
        for formats, limit in [*orders, *reversed(orders)]:
            made = encoder.encode(formats=formats, max_bytes=limit)
            assert made == encode(picture, formats=formats, max_bytes=limit)


def test_final_files_are_lighter_and_look_the_same(photograph: Pixels, flat: Pixels) -> None:
    """More time is taken, but no more difference than nobody sees; what is exact stays exact."""
    for picture, formats in ((photograph, ("jpg",)), (flat, ("png",)), (photograph, ("png",))):
        quick, final = encode(picture, formats=formats), encode(picture, formats=formats, final=True)
        assert len(final.data) < len(quick.data)
        assert difference(picture.array, decoded(final.data)).is_invisible
        assert packing_of(final).colours == packing_of(quick).colours
        if packing_of(quick).is_exact:
            assert (decoded(final.data) == picture.array).all()


def test_the_size_survives_every_format(photograph: Pixels) -> None:
    """The file on disk is what it claims: format and pixels are read back."""
    assert Codec.AVIF in codecs_for("still")
    for codec in codecs_for("still"):
        made = encode(photograph, formats=(codec,))
        facts = picture_facts(made.data)
        assert (facts.codec, facts.size) == (codec, photograph.size)
        assert (made.file.codec, made.file.size) == (codec, photograph.size)


def test_avif_is_searched_by_the_same_rule(photograph: Pixels) -> None:
    """Where a placement takes nothing else, the lightest quality with an invisible difference is found."""
    made = encode(photograph, formats=("avif",))
    assert (made.file.codec, apart(made) <= 0.8) == (Codec.AVIF, True)
    assert difference(photograph.array, decoded(made.data)).value == pytest.approx(apart(made), abs=0.15)
    assert str(made.file.packing).startswith("avif q")
    pressed = encode(photograph, formats=("avif",), max_bytes=len(made.data) - 1)
    assert len(pressed.data) < len(made.data)
    assert apart(pressed) > apart(made)
    assert pressed.file.note.startswith("AVIF at quality")


def test_a_fallback_never_takes_the_place_of_what_everybody_opens(photograph: Pixels, flat: Pixels) -> None:
    """AVIF may be lighter than JPEG and PNG; a placement that takes these gets one of them."""
    for picture in (photograph, flat):
        made = encode(picture, formats=("avif", "webp", "jpg", "png"))
        assert made == encode(picture, formats=("jpg", "png"))
    both = encode(photograph, formats=("webp", "avif"))
    assert both.file.codec.can("fallback")


def test_see_through_pictures_may_be_avif() -> None:
    """Alone, it keeps what is clear, at its finest."""
    array = np.full((80, 90, 4), 255, dtype=np.uint8)
    array[:40, :, 3] = 0
    made = encode(Pixels(array), formats=("avif",))
    back = decoded(made.data, alpha=True)
    assert (int(back[10, 10, 3]), int(back[70, 10, 3])) == (0, 255)
    assert apart(made) <= 0.8


def packing_of(made: Encoded) -> Packing:
    """Return how a file was packed."""
    assert made.file.packing is not None
    return made.file.packing


def apart(made: Encoded) -> float:
    """Return the difference that was measured."""
    found = packing_of(made).difference
    assert found is not None
    return found


def _jpeg(pixels: Pixels, quality: int, *, squeezed: bool = False) -> bytes:
    """Return what the encoder itself would write at a quality."""
    return jpeg(pixels.array, quality, None, squeezed=squeezed)
