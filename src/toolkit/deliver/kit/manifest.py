"""Manifests: what is in a kit, for programs and for checking. ``manifest.json`` and ``SHA256SUMS``.

`docs/manifest.md` explains every field to whoever reads kits; `manifest_schema` is the same for programs, and
``manifest.schema.json`` beside this module holds it. Version 1 is read, never written.
"""

import json
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from toolkit.output_file import Packing

SCHEMA_VERSION: Final = 2
MANIFEST_NAME = "manifest.json"
CHECKSUMS_NAME = "SHA256SUMS"
SCHEMA_NAME = "manifest.schema.json"

Kind = Literal["image", "print", "qr", "captions", "page", "licence"]
WholeNumber = Annotated[int, Field(ge=0)]
PixelCount = Annotated[int, Field(ge=1)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True)


class FileFacts(_Frozen):
    """What every version of a manifest says of a file."""

    path: str
    """Where the file stands, inside the kit's folder."""
    kind: Kind
    """What it is for: a picture to post, a page to print, the QR symbol, texts to copy, a page to read."""
    bytes: WholeNumber
    """How many bytes it has."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """SHA-256 of its bytes."""
    width: PixelCount | None = None
    """Width in px; of a page to print, that of its placement."""
    height: PixelCount | None = None
    """Height in px."""
    language: str | None = None
    """The language of its words (BCP 47)."""
    design: str | None = None
    """The id of the design."""
    row: str | None = None
    """The id of the row that it shows, of a design that runs over rows."""
    variant: str | None = None
    """The look, if it is not the campaign's own."""
    moving: bool | None = None
    """True for the moving version of a picture."""
    placement: str | None = None
    """The id of the placement that it is made for."""
    platform: str | None = None
    """The id of the platform."""
    alt_text: str | None = None
    """What to say to people who cannot see it."""
    official: bool | None = None
    """Whether every text it shows is official."""
    qr: str | None = None
    """The address that its QR symbol leads to."""


class Caption(_Frozen):
    """The text to post with a picture."""

    text: str
    """The caption, paragraphs with an empty line between them."""
    length: WholeNumber
    """Its length as the platform counts."""
    limit: WholeNumber
    """The longest that the platform takes, counted in the same way."""
    file: str
    """The path of the file that has it, too, ready to copy."""


class ManifestFile(FileFacts):
    """One file of a kit; facts that do not apply are left out."""

    media_type: str
    """The media type (IANA)."""
    design_title: str | None = None
    """What the design is called, in the language of the kit."""
    row_title: str | None = None
    """What the row is called: the speaker, the figure, the audience, the days to go."""
    picture: str | None = None
    """The same for all files that show the same drawing, words and shape: sizes to choose from, loops."""
    thumbnail: str | None = None
    """The path of a light picture of the kit to show in a list: it may be the file itself."""
    packing: Packing | None = None
    """How it was packed, and what was lost."""
    caption: Caption | None = None
    """The text to post with it; absent where the placement takes none."""
    sources: tuple[str, ...] = ()
    """Where the texts that it shows were read."""


class Manifest(_Frozen):
    """What ``manifest.json`` holds. There is no time in it: the same sources give the same bytes."""

    schema_version: Literal[2] = SCHEMA_VERSION
    toolkit: str
    """The version of the toolkit that made the kit."""
    campaign: str
    """The id of the campaign."""
    partner: str | None = None
    """The id of the partner that the kit is for, if it is for one."""
    title: str
    """The name of the day or event."""
    theme: str
    """The theme, in the language of the kit."""
    theme_official: bool
    """Whether that is the official wording of the theme."""
    language: str
    """The language of the kit (BCP 47)."""
    direction: Literal["ltr", "rtl"]
    """The direction of its script."""
    date: str
    """The date, as people write it in that language."""
    link: str
    """The address to send people to."""
    hashtags: tuple[str, ...]
    """The hashtags, the most important one first."""
    files: tuple[ManifestFile, ...]
    """Every file but the two lists, by path."""

    def to_json(self) -> bytes:
        """Return the manifest as UTF-8 JSON, files sorted by path, facts that do not apply left out."""
        table = _without_empty(self.model_dump(mode="json"))
        table["files"].sort(key=lambda file: file["path"])
        return (json.dumps(table, ensure_ascii=False, indent=1) + "\n").encode()


class ManifestFile1(FileFacts):
    """One file of a kit, as version 1 has it."""

    packing: str | None = None
    source: str | None = None
    caption: str | None = None


class Manifest1(_Frozen):
    """What ``manifest.json`` held in version 1."""

    schema_version: Literal[1] = 1
    toolkit: str
    campaign: str
    title: str
    language: str
    direction: Literal["ltr", "rtl"]
    date: str
    link: str
    files: tuple[ManifestFile1, ...]


AnyManifest = Manifest | Manifest1
_VERSIONS: Final[Mapping[object, type[AnyManifest]]] = {1: Manifest1, 2: Manifest}


def read_manifest(data: bytes) -> AnyManifest:
    """Read a manifest of any version; raise `ValueError` that says what is wrong with it."""
    try:
        version = _Versioned.model_validate_json(data).schema_version
        model = _VERSIONS.get(version)
        if model is None:
            known = " and ".join(map(str, _VERSIONS))
            raise ValueError(
                f"schema_version: {version} is not known, only {known} (hint: install a newer toolkit)"
            )
        return model.model_validate_json(data)
    except ValidationError as error:
        first = error.errors()[0]
        at = ".".join(str(step) for step in first["loc"])
        raise ValueError(f"{at}: {first['msg']}" if at else first["msg"]) from error


class _Versioned(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    schema_version: int


def manifest_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of ``manifest.json`` in its present version."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Manifest.model_json_schema(mode="validation"),
    }


def _without_empty(value: Any) -> Any:  # noqa: ANN401  JSON
    """Leave out facts that do not apply: None, and lists of nothing inside files."""
    if isinstance(value, dict):
        return {key: _without_empty(entry) for key, entry in value.items() if entry not in (None, [])}
    return [_without_empty(entry) for entry in value] if isinstance(value, list) else value


def checksums(digests: Mapping[str, str]) -> bytes:
    """Return the lines that ``sha256sum -c`` reads, sorted by path."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items())).encode()


def read_checksums(data: bytes) -> dict[str, str]:
    """Return path and digest of every line; raise `ValueError` for a line that is none, or a path twice."""
    try:
        lines = data.decode("utf-8").removesuffix("\n").split("\n")
    except UnicodeDecodeError as error:
        raise ValueError(f"is not UTF-8 from byte {error.start:,} on") from error
    sums: dict[str, str] = {}
    for path, digest in map(_checksum, lines if data else ()):
        if path in sums:
            raise ValueError(f"has two checksums for '{path}'")
        sums[path] = digest
    return sums


def _checksum(line: str) -> tuple[str, str]:
    digest, gap, path = line[:64], line[64:66], line[66:]
    if gap != "  " or not path or set(digest) - set("0123456789abcdef"):
        raise ValueError(f"'{line[:80]}' is not a checksum with a path")
    return path, digest
