"""CairoSVG in a loop: ``cairosvg_loop.py ITEMS OUT outlines|live``.

`outlines`: our laid-out drawings. `live`: a Jinja2 template with `<text>`, as teams write it. CairoSVG
breaks no lines, does not shape Arabic or order right-to-left text, and takes whatever font the system has.
"""

import json
import sys
from pathlib import Path

import cairosvg
from jinja2 import Template

TEMPLATE = Template(
    "{{ head }}{% for word in words %}"
    '<text x="{{ word.x }}" y="{{ word.baseline }}" font-family="Noto Sans" '
    'font-size="{{ word.size / scale }}" '
    'font-weight="{{ word.weight }}" fill="{{ word.fill }}">{{ word.text | e }}</text>'
    "{% endfor %}</svg>"
)


def main() -> None:
    """Render every item to a PNG."""
    items, out, way = json.loads(Path(sys.argv[1]).read_text()), Path(sys.argv[2]), sys.argv[3]
    for item in items:
        if way == "live":
            head = Path(item["backdrop"]).read_text().rstrip().removesuffix("</svg>")
            svg = TEMPLATE.render(head=head, words=item["words"], scale=item["width"] / item["canvas"][0])
            data = svg.encode()
        else:
            data = Path(item["drawing"]).read_bytes()
        target = str(out / f"{item['name']}.png")
        cairosvg.svg2png(
            bytestring=data, write_to=target, output_width=item["width"], output_height=item["height"]
        )


main()
