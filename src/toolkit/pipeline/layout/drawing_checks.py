"""What is wrong with a laid-out drawing before it is painted: what may not or cannot be painted of it.

Ground and body are looked at apart, and those of one skeleton only once: languages, rows and placements of a
design differ in little but numbers and words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from toolkit.compose.layout import LayoutResult
from toolkit.errors import Place, Problem, Severity
from toolkit.render.pixels import RenderError
from toolkit.render.svg.features import DROPS, Feature, features_of
from toolkit.render.svg.laid_out_check import Findings, breaches_of, findings_in, root_breaches
from toolkit.render.svg.sizing import read_svg
from toolkit.render.svg.skeleton import skeleton_of
from toolkit.svg.references import ids_in

__all__ = ["drawing_problems"]


@dataclass(frozen=True, slots=True)
class _Part:
    """What a part of a drawing uses, and what is wrong in it."""

    features: frozenset[Feature]
    findings: Findings


def drawing_problems(svg: LayoutResult, drawing: Place, engines: Sequence[str]) -> Iterator[Problem]:
    """Yield what is wrong with a laid-out drawing.

    An error for everything that must not reach an engine, a warning for what breaks the contract of laid-out
    SVG otherwise, and for what one of the `engines` (or `pdf`) would leave out.
    """
    parts = (_looked_at(svg.ground_svg), _looked_at(svg.body_svg))
    for reason in dict.fromkeys(reason for part in parts for reason in part.findings.refused):
        yield Problem(
            trail=(drawing,),
            message=f"the drawing cannot be painted: {reason}",
            hint="take it out of the drawing, or draw it with shapes and gradients; pictures belong in slots",
        )
    shared = ids_in(svg.head)
    breaches = (*_of_root(svg.head), *breaches_of(*(part.findings for part in parts), shared=shared))
    for breach in breaches:
        yield Problem(
            trail=(drawing,),
            message=f"the drawing may look different from how it was drawn: {breach}",
            hint="mend it in the program that the drawing was made with, and save it as plain SVG",
            severity=Severity.WARNING,
        )
    yield from _left_out(frozenset().union(*(part.features for part in parts)), drawing, engines)


def _left_out(features: frozenset[Feature], drawing: Place, engines: Sequence[str]) -> Iterator[Problem]:
    """Yield a warning for everything that an engine (or `pdf`) would leave out."""
    for engine in engines:
        for feature in sorted(features & DROPS[engine]):
            what = "PDF pages leave" if engine == "pdf" else f"the engine '{engine}' leaves"
            yield Problem(
                trail=(drawing,),
                message=f"{what} out: {feature}",
                hint="draw it with shapes and gradients, or choose another engine with --engine",
                severity=Severity.WARNING,
            )


def _of_root(head: str) -> Iterator[str]:
    """Yield what is wrong with the size of a drawing, of which `head` is the beginning."""
    start = head[: head.index(">")].removesuffix("/")
    try:
        root = read_svg(f"{start}/>")
    except RenderError:
        return  # is told of the whole
    yield from root_breaches(root)


def _looked_at(svg: str) -> _Part:
    return _part_with(skeleton_of(svg))


@lru_cache(maxsize=256)
def _part_with(skeleton: str) -> _Part:
    try:
        root = read_svg(skeleton)
    except RenderError as error:
        return _Part(frozenset(), Findings((str(error),)))
    return _Part(frozenset(features_of(root)), findings_in(root))
