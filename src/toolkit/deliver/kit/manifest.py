"""Manifests: what is in a kit, for programs and for checking. ``manifest.json`` and ``SHA256SUMS``."""

import json
from collections.abc import Iterable, Mapping
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

SCHEMA_VERSION: Final = 1
MANIFEST_NAME = "manifest.json"
CHECKSUMS_NAME = "SHA256SUMS"

Kind = Literal["image", "print", "qr", "captions", "page", "licence"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class ManifestFile(_Frozen):
    """One file of a kit: its path inside the kit's folder, its bytes, and for pictures what they show.

    `width` and `height` are px. `caption` is the path of the file that holds the caption. `official` tells
    whether every text shown is official; `source` says where the texts come from; `qr` is the address of the
    QR symbol the picture carries; `moving` is true for the moving version of a picture.
    """

    path: str
    kind: Kind
    bytes: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    width: Annotated[int, Field(ge=1)] | None = None
    height: Annotated[int, Field(ge=1)] | None = None
    language: str | None = None
    design: str | None = None
    row: str | None = None
    variant: str | None = None
    moving: bool | None = None
    packing: str | None = None
    placement: str | None = None
    platform: str | None = None
    alt_text: str | None = None
    official: bool | None = None
    source: str | None = None
    caption: str | None = None
    qr: str | None = None


class Manifest(_Frozen):
    """What ``manifest.json`` holds. There is no time in it: the same sources give the same bytes."""

    schema_version: Literal[1] = SCHEMA_VERSION
    toolkit: str
    """The version of the toolkit that made the kit."""
    campaign: str
    title: str
    language: str
    direction: Literal["ltr", "rtl"]
    date: str
    link: str
    files: tuple[ManifestFile, ...]

    def to_json(self) -> bytes:
        """Return the manifest as UTF-8 JSON, files sorted by path, facts that do not apply left out."""
        table = self.model_dump(mode="json", exclude_none=True)
        table["files"].sort(key=lambda file: file["path"])
        return (json.dumps(table, ensure_ascii=False, indent=1) + "\n").encode()


def read_manifest(data: bytes) -> Manifest:
    """Read a manifest; raise `ValueError` that says what is wrong with it."""
    try:
        return Manifest.model_validate_json(data)
    except ValidationError as error:
        first = error.errors()[0]
        at = ".".join(str(step) for step in first["loc"])
        raise ValueError(f"{at}: {first['msg']}" if at else first["msg"]) from error


def checksums(digests: Mapping[str, str]) -> bytes:
    """Return the lines that ``sha256sum -c`` reads, sorted by path."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items())).encode()


def read_checksums(data: bytes) -> dict[str, str]:
    """Return path and digest of every line; raise `ValueError` for a line that is none."""
    return dict(_checksum(line) for line in _lines(data))


def _lines(data: bytes) -> Iterable[str]:
    return data.decode("utf-8").splitlines()


def _checksum(line: str) -> tuple[str, str]:
    digest, gap, path = line[:64], line[64:66], line[66:]
    if gap != "  " or not path or set(digest) - set("0123456789abcdef"):
        raise ValueError(f"'{line[:80]}' is not a checksum with a path")
    return path, digest
