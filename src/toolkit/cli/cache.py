"""`toolkit cache`: what is remembered between builds, and the options that say where."""

from collections import Counter
from functools import wraps
from pathlib import Path
from typing import Any

import click
from platformdirs import user_cache_path

from toolkit.cli.console import Talk
from toolkit.cli.options import Command, talking
from toolkit.pipeline.cache import maintenance as upkeep
from toolkit.pipeline.cache.shared import SharedCache, SharedCacheError
from toolkit.pipeline.cache.store import Cache

_UNITS = ("bytes", "kB", "MB", "GB", "TB")
_STEP = 1000


def _default() -> Path:
    return user_cache_path("toolkit", appauthor=False)


_folder = click.option(
    "--cache",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="TOOLKIT_CACHE",
    default=_default,
    show_default="the system's folder for caches",
    show_envvar=True,
    help="Folder that remembers what was made.",
)
_CACHING = (
    _folder,
    click.option(
        "--shared-cache",
        metavar="URL",
        envvar="TOOLKIT_SHARED_CACHE",
        show_envvar=True,
        help="A cache that machines share, such as s3://bucket/folder (pip install 'toolkit[shared]').",
    ),
    click.option("--no-cache", is_flag=True, help="Make everything anew, and remember nothing."),
)


def caching(command: Command) -> Command:
    """Give a command --cache, --shared-cache and --no-cache, joined into one `cache`, or none."""

    @wraps(command)
    def wrapped(
        *,
        folder: Path,
        shared_cache: str | None,
        no_cache: bool,
        **rest: Any,  # noqa: ANN401  the command's own options
    ) -> None:
        if no_cache:
            command(cache=None, **rest)
            return
        shared = _shared(shared_cache) if shared_cache else None
        cache = _opened(Cache(folder.resolve(), shared), rest["talk"])
        try:
            command(cache=cache, **rest)
        finally:
            if cache is not None:
                _say_unkept(cache, rest["talk"])
            if shared is not None:
                _say_faults(shared, rest["talk"])

    result: Command = wrapped
    for option in reversed(_CACHING):
        result = option(result)
    return result


def _shared(address: str) -> SharedCache:
    try:
        return SharedCache.at(address)
    except SharedCacheError as error:
        raise click.UsageError(str(error)) from error


def _opened(cache: Cache, talk: Talk) -> Cache | None:
    """Open a cache; a folder that cannot be written to costs time, and stops nothing."""
    try:
        cache.open()
    except OSError as error:
        talk.note(f"Nothing is remembered: {error} (hint: choose another folder with --cache)")
        return None
    return cache


def _say_unkept(cache: Cache, talk: Talk) -> None:
    """Say that something could not be kept, which is no reason to stop."""
    if cache.faults:
        times = f" ({len(cache.faults):,} times)" if len(cache.faults) > 1 else ""
        hint = "make room, or choose another folder with --cache"
        talk.note(f"The cache could not be written{times}: {cache.faults[0]} (hint: {hint})")


def _say_faults(shared: SharedCache, talk: Talk) -> None:
    shared.flush()
    if shared.faults:
        times = f" ({len(shared.faults)} times)" if len(shared.faults) > 1 else ""
        talk.note(f"The shared cache '{shared.address}' could not be used{times}: {shared.faults[0]}")


@click.group()
def cache() -> None:
    """Show, check and empty the memory of earlier builds.

    Everything in it can be made again; to remove it costs nothing but time.

    \b
    Examples:
      toolkit cache show
      toolkit cache prune --max-size 2GB
    """


@cache.command()
@_folder
@talking
def show(*, folder: Path, talk: Talk) -> None:
    """Show where the cache is, and how much is in it.

    \b
    Example:
      toolkit cache show
    """
    counts: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    opened = Cache(folder.resolve())
    for entry in upkeep.entries_of(opened):
        kind = opened.kind(entry.path)
        counts[kind] += 1
        sizes[kind] += entry.bytes
    talk.result(f"folder: {opened.root}")
    for kind in sorted(counts):
        talk.result(f"{kind}: {counts[kind]:,}, {_size(sizes[kind])}")
    talk.result(f"in all: {_entries(counts.total())}, {_size(sizes.total())}")


@cache.command()
@_folder
@click.option("--max-size", metavar="SIZE", help="Leave at most this much, such as 500MB or 2GB.")
@click.option("--unused", type=click.FloatRange(min=0), metavar="DAYS", help="Remove what lay idle so long.")
@talking
def prune(*, folder: Path, max_size: str | None, unused: float | None, talk: Talk) -> None:
    """Remove what was not used for longest; without options, down to the usual limit.

    \b
    Examples:
      toolkit cache prune --max-size 2GB
      toolkit cache prune --unused 30
    """
    limit = _bytes(max_size) if max_size else None
    if limit is None and unused is None:
        limit = upkeep.DEFAULT_LIMIT
    _say_removed(upkeep.prune(Cache(folder.resolve()), max_bytes=limit, unused_days=unused), talk)


@cache.command()
@_folder
@talking
def clear(*, folder: Path, talk: Talk) -> None:
    """Remove everything.

    \b
    Example:
      toolkit cache clear
    """
    _say_removed(upkeep.clear(Cache(folder.resolve())), talk)


@cache.command()
@_folder
@talking
def check(*, folder: Path, talk: Talk) -> None:
    """Read every entry, and remove those that are spoilt. They are made again when they are needed.

    \b
    Example:
      toolkit cache check
    """
    looked_at, spoilt = upkeep.check(Cache(folder.resolve()))
    for path in spoilt:
        talk.result(f"removed, spoilt: {path}")
    talk.note(f"{_entries(looked_at)}, {len(spoilt):,} of them spoilt")


def _say_removed(removed: upkeep.Removed, talk: Talk) -> None:
    talk.note(f"Removed {_entries(removed.entries)}, {_size(removed.bytes)}")


def _entries(number: int) -> str:
    return f"{number:,} {'entry' if number == 1 else 'entries'}"


def _size(count: float) -> str:
    """Write a number of bytes for people: three digits are enough."""
    unit = 0
    while count >= _STEP and unit < len(_UNITS) - 1:
        count /= _STEP
        unit += 1
    return f"{count:.0f} {_UNITS[unit]}" if unit == 0 else f"{count:.3g} {_UNITS[unit]}"


def _bytes(text: str) -> int:
    """Read a size such as ``500MB``."""
    number = text.rstrip("kKMGTBb ")
    unit = text[len(number) :].strip().upper().removesuffix("B")
    powers = {"": 0, "K": 1, "M": 2, "G": 3, "T": 4}
    try:
        return round(float(number) * float(_STEP ** powers[unit]))
    except (ValueError, KeyError) as error:
        raise click.BadParameter(f"'{text}' is not a size (hint: for example 500MB or 2GB)") from error
