"""Where is the threshold of seeing?  Δ of known changes, and of each way to pack real and drawn pictures.

Run: ``python benchmarks/difference.py``. Three tables stand behind the numbers in
`render/encode/perceptual.py`:

1. changes whose visibility is known: the metric has to put them on the right side of 1;
2. qualities of JPEG and sizes of palettes on the benchmark drawings, beside the mean error in levels, which
   says little about what is seen: bands in a gradient have a small one, grain in a photograph a large one;
3. what it costs, and how far a sample strays from the whole picture.
"""

import numpy as np

from drawings import DRAWINGS, SIDE
from measure import cpu_milliseconds
from toolkit.render.encode.perceptual import difference, sample_of
from toolkit.render.encode.pillow import decoded, jpeg, reduced, webp
from toolkit.render.encode.png import png
from toolkit.render.engines.engine import engine_named
from toolkit.render.pixels import PixelArray, Pixels
from toolkit.units import PixelSize

_GREY = 128


def known_changes() -> dict[str, tuple[PixelArray, PixelArray, str]]:
    """Return pairs of pictures and whether people see the change, with the reason."""
    random = np.random.default_rng(1)
    ramp = np.repeat(np.linspace(40, 90, 512)[None, :, None], 512, axis=0) * np.array([0.4, 0.7, 1.6])
    fine = np.clip(ramp + random.uniform(-0.5, 0.5, ramp.shape), 0, 255).round().astype(np.uint8)
    grey = np.full((512, 512, 3), _GREY, dtype=np.uint8)
    black = np.zeros_like(grey)
    dots = (np.indices((512, 512)).sum(axis=0) % 2 * 4 - 2)[..., None]
    noise = random.normal(0, 1, grey.shape).round().astype(int)
    return {
        "one level everywhere": (grey, grey + np.uint8(1), "no: under every step"),
        "six levels everywhere": (grey, grey + np.uint8(6), "yes: side by side"),
        "a tint: 3 levels of blue": (grey, grey + np.array([0, 0, 3], dtype=np.uint8), "no"),
        "a tint: 12 levels of blue": (grey, grey + np.array([0, 0, 12], dtype=np.uint8), "yes"),
        "grain of one level": (grey, (grey + noise).astype(np.uint8), "no"),
        "black lifted by 3 levels": (black, black + np.uint8(3), "no: glare of the screen"),
        "black lifted by 12 levels": (black, black + np.uint8(12), "yes"),
        "dithering, ±2 levels": (grey, (grey + dots).astype(np.uint8), "no: cancels out"),
        "a gradient in steps of 12": (fine, (fine // 12 * 12 + 6).astype(np.uint8), "yes: bands"),
        "a gradient in steps of 2": (fine, (fine // 2 * 2).astype(np.uint8), "no"),
        "a grain flattened": ((grey + noise * 9).astype(np.uint8), grey, "yes: a lost texture"),
    }


def main() -> None:
    """Print the three tables."""
    print(f"{'known change':30}{'Δ':>6}  seen?")
    for name, (one, other, seen) in known_changes().items():
        print(f"{name:30}{difference(one, other).value:6.2f}  {seen}")
    for name, drawing in DRAWINGS.items():
        array = engine_named("librsvg").rasterise(drawing, PixelSize(SIDE, SIDE)).array[..., :3]
        print(f"\n{name:22}{'Δ':>6}{'sample':>8}{'levels':>8}{'kB':>7}")
        for way, data, back in packed(array):
            whole, part = difference(array, back), difference(sample_of(array), sample_of(back))
            error = np.abs(array.astype(int) - back).mean()
            print(f"{way:22}{whole.value:6.2f}{part.value:8.2f}{error:8.2f}{len(data) / 1000:7.0f}")
        back = decoded(jpeg(array, 84, None))
        part, part_back = sample_of(array), sample_of(back)
        times = cpu_milliseconds(
            {
                "sample": lambda part=part, back=part_back: difference(part, back),
                "whole": lambda array=array, back=back: difference(array, back),
            }
        )
        print(f"CPU ms: {times['sample']:.1f} for a sample, {times['whole']:.1f} for the whole")


def packed(array: PixelArray) -> list[tuple[str, bytes, PixelArray]]:
    """Return each way to pack a picture: its name, the bytes and the pixels that come back."""
    found = [(f"JPEG {quality}", jpeg(array, quality, None)) for quality in (95, 92, 88, 84, 80, 76, 70, 60)]
    found += [(f"WebP {quality}", webp(array, quality)) for quality in (92, 80)]
    result = [(name, data, decoded(data)) for name, data in found]
    for colours in (256, 64):
        back = reduced(array, colours)
        result.append((f"palette of {colours}", png(Pixels(back)), back))
    return result


if __name__ == "__main__":
    main()
