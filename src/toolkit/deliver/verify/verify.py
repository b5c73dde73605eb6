"""Verifying a kit: everything there, unaltered, of the right size, and every QR code leads where it says.

A kit may come from anywhere, so it is read as hostile: nothing is unpacked to disk; structure, names and
sizes are checked before anything is read; and no file is read beyond the limit of its kind. Decoding pictures
can still cost time and memory: `worker` does it in a process that may be ended.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.deliver.kit.archive import digest_of
from toolkit.deliver.kit.manifest import MANIFEST_NAME
from toolkit.deliver.verify.lists import (
    ListedFile,
    Lists,
    ListsError,
    fault_of_caption,
    faults_of_lists,
    lists_in,
)
from toolkit.deliver.verify.media import faults_of_picture, faults_of_text
from toolkit.deliver.verify.verified_files import VerifiedFiles, open_kit, read
from toolkit.deliver.verify.zip_structure import ArchiveError
from toolkit.errors import Place, Problem

_NOTHING_YET = -1
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class KitFault:
    """What is wrong with an entry of a kit, or with all of it (then `entry` is empty), and what to do."""

    entry: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """The next file to be looked at: its place in the manifest, and its path."""

    number: int
    path: str


Step = KitFault | Looking


def verify_kit(path: Path) -> list[Problem]:
    """Return everything that is wrong with a kit; an empty list means that it is whole and unaltered.

    The kit is a ZIP archive, or the folder that one was unpacked into. Checked are: structure, names and
    sizes in the archive; that ``manifest.json``, ``SHA256SUMS`` and the files agree, with nothing missing and
    nothing extra; format and pixels of every picture; that every QR code decodes to the address the manifest
    claims, and no picture has another; that every picture has an alt text, and its caption is where it should
    be.

    Pictures are decoded in this process, without limits of time: for kits of strangers, ask a `Worker`.
    """
    return problems_of(path, (step for step in steps_of(path) if isinstance(step, KitFault)))


def problems_of(path: Path, faults: Iterable[KitFault]) -> list[Problem]:
    """Return the faults of a kit as problems, sorted, each once."""
    place = path.name or str(path.resolve())
    return sorted(
        {
            Problem(trail=(Place(file=place, at=fault.entry),), message=fault.message, hint=fault.hint)
            for fault in faults
        }
    )


def steps_of(path: Path, *, after: int = _NOTHING_YET) -> Iterator[Step]:
    """Yield the faults of a kit as they are found, and every file before it is looked at.

    After the loss of a process, whoever knows what was found goes on `after` the file that it was at.
    """
    try:
        with open_kit(path) as files:
            structure = [KitFault(entry=entry, message=message) for entry, message in files.faults()]
            if structure:
                yield from structure
                return
            lists = lists_in(files)
            if after == _NOTHING_YET:
                yield from _faults_of_clutter(files, path)
                yield from (KitFault(entry=e, message=m, hint=h) for e, m, h in faults_of_lists(files, lists))
            yield from _steps_of_files(files, lists, after)
    except ListsError as error:
        yield KitFault(entry=error.entry, message=error.message, hint=error.hint)
    except ArchiveError as error:
        yield KitFault(entry="", message=str(error))


def _faults_of_clutter(files: VerifiedFiles, path: Path) -> Iterator[KitFault]:
    names = files.clutter
    if not names:
        return
    more = f" and {len(names) - _MOST_NAMED:,} more" if len(names) > _MOST_NAMED else ""
    listed = ", ".join(names[:_MOST_NAMED]) + more
    if path.is_dir():
        yield KitFault(entry="", message=f"has files that a system left there: {listed}", hint="delete them")
        return
    folder = next((name.partition("/")[0] for name in files.names), "FOLDER")
    yield KitFault(
        entry="",
        message=f"was packed again by a system that put files of its own into it: {listed}",
        hint="pass on the ZIP as it was made, or pack the folder without them: "
        f"zip -r -X {path.name} {folder} -x '__MACOSX/*' '*/.*'",
    )


def _steps_of_files(files: VerifiedFiles, lists: Lists, after: int) -> Iterator[Step]:
    there = set(files.names)
    records: list[tuple[int, ListedFile]] = [
        (number, record)
        for number, record in enumerate(lists.records)
        if f"{lists.folder}/{record.path}" in there
    ]
    yield Looking(number=after, path="")
    captions = _captions_of(files, lists.folder, [record for _, record in records])
    for number, record in records:
        if number > after:
            yield Looking(number=number, path=record.path)
            for message in _faults_of_file(files, lists.folder, record):
                yield KitFault(entry=record.path, message=message)
            if fault := fault_of_caption(record, captions):
                yield KitFault(entry=record.path, message=fault)


def _captions_of(files: VerifiedFiles, folder: str, records: Sequence[ListedFile]) -> dict[str, str]:
    """Return the texts of the caption files that can be read; the others are told when they are looked at."""
    captions = {}
    for record in records:
        if record.kind == "captions":
            try:
                captions[record.path] = read(files, f"{folder}/{record.path}").decode("utf-8", "replace")
            except ArchiveError:
                captions[record.path] = ""
    return captions


def _faults_of_file(files: VerifiedFiles, folder: str, record: ListedFile) -> Iterator[str]:
    """Yield what is wrong with one file."""
    try:
        data = read(files, f"{folder}/{record.path}")
    except ArchiveError as error:
        yield str(error)
        return
    digest = digest_of(data)
    if (digest.bytes, digest.sha256) != (record.bytes, record.sha256):
        found = f"{digest.bytes:,} bytes, SHA-256 {digest.sha256[:12]}…"
        yield f"was altered: {found} is not what {MANIFEST_NAME} says"
    elif record.kind in {"image", "print", "qr"}:
        yield from faults_of_picture(record, data)
    else:
        yield from faults_of_text(data)
