"""Groups: one size for a slot in all languages or rows of a placement, where the design asks for it."""

from collections.abc import Iterator, Mapping, Sequence

from toolkit.compose.layout import Layout
from toolkit.pipeline.layout.results import LayoutResult
from toolkit.pipeline.plan import Job
from toolkit.sources.project import Project

_Key = tuple[object, ...]
_MEANINGFUL = 1e-6


def caps_for(project: Project, laid_out: Sequence[LayoutResult]) -> dict[int, dict[str, float]]:
    """Return, by index of the picture, the slots that must be set smaller, and the common size."""
    return common_sizes(project, [(picture.picture.first, picture.layout) for picture in laid_out])


def common_sizes(project: Project, pictures: Sequence[tuple[Job, Layout]]) -> dict[int, dict[str, float]]:
    """Return, by index of the picture, the slots that must be set smaller, and the common size.

    A group is as large as its longest text allows; pictures that are that large already are left out.
    """
    groups: dict[tuple[str, str], Mapping[str, str]] = {}
    found: list[tuple[int, _Key, float]] = []
    for index, (job, layout) in enumerate(pictures):
        artboard = (job.design, job.artboard)
        if artboard not in groups:
            groups[artboard] = _groups(project, job)
        found.extend((index, key, size) for key, size in _grouped(groups[artboard], job, layout))
    sizes: dict[_Key, float] = {}
    for _, key, size in found:
        sizes[key] = min(size, sizes.get(key, size))
    caps: dict[int, dict[str, float]] = {}
    for index, key, size in found:
        if sizes[key] < size - _MEANINGFUL:
            caps.setdefault(index, {})[str(key[0])] = sizes[key]
    return caps


def has_groups(project: Project, job: Job) -> bool:
    """Tell whether the size of a slot may depend on other pictures."""
    return bool(_groups(project, job))


def _groups(project: Project, job: Job) -> dict[str, str]:
    """The groups of slots, by slot."""
    design = project.design(job.design)
    rules = design.rules(job.artboard) if design else {}
    return {name: rule.group for name, rule in rules.items() if rule.group}


def _grouped(groups: Mapping[str, str], job: Job, layout: Layout) -> Iterator[tuple[_Key, float]]:
    """Yield (group, size) for every slot of a picture that belongs to a group."""
    if not groups:
        return
    shape = (job.campaign, job.design, job.variant, job.artboard, layout.size, layout.safe, layout.avoid)
    for text in layout.texts:
        if group := groups.get(text.slot, ""):
            language = "" if "languages" in group else job.language
            row = "" if "rows" in group else job.row
            yield (text.slot, *shape, language, row), text.size
