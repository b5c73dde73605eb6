"""Groups: one size for a slot in all languages or rows of a placement, where the design asks for it."""

from collections.abc import Iterator, Mapping, Sequence

from toolkit.compose.layout import Layout
from toolkit.pipeline.jobs import DrawingKey, ResolvedJob

_Key = tuple[object, ...]
_MEANINGFUL = 1e-6


def common_sizes(pictures: Sequence[tuple[ResolvedJob, Layout]]) -> dict[int, dict[str, float]]:
    """Return, by index of the picture, the slots that must be set smaller, and the common size.

    A group is as large as its longest text allows; pictures that are that large already are left out.
    """
    groups: dict[DrawingKey, Mapping[str, str]] = {}
    found: list[tuple[int, _Key, float]] = []
    for index, (job, layout) in enumerate(pictures):
        if job.drawing not in groups:
            groups[job.drawing] = _groups(job)
        found.extend((index, key, size) for key, size in _grouped(groups[job.drawing], job, layout))
    sizes: dict[_Key, float] = {}
    for _, key, size in found:
        sizes[key] = min(size, sizes.get(key, size))
    caps: dict[int, dict[str, float]] = {}
    for index, key, size in found:
        if sizes[key] < size - _MEANINGFUL:
            caps.setdefault(index, {})[str(key[0])] = sizes[key]
    return caps


def has_groups(job: ResolvedJob) -> bool:
    """Tell whether the size of a slot may depend on other pictures."""
    return bool(_groups(job))


def _groups(job: ResolvedJob) -> dict[str, str]:
    """The groups of slots, by slot."""
    return {name: rule.group for name, rule in job.design.rules(job.artboard).items() if rule.group}


def _grouped(groups: Mapping[str, str], job: ResolvedJob, layout: Layout) -> Iterator[tuple[_Key, float]]:
    """Yield (group, size) for every slot of a picture that belongs to a group."""
    if not groups:
        return
    shape = (job.drawing, job.key.partner, layout.size, layout.safe, layout.avoid)
    for text in layout.texts:
        if group := groups.get(text.slot, ""):
            language = None if "languages" in group else job.key.language
            row = None if "rows" in group else job.key.row
            yield (text.slot, *shape, language, row), text.size
