"""What kits weigh and how their files are packed, as their own manifests say."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median_low

from toolkit.deliver.kit.manifest import MANIFEST_NAME, Manifest, ManifestFile, read_manifest
from toolkit.deliver.verify.verified_files import open_kit, read
from toolkit.files import sha256_of_file
from toolkit.sources.project import Project

_KILO = 1000
_MEGA = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class KitRow:
    """A kit: how many files are in it, and its weight in bytes."""

    file: str
    files: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementTotals:
    """The files of one placement: how they were packed, and their weights and limit in bytes."""

    placement: str
    files: int
    ways: tuple[tuple[str, int], ...]
    largest_difference: float
    median: int
    heaviest: int
    limit: int | None


def kilobytes(count: int) -> str:
    """Return a weight for people: ``48 kB``, ``96.5 MB`` (SI units, as platforms count)."""
    return f"{count / _MEGA:.1f} MB" if count >= _MEGA else f"{max(1, round(count / _KILO))} kB"


def manifest_of(kit: Path) -> Manifest:
    """Read the manifest of a kit that was just packed."""
    with open_kit(kit) as files:
        (name,) = (name for name in files.names if name.endswith(f"/{MANIFEST_NAME}"))
        manifest = read_manifest(read(files, name))
    if not isinstance(manifest, Manifest):
        raise TypeError(f"{kit.name} was packed by an older toolkit")
    return manifest


def kit_rows(kits: Sequence[Path], manifests: Sequence[Manifest]) -> tuple[KitRow, ...]:
    """Return a row for each kit."""
    return tuple(
        KitRow(file=kit.name, files=len(manifest.files), bytes=kit.stat().st_size, sha256=sha256_of_file(kit))
        for kit, manifest in zip(kits, manifests, strict=True)
    )


def placement_rows(project: Project, manifests: Iterable[Manifest]) -> tuple[PlacementTotals, ...]:
    """Return a row for each placement that has files, in the order of the registry."""
    files: dict[str, list[ManifestFile]] = {}
    for manifest in manifests:
        for file in manifest.files:
            if file.placement:
                files.setdefault(file.placement, []).append(file)
    return tuple(
        _row(placement.id, files[placement.id], placement.file.image.max_bytes)
        for placement in project.placements
        if placement.id in files
    )


def _row(placement: str, files: Sequence[ManifestFile], limit: int | None) -> PlacementTotals:
    weights = sorted(file.bytes for file in files)
    ways = Counter(_way(file) for file in files)
    return PlacementTotals(
        placement=placement,
        files=len(files),
        ways=tuple(sorted(ways.items(), key=lambda item: (-item[1], item[0]))),
        largest_difference=max(_difference(file) for file in files),
        median=median_low(weights),
        heaviest=weights[-1],
        limit=limit,
    )


def _way(file: ManifestFile) -> str:
    """The kind of packing in a word or two: ``jpg``, ``png palette``, ``png exact``, ``pdf``."""
    packing = file.packing
    if packing is None:
        return file.path.rpartition(".")[2]
    if packing.colours is not None:
        return f"{packing.codec} palette"
    return f"{packing.codec} exact" if packing.is_exact else str(packing.codec)


def _difference(file: ManifestFile) -> float:
    """What is lost; 0 where nothing is, or where it was not measured."""
    return (file.packing.difference if file.packing else None) or 0.0
