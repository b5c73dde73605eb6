"""`toolkit import`: exports of design tools become a design of a workspace."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from toolkit.cli.console import PROBLEMS, Talk
from toolkit.cli.options import in_that_workspace, into_workspace, talking
from toolkit.compose.svg.colours import hex_and_alpha
from toolkit.reports.importing.colours import ColourUse
from toolkit.reports.importing.file_report import FileReport
from toolkit.reports.importing.font_choices import ADD, FontUse
from toolkit.reports.importing.found_text import FoundText
from toolkit.reports.importing.importing import Import, import_files
from toolkit.sources.project import Project, read_project
from toolkit.sources.schema.messages import near_miss
from toolkit.sources.schema.models import KEBAB, kebab_of
from toolkit.sources.workspace.voices import missing_font_hint

_AS_TEXT = "export text as text (Figma: untick 'Outline text'; Illustrator: no Create Outlines)"
_SHOWN = 44  # characters of a text in the table


def _name(_context: click.Context, _parameter: click.Parameter, name: str) -> str:
    if name and not KEBAB.fullmatch(name):
        raise click.BadParameter(f"use small letters, digits and single hyphens: '{kebab_of(name)}'")
    return name


def _choices(_context: click.Context, _parameter: click.Parameter, pairs: tuple[str, ...]) -> dict[str, str]:
    choices = {}
    for pair in pairs:
        slot, equals, words = pair.partition("=")
        if not (slot.strip() and equals and words.strip()):
            raise click.BadParameter(f"'{pair}' is not SLOT=WORDS, as in --slot 'theme=Our headline'")
        choices[" ".join(words.split())] = slot.strip()
    return choices


def _families(_context: click.Context, _parameter: click.Parameter, pairs: tuple[str, ...]) -> dict[str, str]:
    families = {}
    for pair in pairs:
        font, equals, family = (part.strip() for part in pair.partition("="))
        if not (font and equals and family):
            raise click.BadParameter(f"'{pair}' is not FONT=FAMILY, as in --font 'Arial=noto-sans'")
        families[font] = family
    return families


def _tokens(_context: click.Context, _parameter: click.Parameter, pairs: tuple[str, ...]) -> dict[str, str]:
    tokens = {}
    for pair in pairs:
        colour, equals, token = (part.strip() for part in pair.partition("="))
        found = hex_and_alpha(colour)
        if not (equals and token and found):
            raise click.BadParameter(f"'{pair}' is not COLOUR=TOKEN, as in --colour '#1a1060=ground'")
        tokens[found[0]] = token
    return tokens


@click.command("import")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE.svg...",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--name", default="", callback=_name, help="What to call the design.  [default: the first file]"
)
@click.option(
    "--slot",
    "choices",
    multiple=True,
    metavar="SLOT=WORDS",
    callback=_choices,
    help="The text with these words shows this word of the copy, such as theme=…; repeatable.",
)
@click.option(
    "--font",
    "families",
    multiple=True,
    metavar="FONT=FAMILY",
    callback=_families,
    help="The family of fonts/ that stands in the place of a font that is not there; repeatable.",
)
@click.option(
    "--colour",
    "tokens",
    multiple=True,
    metavar="COLOUR=TOKEN",
    callback=_tokens,
    help="A colour of the drawing stands for a token of brand.toml, such as '#1a1060=ground'; repeatable.",
)
@click.option("--yes", "-y", is_flag=True, help="Ask nothing.")
@click.option("--json", "as_json", is_flag=True, help="Write what was found as JSON; asks nothing.")
@into_workspace
@talking
def import_(  # noqa: PLR0913  one for each option
    *,
    files: tuple[Path, ...],
    name: str,
    choices: dict[str, str],
    families: dict[str, str],
    tokens: dict[str, str],
    yes: bool,
    as_json: bool,
    workspace: Path | None,
    talk: Talk,
) -> None:
    """Make a design of one or several exports, one artboard each.

    The drawings are copied as they are; scripts and animation are taken out. A text becomes a slot by its
    name (theme, date, hashtags …), by braces in it ({{ date }}), or by saying what the copy says. All other
    texts stay as they are drawn. Importing a changed file again keeps what design.toml says.

    \b
    Examples:
      toolkit import card.svg --workspace mine
      toolkit import square.svg story.svg --name summer --workspace mine --yes
      toolkit import flyer.svg --slot "theme=Connect everyone" --workspace mine
    """
    root = workspace or Path.cwd()
    design = name or kebab_of(files[0].stem)
    project, _ = read_project(root)
    asks = not (yes or as_json) and sys.stdin.isatty()
    _must_be_there(families.values(), project)
    _must_be_tokens(tokens.values(), project)
    found = import_files(files, design, root, project, choices, families, tokens=tokens)
    if asks and not found.refused:
        choices = {**choices, **dict(_asked(found, talk))}
        families = {**dict(_asked_fonts(found, project, talk)), **families}
        tokens = {**dict(_asked_colours(found, talk)), **tokens}
        found = import_files(files, design, root, project, choices, families, tokens=tokens)
    if as_json:
        talk.document(json.dumps(_as_dict(found, root), ensure_ascii=False, indent=2))
    else:
        for report in found.reports:
            for line in report_lines(report):
                talk.result(line)
        for line in colour_lines(found.colours):
            talk.result(line)
    if found.refused:
        for report in found.reports:
            for reason in report.refused:
                talk.error(f"{report.file}: {reason}")
        sys.exit(PROBLEMS)
    found.write()
    talk.problems(found.problems)
    if not as_json:
        talk.note(
            f"designs/{design}/ is written. Look at it with: "
            f"toolkit sheet{in_that_workspace(workspace)} -d {design} -p {found.placement} --safe "
            "-o look.html"
        )


def _asked(found: Import, talk: Talk) -> Iterator[tuple[str, str]]:
    """Ask which words of the copy the larger texts stand for; an empty answer leaves one as drawn."""
    for report in found.reports:
        loose = sorted((text for text in report.texts if not text.slot), key=lambda text: -text.size)
        for text in loose[:5]:
            talk.note(f"{report.file}: '{_cut(text.words)}' is in no slot.")
            answer = click.prompt("  its slot (Enter: stays as drawn)", default="", show_default=False)
            if answer.strip():
                yield text.words, answer.strip()


def _asked_fonts(found: Import, project: Project, talk: Talk) -> Iterator[tuple[str, str]]:
    """Ask what stands in the place of each font that is not there; an empty answer takes the nearest."""
    fonts = {
        font.family: font.instead for report in found.reports for font in report.fonts if not font.at_hand
    }
    for font, nearest in fonts.items():
        talk.note(f"The font '{font}' is not in fonts/. {ADD} adds it.")
        while True:
            family = click.prompt("  the family in its place", default=nearest).strip()
            if project.fonts is None or project.fonts.family_called(family):
                yield font, family
                break
            talk.note(f"  There is no family '{family}' in fonts/.")


def _asked_colours(found: Import, talk: Talk) -> Iterator[tuple[str, str]]:
    """Ask whether colours that are near to a token are meant for it."""
    for one in found.colours:
        if not one.is_taken:
            talk.note(f"The colour {one.colour} is near the token '{one.token}' ({one.literal}).")
            if click.confirm("  Shall palettes change it with that token?", default=False):
                yield one.colour, one.token


def colour_lines(colours: Iterable[ColourUse]) -> Iterator[str]:
    """Yield a line for each colour of the drawings that is a token, or near to one."""
    for one in colours:
        if one.is_exact:
            yield f"  colour {one.colour}: the token '{one.token}'; each campaign's palette takes its place"
        elif one.is_taken:
            yield f"  colour {one.colour}: stands for the token '{one.token}' ({one.literal})"
        else:
            yield (
                f"  colour {one.colour}: stays as drawn; it is near the token '{one.token}' ({one.literal}): "
                f"--colour '{one.colour}={one.token}' lets palettes change it"
            )


def _must_be_tokens(tokens: Iterable[str], project: Project) -> None:
    """Refuse a token that is not in `brand.toml`, before anything is read."""
    known = list(project.brand.tokens)
    for token in tokens:
        if token not in known:
            near = near_miss(token, known)
            hint = f"did you mean '{near}'?" if near else f"tokens are {', '.join(known)}"
            raise click.BadParameter(f"there is no token '{token}': {hint}", param_hint="--colour")


def _must_be_there(families: Iterable[str], project: Project) -> None:
    """Refuse a family that is not in `fonts/`, before anything is read."""
    for family in families:
        if project.fonts is not None and project.fonts.family_called(family) is None:
            hint = missing_font_hint(family, project.fonts)
            raise click.BadParameter(f"there is no family '{family}' in fonts/: {hint}", param_hint="--font")


def _as_dict(found: Import, root: Path) -> dict[str, object]:
    written = [] if found.refused else [path.relative_to(root).as_posix() for path in found.files]
    return {
        "design": found.design,
        "files": [report.as_dict() for report in found.reports],
        "written": written,
        "colours": [one.as_dict() for one in found.colours],
        "problems": [str(problem) for problem in found.problems],
    }


def report_lines(report: FileReport) -> Iterator[str]:
    """Yield what became of one file, a line for each of its texts."""
    if report.refused:
        return
    yield f"{report.file} → {report.artboard} ({report.size})"
    for text in report.texts:
        yield f"  {_cut(text.words):<{_SHOWN}}  {text.size:>6.4g}  {_became(text)}"
    for font in report.fonts:
        yield f"  font {font.family}: {_font(font)}"
    for word in report.outlined:
        yield f"  {word}: its words are outlines, so it is no slot; {_AS_TEXT}"
    for picture in report.pictures.embedded:
        yield f"  picture {picture}: embedded"
    for picture in report.pictures.changed:
        yield f"  picture {picture}"
    for what in report.added:
        yield f"  added: {what}"
    for what in report.taken_out:
        yield f"  taken out: {what}"
    if report.serves:
        ends = "".join(f"; {end}" for end in report.ends)
        yield f"  serves shapes from {report.serves[0]:g} to {report.serves[1]:g} (width / height){ends}"


def _font(font: FontUse) -> str:
    if font.at_hand:
        return f"at hand, but design.toml puts '{font.instead}' in its place" if font.instead else "at hand"
    where = f" ({', '.join(font.layers[:4])})" if font.layers else ""
    return (
        f"is not in fonts/{where}; '{font.instead}' stands in its place. "
        f"To have it: {ADD}, then delete its line under [fonts] in design.toml"
    )


def _became(text: FoundText) -> str:
    if not text.slot:
        return f"stays as drawn ({text.language})"
    shows = f" = {text.value}" if text.value else ""
    pieces = f", {len(text.parts)} pieces put together" if text.parts else ""
    font = text.family or "Noto Sans"
    outlines = f"; was outlines, is text in '{font}' again" if text.live is not None else ""
    return f"{text.slot}{shows} ({text.reason}{pieces}{outlines})"


def _cut(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
