"""Groups: one size for a slot in all languages or rows of a placement, where the design asks for it."""

from collections.abc import Iterator, Mapping, Sequence

from toolkit.pipeline.laidout import LaidOut
from toolkit.sources.project import Project

_Key = tuple[object, ...]
_MEANINGFUL = 1e-6


def caps_for(project: Project, laid_out: Sequence[LaidOut]) -> dict[int, dict[str, float]]:
    """Return, by index of the picture, the slots that must be set smaller, and the common size.

    A group is as large as its longest text allows; pictures that are that large already are left out.
    """
    sizes: dict[_Key, float] = {}
    for picture in laid_out:
        for key, size in _grouped(project, picture):
            sizes[key] = min(size, sizes.get(key, size))
    caps: dict[int, dict[str, float]] = {}
    for index, picture in enumerate(laid_out):
        for key, size in _grouped(project, picture):
            if sizes[key] < size - _MEANINGFUL:
                caps.setdefault(index, {})[str(key[0])] = sizes[key]
    return caps


def _grouped(project: Project, picture: LaidOut) -> Iterator[tuple[_Key, float]]:
    """Yield (group, size) for every slot of a picture that belongs to a group."""
    job, layout = picture.picture.first, picture.layout
    design = project.design(job.design)
    rules: Mapping[str, object] = {}
    if design is not None:
        rules = {name: rule.group for name, rule in design.rules(job.artboard).items() if rule.group}
    shape = (job.campaign, job.design, job.variant, job.artboard, layout.size, layout.safe, layout.avoid)
    for text in layout.texts:
        group = str(rules.get(text.slot, ""))
        if group:
            language = "" if "languages" in group else job.language
            row = "" if "rows" in group else job.row
            yield (text.slot, *shape, language, row), text.size
