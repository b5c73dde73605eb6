"""A thousand hostile drawings and pictures, made from a seed: each is right, or told.

Every drawing goes through what `toolkit check` does, in a process of its own with limits on time and memory.
Of those that pass, one card is built. It prints a table of kinds and verdicts, and exits with 1 if anything
ended in a traceback, took more than 30 s or 1 GB, or passed the check and could not be built.

    python benchmarks/hostile_drawings.py --count 1000 --build 150
"""

import argparse
import base64
import gzip
import io
import random
import re
import resource
import signal
import struct
import sys
import time
import traceback
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from typing import Final

from lxml import etree

from toolkit.compose.artboard.texture import put_texture, with_art
from toolkit.errors import errors_in
from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.plan import Selection, plan
from toolkit.pipeline.preview import PreviewPainter
from toolkit.pipeline.validation import Drawings, Texture, look_at
from toolkit.render.engines.engine import RenderError, engine_named
from toolkit.sources.project import load_project
from toolkit.sources.workspace.design import Design
from toolkit.svg.document import SVG
from toolkit.units import PixelSize, Rect

SECONDS, MEGABYTES = 30, 1_000
_PATIENCE = 10  # times as long by the clock, on a busy machine
_DESIGN, _ARTBOARD = "theme", "square"
_SEEN_AT = PixelSize(540, 540)
Make = Callable[[random.Random], str | bytes]
"""Makes the content of a drawing, or (bytes) a whole file."""


def _many(chance: random.Random, *choices: int) -> int:
    return chance.choice(choices)


def _filter(chance: random.Random) -> str:
    size = chance.choice(["3", "50", "1e9", "0", "-4", "NaN", "1e308", "5 900"])
    steps = {
        "feGaussianBlur": f'stdDeviation="{size}"',
        "feMorphology": f'operator="dilate" radius="{size}"',
        "feTurbulence": f'baseFrequency="0.1" numOctaves="{chance.choice([1, 8, 9999999, -3])}"',
        "feConvolveMatrix": f'order="{chance.choice([3, 99, 0, 2000])}" kernelMatrix="{"1 " * 9}"',
        "feDisplacementMap": f'in2="SourceGraphic" scale="{size}"',
        "feOffset": f'dx="{size}"',
        "feColorMatrix": 'type="matrix" values="1 2 3"',
        "feImage": f'href="{chance.choice(["#deco", "/etc/passwd", "http://127.0.0.1/", "data:,"])}"',
        "feFlood": 'flood-color="red"',
    }
    name = chance.choice(list(steps))
    step = f"<{name} {steps[name]}/>" * _many(chance, 1, 1, 20, 2000)
    region = chance.choice(["", 'filterUnits="userSpaceOnUse" width="1e7" height="1e7"', 'width="9999%"'])
    return f'<filter id="f" {region}>{step}</filter><g id="deco" filter="url(#f)">{_SHAPE}</g>'


_SHAPE: Final = '<rect x="900" y="40" width="90" height="30" fill="#8f5bff"/>'


def _nested(chance: random.Random) -> str:
    tag, attribute = chance.choice(
        [("mask", "mask"), ("clipPath", "clip-path"), ("pattern", "fill"), ("marker", "marker-mid")]
    )
    depth, breadth = _many(chance, 2, 9, 40), _many(chance, 1, 3, 10)
    own = 'width="9" height="9" patternUnits="userSpaceOnUse"' if tag == "pattern" else ""
    definitions = "".join(
        f'<{tag} id="m{level}" {own}>'
        + f'<path d="M0 0h9v9z" {attribute}="url(#m{level - 1})"/>' * breadth
        + f"</{tag}>"
        for level in range(depth)
    )
    return f'{definitions}<path d="M0 0h9v9h-9v-9" {attribute}="url(#m{depth - 1})"/>'


def _circle(chance: random.Random) -> str:
    tag, attribute = chance.choice([("mask", "mask"), ("clipPath", "clip-path"), ("pattern", "fill")])
    return (
        f'<{tag} id="a"><path d="M0 0h9v9z" {attribute}="url(#b)"/></{tag}>'
        f'<{tag} id="b"><path d="M0 0h9v9z" {attribute}="url(#a)"/></{tag}>'
        f'<path d="M0 0h9v9z" {attribute}="url(#a)"/>'
    )


