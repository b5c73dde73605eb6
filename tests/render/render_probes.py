"""Small drawings, one per feature, each beside a plain one that looks the same when the feature works."""

import base64
import io

from PIL import Image

from toolkit.render.svg.features import Feature

SIDE = 40


def svg(body: str, side: int = SIDE) -> str:
    """Return a square document around a few elements."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{side}" height="{side}" viewBox="0 0 {side} {side}">{body}</svg>'
    )


def picture(form: str, colour: str = "#ff0000") -> str:
    """Return a data address of a picture of one colour, as large as the drawing."""
    output = io.BytesIO()
    Image.new("RGB", (SIDE, SIDE), colour).save(
        output, form, **({"lossless": True} if form == "WEBP" else {})
    )
    return f"data:image/{form.lower()};base64,{base64.b64encode(output.getvalue()).decode()}"


_GREEN = '<rect width="40" height="40" fill="#00ff00"/>'
_LEFT = '<rect width="20" height="40" fill="#ff0000"/>'
_ALL = '<rect width="40" height="40" fill="#ff0000"/>'
_HALF = '<rect width="40" height="40" fill="#ff8080"/>'
_MIDDLE = '<rect x="10" y="10" width="20" height="20" fill="#ff0000"/>'

_SVG_PICTURE = "data:image/svg+xml;base64," + base64.b64encode(svg(_ALL).encode()).decode()

# feature: (drawing that uses it, the same picture without it)
PROBES: dict[Feature, tuple[str, str]] = {
    Feature.ALPHA_HEX: ('<rect width="40" height="40" fill="#ff00007f"/>', _HALF),
    Feature.ALPHA_MASK: (
        (
            '<mask id="m" style="mask-type:alpha"><rect width="20" height="40" fill="#000"/></mask>'
            '<rect width="40" height="40" fill="#ff0000" mask="url(#m)"/>'
        ),
        _LEFT,
    ),
    Feature.BLEND_MODE: (
        (
            '<rect width="40" height="40" fill="#ffff00"/>'
            '<rect width="40" height="40" fill="#ff00ff" style="mix-blend-mode:multiply"/>'
        ),
        _ALL,
    ),
    Feature.CLIP_OVERLAP: (
        (
            '<clipPath id="c"><path d="M0 0H15V40H0Z"/><path d="M5 0V40H20V0Z"/></clipPath>'
            '<rect width="40" height="40" fill="#ff0000" clip-path="url(#c)"/>'
        ),
        _LEFT,
    ),
    Feature.CLIP_SHAPE: (
        '<rect width="40" height="40" fill="#ff0000" style="clip-path:inset(10px)"/>',
        _MIDDLE,
    ),
    Feature.CSS_RULES: (
        (
            "<style>.a{fill:#ff0000} g > .b{fill:#00ff00}</style>"
            '<rect class="a" width="20" height="40"/><g><rect class="b" x="20" width="20" height="40"/></g>'
        ),
        _GREEN + _LEFT,
    ),
    Feature.CSS_TRANSFORM: (
        '<rect width="20" height="20" fill="#ff0000" style="transform:translate(10px,10px)"/>',
        _MIDDLE,
    ),
    Feature.EVEN_ODD_CLIP: (
        (
            '<clipPath id="c"><path clip-rule="evenodd" d="M0 0H40V40H0ZM10 10H30V30H10Z"/></clipPath>'
            '<rect width="40" height="40" fill="#ff0000" clip-path="url(#c)"/>'
        ),
        '<path fill="#ff0000" d="M0 0H40V10H0ZM0 30H40V40H0ZM0 10H10V30H0ZM30 10H40V30H30Z"/>',
    ),
    Feature.FILTER: (
        (
            '<filter id="f" x="0" y="0" width="1" height="1" color-interpolation-filters="sRGB">'
            '<feColorMatrix values="0 0 0 0 0  1 0 0 0 0  0 0 0 0 0  0 0 0 1 0"/></filter>'
            '<rect width="40" height="40" fill="#ff0000" filter="url(#f)"/>'
        ),
        _GREEN,
    ),
    Feature.GIF_PICTURE: (f'<image width="40" height="40" href="{picture("GIF")}"/>', _ALL),
    Feature.HSL: ('<rect width="40" height="40" fill="hsl(120, 100%, 50%)"/>', _GREEN),
    Feature.ISOLATION: (
        (
            '<rect width="40" height="40" fill="#00ff00"/><g style="isolation:isolate">'
            '<rect width="40" height="40" fill="#ff0000" style="mix-blend-mode:multiply"/></g>'
        ),
        _ALL,
    ),
    Feature.LUMINANCE_MASK: (
        (
            '<mask id="m"><rect width="40" height="40"/><rect width="20" height="40" fill="#fff"/></mask>'
            '<rect width="40" height="40" fill="#ff0000" mask="url(#m)"/>'
        ),
        _LEFT,
    ),
    Feature.MARKER: (
        (
            '<marker id="k" markerWidth="20" markerHeight="20" refX="10" refY="10" '
            'markerUnits="userSpaceOnUse">'
            '<rect width="20" height="20" fill="#ff0000"/></marker>'
            '<path d="M20 20H39" fill="none" marker-start="url(#k)"/>'
        ),
        _MIDDLE,
    ),
    Feature.NESTED_CLIP: (
        (
            '<clipPath id="a"><rect x="10" width="20" height="40"/></clipPath>'
            '<clipPath id="b" clip-path="url(#a)"><rect y="10" width="40" height="20"/></clipPath>'
            '<rect width="40" height="40" fill="#ff0000" clip-path="url(#b)"/>'
        ),
        _MIDDLE,
    ),
    Feature.PAINT_ORDER: (
        (
            '<rect x="10" y="10" width="20" height="20" fill="#ff0000" stroke="#00ff00" stroke-width="20" '
            'paint-order="stroke"/>'
        ),
        _GREEN + _MIDDLE,
    ),
    Feature.PATTERN: (
        (
            '<pattern id="p" width="40" height="40" patternUnits="userSpaceOnUse">'
            '<rect width="20" height="40" fill="#ff0000"/></pattern>'
            '<rect width="40" height="40" fill="url(#p)"/>'
        ),
        _LEFT,
    ),
    Feature.PATTERN_PICTURE: (
        (
            '<pattern id="p" width="1" height="1" patternContentUnits="objectBoundingBox">'
            f'<use xlink:href="#i" transform="scale(0.025)"/></pattern>'
            f'<defs><image id="i" width="40" height="40" '
            f'xlink:href="{picture("PNG")}"/></defs>'
            '<rect width="40" height="40" fill="url(#p)"/>'
        ),
        _ALL,
    ),
    Feature.PERCENT_OPACITY: ('<rect width="40" height="40" fill="#ff0000" opacity="50%"/>', _HALF),
    Feature.RADIAL_START: (
        (
            '<radialGradient id="g" gradientUnits="userSpaceOnUse" cx="20" cy="20" r="80" fr="60">'
            '<stop offset="0" stop-color="#ff0000"/><stop offset="1" stop-color="#0000ff"/></radialGradient>'
            '<rect width="40" height="40" fill="url(#g)"/>'
        ),
        _ALL,
    ),
    Feature.SHAPE_OPACITY: (
        (
            '<path d="M20 0V40" fill="none" stroke="#000"/>'
            '<rect x="10" y="10" width="20" height="20" fill="#ff0000" stroke="#ff0000" stroke-width="10" '
            'opacity="0.5"/>'
        ),
        (
            '<path d="M20 0V40" fill="none" stroke="#000"/>'
            '<path d="M5 5H35V35H5Z" fill="#ff0000" fill-opacity="0.5"/>'
        ),
    ),
    Feature.SPACED_RGB: ('<rect width="40" height="40" fill="rgb(255 0 0 / 0.5)"/>', _HALF),
    Feature.SVG_PICTURE: (f'<image width="40" height="40" href="{_SVG_PICTURE}"/>', _ALL),
    Feature.SWITCH: (
        f'<switch><g requiredExtensions="http://example.org/none">{_GREEN}</g><g>{_ALL}</g></switch>',
        _ALL,
    ),
    Feature.VAR: (
        '<g style="--brand:#ff0000"><rect width="40" height="40" style="fill:var(--brand)"/></g>',
        _ALL,
    ),
    Feature.VECTOR_EFFECT: (
        (
            '<g transform="scale(20)"><path d="M0.5 0V2" stroke="#ff0000" stroke-width="20" '
            'vector-effect="non-scaling-stroke"/></g>'
        ),
        _LEFT,
    ),
    Feature.WEBP_PICTURE: (f'<image width="40" height="40" href="{picture("WEBP")}"/>', _ALL),
}


class MemoryStore:
    """A store of layers in this process."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def fetch(self, name: str) -> bytes | None:
        """Return what was kept."""
        return self.kept.get(name)

    def keep(self, name: str, data: bytes) -> None:
        """Keep a layer."""
        self.kept[name] = data
