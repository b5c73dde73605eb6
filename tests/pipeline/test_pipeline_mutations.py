"""Shipped designs, changed as designers and tools change them: each is right, or a problem.

One slot of one artboard of each design at a time is renamed, ungrouped, outlined, hidden, clipped, covered or
made faint. Whatever leaves its words out of the card has to be told; names as tools escape them have to work.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from lxml import etree

from toolkit.compose.artboard.slots import frame_of, slots_in
from toolkit.compose.svg.layer_names import LABEL, layer_name
from toolkit.compose.svg.svgdoc import parse_svg
from toolkit.errors import errors_in
from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.jobs import ResolvedJob
from toolkit.pipeline.plan import Selection, plan
from toolkit.pipeline.preview import PreviewPainter
from toolkit.pipeline.validation import Drawings, look_at
from toolkit.sources.project import Project, load_project
from toolkit.sources.workspace.design import Design
from toolkit.svg.document import SVG, Element, svg_tag
from toolkit.units import PixelSize

SEEN_AT = PixelSize(540, 540)
Change = Callable[[Element, Element], None]
"""Changes a slot (its layer) in a drawing (the root)."""


def _rename(slot: Element, name: str) -> None:
    label = str(slot.get(LABEL) or slot.get("id"))
    slot.attrib.pop(LABEL, "")
    _, at, flags = label.partition("@")
    slot.set("id", f"{name}{at}{flags}".replace("@", "_x40_"))


def _misnamed(slot: Element, _root: Element) -> None:
    _rename(slot, "layer_17")


def _ungrouped(slot: Element, _root: Element) -> None:
    parent = slot.getparent()
    assert parent is not None
    for child in list(slot):
        parent.insert(parent.index(slot), child)
    parent.remove(slot)


def _outlined(slot: Element, _root: Element) -> None:
    for text in list(slot.iter(svg_tag("text"))):
        parent = text.getparent()
        assert parent is not None
        parent.replace(text, etree.Element(svg_tag("path"), {"d": "M0 0h300v40h-300z", "fill": "#ffffff"}))


def _unframed(slot: Element, _root: Element) -> None:
    frame = frame_of(slot)
    assert frame is not None
    slot.remove(frame)


def _see_through(slot: Element, _root: Element) -> None:
    slot.set("opacity", "0.05")


def _half_see_through_around(slot: Element, root: Element) -> None:
    _wrapped(slot, root, {"opacity": "0.06"})


def _unfilled(slot: Element, _root: Element) -> None:
    for text in slot.iter(svg_tag("text"), svg_tag("tspan")):
        text.set("fill", "none")


def _clear(slot: Element, _root: Element) -> None:
    for text in slot.iter(svg_tag("text"), svg_tag("tspan")):
        text.set("fill", "rgba(255,255,255,0.04)")


def _clipped(slot: Element, root: Element) -> None:
    frame = frame_of(slot)
    assert frame is not None
    clip = etree.SubElement(root, svg_tag("clipPath"), {"id": "half"})
    width = float(str(frame.get("width"))) * 0.02
    sides = {name: str(frame.get(name)) for name in ("x", "y", "height") if frame.get(name)}
    etree.SubElement(clip, svg_tag("rect"), {**sides, "width": f"{width:g}"})
    slot.set("clip-path", "url(#half)")


def _masked(slot: Element, root: Element) -> None:
    mask = etree.SubElement(root, svg_tag("mask"), {"id": "nothing"})
    etree.SubElement(mask, svg_tag("rect"), {"width": "1", "height": "1", "fill": "#000000"})
    slot.set("mask", "url(#nothing)")


def _covered(slot: Element, _root: Element) -> None:
    frame, parent = frame_of(slot), slot.getparent()
    assert frame is not None
    assert parent is not None
    sides = {name: str(frame.get(name)) for name in ("x", "y", "width", "height") if frame.get(name)}
    if slot.get("transform"):
        sides["transform"] = str(slot.get("transform"))
    slot.addnext(etree.Element(svg_tag("rect"), {**sides, "fill": "#808080"}))


def _wrapped(slot: Element, _root: Element, attributes: dict[str, str]) -> None:
    parent = slot.getparent()
    assert parent is not None
    group = etree.Element(svg_tag("g"), attributes)
    parent.replace(slot, group)
    group.append(slot)


LOST: dict[str, Change] = {
    "misnamed": _misnamed,
    "ungrouped": _ungrouped,
    "outlined": _outlined,
    "see-through": _see_through,
    "see-through-group": _half_see_through_around,
    "unfilled": _unfilled,
    "clear": _clear,
    "clipped": _clipped,
    "masked": _masked,
    "covered": _covered,
}
KEPT: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "copy": lambda name: f"{name}_x5F_9",
    "numbered": lambda name: f"{name}-9",
    "illustrator": lambda name: name.replace("_", "_x5F_"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture of a shipped design, and the slots with words on it."""

    job: ResolvedJob
    slots: tuple[str, ...]