def _copies(chance: random.Random) -> str:
    depth = _many(chance, 2, 10, 30)
    levels = "".join(
        f'<g id="u{level}">' + f'<use href="#u{level - 1}"/>' * _many(chance, 1, 2, 10) + "</g>"
        for level in range(1, depth)
    )
    return f'<g id="u0">{_SHAPE}</g>{levels}'


_NUMBERS: Final = (
    *("1e308", "-1e308", "1e999", "NaN", "nan", "inf", "Infinity", "0", "-0", "-9", "1e-320", "", "9" * 400),
    *("0x10", "1e", "--1", "1,5", "5px", "5q", "50%", "٣", "calc(1px)", "1e9", "1e6", "auto", "2 3"),
)


def _number(chance: random.Random) -> str:
    name = chance.choice(
        ["x", "y", "width", "height", "rx", "stroke-width", "opacity", "fill-opacity", "stroke-dashoffset"]
    )
    sides = {"x": "900", "y": "40", "width": "90", "height": "30", "stroke": "#8f5bff"}
    sides[name] = chance.choice(_NUMBERS)
    return f'<rect id="deco" {" ".join(f"{key}={value!r}" for key, value in sides.items())}/>'


def _transform(chance: random.Random) -> str:
    value = chance.choice(_NUMBERS)
    form = chance.choice(
        [
            *("scale({})", "translate({})", "rotate({})", "matrix(1 0 0 1 {} 0)", "skewX({})", "matrix({})"),
            *("{}", "scale({}) " * 30, "perspective({})", "translate({} 4 5 6)", "scale({}"),
        ]
    )
    place = chance.choice(
        ['transform="{}"', 'style="transform:{}"', 'style="transform-origin:{} 5px;scale:2"']
    )
    return f"<g id='deco' {place.format(form.replace('{}', value))}>{_SHAPE}</g>"


def _path(chance: random.Random) -> str:
    value = chance.choice(_NUMBERS)
    count = _many(chance, 1, 50, 20_000)
    d = chance.choice(
        [
            f"M{value} {value}L-{value} 5",
            "M0 0" + f"L{chance.randrange(1000)} 1000L5 0" * count,
            "M0 0" + "a1 1 0 0 1 5 5" * count,
            f"M0 0a{value} 1 0 0 1 5 5",
            "M0 0C1 2 3",
            "M 0 0 Z Z 5",
            "hello",
            "M0 0" + "l1e300 0" * count,
            "M0 0" + "C1 1 999 999 5 5" * count,
            "m0 0" * count,
        ]
    )
    return f'<path id="deco" d="{d}" fill="none" stroke="#8f5bff"/>'


def _dashes(chance: random.Random) -> str:
    dash = chance.choice(["1e-9", "0", "-1 2", "0.0001 0.0001", "1e308", "NaN", "5%", "3 4", "1 " * 5000])
    return f'<path id="deco" d="M0 5H1080" stroke="#8f5bff" stroke-dasharray="{dash}"/>'


def _markers(chance: random.Random) -> str:
    corners, parts = _many(chance, 5, 500, 50_000), _many(chance, 1, 50)
    return (
        f'<marker id="m">{"<path d=" + chr(34) + "M0 0h3v3z" + chr(34) + "/>" * parts}</marker>'
        f'<g id="deco" marker-mid="url(#m)"><path d="M0 0{"h1" * corners}"/></g>'
    )


def _many_elements(chance: random.Random) -> str:
    return chance.choice([_SHAPE, "<g/>", f'<g opacity="0.5">{_SHAPE}</g>']) * _many(chance, 9, 2000, 60_000)


def _deep(chance: random.Random) -> str:
    depth = _many(chance, 20, 62, 100, 3000)
    return "<g opacity='0.99'>" * depth + _SHAPE + "</g>" * depth


