"""The chart of docs/performance.md: an SVG whose words the toolkit has set, as outlines in its own fonts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.files import data_folder
from toolkit.languages import Language
from toolkit.typeset import FontLibrary, TextStyle, path_svg, typeset
from toolkit.units import Size

_WIDTH, _MARGIN, _LABEL, _END = 960, 32, 250, 150
_ROW, _BAR, _TOP, _TITLE = 34, 20, 132, 22
_INK, _SOFT, _GROUND, _OURS, _THEIRS, _ASIDE = (
    "#160f56",
    "#5a5683",
    "#fffefa",
    "#4423d6",
    "#c9c4e8",
    "#e6e3f4",
)
_PARTS = ("#4423d6", "#8f5bff", "#ff5f52", "#ff8a5e", "#39b8d8", "#8d89ad")
_ENGLISH = Language("en")
_SHOWN = 5  # stages that have a part of their own; the others are one


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes words with the toolkit's own typesetting."""

    fonts: FontLibrary

    def words(self, text: str, x: float, y: float, width: float, size: float, **look: Any) -> str:  # noqa: ANN401
        """Return one line of text in a box at (x, y); `look` may hold `weight`, `fill` and `align`."""
        style = TextStyle(
            weight=look.get("weight", 400),
            max_size=size,
            min_size=size * 0.6,
            max_lines=1,
            align=look.get("align", "start"),
            valign="middle",
        )
        frame = Size(width, size * 1.6)
        layout = typeset(text, language=_ENGLISH, style=style, frame=frame, fonts=self.fonts)
        return path_svg(layout, x, y - frame.height / 2, look.get("fill", _INK))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: its label, its value, what stands behind it, and its colour."""

    label: str
    value: float
    said: str
    fill: str


def chart(results: dict[str, Any]) -> str:
    """Return the chart: CPU time of an image for each contender, and where the toolkit's time goes."""
    pen = Pen(FontLibrary.load(data_folder("fonts")))
    bars = list(_bars(results))
    parts = [*_heading(pen, results), *_drawn(pen, bars, _TOP)]
    height = _TOP + len(bars) * _ROW + 10
    if "stages" in results:
        title = "Where the toolkit’s CPU time goes"
        parts.append(pen.words(title, _MARGIN, height + 14, _WIDTH / 2, _TITLE, weight=700))
        parts += _stacked(pen, results["stages"], height + 52)
        height += 190
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}" role="img" aria-labelledby="t">'
        f'<title id="t">{_spoken(bars)}</title>'
        f'<rect width="{_WIDTH}" height="{height}" rx="16" fill="{_GROUND}"/>{"".join(parts)}</svg>\n'
    )


def _heading(pen: Pen, results: dict[str, Any]) -> Iterator[str]:
    rounds, date = results["toolkit"]["cold"]["runs"], results["machine"]["date"]
    room = _WIDTH - 2 * _MARGIN
    yield pen.words("CPU time of one image, in milliseconds", _MARGIN, 42, room, _TITLE, weight=700)
    runs = f"medians of {rounds} rounds" if rounds > 1 else "one round"
    how = f"Same drawings, same pixels; {runs}, {date}. In brackets: against the toolkit."
    yield pen.words(how, _MARGIN, 70, room, 14, fill=_SOFT)
    pale = (
        "Pale bars set the words themselves, and not in every language rightly; see the notes in the table."
    )
    yield pen.words(pale, _MARGIN, 90, room, 14, fill=_SOFT)


def _bars(results: dict[str, Any]) -> Iterator[Bar]:
    ours = results["toolkit"]["cold"]["cpu_ms"]
    yield Bar(label="toolkit", value=ours, said=f"{ours:.0f}", fill=_OURS)
    for rival in sorted(results["rivals"], key=lambda row: (not row["main"], row["cpu_ms"])):
        fill = _THEIRS if rival["main"] else _ASIDE
        said = f"{rival['cpu_ms']:.0f}  ({rival['ratio']:.1f}×)"
        yield Bar(label=rival["title"], value=rival["cpu_ms"], said=said, fill=fill)


def _drawn(pen: Pen, bars: Sequence[Bar], top: float) -> Iterator[str]:
    room = _WIDTH - 2 * _MARGIN - _LABEL - _END
    longest = max(bar.value for bar in bars)
    for place, bar in enumerate(bars):
        middle = top + place * _ROW
        weight = 700 if place == 0 else 400
        length = max(bar.value / longest * room, 2)
        x = _MARGIN + _LABEL
        yield pen.words(bar.label, _MARGIN, middle, _LABEL - 14, 15, weight=weight)
        box = f'x="{x}" y="{middle - _BAR / 2:g}" width="{length:.1f}" height="{_BAR}" rx="3"'
        yield f'<rect {box} fill="{bar.fill}"/>'
        yield pen.words(bar.said, x + length + 8, middle, _END - 8, 15, weight=weight)


def _stacked(pen: Pen, stages: dict[str, Any], middle: float) -> Iterator[str]:
    room = _WIDTH - 2 * _MARGIN
    x = float(_MARGIN)
    for place, (name, share) in enumerate(_shares(stages)):
        colour = _PARTS[place]
        yield (
            f'<rect x="{x:.1f}" y="{middle - 14:g}" width="{max(share * room - 1.5, 0.5):.1f}" height="28" '
            f'fill="{colour}"/>'
        )
        x += share * room
        left = _MARGIN + place % 2 * room / 2
        row = middle + 44 + place // 2 * 28
        yield f'<rect x="{left:g}" y="{row - 7:g}" width="14" height="14" rx="3" fill="{colour}"/>'
        yield pen.words(f"{name}  {share:.0%}", left + 24, row, room / 2 - 30, 15)


def _shares(stages: dict[str, Any]) -> list[tuple[str, float]]:
    """The largest stages with their shares, and all others as one."""
    found = sorted(stages["stages"].items(), key=lambda pair: -pair[1])
    largest = [(name, seconds / stages["total"]) for name, seconds in found[:_SHOWN]]
    return [*largest, ("everything else", 1 - sum(share for _, share in largest))]


def _spoken(bars: Sequence[Bar]) -> str:
    """The chart in words, for those who cannot see it."""
    return "CPU milliseconds of one image: " + ", ".join(f"{bar.label} {bar.value:.0f}" for bar in bars)
