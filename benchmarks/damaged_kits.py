"""Damage kits in every way that a seed gives, have each judged, and print what came of it.

Usage: python benchmarks/damaged_kits.py KIT.zip [--seed N] [--count N] [--cases FOLDER]
KIT.zip is a small whole kit; the ZIP files in FOLDER are judged as well, as they are. Each kind of damage is
a row of the table: kits, those judged whole, what was raised, and the slowest. The exit code is 1 if a kit
was judged whole, took over 30 s or 1 GB, or if anything was raised. Such kits are kept where the script runs.
"""

import argparse
import io
import json
import random
import struct
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from toolkit.deliver.verify.worker import Worker

MOST_SECONDS, MOST_MEMORY = 30.0, 1_000_000_000
# Offsets in an entry of the list of files: what program wrote it, and what modes it has on disk.
_OF_NO_WEIGHT = (36, 38, 40)
Entries = dict[str, bytes]
Damage = Callable[[bytes, random.Random], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one kit: `memory` is the most that the judging process has taken so far, in bytes."""

    kind: str
    is_whole: bool
    seconds: float
    memory: int
    raised: str = ""


def entries_of(kit: bytes) -> Entries:
    """Return the files of a kit by their names."""
    with zipfile.ZipFile(io.BytesIO(kit)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}


def packed(entries: Mapping[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """Return files as a ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def _top(entries: Entries) -> str:
    return next(iter(entries)).partition("/")[0]


def relisted(entries: Entries, change: Callable[[dict[str, Any]], object] = lambda _: None) -> Entries:
    """Return files with both lists made to agree with them, after a change to the manifest."""
    top = _top(entries)
    manifest = json.loads(entries[f"{top}/manifest.json"])
    records = {record["path"]: record for record in manifest["files"]}
    for path, record in records.items():
        if data := entries.get(f"{top}/{path}"):
            record.update(bytes=len(data), sha256=sha256(data).hexdigest())
    change(manifest)
    listed = json.dumps(manifest).encode()
    sums = {record["path"]: record["sha256"] for record in manifest["files"]}
    sums["manifest.json"] = sha256(listed).hexdigest()
    lines = "".join(f"{digest}  {path}\n" for path, digest in sorted(sums.items()))
    return {**entries, f"{top}/manifest.json": listed, f"{top}/SHA256SUMS": lines.encode()}


# --- bytes


def flipped(kit: bytes, rng: random.Random) -> bytes:
    """Turn over one to eight bits, anywhere."""
    data = bytearray(kit)
    for _ in range(rng.randint(1, 8)):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return bytes(data)


def flipped_packed(kit: bytes, rng: random.Random) -> bytes:
    """Turn over bits of a kit that was packed again, deflated or by a method that kits never have."""
    method = rng.choice([zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    return flipped(packed(entries_of(kit), method), rng)


def cut(kit: bytes, rng: random.Random) -> bytes:
    """Leave out the end, the beginning, or a piece in the middle."""
    start, end = sorted(rng.sample(range(1, len(kit)), 2))
    return rng.choice([kit[:end], kit[start:], kit[:start] + kit[end:]])


def wrapped(kit: bytes, rng: random.Random) -> bytes:
    """Put something in front of, behind or in the middle of the archive."""
    fronts = (b"MZ\x90\0" + rng.randbytes(500), b"#!/bin/sh\nexit\n", rng.randbytes(rng.randint(1, 70_000)))
    more = rng.choice(fronts)
    middle = rng.randrange(len(kit))
    return rng.choice([more + kit, kit + more, kit[:middle] + more + kit[middle:]])


def lying(kit: bytes, rng: random.Random) -> bytes:
    """Change a number in a header: a size, checksum, offset, method, flag or length."""
    data = bytearray(kit)
    mark, fields = rng.choice(
        [(b"PK\3\4", range(4, 30, 2)), (b"PK\1\2", range(8, 46, 2)), (b"PK\5\6", range(4, 22, 2))]
    )
    places = [at for at in range(len(kit) - 46) if kit.startswith(mark, at)] or [kit.rfind(mark)]
    at = rng.choice(places) + rng.choice([field for field in fields if field not in _OF_NO_WEIGHT])
    (number,) = struct.unpack_from("<H", data, at)
    wrong = rng.choice([0, 1, 0x7FFF, 0xFFFF, number ^ 1 << rng.randrange(16), number + 1])
    struct.pack_into("<H", data, at, wrong & 0xFFFF if wrong & 0xFFFF != number else number ^ 1)
    return bytes(data)


# --- files and names


def misplaced(kit: bytes, rng: random.Random) -> bytes:
    """Take out, add, double or rename files, with names of every evil kind."""
    entries = entries_of(kit)
    top, victim = _top(entries), rng.choice(sorted(entries))
    evil = rng.choice(
        (
            f"{top}/../../evil",
            "/etc/evil",
            "C:evil",
            f"{top}\\evil",
            f"{victim}/inside",
            victim.upper(),
            f"{top}/\x1b[2K\x1b[1Aok",
            f"{top}/\u202egnp.exe",
            f"{top}/con.txt",
            f"{top}/{'a' * 300}",
            "__MACOSX/._kit",
            f"{top}/.DS_Store",
            f"{top}/setup.exe",
            f"other/{victim}",
            "/",
        )
    )
    match rng.choice(("lost", "renamed", "added")):
        case "lost":
            del entries[victim]
        case "renamed":
            entries[evil] = entries.pop(victim)
        case _:
            entries[evil] = rng.choice([b"", b"MZ\x90\0", entries[victim]])
    return packed(entries)


def doubled(kit: bytes, rng: random.Random) -> bytes:
    """Write one of the files twice, with other bytes the second time."""
    out = io.BytesIO(kit)
    name = rng.choice(sorted(entries_of(kit)))
    names = rng.choice([name, f"{name}/"]).encode()
    placeholder = b"\x01" * len(names)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(placeholder.decode(), rng.choice([b"", b"other"]))
    return out.getvalue().replace(placeholder, names)


# --- lists


def lied_about(kit: bytes, rng: random.Random) -> bytes:
    """Change what the manifest says, with both lists made to agree."""
    entries = entries_of(kit)

    def change(manifest: dict[str, Any]) -> None:
        files = manifest["files"]
        pictures = [record for record in files if record["kind"] in {"image", "qr"}]
        record = rng.choice(pictures)
        rng.choice(
            (
                lambda: record.update(width=record["width"] + 1),
                lambda: record.update(width=60_000, height=60_000),
                lambda: record.update(height=2**40),
                lambda: record.update(moving=True),
                lambda: record.update(qr="https://evil.example/"),
                lambda: record.update(path="../../evil.png"),
                lambda: record.update(kind="licence"),
                lambda: manifest.update(schema_version=99),
                lambda: manifest.update(language="../x"),
                lambda: files.append(dict(record)),
                lambda: files.append({**record, "path": "images/lost.png"}),
                files.clear,
                lambda: record.update(bytes="many"),
            )
        )()

    return packed(relisted(entries, change))


def strange_lists(kit: bytes, rng: random.Random) -> bytes:
    """Write lists that programs read in two ways, or that cost more than they say."""
    entries = entries_of(kit)
    top = _top(entries)
    name = f"{top}/{rng.choice(['manifest.json', 'SHA256SUMS'])}"
    manifest = entries[f"{top}/manifest.json"]
    entries[name] = rng.choice(
        (
            b"",
            b"\xff\xfe{\0}\0",
            b"[" * 100_000,
            b'{"a":' * 100_000,
            b'{"schema_version": ' + b"9" * 10_000 + b"}",
            b'{"schema_version": NaN}',
            manifest.replace(b"{", b'{"schema_version": 2, "schema_version": 1, ', 1),
            manifest.replace(b'"title"', b'"title": "\\ud800", "title"', 1),
            b" " * 9_000_000,
            b"0" * 64 + b"  a\n" + b"0" * 64 + b"  a\n",
            b"{" + b'"a":1,' * 1_000_000 + b'"b":2}',
        )
    )
    return packed(entries, zipfile.ZIP_DEFLATED)


# --- what is inside of pictures


def costly_pictures(kit: bytes, rng: random.Random) -> bytes:
    """Put pictures there that take long or much to draw, with both lists made to agree."""
    entries = entries_of(kit)
    top = _top(entries)
    names = [name for name in entries if name.endswith((".svg", ".png", ".jpg", ".webp", ".gif"))]
    name = rng.choice([rng.choice(names), next((one for one in names if one.endswith(".svg")), names[0])])
    entries[name] = _costly_svg(rng) if name.endswith(".svg") else _broken_picture(entries[name], rng)

    def change(manifest: dict[str, Any]) -> None:
        files = manifest["files"]
        if rng.choice((True, False)):
            next(r for r in files if f"{top}/{r['path']}" == name).update(width=10_900, height=10_900)

    return packed(relisted(entries, change), zipfile.ZIP_DEFLATED)


def _costly_svg(rng: random.Random) -> bytes:
    shape = '<rect width="200" height="200" fill="#abc"{}/>'
    count = rng.randint(20, 200)
    content = rng.choice(
        (
            '<filter id="f">' + '<feGaussianBlur stdDeviation="50"/>' * count + "</filter>",
            '<filter id="f"><feTurbulence baseFrequency="0.001" numOctaves="9999"/></filter>',
            '<filter id="f">' + '<feMorphology radius="99" operator="dilate"/>' * count + "</filter>",
        )
    )
    body = content + "".join(shape.format(' filter="url(#f)"') for _ in range(rng.randint(1, 20)))
    if rng.choice((True, False, False)):
        body = "<g>" * 5000 + "</g>" * 5000
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200">{body}</svg>'.encode()


def _broken_picture(data: bytes, rng: random.Random) -> bytes:
    return rng.choice(
        (
            data + b"MZ\x90\0" + rng.randbytes(200),
            data[: rng.randint(1, len(data) - 1)],
            data[:16] + struct.pack(">2L", 30_000, 30_000) + data[24:],
            b"%PDF-1.7\n",
            rng.randbytes(500),
        )
    )


KINDS: Mapping[str, Damage] = {
    "bits turned over": flipped,
    "the same, packed again": flipped_packed,
    "cut": cut,
    "wrapped in something": wrapped,
    "headers that lie": lying,
    "names and files": misplaced,
    "names doubled": doubled,
    "a manifest that lies": lied_about,
    "lists that harm": strange_lists,
    "pictures that harm": costly_pictures,
}


def damaged_kits(kit: bytes, seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """Yield the kind of damage and a damaged kit, `count` times; none has the bytes of the whole one."""
    kinds = tuple(KINDS.items())
    for number in range(count):
        kind, damage = kinds[number % len(kinds)]
        rng = random.Random(f"{seed}/{number}")  # noqa: S311  the same kits each time
        changed = damage(kit, rng)
        while changed == kit:
            changed = damage(kit, rng)
        yield kind, changed


def judged(worker: Worker, kind: str, path: Path) -> Outcome:
    """Have one kit judged."""
    began, raised, is_whole = time.monotonic(), "", False
    try:
        is_whole = not worker.verify(path)
    except Exception:  # noqa: BLE001  that is what is counted
        raised = traceback.format_exc()
    seconds = time.monotonic() - began
    return Outcome(kind=kind, is_whole=is_whole, seconds=seconds, memory=_memory(), raised=raised)


def _memory() -> int:
    """Return the most memory that a judging process that has ended took, or 0 where nothing tells."""
    if sys.platform == "win32":
        return 0
    import resource  # noqa: PLC0415  not there on Windows

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit


def table(outcomes: Sequence[Outcome]) -> str:
    """Return the outcomes as a table, a row for each kind and one for all."""
    lines = [f"{'damage':<26}{'kits':>6}{'whole':>7}{'raised':>8}{'slowest':>10}"]
    for kind in (*dict.fromkeys(outcome.kind for outcome in outcomes), ""):
        some = [outcome for outcome in outcomes if kind in ("", outcome.kind)]
        lines.append(
            f"{kind or 'all':<26}{len(some):>6}{sum(one.is_whole for one in some):>7}"
            f"{sum(bool(one.raised) for one in some):>8}{max(one.seconds for one in some):>8.1f} s"
        )
    return "\n".join(lines)


def main() -> None:
    """Judge the kits and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("kit", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--cases", type=Path)
    asked = parser.parse_args()
    outcomes = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "kit.zip")
        with Worker() as worker:
            path.write_bytes(asked.kit.read_bytes())
            if problems := worker.verify(path):
                sys.exit(f"{asked.kit} is not whole: {problems[0]}")
            for kind, data in damaged_kits(asked.kit.read_bytes(), asked.seed, asked.count):
                path.write_bytes(data)
                outcomes.append(judged(worker, kind, path))
                if outcomes[-1].is_whole or outcomes[-1].raised:
                    Path(f"judged-wrong-{len(outcomes)}.zip").write_bytes(data)
                    print(outcomes[-1], file=sys.stderr)
            cases = sorted(asked.cases.glob("*.zip")) if asked.cases else []
            outcomes.extend(judged(worker, "cases", case) for case in cases)
    print(table(outcomes))
    memory = _memory()
    print(f"most memory of a judging process: {memory / 1e6:,.0f} MB")
    is_bad = any(one.is_whole or one.raised or one.seconds > MOST_SECONDS for one in outcomes)
    sys.exit(is_bad or memory > MOST_MEMORY)


if __name__ == "__main__":
    main()