def _css(chance: random.Random) -> str:
    count = _many(chance, 5, 200, 3900)
    sheet = chance.choice(
        [
            "* {fill-opacity:.9} " * count,
            f"{'g ' * min(count, 40)} rect.none {{fill:red}}",
            ":has(rect) {opacity:.9} " * min(count, 50),
            "rect:nth-child(2n+1) {opacity:.9} " * count,
            "@import url(http://127.0.0.1/a.css);",
            "@font-face {src:url(file:///etc/passwd)} rect {fill:url(http://127.0.0.1/)}",
            f"g {{--a:{'var(--a) ' * count}; fill:var(--a)}}",
            "rect {fill:\\75rl(http://x/)}",
            "}}}{{{" * count,
            f"rect {{fill:{'(' * count}}}",
            "/* " * count,
        ]
    )
    return f"<style>{sheet.replace('&', '&amp;').replace('<', '&lt;')}</style><g id='deco'>{_SHAPE * 400}</g>"


def _active(chance: random.Random) -> str:
    return chance.choice(
        [
            "<script>alert(1)</script>",
            "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>",
            f"<g onload='x()'>{_SHAPE}</g>",
            f"<a href='javascript:x()'>{_SHAPE}</a>",
            "<image href='/etc/passwd' width='9' height='9'/>",
            "<image href='file:///dev/zero' width='9' height='9'/>",
            f"<g fill='url(http://127.0.0.1/#a)'>{_SHAPE}</g>",
            f"<g fill='url(file:///etc/passwd)'>{_SHAPE}</g>",
            f"<g xml:base='file:///etc/'>{_SHAPE}</g>",
            f"<g xml:id='x'>{_SHAPE}</g>",
            "<set attributeName='fill' to='red'/>",
            "<animateTransform attributeName='transform'/>",
            "<iframe src='x'/><audio/><video/>",
            "<use href='http://127.0.0.1/a.svg#b'/>",
            "<linearGradient id='l' href='http://127.0.0.1/#b'/><path fill='url(#l)' d='M0 0h9v9z'/>",
            "<svg x='1' width='9' height='9'><script/></svg>",
            "<?xml-stylesheet href='x'?><?php x ?>",
            "<h:script xmlns:h='http://www.w3.org/1999/xhtml'>x()</h:script>",
            "<switch><g systemLanguage='xx'/><g><rect width='9' height='9'/></g></switch>",
        ]
    )


def _type(chance: random.Random) -> str:
    size = chance.choice([*_NUMBERS, "larger", "0px", "1e-9px", "xx-large", "0em"])
    name = chance.choice(
        ["font-size", "letter-spacing", "line-height", "word-spacing", "font-weight", "x", "dx"]
    )
    kind = chance.choice([f'{name}="{size}"', f'style="{name}:{size}"', f'style="font:{size}/{size} serif"'])
    return f"SAMPLE {kind}"


def _gradient(chance: random.Random) -> str:
    kind = chance.choice(["linearGradient", "radialGradient"])
    name = chance.choice(["x1", "r", "cx", "fr", "fx", "gradientTransform"])
    value = chance.choice(_NUMBERS)
    value = f"scale({value})" if name == "gradientTransform" else value
    stops = '<stop offset="1" stop-color="#8f5bff"/>' * _many(chance, 0, 2, 5000)
    painted = '<rect x="900" y="40" width="90" height="30" fill="url(#l)"/>' * _many(chance, 1, 300)
    return f'<{kind} id="l" {name}="{value}">{stops}</{kind}><g id="deco">{painted}</g>'


def _pattern(chance: random.Random) -> str:
    side = chance.choice([*_NUMBERS, "0.001"])
    units = chance.choice(['patternUnits="userSpaceOnUse"', 'patternContentUnits="objectBoundingBox"', ""])
    return (
        f'<pattern id="p" width="{side}" height="{side}" {units}><circle r="3" fill="#8f5bff"/></pattern>'
        '<rect id="deco" x="900" y="40" width="90" height="30" fill="url(#p)"/>'
    )


def _blend(chance: random.Random) -> str:
    mode = chance.choice(["multiply", "screen", "nonsense", "color-dodge"])
    return f'<g style="mix-blend-mode:{mode};isolation:isolate">{_SHAPE}</g>' * _many(chance, 1, 30, 900)


