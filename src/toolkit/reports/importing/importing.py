"""Importing exports: one design of one or several files, written whole or not at all."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import tomlkit
from tomlkit.exceptions import TOMLKitError

from toolkit.compose.artboard.slots import words_of
from toolkit.compose.svg.layer_names import layer_name
from toolkit.compose.svg.svgdoc import parse_svg
from toolkit.compose.svg.tool_names import folded, without_copy_suffix
from toolkit.errors import Problem, ProblemsError, errors_in
from toolkit.files import write_atomic
from toolkit.pipeline.validation import Drawings, look_at
from toolkit.reports.importing.design_toml import Board, design_toml, families_for
from toolkit.reports.importing.export_file import ExportFile, mended, read_exports
from toolkit.reports.importing.file_report import FileReport
from toolkit.reports.importing.font_choices import fonts_of
from toolkit.reports.importing.slot_matching import Known, match, slots_of
from toolkit.sources.project import Project
from toolkit.sources.schema.models import kebab_of, record_of
from toolkit.sources.workspace.design import DESIGN_FILE, Design, DesignFile, design_place
from toolkit.sources.workspace.fonts import NO_FONTS, FontStacks
from toolkit.svg.document import Element, svg_tag
from toolkit.svg.parser import SvgError
from toolkit.typeset import FontLibrary

_SHAPES: Final = ((0.62, "story"), (0.87, "portrait"), (1.2, "square"), (1.85, "landscape"), (2.4, "card"))
_NONE: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Import:
    """A design that was made of exports: its reports, the files to write, and what is still to be mended."""

    design: str
    reports: tuple[FileReport, ...]
    files: Mapping[Path, bytes]
    problems: tuple[Problem, ...]

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
) -> Import:
    """Make a design of exports; nothing is written yet.

    `choices` are slots by words of a text, as a person decided, `families` what stands in the place of
    families that are not at hand. Raises `ProblemsError` for a `design.toml` of before that cannot be read.
    """
    fonts = FontLibrary(project.folders.fonts, project.fonts) if project.fonts else None
    folder = workspace / "designs" / name
    before = _text_of(folder / DESIGN_FILE)
    kept = {**_decided(folder), **choices}
    instead = {**_fonts_before(before), **families}
    known = Known.of(project)
    exports: list[ExportFile] = []
    reports: list[FileReport] = []
    for path in paths:
        try:
            pages = read_exports(path, fonts)
        except SvgError as error:
            reports.append(FileReport(path.name, refused=(str(error),)))
            continue
        for export in pages:
            match(export.texts, known, kept)
        exports += pages
    names = _artboard_names(exports, folder)
    reports += [
        _report(export, board, project.fonts or NO_FONTS, known, instead)
        for export, board in zip(exports, names, strict=True)
    ]
    if not exports or any(report.refused for report in reports):
        return Import(name, tuple(reports), {}, ())
    boards = [_board(export, board) for export, board in zip(exports, names, strict=True)]
    text = design_toml(
        before,
        _title(name),
        boards,
        families_for(boards, project.placements),
        _token_colours(exports, project),
        {font.family: font.instead for report in reports for font in report.fonts if not font.at_hand},
    )
    files = {folder / f"{board}.svg": mended(export) for export, board in zip(exports, names, strict=True)}
    problems = _problems(name, text, folder, files, project.fonts or NO_FONTS)
    return Import(name, tuple(reports), {**files, folder / DESIGN_FILE: text.encode()}, problems)


def _text_of(path: Path) -> str:
    if not path.is_file():
        return ""
    text = path.read_text(encoding="utf-8")
    try:
        tomlkit.parse(text)
    except TOMLKitError as error:
        place = design_place(path.parent.name)
        raise ProblemsError(
            [Problem(trail=(place,), message=f"is not TOML: {error}", hint="mend it first")]
        ) from error
    return text


def _fonts_before(text: str) -> dict[str, str]:
    """Return what a design.toml of before says of families that are not at hand."""
    found = tomlkit.parse(text).unwrap().get("fonts", {}) if text else {}
    return {str(name): str(family) for name, family in found.items()} if isinstance(found, dict) else {}


def _decided(folder: Path) -> dict[str, str]:
    """Return the slots that texts of the drawings of before have, by the words of the texts."""
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*.svg")):
        try:
            root = parse_svg(path.read_bytes())
        except (SvgError, OSError):
            continue
        for text in root.iter(svg_tag("text")):
            words, word = " ".join(words_of(text).split()), layer_name(text).word
            if words and word and word != words and text.get("id") != word:
                found[words] = word
    return found


def _artboard_names(exports: Sequence[ExportFile], folder: Path) -> list[str]:
    """Name artboards by their files where these say it, or else by their shapes; each name once."""
    taken: Counter[str] = Counter()
    several = len({export.path for export in exports}) > 1
    names = []
    for export in exports:
        stem = kebab_of(export.path.stem)
        name = stem if (folder / f"{stem}.svg").is_file() or several else _shape(export)
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
    )


def _codes(plain: Element) -> Iterator[str]:
    """Yield the slots for codes that a drawing names; other pictures are part of the drawing."""
    for node in plain.iter("*"):
        if folded(without_copy_suffix(layer_name(node).word)) == "qr":
            yield "qr"
            return


def _report(
    export: ExportFile, board: str, stacks: FontStacks, known: Known, instead: Mapping[str, str]
) -> FileReport:
    return FileReport(
        file=export.path.name,
        artboard=board,
        size=f"{export.canvas.width:g} × {export.canvas.height:g}",
        texts=tuple(export.texts),
        fonts=fonts_of(export.plain, stacks, instead),
        taken_out=tuple(export.taken_out),
        outlined=tuple(_outlined(export, known)),
        embedded=tuple(export.embedded),
    )


def _outlined(export: ExportFile, known: Known) -> Iterator[str]:
    """Yield the words of the copy that a layer of outlines is named after, or spells in braces."""
    bound = {text.slot for text in export.texts}
    for word in dict.fromkeys(export.outlined):
        name = word.strip("{} ")
        plain = folded(without_copy_suffix(name))
        if plain in known.names and plain not in bound and plain != "qr":
            yield plain


def _token_colours(exports: Sequence[ExportFile], project: Project) -> dict[str, str]:
    """Return the colours of the drawings that are tokens of the brand, with their tokens."""
    tokens = {colour: name for name, colour in project.brand.tokens.items()}
    used = {
        str(node.get(name, "")).lower()
        for export in exports
        for node in export.plain.iter("*")
        for name in ("fill", "stroke", "stop-color")
    }
    return {colour: tokens[colour] for colour in sorted(used) if colour in tokens}


def _problems(
    name: str, text: str, folder: Path, files: Mapping[Path, bytes], stacks: FontStacks
) -> tuple[Problem, ...]:
    """Return what `toolkit check` will say of the design; raises `ProblemsError` for a broken design.toml."""
    problems: list[Problem] = []
    spec = record_of(DesignFile, tomlkit.parse(text).unwrap(), design_place(name).file, problems)
    if spec is None or errors_in(problems):
        raise ProblemsError(problems)
    drawings = {path.stem: data for path, data in files.items()}
    for board in spec.artboards:
        path = folder / f"{board}.svg"
        if board not in drawings and path.is_file():
            drawings[board] = path.read_bytes()
    design = Design(id=name, spec=spec, drawings=drawings)
    return tuple(dict.fromkeys((*problems, *look_at(Drawings(design, stacks)))))
