"""Origins: what of a project is the workspace's own, and what is bundled."""

from collections.abc import Iterator

from toolkit.sources.project import Project
from toolkit.sources.workspace.brand import BRAND_FILE
from toolkit.sources.workspace.kit_file import KIT_FILE
from toolkit.sources.workspace.overlay import Overlay
from toolkit.sources.workspace.placement import PLACEMENTS_FILE
from toolkit.sources.workspace.placement_file import load_placements
from toolkit.sources.workspace.platforms import PLATFORMS_FILE
from toolkit.sources.workspace.typography import TYPOGRAPHY_FILE

_MERGED_FILES = frozenset({BRAND_FILE, KIT_FILE, PLACEMENTS_FILE, PLATFORMS_FILE, TYPOGRAPHY_FILE})
_MERGED_FOLDERS = frozenset({"strings"})


def origin_lines(project: Project) -> Iterator[str]:
    """Yield what a workspace adds to the bundled data or replaces, and which sample campaigns it leaves out.

    Nothing if there is no workspace: then all is bundled.
    """
    folders = project.folders
    if folders.samples:
        yield f"samples of the toolkit, not made in this workspace: {', '.join(folders.samples)}"
    if not folders.designs.is_plain or not folders.assets.is_plain or folders.samples:
        yield f"bundled data, for all that is not named here: {folders.assets.bundled.parent}"
    for overlay in (folders.designs, folders.assets):
        if not overlay.is_plain:
            yield from _entry_lines(overlay)
    if not folders.assets.is_plain:
        yield from _placement_lines(folders.assets)


def _entry_lines(overlay: Overlay) -> Iterator[str]:
    """Yield the workspace's own files of one kind; a design is one entry with all of its drawings."""
    depth = 1 if overlay.name == "designs" else None
    files = Overlay(name=overlay.name, folders=overlay.folders[:1]).files("**/*")
    names = dict.fromkeys("/".join(file.split("/")[:depth]) for file, path in files.items() if path.is_file())
    for name in names:
        origin = overlay.origin(name)
        merged = name in _MERGED_FILES or name.partition("/")[0] in _MERGED_FOLDERS
        said = "added to the bundled file" if merged and origin == "replaced" else origin
        yield f"{overlay.shown(name)}: {said}"


def _placement_lines(assets: Overlay) -> Iterator[str]:
    """Yield the placements of the workspace's own file."""
    own, bundled = (
        {row.id for row in load_placements(Overlay(name=assets.name, folders=(folder,)), [])}
        for folder in assets.folders
    )
    for name in sorted(own):
        yield f"placement {name}: {'replaced' if name in bundled else 'workspace'}"