def _xml(chance: random.Random) -> bytes:
    body = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 1080">{_SHAPE}</svg>'
    end = "</svg>"
    bombs = "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 12))
    whole = _drawing(_SHAPE)
    return chance.choice(
        [
            b"",
            b"\x00" * 50,
            b"\xff\xfe",
            b"<",
            b"<svg>",
            body.encode()[: chance.randrange(len(body))],
            body.encode("utf-16"),
            body.encode("utf-32"),
            b'<?xml version="1.0" encoding="klingon"?>' + body.encode(),
            f'<!DOCTYPE svg [<!ENTITY a0 "ha">{bombs}]>{body.replace(end, "&a11;" + end)}'.encode(),
            f'<!DOCTYPE svg [<!ENTITY a SYSTEM "/etc/passwd">]>{body.replace(end, "&a;" + end)}'.encode(),
            f'<!DOCTYPE svg [<!ENTITY a "{"x" * 99999}">]>{body.replace(end, "&a;" * 9999 + end)}'.encode(),
            f'<!DOCTYPE svg PUBLIC "x" "http://127.0.0.1/x.dtd">{body}'.encode(),
            gzip.compress(bytes(40_000_000)),
            gzip.compress(whole)[: chance.randrange(1, 200)],
            gzip.compress(whole),
            whole.decode().encode("utf-16"),
            whole.replace(b"1080 1080", chance.choice(_NUMBERS).encode("utf-8", "ignore") + b" 9", 1),
            whole.replace(b"<svg ", b'<svg width="1e308" ', 1).replace(b'viewBox="0 0 1080 1080"', b"", 1),
            whole.replace(b"<svg ", f'<svg preserveAspectRatio="{chance.choice(_NUMBERS)}" '.encode(), 1),
            whole.replace(b">", bytes([chance.randrange(256)]), 1),
            whole.replace(b"svg", b"s:svg").replace(b"xmlns=", b"xmlns:s="),
        ]
    )


