"""The read-me of a kit: what is inside, how to post, what is official, emblems, licence, checking."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.deliver.kit.asset import Asset, Kit
from toolkit.deliver.kit.posts import PlatformPosts
from toolkit.languages import Language

_POSTING_STEPS = 6
_RULE = "=" * 72
_LEFT_TO_RIGHT = "\u200e"  # LEFT-TO-RIGHT MARK
_THIN_RULE = "-" * 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of the read-me; `files` are (path, what it is), `command` is to be typed as it stands."""

    title: str
    paragraphs: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    command: str = ""


def sections_of(kit: Kit) -> tuple[Section, ...]:
    """Return the sections of the read-me in the language of the kit."""
    words = kit.words

    def paragraphs(*keys: str) -> tuple[str, ...]:
        return tuple(words(key) for key in keys)

    steps = (f"posting_{step}" for step in range(1, _POSTING_STEPS + 1))
    moves = ("posting_moving",) if any(asset.is_moving for asset in kit.assets) else ()
    return (
        Section(title=words("inside_title"), files=tuple(_inside(kit))),
        Section(title=words("posting_title"), steps=paragraphs(*steps, *moves)),
        Section(
            title=words("official_title"), paragraphs=paragraphs("official_1", "official_2", "official_3")
        ),
        Section(title=words("emblems_title"), paragraphs=paragraphs("emblems_1", "emblems_2", "emblems_3")),
        Section(title=words("code_title"), paragraphs=paragraphs("code_1"), command=kit.link),
        Section(title=words("licence_title"), paragraphs=paragraphs("licence_1", "licence_2")),
        Section(
            title=words("check_title"), paragraphs=paragraphs("check_1"), command="sha256sum -c SHA256SUMS"
        ),
    )


def readme_text(kit: Kit) -> bytes:
    """Return ``README.txt``: the same as the page, for any text editor."""
    heading = (kit.theme, *((f"({kit.theme_mark})",) if kit.theme_mark else ()), kit.title, kit.date)
    disclaimer = (kit.words.disclaimer, "") if kit.disclaimer else ()
    body = (line for section in sections_of(kit) for line in _section_lines(section, kit.words.language))
    return _lines_to_bytes((*heading, _RULE, "", *disclaimer, *body, *_note_lines(kit)))


def texts_notice(kit: Kit) -> bytes:
    """Return ``licences/TEXTS.txt``: every text with its standing and its source."""
    return _lines_to_bytes(_note_lines(kit))


def captions_text(kit: Kit, platform: PlatformPosts) -> bytes:
    """Return ``captions/<platform>.txt``: for each post its files, caption and alt text, ready to copy."""
    words = kit.words
    heading = f"{platform.name} – {words('caption')}{words('comma')}{words('alt_text')}"
    lines = [heading, kit.theme, kit.title, kit.date, ""]
    for number, post in enumerate(platform.posts, 1):
        standing = words("official") if post.official else words("unofficial")
        lines += [_RULE, f"{number}. {post.title}", standing, ""]
        lines += [f"{words('pictures')}:", *(f"  {_named(asset, kit)}" for asset in post.assets), ""]
        said = post.words
        length = words("caption_length", length=str(said.caption_length), limit=str(said.caption_limit))
        caption = (f"{words('caption')} – {length}", _THIN_RULE, said.caption, _THIN_RULE)
        lines += [*(caption if said.caption else (words("no_caption"),)), ""]
        lines += [words("alt_text"), _THIN_RULE, said.alt_text, _THIN_RULE, ""]
    return _lines_to_bytes(lines)


def _named(asset: Asset, kit: Kit) -> str:
    moving = kit.words("brackets", text=kit.words("moving")) if asset.is_moving else ""
    return f"{asset.path} {moving}".rstrip()


def _inside(kit: Kit) -> Iterator[tuple[str, str]]:
    """Yield the files and folders that are really there."""
    kinds = {asset.kind for asset in kit.assets}
    there = {
        "images/": "image" in kinds,
        "captions/": "image" in kinds,
        "print/": "print" in kinds,
        "qr/": "qr" in kinds,
    }
    for path, key in (
        ("index.html", "inside_index"),
        ("images/", "inside_images"),
        ("captions/", "inside_captions"),
        ("print/", "inside_print"),
        ("qr/", "inside_qr"),
        ("licences/", "inside_licences"),
        ("manifest.json", "inside_manifest"),
        ("SHA256SUMS", "inside_checksums"),
    ):
        if there.get(path, True):
            yield path, kit.words(key)


def _section_lines(section: Section, language: Language) -> Iterator[str]:
    yield from (section.title, "-" * len(section.title))
    yield from section.paragraphs
    yield from (f"{number}. {step}" for number, step in enumerate(section.steps, 1))
    for path, text in section.files:
        # Without it an editor that runs from right to left shows "images/" as "/images".
        yield from (f"{path}{_LEFT_TO_RIGHT}" if language.is_rtl else path, f"    {text}")
    if section.command:
        yield from ("", f"    {section.command}")
    yield ""


def _note_lines(kit: Kit) -> Iterator[str]:
    words = kit.words
    yield from (words("texts_and_sources"), _RULE, "")
    for note in kit.notes:
        yield from (f"{note.label}{words('colon')}{note.text}", f"  {note.mark or words('official')}")
        yield from (f"  {words('source')}{words('colon')}{note.source}", "")


def _lines_to_bytes(lines: Iterable[str]) -> bytes:
    return ("\n".join(lines).rstrip() + "\n").encode()
