"""The choice of format and quality, and the limits of weight."""

import io

import numpy as np
import pytest
from PIL import Image

from toolkit.render import encode as encode_module
from toolkit.render.encode import Encoded, TooHeavyError, encode
from toolkit.render.pictures import decoded, picture_facts
from toolkit.render.pixels import Pixels, RenderError


@pytest.fixture(scope="module")
def photograph() -> Pixels:
    """Return a picture that PNG packs badly: soft forms with grain."""
    random = np.random.default_rng(3)
    small = Image.fromarray(random.integers(0, 256, (12, 16, 3), dtype=np.uint8))
    soft = np.asarray(small.resize((320, 240), Image.Resampling.BICUBIC), dtype=int)
    return Pixels(np.clip(soft + random.normal(0, 6, soft.shape), 0, 255).astype(np.uint8))


def test_png_comes_first_where_it_is_accepted(photograph: Pixels) -> None:
    """Without a limit the lossless format is taken, whatever order the platform lists."""
    made = encode(photograph, formats=("jpg", "png", "gif"))
    assert (made.extension, made.quality, made.note) == ("png", None, "")
    assert (decoded(made.data) == photograph.array).all()


def test_photographs_prefer_jpeg(photograph: Pixels) -> None:
    """A photographic picture is JPEG at quality 92 with full colour resolution, progressive."""
    made = encode(photograph, formats=("jpg", "png"), photographic=True, dpi=300)
    assert (made.extension, made.quality, made.note) == ("jpg", 92, "")
    with Image.open(io.BytesIO(made.data)) as image:
        assert image.info["progressive"] == 1
        assert image.info["dpi"] == (300, 300)
        assert [layer[1:3] for layer in image.layer] == [(1, 1)] * 3  # type: ignore[attr-defined]  # not in its stubs


def test_a_heavy_png_becomes_jpeg_and_says_so(photograph: Pixels) -> None:
    """The note holds the weight that was too much and the limit."""
    whole = encode(photograph, formats=("png",))
    limit = len(whole.data) - 1
    made = encode(photograph, formats=("png", "jpg"), max_bytes=limit)
    assert (made.extension, made.quality) == ("jpg", 92)
    assert made.note == (
        f"JPEG at quality 92, as PNG weighs {len(whole.data):,} bytes and the limit is {limit:,}"
    )


def test_quality_steps_down_to_fit(photograph: Pixels) -> None:
    """The best quality under the limit is taken, not the lowest."""
    weights = {quality: len(_jpeg(photograph, quality)) for quality in (92, 90, 88, 86, 84, 75)}
    made = encode(photograph, formats=("jpeg",), max_bytes=weights[84])
    assert (made.extension, made.quality) == ("jpg", 84)
    assert len(made.data) <= weights[84] < weights[86]


def test_quality_has_a_floor(photograph: Pixels) -> None:
    """Below quality 75 nothing is made; the error says what it would have weighed."""
    lowest = len(_jpeg(photograph, 75))
    assert encode(photograph, formats=("jpg",), max_bytes=lowest).quality == 75
    with pytest.raises(TooHeavyError) as caught:
        encode(photograph, formats=("png", "jpg"), max_bytes=lowest - 1)
    message = str(caught.value)
    assert f"320×240 px does not fit in {lowest - 1:,} bytes: PNG weighs " in message
    assert message.endswith(f"JPEG at quality 75 weighs {lowest:,} bytes")


def test_webp_is_the_last_resort(photograph: Pixels) -> None:
    """WebP is used only where it is accepted and nothing else fits."""
    limit = len(_jpeg(photograph, 75)) - 1
    formats = ("jpg", "png", "webp")
    assert encode(photograph, formats=formats, max_bytes=10_000_000).extension == "png"
    made = encode(photograph, formats=formats, max_bytes=limit)
    assert made.extension == "webp"
    assert picture_facts(made.data).format == "webp"


def test_photographs_fall_back_to_png_only_when_it_is_lighter() -> None:
    """Flat art marked as photographic still finds the lossless file when JPEG is too heavy."""
    random = np.random.default_rng(1)
    stripes = np.repeat(random.integers(0, 2, (1, 400, 1), dtype=np.uint8) * 255, 300, axis=0).repeat(
        3, axis=2
    )
    made = encode(Pixels(stripes), formats=("jpg", "png"), max_bytes=2_000, photographic=True)
    assert made.extension == "png"
    assert "as JPEG at quality 92 weighs" in made.note


def test_see_through_pictures_are_never_jpeg() -> None:
    """JPEG has no transparency: it is passed over, and alone it is an error."""
    pixels = Pixels(np.full((9, 9, 4), 100, dtype=np.uint8))
    assert encode(pixels, formats=("jpg", "png"), photographic=True).extension == "png"
    with pytest.raises(RenderError, match=r"none of the accepted formats \(jpg\) .* see-through"):
        encode(pixels, formats=("jpg",))


def test_formats_that_cannot_be_made_are_an_error(photograph: Pixels) -> None:
    """A placement that takes only video gets no picture under another name."""
    with pytest.raises(RenderError, match=r"none of the accepted formats \(mp4, gif\)"):
        encode(photograph, formats=("mp4", "gif"))


@pytest.mark.parametrize("formats", [("png",), ("jpg",), ("webp",)])
def test_the_same_pixels_give_the_same_bytes(photograph: Pixels, formats: tuple[str, ...]) -> None:
    """Encoding twice changes nothing, in every format."""
    assert encode(photograph, formats=formats) == encode(photograph, formats=formats)


def test_the_size_survives_every_format(photograph: Pixels) -> None:
    """The file on disk is what it claims: format and pixels are read back."""
    for extension in encode_module.ENCODABLE:
        made: Encoded = encode(photograph, formats=(extension,))
        facts = picture_facts(made.data)
        assert (facts.format, facts.size) == (extension, photograph.size)


def _jpeg(pixels: Pixels, quality: int) -> bytes:
    """Return what the encoder itself would write at a quality."""
    return encode_module.pictures.jpeg(pixels.array, quality, None)