def _flipped(chance: random.Random) -> bytes:
    data = bytearray(_drawing(f'<g id="deco">{_SHAPE}</g>'))
    for _ in range(_many(chance, 1, 3, 20)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def _png(width: int, height: int, depth: int = 8, colour: int = 2, data: bytes = b"") -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    packed = zlib.compress(data or bytes(40))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def _picture_bytes(chance: random.Random) -> bytes:
    from PIL import Image  # noqa: PLC0415  only this kind needs it

    output = io.BytesIO()
    mode = chance.choice(["RGB", "RGBA", "L", "1", "P", "I;16", "CMYK"])
    form = "JPEG" if mode == "CMYK" else chance.choice(["PNG", "PNG", "GIF"]) if mode in "LP1" else "PNG"
    Image.new(mode, (60, 60)).save(output, form)
    sound = output.getvalue()
    flipped = bytearray(sound)
    flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
    return chance.choice(
        [
            *[sound] * 9,
            bytes(flipped),
            sound[: chance.randrange(len(sound))],
            _png(30_000, 30_000, 1, 0),
            _png(2**31 - 1, 2**31 - 1),
            _png(0, 5),
            _png(9, 9, 16, 3),
            _png(4000, 4000, 8, 6, bytes(4_000_000)),
            b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
            b"<svg/>",
            b"",
        ]
    )


def _picture(chance: random.Random) -> str:
    data = base64.b64encode(_picture_bytes(chance)).decode()
    kind = chance.choice(["png", "jpeg", "gif", "svg+xml", "webp", "PNG"])
    coding = chance.choice([";base64", ";base64", ";base64", "", ";charset=utf-8;base64"])
    cut = data[: chance.choice([None, None, len(data) // 2 + 1])]
    return f'<image width="90" height="30" href="data:image/{kind}{coding},{cut}"/>'


def _template(chance: random.Random) -> str:
    source = chance.choice(
        [
            "{{ 'a'*1000000000 }}",
            "{{ '%2000000000d' % 1 }}",
            "{{ 'x'|center(2000000000) }}",
            "{% for i in range(99999999) %}{% endfor %}{{ theme }}",
            "{{ theme|dictsort }}",
            "{{ lipsum() }}",
            "{{ 9**9**9 }}",
            "{{ theme.__class__.__mro__ }}",
            "{% set x = theme %}" + "{% set x = x ~ x %}" * 30 + "{{ x }}",
            "{{ " + "(" * 3000,
            "{{ nothing }}",
            "{{ theme|upper }}",
            "{{ [theme]*99 }}",
            "{% include '/etc/passwd' %}{{ theme }}",
        ]
    )
    box = chance.choice(
        ["90 90 800 200"] * 6 + ["0 0 0 0", "1e308 0 1 1", "NaN 1 2 3", "10 10 -5 5", "9 9 1e-9 9"]
    )
    return f'<text id="t" data-frame="{box}" font-size="30" fill="#fdfcff" x="10" y="90">{source}</text>'


def _layer(chance: random.Random) -> str:
    side = chance.choice(_NUMBERS)
    name = chance.choice(
        ["safe", "texture", "theme", "frame", "card@bleed", "x@min-99999999999999999999", "@@@@"]
    )
    flags = chance.choice(["", "@stretch", "@cover", "@stack", "@grow", "@bleed@bleed@keep", "@min-1" * 500])
    inside = chance.choice(["", _SHAPE, f'<rect id="frame" width="{side}" height="{side}"/>'])
    shape = f'<rect id="{name}{flags}" width="{side}" height="{side}"/>'
    return chance.choice([shape, f'<g id="{name}{flags}">{inside}</g>'])


KINDS: Final[dict[str, Make]] = {
    "active content": _active,
    "blend modes": _blend,
    "bytes flipped": _flipped,
    "circles": _circle,
    "copies": _copies,
    "dashes": _dashes,
    "elements": _many_elements,
    "encodings, XML": _xml,
    "filters": _filter,
    "gradients": _gradient,
    "groups, deep": _deep,
    "layers, frames": _layer,
    "markers": _markers,
    "masks, nested": _nested,
    "numbers": _number,
    "paths": _path,
    "patterns": _pattern,
    "pictures": _picture,
    "style sheets": _css,
    "templates": _template,
    "transforms": _transform,
    "type of samples": _type,
}


def _texture(body: str) -> bytes:
    return _WORDS.sub(b"", _drawing(body))


_WORDS: Final = re.compile(rb'<rect id="safe".*</g>(?=</svg>)', re.DOTALL)


def _drawing(body: str) -> bytes:
    sample = 'font-size="64"'
    if body.startswith("SAMPLE "):
        sample, body = body.removeprefix("SAMPLE "), ""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'viewBox="0 0 1080 1080">\n'
        '<rect id="ground@bleed@stretch" width="1080" height="1080" fill="#0b0733"/>\n'
        f"{body}\n"
        '<rect id="safe" x="72" y="72" width="936" height="936" fill="none"/>\n'
        '<g id="theme@stretch"><rect id="frame@stretch" x="72" y="500" width="936" height="448" fill="none"/>'
        f'<text x="72" y="840" fill="#fdfcff" font-family="Noto Sans" {sample}>Sample</text></g></svg>'
    ).encode()


def hostile_drawings(count: int, seed: int) -> Iterator[tuple[str, bytes, bool]]:
    """Yield (kind, file, whether it is a texture), kinds taking turns; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311  no secret
    names = sorted(KINDS)
    for index in range(count):
        kind = names[index % len(names)]
        made = KINDS[kind](chance)
        is_texture = kind == "pictures" or index // len(names) % 4 == 3  # noqa: PLR2004  each fourth round
        whole = _texture if is_texture else _drawing
        yield kind, made if isinstance(made, bytes) else whole(made), is_texture


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one drawing: ``told``, ``passed``, ``built``, ``refused late``, or how it failed."""

    word: str
    said: str = ""
    seconds: float = 0.0
    megabytes: float = 0.0

    @property
    def is_failure(self) -> bool:
        """Whether that must not be."""
        return self.word not in ("told", "passed", "built")


class Judge:
    """Says what becomes of a drawing in place of one of a bundled design, or of a texture."""

    def __init__(self) -> None:
        self._context = ProjectContext.of(load_project())
        wanted = Selection(
            campaigns=("wtisd-2024",), languages=("en",), designs=(_DESIGN,), variants=("main",)
        )
        jobs = [job for job in plan(self._context.project, wanted).stills if job.artboard == _ARTBOARD]
        spec = jobs[0].design.spec
        slots = {name: rules for name, rules in spec.slots.items() if name == "theme"}
        only = spec.model_copy(update={"slots": slots, "artboards": {_ARTBOARD: spec.artboards[_ARTBOARD]}})
        self._job = replace(jobs[0], design=Design(id="hostile", spec=only, drawings={_ARTBOARD: b""}))

    def __call__(self, data: bytes, *, texture: bool, build: bool) -> Verdict:
        """Return what `check` says of it, and, if that is nothing, whether a card can be made of it."""
        if texture:
            found = errors_in(look_at(Texture("assets/textures/t.svg", data)))
            if found:
                return Verdict("told", str(found[0]))
            return _painted(data) if build else Verdict("passed")
        design = replace(self._job.design, drawings={_ARTBOARD: data})
        job = replace(self._job, design=design)
        found = errors_in(look_at(Drawings(design, self._context.project.fonts)))
        if not found:
            found = errors_in(self._context.compose(job).problems)
        if found:
            return Verdict("told", str(found[0]))
        if not build:
            return Verdict("passed")
        preview = PreviewPainter(self._context).preview(job, _SEEN_AT, caps={})
        late = errors_in(preview.problems)
        return Verdict("refused late", str(late[0])) if late else Verdict("built")


def _painted(texture: bytes) -> Verdict:
    """Return whether an engine paints a texture as a campaign's art in a card."""
    root = etree.fromstring(f'<svg xmlns="{SVG}" viewBox="0 0 1080 1080"><g id="texture"/></svg>')
    art = put_texture(root, Rect(0, 0, 1080, 1080), texture, {})
    svg = with_art(etree.tostring(root, encoding="unicode"), art)
    try:
        engine_named("librsvg").rasterise(svg, _SEEN_AT)
    except RenderError as error:
        return Verdict("refused late", str(error))
    return Verdict("built")


def _in_child(send: Connection, judge: Callable[[], Verdict]) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (4 * MEGABYTES * 1_000_000,) * 2)
    # Seconds of the processor, so that a busy machine changes no verdict.
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    try:
        verdict = judge()
    except BaseException:  # noqa: BLE001  whatever it is, it is what is looked for
        verdict = Verdict("traceback", traceback.format_exc())
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1000
    send.send(replace(verdict, seconds=time.process_time() - begun, megabytes=grown))


def guarded(judge: Callable[[], Verdict]) -> Verdict:
    """Return a verdict, found in a process that is ended when it takes too long or dies."""
    receive, send = Pipe(duplex=False)
    child = get_context("fork").Process(target=_in_child, args=(send, judge))
    child.start()
    send.close()
    try:
        verdict: Verdict = receive.recv() if receive.poll(SECONDS * _PATIENCE) else Verdict("over time")
    except EOFError:
        verdict = Verdict("died")
    child.kill()
    child.join()
    if verdict.word == "died" and child.exitcode:
        name = signal.Signals(-child.exitcode).name
        return Verdict("over time" if name == "SIGXCPU" else "died", name)
    return replace(verdict, word="over memory") if verdict.megabytes > MEGABYTES else verdict


def main() -> int:
    """Judge all drawings and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--build", type=int, default=150, help="how many that pass are built")
    parser.add_argument("--keep", default="", help="a folder for the drawings that failed")
    arguments = parser.parse_args()
    judge = Judge()
    table: defaultdict[str, Counter[str]] = defaultdict(Counter)
    failures, built, slowest, largest = [], 0, 0.0, 0.0
    for index, (kind, data, is_texture) in enumerate(hostile_drawings(arguments.count, arguments.seed)):
        build = built < arguments.build

        verdict = guarded(partial(judge, data, texture=is_texture, build=build))
        built += verdict.word in ("built", "refused late")
        slowest, largest = max(slowest, verdict.seconds), max(largest, verdict.megabytes)
        table[kind][verdict.word] += 1
        if verdict.is_failure:
            failures.append((index, kind, verdict))
            if arguments.keep:
                with open(f"{arguments.keep}/{index}.svg", "wb") as file:  # noqa: PTH123
                    file.write(data)
    words = sorted({word for row in table.values() for word in row})
    print(f"{'':18}" + "".join(f"{word:>14}" for word in words))
    for kind, row in sorted(table.items()):
        print(f"{kind:18}" + "".join(f"{row[word]:14}" for word in words))
    print(f"{arguments.count} files, {built} built; slowest {slowest:.1f} s, largest {largest:,.0f} MB")
    for index, kind, verdict in failures:
        print(f"FAILED {index} {kind} ({verdict.word}, {verdict.seconds:.1f} s): {verdict.said[-1500:]}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
