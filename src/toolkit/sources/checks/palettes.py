"""Palettes: words keep their contrast on the grounds that designs set them on, in every palette."""

from collections.abc import Iterator, Mapping

from toolkit.errors import Problem
from toolkit.sources.workspace.brand import Brand, Pair, brand_place

_BLACK, _WHITE = (0.0, 0.0, 0.0), (255.0, 255.0, 255.0)
_KNEE, _OFFSET, _POWER, _SLOPE = 0.04045, 0.055, 2.4, 12.92  # IEC 61966-2-1
_SHARES = (0.2126, 0.7152, 0.0722)  # Rec. ITU-R BT.709, 3.2
_FLARE = 0.05  # WCAG 2.2, "contrast ratio"
_STEPS = 100

_Colour = tuple[float, float, float]


def palette_problems(brand: Brand) -> Iterator[Problem]:
    """Yield the words that cannot be read on a ground in some palette, with a colour that can."""
    for name, palette in brand.palettes.items():
        look = next((other for other in brand.palettes if name.startswith(f"{other}-")), "")
        look = name.removeprefix(f"{look}-") if look else ""
        for pair in brand.pairs:
            if pair.looks and look not in pair.looks:
                continue
            for words in pair.words:
                if words in palette.colours:
                    yield from _pair_problems(name, palette.colours, pair, words)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    lights = sorted((_luminance(_levels(one)), _luminance(_levels(other))))
    return (lights[1] + _FLARE) / (lights[0] + _FLARE)


def _pair_problems(palette: str, colours: Mapping[str, str], pair: Pair, words: str) -> Iterator[Problem]:
    grounds = {ground: colours[ground] for ground in pair.on if ground in colours}
    low = {
        name: ratio for name, at in grounds.items() if (ratio := contrast(colours[words], at)) < pair.contrast
    }
    if not low:
        return
    worst = min(low, key=lambda name: low[name])
    better = _better(colours[words], tuple(grounds.values()), pair.contrast)
    remedy = f'write {words} = "{better}"' if better else f"make {' and '.join(grounds)} more alike"
    yield Problem(
        trail=(brand_place(f"palettes.{palette}.colours.{words}"),),
        message=f"'{words}' ({colours[words]}) on '{worst}' ({colours[worst]}) has a contrast of "
        f"{low[worst]:.2f}:1; these words need {pair.contrast:g}:1",
        hint=f"{remedy}, or choose another colour for one of the two",
    )


def _better(colour: str, grounds: tuple[str, ...], needed: float) -> str:
    """Return the nearest colour towards black or white that can be read on all grounds, if there is one."""
    start = _levels(colour)
    for step in range(1, _STEPS + 1):
        for end in (_BLACK, _WHITE):
            share = step / _STEPS
            mixed = "#" + "".join(
                f"{round(a + (b - a) * share):02x}" for a, b in zip(start, end, strict=True)
            )
            if all(contrast(mixed, ground) >= needed for ground in grounds):
                return mixed
    return ""


def _levels(colour: str) -> _Colour:
    red, green, blue = (float(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return red, green, blue


def _luminance(colour: _Colour) -> float:
    shares = (level / 255 for level in colour)
    light = (x / _SLOPE if x <= _KNEE else ((x + _OFFSET) / (1 + _OFFSET)) ** _POWER for x in shares)
    return sum(share * value for share, value in zip(_SHARES, light, strict=True))
