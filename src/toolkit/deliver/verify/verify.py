"""Verifying a kit: everything there, unaltered, of the right size, and every QR code leads where it says.

A kit may come from anywhere, so it is read as hostile: nothing is unpacked to disk, names and sizes are
checked before anything is read, and pictures are decoded by content with the limits of the render floor.
"""

from collections.abc import Iterator
from pathlib import Path

from toolkit.deliver.kit.archive import Archive, ArchiveError, digest_of, open_archive
from toolkit.deliver.kit.manifest import (
    CHECKSUMS_NAME,
    MANIFEST_NAME,
    AnyManifest,
    Caption,
    Manifest,
    ManifestFile,
    ManifestFile1,
    read_checksums,
    read_manifest,
)
from toolkit.deliver.verify.media import faults_of_picture
from toolkit.errors import Place, Problem
from toolkit.file_formats import Codec
from toolkit.sources.job_key import KitKey


def verify_kit(path: Path) -> list[Problem]:
    """Return everything that is wrong with a kit; an empty list means that it is whole and unaltered.

    Checked are: names and sizes in the ZIP; that ``manifest.json``, ``SHA256SUMS`` and the files agree, with
    nothing missing and nothing extra; format and pixels of every picture; that every QR code decodes to the
    address the manifest claims; that every picture has an alt text, and its caption is where it should be.
    """
    try:
        with open_archive(path) as archive:
            faults = list(archive.faults()) or list(_faults(archive))
    except ArchiveError as error:
        faults = [("", str(error))]
    return sorted(
        Problem(trail=(Place(file=path.name, at=entry),), message=message) for entry, message in faults
    )


def _faults(archive: Archive) -> Iterator[tuple[str, str]]:
    folder = _folder_of(archive)
    listed = archive.read(f"{folder}/{MANIFEST_NAME}")
    try:
        manifest = read_manifest(listed)
    except ValueError as error:
        yield MANIFEST_NAME, str(error)
        return
    try:
        sums = read_checksums(archive.read(f"{folder}/{CHECKSUMS_NAME}"))
    except ValueError as error:
        yield CHECKSUMS_NAME, str(error)
        return
    partner = manifest.partner if isinstance(manifest, Manifest) else None
    key = KitKey(campaign=manifest.campaign, language=manifest.language, partner=partner)
    if folder != key.name:
        yield folder, f"the folder should be named {key.name}"
    if sums.get(MANIFEST_NAME) != digest_of(listed).sha256:
        yield MANIFEST_NAME, f"was altered: {CHECKSUMS_NAME} has another checksum for it, or none"
    kit = {name.removeprefix(f"{folder}/") for name in archive.names}
    yield from _faults_of_lists(kit, manifest, sums)
    captions: dict[str, str] = {}
    for record in manifest.files:
        if record.path in kit:
            for fault in _faults_of_file(archive, folder, record, captions):
                yield record.path, fault


def _folder_of(archive: Archive) -> str:
    """Return the one folder at the top that everything stands in."""
    tops = {name.partition("/")[0] for name in archive.names if "/" in name}
    loose = [name for name in archive.names if "/" not in name]
    if len(tops) != 1 or loose:
        raise ArchiveError("does not have one folder with everything in it")
    folder = tops.pop()
    missing = [name for name in (MANIFEST_NAME, CHECKSUMS_NAME) if f"{folder}/{name}" not in archive.names]
    if missing:
        raise ArchiveError(f"has no {missing[0]}")
    return folder


def _faults_of_lists(kit: set[str], manifest: AnyManifest, sums: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Compare what is in the kit with what its two lists say is in it."""
    listed = {record.path for record in manifest.files}
    if len(listed) != len(manifest.files):
        yield MANIFEST_NAME, "names a file twice"
    yield from ((path, "is missing") for path in listed - kit)
    for record in manifest.files:
        shown = record.thumbnail if isinstance(record, ManifestFile) else None
        if shown is not None and shown not in listed:
            yield record.path, f"has a thumbnail {shown}, which is in no list"
    yield from ((path, "is in no list") for path in kit - listed - {MANIFEST_NAME, CHECKSUMS_NAME})
    expected = {record.path: record.sha256 for record in manifest.files}
    for path in sorted(set(expected) | set(sums) - {MANIFEST_NAME}):
        if expected.get(path) != sums.get(path):
            yield path, f"{MANIFEST_NAME} and {CHECKSUMS_NAME} do not agree about it"


def _faults_of_file(
    archive: Archive, folder: str, record: ManifestFile | ManifestFile1, captions: dict[str, str]
) -> Iterator[str]:
    """Yield what is wrong with one file; `captions` keeps the caption files that were read already."""
    try:
        data = archive.read(f"{folder}/{record.path}")
    except ArchiveError as error:
        yield str(error)
        return
    digest = digest_of(data)
    if (digest.bytes, digest.sha256) != (record.bytes, record.sha256):
        found = f"{digest.bytes:,} bytes, SHA-256 {digest.sha256[:12]}…"
        yield f"was altered: {found} is not what {MANIFEST_NAME} says"
        return
    if record.kind in {"image", "print", "qr"}:
        yield from faults_of_picture(record, data)
    if record.kind == "image" and not (record.alt_text or "").strip():
        yield "has no alt text"
    if record.caption is not None:
        yield from _faults_of_caption(archive, folder, record, captions)
    if isinstance(record, ManifestFile):
        yield from _faults_of_facts(record)


def _faults_of_caption(
    archive: Archive, folder: str, record: ManifestFile | ManifestFile1, captions: dict[str, str]
) -> Iterator[str]:
    caption = record.caption
    path = caption.file if isinstance(caption, Caption) else caption or ""
    if path not in captions:
        name = f"{folder}/{path}"
        try:
            captions[path] = archive.read(name).decode("utf-8", "replace") if name in archive.names else ""
        except ArchiveError:
            captions[path] = ""
    if record.path not in captions[path]:
        yield f"has no caption in {path}"
    elif isinstance(caption, Caption) and caption.text not in captions[path]:
        yield f"has another caption in {path} than in {MANIFEST_NAME}"


def _faults_of_facts(record: ManifestFile) -> Iterator[str]:
    """Yield what does not agree with the rest of what is said of a file."""
    if record.caption is not None and record.caption.length > record.caption.limit:
        yield f"has a caption of {record.caption.length}, and at most {record.caption.limit} are allowed"
    codec = Codec.named(record.path.rpartition(".")[2])
    if codec is not None and record.media_type != codec.media_type:
        yield f"is called {record.media_type}, not {codec.media_type}"
