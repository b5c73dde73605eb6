"""A font whose every glyph is a full em square, so that layout is plain arithmetic.

Advance 1 em; ink from 0.2 em below the baseline to 0.8 em above, edge to edge. Bold is twice as wide.
Spaces have no ink. It maps letters of several scripts, but neither ``ж`` nor emoji.
"""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables.TupleVariation import TupleVariation

BLANK = " \u00a0\u202f\u2068\u2069\u200b\u2060"
CHARACTERS = (
    "".join(map(chr, range(0x21, 0x7F)))
    + "«»“”‘’…–—éÉàÀèİıßÏïΆΑάαΊίϊΪΝν"
    + "".join(map(chr, range(0x5D0, 0x5EB)))
    + "".join(map(chr, range(0x620, 0x64B)))
    + "，。、「」（）在艰难时期加速数字化转型"
    + "".join(map(chr, range(0x1000, 0x1050)))
    + "".join(map(chr, range(0xE01, 0xE3B)))
    + "".join(map(chr, range(0xE40, 0xE50)))
)

FONTS_TOML = """
fallback = ["square"]
[families]
square = { regular = "square/Regular.ttf", bold = "square/Bold.ttf" }
[scripts]
Latn = ["square"]
[languages]
"""


def write_square_fonts(folder: Path) -> Path:
    """Write a fonts folder with the square font in Regular and Bold; return the folder."""
    (folder / "square").mkdir(parents=True)
    _write(folder / "square" / "Regular.ttf", 1000)
    _write(folder / "square" / "Bold.ttf", 2000)
    (folder / "fonts.toml").write_text(FONTS_TOML, encoding="utf-8")
    return folder


def _write(path: Path, width: int) -> None:
    names = {ord(char): f"u{ord(char):04X}" for char in CHARACTERS + BLANK}
    order = [".notdef", *dict.fromkeys(names.values())]
    square, empty = _rectangle(width), TTGlyphPen(None).glyph()
    blanks = {f"u{ord(char):04X}" for char in BLANK}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    builder.setupGlyf({name: empty if name in blanks else square for name in order})
    builder.setupHorizontalMetrics(dict.fromkeys(order, (width, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Square", "styleName": path.stem})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    builder.save(path)


def write_family(
    folder: Path,
    family: str,
    weights: tuple[int, ...],
    *,
    italic: bool = False,
    letters: str = CHARACTERS,
    height: int = 800,
) -> tuple[Path, ...]:
    """Write static fonts, one for each weight: letters are as many thousandths of an em wide as the weight.

    With `italic` there is a slanted one of the first weight of 400, or else of the first; `height` is that of
    all letters above the baseline.
    """
    folder.mkdir(parents=True, exist_ok=True)
    faces = [(weight, False) for weight in weights]
    faces += [(400 if 400 in weights else weights[0], True)] if italic else []
    paths = []
    for weight, slanted in faces:
        path = folder / f"{family.replace(' ', '')}-{weight}{'Italic' if slanted else ''}.ttf"
        names = {ord(char): f"u{ord(char):04X}" for char in letters + BLANK}
        order = [".notdef", *dict.fromkeys(names.values())]
        box, empty = _rectangle(weight, height), TTGlyphPen(None).glyph()
        blanks = {f"u{ord(char):04X}" for char in BLANK}
        builder = FontBuilder(1000, isTTF=True)
        builder.setupGlyphOrder(order)
        builder.setupCharacterMap(names)
        builder.setupGlyf({name: empty if name in blanks else box for name in order})
        builder.setupHorizontalMetrics(dict.fromkeys(order, (weight, 0)))
        builder.setupHorizontalHeader(ascent=800, descent=-200)
        builder.setupNameTable({"familyName": family, "styleName": path.stem.partition("-")[2]})
        builder.setupOS2(sTypoAscender=800, usWeightClass=weight, fsSelection=int(slanted))
        builder.setupPost()
        builder.font["head"].macStyle = 2 * int(slanted)
        builder.save(path)
        paths.append(path)
    return tuple(paths)


def write_variable_font(path: Path) -> None:
    """Write a font of one letter, half an em wide at weight 400 and 0.8 em at weight 900."""
    order = [".notdef", "a"]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({ord("a"): "a"})
    builder.setupGlyf(dict.fromkeys(order, _rectangle(500)))
    builder.setupHorizontalMetrics(dict.fromkeys(order, (500, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Variable", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200)
    builder.setupPost()
    builder.setupFvar([("wght", 400, 400, 900, "Weight")], [])
    # The two right corners move, and the last but two of the phantom points: the advance.
    moves = [(0, 0), (0, 0), (300, 0), (300, 0), (0, 0), (300, 0), (0, 0), (0, 0)]
    builder.setupGvar({name: [TupleVariation({"wght": (0, 1, 1)}, moves)] for name in order})
    builder.save(path)


def _rectangle(width: int, height: int = 800) -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((0, -200))
    pen.lineTo((0, height))
    pen.lineTo((width, height))
    pen.lineTo((width, -200))
    pen.closePath()
    return pen.glyph()
