"""Read the QR codes of all pictures as platforms and cameras show them, and print how many are read.

Usage: python benchmarks/qr_codes.py [--all] [--whole] [CAMPAIGN ...]
Every picture with a code is laid out, and of those that show the same symbol with the same size of modules,
at the same place within a pixel or two, one is painted; `--all` paints each. A row of the table is a way to
treat a picture, a column a decoder: ours (ZXing) and, where pyzbar and the ZBar library are installed, a
second one. The exit code is 1 if a code is not read as it is, as a JPEG of quality 60 or at half its size;
what a blur or a turn does is only told. Decoders see the code and a little around it, as a phone held to it
does; with `--whole` they see the whole picture.
"""

import argparse
import io
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from toolkit.compose.layout import LayoutResult, QrBox
from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.jobs import ResolvedJob
from toolkit.pipeline.plan import Selection, plan
from toolkit.render.checks.readability import decode_qr
from toolkit.render.engines.engine import DEFAULT_ENGINE, engine_named
from toolkit.render.pixels import Pixels
from toolkit.sources.project import load_project

Treatment = Callable[[Image.Image], Image.Image]
Decoder = Callable[[Image.Image], tuple[str, ...]]
AROUND = 16  # px that are left around a code


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A code in a picture: whose it is, and the part of the picture with it."""

    name: str
    code: QrBox
    part: Image.Image


def _packed(picture: Image.Image) -> Image.Image:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=60)
    return Image.open(io.BytesIO(out.getvalue())).convert("RGB")


def _halved(picture: Image.Image) -> Image.Image:
    return picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.BOX)


TREATMENTS: Mapping[str, Treatment] = {
    "as it is": lambda picture: picture,
    "JPEG of quality 60": _packed,
    "half its size": _halved,
    "half its size, bicubic": lambda picture: picture.resize(
        (picture.width // 2, picture.height // 2), Image.Resampling.BICUBIC
    ),
    "JPEG 60, then half": lambda picture: _halved(_packed(picture)),
    "turned by 10 degrees": lambda picture: picture.rotate(
        10, Image.Resampling.BILINEAR, expand=True, fillcolor="white"
    ),
    "blurred by 1.5 px": lambda picture: picture.filter(ImageFilter.GaussianBlur(1.5)),
}
NEEDED = ("as it is", "JPEG of quality 60", "half its size")


def decoders() -> dict[str, Decoder]:
    """Return the decoders that are installed here."""
    found: dict[str, Decoder] = {"ZXing": lambda picture: decode_qr(Pixels(np.array(picture)))}
    try:
        from pyzbar import pyzbar  # noqa: PLC0415  it needs a library of the system
    except ImportError:
        return found

    def zbar(picture: Image.Image) -> tuple[str, ...]:
        codes = pyzbar.decode(picture.convert("L"), symbols=[pyzbar.ZBarSymbol.QRCODE])
        return tuple(code.data.decode() for code in codes)

    return {**found, "ZBar": zbar}


def codes_shown(campaigns: tuple[str, ...], *, every: bool, whole: bool) -> Iterator[Shown]:
    """Yield the codes of the bundled campaigns' pictures, distinct ones only unless `every`."""
    context = ProjectContext.of(load_project(None))
    seen: set[tuple[object, ...]] = set()
    for job in plan(context.project, Selection(campaigns=campaigns)).stills:
        if job.placement.file.sheet is not None or not _may_have_code(job):
            continue
        composed = context.compose(job)
        for code in composed.layout.qr:
            scale = composed.layout.scale
            key = (code.address, code.modules, code.module_px, *_phase(code, scale))
            if every or key not in seen:
                seen.add(key)
                yield Shown(name=job.key.stem, code=code, part=_part(composed, code, whole=whole))


def _may_have_code(job: ResolvedJob) -> bool:
    return any(rules.kind == "qr" for rules in job.design.spec.slots.values())


def _phase(code: QrBox, scale: float) -> tuple[int, int]:
    side = (code.modules + 8) * code.module_px
    middle = (code.frame.x + code.frame.width / 2, code.frame.y + code.frame.height / 2)
    return (round(middle[0] * scale - side / 2) % 4, round(middle[1] * scale - side / 2) % 4)


def _part(composed: LayoutResult, code: QrBox, *, whole: bool) -> Image.Image:
    layout = composed.layout
    pixels = engine_named(DEFAULT_ENGINE).rasterise(composed.svg, layout.size)
    if whole:
        return Image.fromarray(np.array(pixels.array[..., :3]))
    box, scale = code.frame, layout.scale
    left, top = (max(0, int(edge * scale - AROUND) // 2 * 2) for edge in (box.x, box.y))
    right, bottom = (int(edge * scale + AROUND) // 2 * 2 for edge in (box.right, box.bottom))
    return Image.fromarray(np.array(pixels.array[top:bottom, left:right, :3]))


def main() -> None:
    """Read the codes and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("campaigns", nargs="*")
    parser.add_argument("--all", action="store_true", dest="every")
    parser.add_argument("--whole", action="store_true")
    asked = parser.parse_args()
    readers = decoders()
    read: Counter[tuple[str, str]] = Counter()
    sizes: Counter[float] = Counter()
    lost: list[str] = []
    for shown in codes_shown(tuple(asked.campaigns), every=asked.every, whole=asked.whole):
        sizes[shown.code.module_px] += 1
        for said, treatment in TREATMENTS.items():
            treated = treatment(shown.part)
            for name, decoder in readers.items():
                is_read = shown.code.address in decoder(treated)
                read[said, name] += is_read
                if not is_read and said in NEEDED:
                    lost.append(f"{name}, {said}: {shown.name}, {shown.code.module_px:g} px a module")
    total = sum(sizes.values())
    print(f"{total} codes; px a module: " + ", ".join(f"{px:g} px {sizes[px]}" for px in sorted(sizes)))
    print(f"{'':<26}" + "".join(f"{name:>12}" for name in readers))
    for said in TREATMENTS:
        print(f"{said:<26}" + "".join(f"{read[said, name]:>6} of {total}" for name in readers))
    print("\n".join(lost) or "All are read as they are, as a JPEG of quality 60 and at half their size.")
    sys.exit(bool(lost) or not total)


if __name__ == "__main__":
    main()