@pytest.fixture(scope="module")
def painter() -> PreviewPainter:
    """Return what paints shipped designs, in English."""
    return PreviewPainter(ProjectContext.of(load_project()))


def shown_of(project: Project) -> list[Shown]:
    """Return a picture of each design with its text slots, artboards taking turns."""
    wanted = Selection(campaigns=("wtisd-2021", "wsis-forum-2020"), languages=("en",), variants=("main",))
    turns = random.Random(13)  # noqa: S311  which artboard is looked at is no secret
    found: dict[str, list[ResolvedJob]] = {}
    for job in plan(project, wanted).stills:
        if not job.placement.is_printed:
            found.setdefault(job.design.id, []).append(job)
    return [_shown(turns.choice(jobs)) for _, jobs in sorted(found.items())]


def _shown(job: ResolvedJob) -> Shown:
    root, rules = parse_svg(job.design.drawings[job.artboard]), job.design.rules(job.artboard)
    texts = [
        slot.name for slot in slots_in(root, rules) if slot.rules.kind == "text" and not slot.rules.optional
    ]
    return Shown(job, tuple(dict.fromkeys(texts)))


def changed(job: ResolvedJob, slot: str, change: Change) -> ResolvedJob:
    """Return a job whose drawing is changed in one slot."""
    root = parse_svg(job.design.drawings[job.artboard])
    layers = [layer for layer in root.iter(f"{{{SVG}}}g") if layer_name(layer).word == slot]
    assert layers
    for layer in layers:
        change(layer, root)
    drawings = {**job.design.drawings, job.artboard: etree.tostring(root)}
    return replace(job, design=replace(job.design, drawings=drawings))


def verdict(painter: PreviewPainter, job: ResolvedJob) -> list[str]:
    """Return the errors of a changed design: those of its drawing, or else those of the finished picture."""
    only = Design(id=job.design.id, spec=job.design.spec, drawings=job.design.drawings)
    found = [
        problem
        for problem in errors_in(look_at(Drawings(only, painter.context.project.fonts)))
        if job.artboard in str(problem)
    ]
    if not found:
        fresh = PreviewPainter(ProjectContext(painter.context.project, painter.context.fonts))
        found = list(errors_in(fresh.preview(job, SEEN_AT, caps={}).problems))
    return [str(problem) for problem in found]


@pytest.mark.slow
@pytest.mark.parametrize("change", sorted(LOST))
def test_words_that_a_card_would_lose_are_told(painter: PreviewPainter, change: str) -> None:
    """In every design, for every slot that is not optional: the message names the slot or its artboard."""
    silent = []
    cases = 0
    for shown in shown_of(painter.context.project):
        composed = painter.context.compose(shown.job).layout
        with_words = {text.slot for text in composed.texts if text.text.strip()}
        for slot in shown.slots:
            if slot in with_words:
                cases += 1
                if not verdict(painter, changed(shown.job, slot, LOST[change])):
                    silent.append(f"{shown.job.key.stem}: {slot}")
    assert cases >= 20
    assert silent == []


@pytest.mark.slow
def test_words_without_a_frame_are_told_or_painted(painter: PreviewPainter) -> None:
    """Taking a frame away leaves the words in the room around their sample, or is a problem."""
    lost = []
    cases = 0
    for shown in shown_of(painter.context.project):
        composed = painter.context.compose(shown.job).layout
        with_words = {text.slot for text in composed.texts if text.text.strip()}
        for slot in with_words.intersection(shown.slots):
            cases += 1
            job = changed(shown.job, slot, _unframed)
            if not verdict(painter, job):
                fresh = ProjectContext(painter.context.project, painter.context.fonts).compose(job).layout
                if slot not in {text.slot for text in fresh.texts if text.text.strip()}:
                    lost.append(f"{shown.job.key.stem}: {slot}")
    assert cases >= 20
    assert lost == []


@pytest.mark.slow
@pytest.mark.parametrize("spelling", sorted(KEPT))
def test_names_as_tools_write_them_are_bound(painter: PreviewPainter, spelling: str) -> None:
    """The picture is that of the drawing as it is shipped."""
    cases = 0
    for shown in shown_of(painter.context.project):
        for slot in shown.slots:
            name = KEPT[spelling](slot)
            job = changed(shown.job, slot, lambda layer, _root, name=name: _rename(layer, name))  # type: ignore[misc]  # a default binds it
            only = Design(id=job.design.id, spec=job.design.spec, drawings=job.design.drawings)
            problems = [
                str(problem)
                for problem in errors_in(look_at(Drawings(only, painter.context.project.fonts)))
                if job.artboard in str(problem)
            ]
            assert problems == [], (shown.job.key.stem, name)
            cases += 1
    assert cases >= 20
