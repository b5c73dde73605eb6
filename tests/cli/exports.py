"""Small exports in the idioms of design tools, each with what an import must make of it.

Inkscape's were compared with files that it saved; the others follow the documented habits of their tools.
"""
# ruff: noqa: E501  a drawing reads better when its lines are not cut

from typing import Final

_INKSCAPE: Final = (
    'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" '
    'xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" '
)
_SERIF: Final = 'xmlns:serif="http://www.serif.com/" '
_VISIO: Final = 'xmlns:v="http://schemas.microsoft.com/visio/2003/SVGExtensions/" '


def svg(body: str, head: str = 'viewBox="0 0 1080 1080"', spaces: str = "") -> str:
    """Return a whole export around some elements."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {spaces}{head}>'
        f'<rect width="5000" height="5000" fill="#160f56"/>{body}</svg>'
    )


def text(words: str, attributes: str = "", y: int = 300) -> str:
    """Return a plain text of 40 units."""
    return f'<text x="80" y="{y}" font-size="40" fill="#fff" {attributes}>{words}</text>'


# By name: the export, and its texts in their order with the slot of each (None: stays as drawn).
GOOD: Final[dict[str, tuple[str, list[str | None]]]] = {
    "inkscape-label": (svg(text("Line", 'inkscape:label="Theme" id="text13"'), spaces=_INKSCAPE), ["theme"]),
    "inkscape-plain-id": (svg(text("Line", 'id="theme"')), ["theme"]),
    "inkscape-layer": (
        svg(f'<g inkscape:groupmode="layer" inkscape:label="date">{text("x")}</g>', spaces=_INKSCAPE),
        ["date"],
    ),
    "inkscape-odd-label": (
        svg(text("Line", 'inkscape:label="Titel @ Ü &lt;1&gt;"') + text("{{ theme }}"), spaces=_INKSCAPE),
        [None, "theme"],
    ),
    "inkscape-flowed": (
        svg(
            '<defs><rect id="r" x="90" y="90" width="500" height="300"/></defs>'
            + text("Flow", 'id="theme" style="shape-inside:url(#r);text-align:center"')
        ),
        ["theme"],
    ),
    "inkscape-two-frames": (
        svg(
            '<defs><rect id="r" width="500" height="300"/><rect id="s" width="50" height="30"/></defs>'
            + text("Flow", 'id="theme" style="shape-inside:url(#r) url(#s)"')
        ),
        ["theme"],
    ),
    "inkscape-inline-size": (svg(text("Line", 'id="theme" style="inline-size:400"')), ["theme"]),
    "inkscape-inline-size-arabic": (
        svg(text("تسريع", 'id="theme" style="inline-size:400;direction:rtl;text-anchor:end"')),
        ["theme"],
    ),
    "inkscape-flow-root": (
        svg(
            '<flowRoot id="theme" style="font-size:40px"><flowRegion><rect width="500" height="300"/></flowRegion>'
            '<flowPara>Flow <flowSpan style="font-weight:bold">bold</flowSpan></flowPara></flowRoot>'
        ),
        ["theme"],
    ),
    "inkscape-clone": (
        svg(text("Line", 'id="theme"') + '<use xlink:href="#theme" y="300"/>'),
        ["theme", "theme"],
    ),
    "inkscape-mm": (
        svg(text("Line", 'id="theme"'), 'width="210mm" height="297mm" viewBox="0 0 210 297"'),
        ["theme"],
    ),
    "inkscape-lines": (
        svg(
            '<text id="theme" xml:space="preserve" style="font-size:40px"><tspan sodipodi:role="line" x="80" y="90">'
            'One</tspan><tspan sodipodi:role="line" x="80" y="140">Two</tspan></text>',
            spaces=_INKSCAPE,
        ),
        ["theme"],
    ),
    "inkscape-glyph-list": (
        svg('<text id="theme" font-size="40" x="80 100 121 140" y="90">Line</text>'),
        ["theme"],
    ),
    "inkscape-variable-font": (
        svg(
            text("Line", "id=\"theme\" style=\"font-family:'Noto Sans';font-variation-settings:'wght' 700\"")
        ),
        ["theme"],
    ),
    "inkscape-hidden-text": (svg(text("{{ theme }}") + text("Old", 'style="display:none"')), ["theme"]),
    "inkscape-guides-layer": (
        svg(
            text("{{ theme }}")
            + '<g id="safe"><rect x="50" y="50" width="980" height="980" fill="none"/></g>'
        ),
        ["theme"],
    ),
    "figma-lines": (
        svg(
            '<g clip-path="url(#clip0_1_2)"><text id="theme" fill="white" xml:space="preserve" '
            'style="white-space: pre" font-family="Noto Sans" font-size="40" letter-spacing="-0.04em">'
            '<tspan x="400" y="300">Twenty letters wide!&#10;</tspan><tspan x="500" y="350">Ten</tspan></text></g>'
            '<defs><clipPath id="clip0_1_2"><rect width="1080" height="1080" fill="white"/></clipPath></defs>',
            'width="1080" height="1080" viewBox="0 0 1080 1080" fill="none"',
        ),
        ["theme"],
    ),
    "figma-second-name": (svg(text("Line", 'id="theme_2"')), ["theme"]),
    "figma-words-as-id": (
        svg(text("{{ date }}", 'id="{{ date }}"') + text("{{ theme }}")),
        ["date", "theme"],
    ),
    "figma-broken-bytes": (
        svg(text("x", 'id="&#230;&#167;&#152;"') + text("{{ theme }}")),
        [None, "theme"],
    ),
    "figma-picture-fill": (
        svg(
            '<rect width="9" height="9" fill="url(#p)"/><defs><pattern id="p" patternContentUnits="objectBoundingBox"'
            ' width="1" height="1"><use xlink:href="#i" transform="scale(.1)"/></pattern></defs>'
            + text("{{ theme }}")
        ),
        ["theme"],
    ),
    "figma-alpha-mask": (
        svg(
            '<mask id="m" style="mask-type:alpha" maskUnits="userSpaceOnUse" x="0" y="0" width="99" height="99">'
            '<circle r="50"/></mask><g mask="url(#m)"><rect width="99" height="99"/></g>'
            + text("{{ theme }}")
        ),
        ["theme"],
    ),
    "figma-wide-gamut": (
        svg(text("{{ theme }}", 'style="fill:#F9F9F9;fill:color(display-p3 0.97 0.97 0.97);fill-opacity:1"')),
        ["theme"],
    ),
    "illustrator-escaped": (svg(text("Line", 'id="theme_x40_stretch"')), ["theme"]),
    "illustrator-copy": (
        svg(text("Line", 'id="theme_x5F_1"') + text("x", 'id="Ebene_1_1_"')),
        ["theme", None],
    ),
    "illustrator-data-name": (svg(text("Line", 'id="theme-2" data-name="theme"')), ["theme"]),
    "illustrator-kerned-runs": (
        svg(
            '<text transform="matrix(1 0 0 1 80 90)" id="theme" font-size="40"><tspan x="0" y="0">Ty</tspan>'
            '<tspan x="45" y="0">pology</tspan></text>'
        ),
        ["theme"],
    ),
    "illustrator-classes": (
        svg(
            "<defs><style>.cls-1{font-family:NotoSans-Bold, 'Noto Sans';font-size:40px}.cls-2{display:none}</style>"
            '</defs><text class="cls-1" id="theme" y="90">Line</text><text class="cls-2" y="90">Old</text>'
        ),
        ["theme"],
    ),
    "illustrator-switch": (
        svg(
            '<switch><foreignObject requiredExtensions="http://ns.adobe.com/AdobeIllustrator/10.0/" width="1" '
            f'height="1"/><g>{text("{{ theme }}")}</g></switch>'
        ),
        ["theme"],
    ),
    "illustrator-group-of-texts": (
        svg(f'<g id="theme">{text("Li")}<text x="116" y="300" font-size="40">ne</text></g>'),
        ["theme", "theme"],
    ),
    "affinity-percent": (
        svg(
            text("Line", 'id="theme1" serif:id="theme"'),
            'width="100%" height="100%" viewBox="0 0 900 900"',
            _SERIF,
        ),
        ["theme"],
    ),
    "affinity-matrix": (
        svg('<g transform="matrix(98,0,0,98,80,300)"><text id="theme" font-size="0.4px">Line</text></g>'),
        ["theme"],
    ),
    "penpot-container": (
        svg(
            '<g class="text-container" x="80" y="260" width="600" height="60"><text x="80" y="300" font-size="40" '
            'textLength="90" lengthAdjust="spacingAndGlyphs">{{ theme }}</text></g>'
        ),
        ["theme"],
    ),
    "sketch-hyphens": (svg(text("Line", 'id="Day-Name"')), ["day_name"]),
    "corel-escaped": (svg(text("Line", 'id="day_x005F_name"')), ["day_name"]),
    "libreoffice-box": (
        svg(
            '<g><rect class="BoundingBox" stroke="none" fill="none" x="80" y="250" width="700" height="80"/>'
            f"{text('{{ theme }}')}</g>"
        ),
        ["theme"],
    ),
    "visio-em": (
        svg(
            '<g v:mID="2"><title>theme</title><text x="80" y="90" font-size="2em">Line</text></g>'
            + text("{{ date }}"),
            spaces=_VISIO,
        ),
        [None, "date"],
    ),
    "powerpoint-words": (svg(text("17 May 2021") + text("{{ theme }}", y=500)), ["date", "theme"]),
    "words-of-the-copy": (
        svg(text("Not an official ITU/UN product") + text("#WTISD #ITU", y=500)),
        ["notice", "hashtags"],
    ),
    "words-of-arabic-copy": (svg(text("17 مايو 2021")), ["date"]),
    "an-address": (svg(text("www.itu.int/wtisd") + text("{{ theme }}")), ["address", "theme"]),
    "nothing-known": (
        svg(text("Small") + '<text y="700" font-size="90">Large words</text>'),
        [None, "theme"],
    ),
    "two-values": (svg(text("{{ date }} · {{ hashtags }}")), ["date-hashtags"]),
    "a-script": (
        svg(f"<script>1</script>{text('{{ theme }}', 'onclick=&quot;1&quot;'.replace('&quot;', chr(34)))}"),
        ["theme"],
    ),
    "nested-drawing": (
        svg(f'<svg x="9" y="9" width="900" height="900" viewBox="0 0 900 900">{text("{{ theme }}")}</svg>'),
        ["theme"],
    ),
    "a-link": (svg(f'<a xlink:href="https://example.org">{text("{{ theme }}")}</a>'), ["theme"]),
}
_WORD: Final = '<path d="M{x} 300h20v-29h-20z"/>'
# Words that a tool cut into several texts, or turned into outlines that still name them.
GOOD |= {
    "pdf-pieces": (svg(text("{{ the") + '<text x="183" y="300" font-size="40">me }}</text>'), ["theme"]),
    "illustrator-pieces": (
        svg(
            '<g font-size="40"><text transform="translate(80 200)">17</text>'
            '<text transform="translate(136 200)">Ma</text><text transform="translate(196 200)">y</text>'
            f'<text transform="translate(227 200)">2021</text></g>{text("{{ theme }}", y=500)}'
        ),
        ["date", "theme"],
    ),
    "affinity-runs": (
        svg(
            f"{text('{{ date }}', 'font-weight=&quot;700&quot;'.replace('&quot;', chr(34)))}"
            '<text x="265" y="300" font-size="40">· {{ hashtags }}</text>'
        ),
        ["date-hashtags"],
    ),
    "powerpoint-runs": (
        svg(
            '<g font-size="40"><g><text transform="translate(80 200)">Not an </text></g>'
            '<g><text transform="translate(222 200)">official </text></g>'
            f'<g><text transform="translate(362 200)">ITU/UN product</text></g></g>{text("{{ theme }}", y=500)}'
        ),
        ["notice", "theme"],
    ),
    "separate-texts": (
        svg(
            text("{{ theme }}") + '<text x="700" y="300" font-size="40">Left</text>'
            '<text x="900" y="300" font-size="40">Right</text>'
            '<text x="80" y="700" font-size="20">Opening at nine</text>'
            '<text x="80" y="726" font-size="20">Lunch at twelve</text>'
        ),
        ["theme", None, None, None, None],
    ),
    "lines-of-a-paragraph": (
        svg(
            text("{{ theme }}") + '<text x="80" y="700" font-size="20">We go on and on and</text>'
            '<text x="80" y="726" font-size="20">on again.</text>'
        ),
        ["theme", None],
    ),
    "inkscape-outlined": (
        svg(
            '<g aria-label="{{ theme }}" id="t1" style="font-size:40px;font-family:\'Noto Sans\';fill:#fff">'
            + "".join(_WORD.format(x=80 + 22 * place) for place in range(9))
            + "</g>"
        ),
        ["theme"],
    ),
    "inkscape-outlined-decoration": (
        svg(
            text("{{ theme }}")
            + '<g aria-label="ITU" style="font-size:40px"><path d="M80 900h60v-29h-60z"/></g>'
        ),
        ["theme", None],
    ),
}
# By name: the export, and what the advice says.
REFUSED: Final[dict[str, tuple[str, str]]] = {
    "figma-default": (svg('<path d="M0 0h90v90z" fill="white"/>'), "untick 'Outline text' and tick"),
    "canva": (svg('<g fill="#000"><g transform="translate(1 1)"><path d="M0 0h9v9z"/></g></g>'), "Canva"),
    "no-size": (svg(text("x"), ""), "neither a viewBox nor a width and height"),
    "clones-in-a-circle": (svg('<g id="a"><use xlink:href="#a"/></g>' + text("x")), "circle"),
    "no-drawing": ("<html/>", "the root element is not <svg>"),
    "cut-off": ("<svg", "not well-formed XML"),
    "entity-of-a-file": (
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + svg(text("&a;")),
        "another file",
    ),
}
