"""The two lists of a kit, ``manifest.json`` and ``SHA256SUMS``: whether they and the files there agree."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from toolkit.deliver.kit.archive import fault_of_name
from toolkit.deliver.kit.manifest import (
    CHECKSUMS_NAME,
    MANIFEST_NAME,
    AnyManifest,
    Caption,
    Kind,
    Manifest,
    ManifestFile,
    ManifestFile1,
    read_checksums,
    read_manifest,
)
from toolkit.deliver.verify.limits import extension_of
from toolkit.deliver.verify.strict_json import check_json
from toolkit.deliver.verify.verified_files import VerifiedFiles, read
from toolkit.deliver.verify.zip_structure import ArchiveError
from toolkit.file_formats import Codec, codecs_for
from toolkit.files import sha256_of
from toolkit.sources.job_key import KitKey

ListedFile = ManifestFile | ManifestFile1

_FORMS: Mapping[Kind, frozenset[str]] = {
    "image": frozenset((*codecs_for("still"), *codecs_for("moving"))),
    "print": frozenset((*codecs_for("page"), *codecs_for("still"))),
    "qr": frozenset((*codecs_for("drawing"), *codecs_for("page"), Codec.PNG)),
    "captions": frozenset({"txt"}),
    "page": frozenset({"html", "txt", "csv", "ics"}),
    "licence": frozenset({"txt"}),
}


_PACK_AGAIN = "ask for the ZIP as it was made, or put the kit's folder itself into a new one"


class ListsError(Exception):
    """A list is missing or cannot be read, so nothing can be compared with it: `entry` and what is wrong."""

    def __init__(self, entry: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.entry, self.message, self.hint = entry, message, hint


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """What both lists say, and the bytes of the manifest; `folder` is the one that everything stands in."""

    folder: str
    manifest: AnyManifest
    manifest_sha256: str
    sums: Mapping[str, str]

    @property
    def records(self) -> Sequence[ListedFile]:
        """What the manifest says of each file."""
        return self.manifest.files


def lists_in(files: VerifiedFiles) -> Lists:
    """Read both lists; raise `ListsError` when one of them does not let itself be read."""
    folder = _folder_of(files)
    listed = _read(files, folder, MANIFEST_NAME)
    try:
        check_json(listed)
        manifest = read_manifest(listed)
    except ValueError as error:
        raise ListsError(MANIFEST_NAME, str(error)) from error
    try:
        sums = read_checksums(_read(files, folder, CHECKSUMS_NAME))
    except ValueError as error:
        raise ListsError(CHECKSUMS_NAME, str(error)) from error
    return Lists(folder=folder, manifest=manifest, manifest_sha256=sha256_of(listed), sums=sums)


def _read(files: VerifiedFiles, folder: str, name: str) -> bytes:
    try:
        return read(files, f"{folder}/{name}")
    except ArchiveError as error:
        raise ListsError(name, str(error)) from error


def _folder_of(files: VerifiedFiles) -> str:
    """Return the one folder at the top that everything stands in."""
    names = files.names
    tops = {name.partition("/")[0] for name in names}
    if names and all(extension_of(name) == "zip" for name in names):
        raise ListsError("", "holds ZIP files, not the files of a kit", "unpack it, and verify each of them")
    if MANIFEST_NAME in names:
        raise ListsError("", "has no folder around its files: it was packed again", _PACK_AGAIN)
    if len(tops) != 1 or not all("/" in name for name in names):
        raise ListsError("", "does not have one folder with everything in it")
    folder = tops.pop()
    missing = [name for name in (MANIFEST_NAME, CHECKSUMS_NAME) if f"{folder}/{name}" not in names]
    if missing:
        deeper = next((name for name in names if name.endswith(f"/{MANIFEST_NAME}")), "")
        where = f"; there is a {deeper}" if deeper else ""
        raise ListsError("", f"has no {missing[0]}{where}", _PACK_AGAIN if deeper else "")
    return folder


def faults_of_lists(files: VerifiedFiles, lists: Lists) -> Iterator[tuple[str, str, str]]:
    """Yield (entry, what is wrong, what to do) where folder, lists and files do not agree."""
    name = _name_of(lists.manifest)
    if lists.folder != name:
        yield lists.folder, f"the folder should be named {name}", "give it that name, and pack it again"
    if lists.sums.get(MANIFEST_NAME) != lists.manifest_sha256:
        yield MANIFEST_NAME, f"was altered: {CHECKSUMS_NAME} has another checksum for it, or none", ""
    there = {path.removeprefix(f"{lists.folder}/") for path in files.names}
    for entry, message in (
        *_faults_of_names(lists.manifest),
        *_faults_of_presence(there, lists),
        *_faults_of_records(lists.manifest),
    ):
        yield entry, message, ""


def _name_of(manifest: AnyManifest) -> str:
    partner = manifest.partner if isinstance(manifest, Manifest) else None
    return KitKey(campaign=manifest.campaign, language=manifest.language, partner=partner).name


def _faults_of_names(manifest: AnyManifest) -> Iterator[tuple[str, str]]:
    counts = Counter(record.path.casefold() for record in manifest.files)
    if max(counts.values(), default=0) > 1:
        yield MANIFEST_NAME, "names a file twice"
    for record in manifest.files:
        if fault := fault_of_name(record.path):
            yield MANIFEST_NAME, f"names '{record.path}', which {fault}"


def _faults_of_presence(there: Collection[str], lists: Lists) -> Iterator[tuple[str, str]]:
    """Compare what is in the kit with what its two lists say is in it."""
    expected = {record.path: record.sha256 for record in lists.manifest.files}
    listed = set(expected)
    for path in sorted(listed - set(there)):
        yield path, "is missing"
    for path in sorted(set(there) - listed - {MANIFEST_NAME, CHECKSUMS_NAME}):
        yield path, "is in no list"
    for path in sorted(listed | set(lists.sums) - {MANIFEST_NAME}):
        if expected.get(path) != lists.sums.get(path):
            yield path, f"{MANIFEST_NAME} and {CHECKSUMS_NAME} do not agree about it"
    for record in lists.manifest.files:
        shown = record.thumbnail if isinstance(record, ManifestFile) else None
        if shown is not None and shown not in listed:
            yield record.path, f"has a thumbnail {shown}, which is in no list"


def _faults_of_records(manifest: AnyManifest) -> Iterator[tuple[str, str]]:
    for record in manifest.files:
        for fault in _faults_of_record(record, manifest.link):
            yield record.path, fault


def _faults_of_record(record: ListedFile, link: str) -> Iterator[str]:
    """Yield what the manifest says of a file that cannot be, whatever the file is."""
    extension = extension_of(record.path)
    if extension not in _FORMS[record.kind]:
        yield f"is no file that a kit holds: the toolkit makes no .{extension} of kind '{record.kind}'"
    if record.kind == "image" and not (record.alt_text or "").strip():
        yield "has no alt text"
    if record.kind == "qr" and not record.qr:
        yield "is a QR code, and the manifest does not say where it leads"
    elif record.kind == "qr" and not _leads_to(record.qr or "", link):
        yield f"leads to {record.qr}, and the kit to {link}"
    if record.kind == "qr" and record.width != record.height:
        yield "is a QR code, and not square by the manifest"
    if record.moving and not codecs_for("moving", [extension]):
        yield f"moves by the manifest, which no .{extension} does"
    if isinstance(record, ManifestFile):
        yield from _faults_of_facts(record, extension)


def _leads_to(address: str, link: str) -> bool:
    """Tell whether an address is of the same site as the page of the kit, and no less safe."""
    return urlsplit(address)[:2] == urlsplit(link)[:2]


def _faults_of_facts(record: ManifestFile, extension: str) -> Iterator[str]:
    """Yield what does not agree with the rest of what is said of a file."""
    if record.caption is not None and record.caption.length > record.caption.limit:
        yield f"has a caption of {record.caption.length}, and at most {record.caption.limit} are allowed"
    codec = Codec.named(extension)
    if codec is not None and record.media_type != codec.media_type:
        yield f"is called {record.media_type}, not {codec.media_type}"


def fault_of_caption(record: ListedFile, captions: Mapping[str, str]) -> str:
    """Return what is wrong with the caption of a file; `captions` are the texts of the caption files."""
    caption = record.caption
    if caption is None:
        return ""
    path = caption.file if isinstance(caption, Caption) else caption
    text = captions.get(path, "")
    if record.path not in text:
        return f"has no caption in {path}"
    if isinstance(caption, Caption) and caption.text not in text:
        return f"has another caption in {path} than in {MANIFEST_NAME}"
    return ""
