"""Importing exports: one design of one or several files, written whole or not at all."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

import tomlkit

from toolkit.compose.svg.layer_names import layer_name
from toolkit.compose.svg.tool_names import folded, without_copy_suffix
from toolkit.errors import Problem, ProblemsError, errors_in
from toolkit.files import write_atomic
from toolkit.pipeline.drawing_gate import lacks_ground
from toolkit.pipeline.validation import Drawings, look_at
from toolkit.reports.importing.cleaning import GROUND_ADDED, add_ground
from toolkit.reports.importing.colours import ColourUse, colours_of
from toolkit.reports.importing.design_toml import Board, design_toml, families_for, placement_served
from toolkit.reports.importing.earlier import Earlier, earlier_design
from toolkit.reports.importing.export_file import ExportFile, mended, read_exports
from toolkit.reports.importing.file_report import FileReport
from toolkit.reports.importing.font_choices import fonts_of
from toolkit.reports.importing.shapes import Shapes, ends_of, shapes_served
from toolkit.reports.importing.slot_matching import Decisions, Known, match, slots_of
from toolkit.sources.project import Project
from toolkit.sources.schema.models import kebab_of, record_of
from toolkit.sources.workspace.design import DESIGN_FILE, Design, DesignFile, design_place
from toolkit.sources.workspace.fonts import NO_FONTS, FontStacks
from toolkit.svg.document import Element
from toolkit.svg.parser import SvgError
from toolkit.typeset import FontLibrary

_SHAPES: Final = ((0.62, "story"), (0.87, "portrait"), (1.2, "square"), (1.85, "landscape"), (2.4, "card"))
_NONE: Final[Mapping[str, str]] = {}
_Served = Mapping[str, Shapes | None]
"""By artboard: the shapes that a drawing without pins was found to serve; none for one that has pins."""


@dataclass(frozen=True, slots=True)
class Import:
    """A design that was made of exports: its reports, the files to write, and what is still to be mended."""

    design: str
    reports: tuple[FileReport, ...]
    files: Mapping[Path, bytes]
    problems: tuple[Problem, ...]
    colours: tuple[ColourUse, ...] = ()
    """Colours of the drawings that are tokens of the brand, or near to one."""
    placement: str = ""
    """One that the design serves, to look at it."""

    @property
    def refused(self) -> bool:
        """Whether a file cannot be part of a design, so that nothing is written."""
        return any(report.refused for report in self.reports)

    def write(self) -> None:
        """Write the drawings, then `design.toml`, each whole."""
        for path, data in self.files.items():
            write_atomic(path, data)


def import_files(
    paths: Sequence[Path],
    name: str,
    workspace: Path,
    project: Project,
    choices: Mapping[str, str],
    families: Mapping[str, str] = _NONE,
    *,
    tokens: Mapping[str, str] = _NONE,
) -> Import:
    """Make a design of exports; nothing is written yet.

    `choices` are slots by words of a text, as a person decided, `families` what stands in the place of
    families that are not at hand, `tokens` what colours stand for. Raises `ProblemsError` for a `design.toml`
    of before that cannot be read.
    """
    folder = workspace / "designs" / name
    earlier = earlier_design(folder)
    exports, refusals = _read(paths, project)
    boards = dict(zip(_artboard_names(exports, folder), exports, strict=True))
    known = Known.of(project, earlier.slots)
    for board, export in boards.items():
        export.texts = match(export.texts, known, Decisions.of(earlier, board, choices))
    stacks = project.fonts or NO_FONTS
    instead = {**earlier.fonts, **families}
    reports = [*refusals, *(_report(*row, stacks, known, instead) for row in boards.items())]
    if not exports or any(report.refused for report in reports):
        return Import(name, tuple(reports), {}, ())
    colours = colours_of(
        (export.plain for export in boards.values()),
        project.brand,
        {**earlier.colours, **tokens},
        is_new=not earlier.text,
    )
    written = partial(_design_text, name, earlier, boards, reports, project, colours=colours)
    text, shapes = _measured_text(name, boards, project, written)
    drawings, added = _with_grounds(
        _design(name, text, {b: mended(export) for b, export in boards.items()}), boards
    )
    spans = _spec(name, text).artboards
    reports = [
        replace(
            report,
            added=(*added.get(report.artboard, ()), *_no_more(earlier, report.artboard, text)),
            serves=(spans[report.artboard].min_aspect, spans[report.artboard].max_aspect),
            ends=() if boards[report.artboard].is_physical else ends_of(shapes[report.artboard]),
        )
        for report in reports
    ]
    files = {folder / f"{board}.svg": data for board, data in drawings.items()}
    others = {board: folder / f"{board}.svg" for board in _spec(name, text).artboards}
    present = {b: path.read_bytes() for b, path in others.items() if b not in drawings and path.is_file()}
    design = _design(name, text, {**drawings, **present})
    problems = tuple(dict.fromkeys(look_at(Drawings(design, stacks))))
    files[folder / DESIGN_FILE] = text.encode()
    shown = placement_served(design.spec, project.placements)
    return Import(name, tuple(reports), files, problems, colours, shown)


def _read(paths: Sequence[Path], project: Project) -> tuple[list[ExportFile], list[FileReport]]:
    """Read exports, and tell which of them cannot be part of a design."""
    fonts = FontLibrary(project.folders.fonts, project.fonts) if project.fonts else None
    exports: list[ExportFile] = []
    refusals: list[FileReport] = []
    for path in paths:
        try:
            exports += read_exports(path, fonts)
        except SvgError as error:
            refusals.append(FileReport(path.name, refused=(str(error),)))
    return exports, refusals


def _measured_text(
    name: str,
    boards: Mapping[str, ExportFile],
    project: Project,
    written: Callable[[_Served], str],
) -> tuple[str, _Served]:
    """Return the text of `design.toml`, and the shapes that each drawing without pins was found to serve.

    `written` makes the text of shapes; what these are is measured of a design that does not know them yet.
    """
    design = _design(name, written({}), {board: mended(export) for board, export in boards.items()})
    fonts = FontLibrary(project.folders.fonts, project.fonts) if project.fonts else None
    shapes = {board: shapes_served(design, board, project.placements, fonts) for board in boards}
    return written(shapes), shapes


def _design_text(
    name: str,
    earlier: Earlier,
    boards: Mapping[str, ExportFile],
    reports: Sequence[FileReport],
    project: Project,
    shapes: _Served,
    *,
    colours: Sequence[ColourUse],
) -> str:
    rows = [replace(_board(export, board), shapes=shapes.get(board)) for board, export in boards.items()]
    return design_toml(
        earlier.text,
        _title(name),
        rows,
        families_for(rows, project.placements),
        colours,
        {font.family: font.instead for report in reports for font in report.fonts if not font.at_hand},
    )


def _with_grounds(
    design: Design, boards: Mapping[str, ExportFile]
) -> tuple[dict[str, bytes], dict[str, tuple[str, ...]]]:
    """Return the drawings to write, each with a ground, and which of them lacked one."""
    drawings = dict(design.drawings)
    added: dict[str, tuple[str, ...]] = {}
    for board, export in boards.items():
        if not design.spec.transparent and lacks_ground(design, board):
            add_ground(export.raw)
            export.is_part = True
            drawings[board] = mended(export)
            added[board] = (GROUND_ADDED,)
    return drawings, added


def _no_more(earlier: Earlier, board: str, text: str) -> Iterator[str]:
    """Say which slots of before an artboard has no text for any more."""
    if board in earlier.drawings:
        before = _spec(board, earlier.text).artboards.get(board)
        now = _spec(board, text).artboards[board]
        for slot in now.omits:
            if before is not None and slot not in before.omits:
                yield f'omits = ["{slot}"] under [artboards.{board}], because no text shows it any more'


def _artboard_names(exports: Sequence[ExportFile], folder: Path) -> list[str]:
    """Name artboards by their files where these say it, or else by their shapes; each name once."""
    taken: Counter[str] = Counter()
    several = len({export.path for export in exports}) > 1
    names = []
    for export in exports:
        stem = kebab_of(export.path.stem)
        is_named = (folder / f"{stem}.svg").is_file() or several
        own = kebab_of(export.name) if any(sign.isascii() and sign.isalnum() for sign in export.name) else ""
        name = own or (stem if is_named else _shape(export))
        taken[name] += 1
        names.append(name if taken[name] == 1 else f"{name}-{taken[name]}")
    return names


def _shape(export: ExportFile) -> str:
    if export.is_physical:
        return "page"
    aspect = export.canvas.width / export.canvas.height
    return next((name for most, name in _SHAPES if aspect < most), "banner")


def _title(name: str) -> str:
    return name.replace("-", " ").capitalize()


def _board(export: ExportFile, name: str) -> Board:
    return Board(
        name=name,
        canvas=export.canvas,
        is_print=export.is_physical,
        slots=dict(slots_of(export.texts)),
        codes=tuple(_codes(export.plain)),
        kept=[text for text in export.texts if not text.slot],
        layers={folded(without_copy_suffix(layer_name(node).word)) for node in export.plain.iter("*")},
    )


def _codes(plain: Element) -> Iterator[str]:
    """Yield the slots for codes that a drawing names; other pictures are part of the drawing."""
    for node in plain.iter("*"):
        if folded(without_copy_suffix(layer_name(node).word)) == "qr":
            yield "qr"
            return


def _report(
    board: str, export: ExportFile, stacks: FontStacks, known: Known, instead: Mapping[str, str]
) -> FileReport:
    return FileReport(
        file=export.path.name,
        artboard=board,
        size=f"{export.canvas.width:g} × {export.canvas.height:g}",
        texts=tuple(export.texts),
        fonts=fonts_of(export.plain, stacks, instead),
        taken_out=tuple(export.taken_out),
        outlined=tuple(_outlined(export, known)),
        pictures=export.pictures,
        refused=tuple(export.pictures.lost),
    )


def _outlined(export: ExportFile, known: Known) -> Iterator[str]:
    """Yield the words of the copy that a layer of outlines is named after, or spells in braces."""
    bound = {text.slot for text in export.texts}
    for word in dict.fromkeys(export.outlined):
        name = word.strip("{} ")
        plain = folded(without_copy_suffix(name))
        if plain in known.names and plain not in bound and plain != "qr":
            yield plain


def _spec(name: str, text: str) -> DesignFile:
    """Read the `design.toml` to write; raise `ProblemsError` for one that is broken by what was in it."""
    problems: list[Problem] = []
    spec = record_of(DesignFile, tomlkit.parse(text).unwrap(), design_place(name).file, problems)
    if spec is None or errors_in(problems):
        raise ProblemsError(problems)
    return spec


def _design(name: str, text: str, drawings: Mapping[str, bytes]) -> Design:
    return Design(id=name, spec=_spec(name, text), drawings=drawings)
