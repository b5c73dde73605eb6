"""Painting on a Dask cluster: the same bytes as here, also when a worker is lost in the middle."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from samples import MINIMAL, TOOLKIT, run_toolkit

pytest.importorskip("distributed")

WORKERS = 4
PATIENCE = 120  # seconds


@dataclass
class Farm:
    """A scheduler, and workers that know nothing but the toolkit."""

    address: str
    workers: list[subprocess.Popen[bytes]]


def until(ready: Callable[[], bool]) -> None:
    """Wait for something that takes a while."""
    end = time.monotonic() + PATIENCE
    while not ready():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)


@contextmanager
def dask(folder: Path, kind: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a part of a cluster in an empty folder."""
    folder.mkdir(exist_ok=True)
    command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--no-dashboard", *arguments]
    with (folder / f"{kind}.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)  # noqa: S603
        try:
            yield process
        finally:
            process.kill()
            process.wait()


@pytest.fixture
def farm(tmp_path: Path) -> Iterator[Farm]:
    """Return a cluster of four workers on this machine."""
    there = tmp_path / "scheduler.json"
    at = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(there))
    with dask(tmp_path / "scheduler", "scheduler", *at):
        until(there.exists)
        address = json.loads(there.read_text(encoding="utf-8"))["address"]
        with _workers(tmp_path, address) as workers:
            yield Farm(address, workers)


@contextmanager
def _workers(folder: Path, address: str) -> Iterator[list[subprocess.Popen[bytes]]]:
    one = ("--no-nanny", "--nthreads", "1", "--host", "127.0.0.1")
    with (
        dask(folder / "1", "worker", address, *one) as first,
        dask(folder / "2", "worker", address, *one) as second,
        dask(folder / "3", "worker", address, *one) as third,
        dask(folder / "4", "worker", address, *one) as fourth,
    ):
        yield [first, second, third, fourth]


def kits(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every kit."""
    return {kit.name: kit.read_bytes() for kit in folder.iterdir()}


@pytest.mark.slow
def test_losing_a_worker_loses_no_asset(farm: Farm, tmp_path: Path) -> None:
    """One of four is killed while it paints; the kits are those that one process makes here."""
    cache, out = tmp_path / "cache", tmp_path / "far"
    asked = (
        "build",
        "wtisd-2021",
        "-l",
        "en",
        "-l",
        "ar",
        "-l",
        "zh",
        "-d",
        "theme",
        "-p",
        "x-post-landscape",
        "-p",
        "instagram-square",
    )
    afar = ("--executor", "dask", "--scheduler", farm.address, "--cache", str(cache), "--out", str(out))
    build = subprocess.Popen([*TOOLKIT, *asked, *afar], cwd=tmp_path, stderr=subprocess.PIPE)  # noqa: S603
    until(lambda: any((cache / "v1" / "files").rglob("*.*")) or build.poll() is not None)
    os.kill(farm.workers[0].pid, signal.SIGKILL)
    _, said = build.communicate(timeout=PATIENCE)
    assert build.returncode == 0, said.decode()
    here = run_toolkit(tmp_path, *asked, "--jobs", "1", "--no-cache", "--out", str(tmp_path / "here"))
    assert here.returncode == 0, here.stderr
    assert kits(out) == kits(tmp_path / "here")
    assert farm.workers[0].wait() == -signal.SIGKILL


@pytest.mark.slow
def test_a_worker_may_have_several_threads(tmp_path: Path) -> None:
    """They paint side by side in one process, share what is kept there, and the kits are those made here."""
    there = tmp_path / "scheduler.json"
    at = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(there))
    asked = ("build", "-w", str(MINIMAL), "-p", "x-post-square", "-p", "x-post-landscape", "-p", "poster-a4")
    with dask(tmp_path / "scheduler", "scheduler", *at):
        until(there.exists)
        address = json.loads(there.read_text(encoding="utf-8"))["address"]
        threads = ("--no-nanny", "--nthreads", "4", "--host", "127.0.0.1")
        with dask(tmp_path / "worker", "worker", address, *threads):
            for turn in ("first", "second"):
                afar = (
                    "--executor",
                    "dask",
                    "--scheduler",
                    address,
                    "--no-cache",
                    "-o",
                    str(tmp_path / turn),
                )
                result = run_toolkit(tmp_path, *asked, *afar, "--jobs", "1")
                assert result.returncode == 0, result.stderr
    here = run_toolkit(tmp_path, *asked, "--jobs", "1", "--no-cache", "--out", str(tmp_path / "here"))
    assert here.returncode == 0, here.stderr
    assert kits(tmp_path / "here")
    assert kits(tmp_path / "first") == kits(tmp_path / "second") == kits(tmp_path / "here")


def test_a_scheduler_that_does_not_answer_is_named(tmp_path: Path) -> None:
    """Within seconds, and nothing is left behind."""
    result = run_toolkit(
        *(tmp_path, "build", "-w", str(MINIMAL), "-l", "en", "--executor", "dask"),
        *("--scheduler", "tcp://127.0.0.1:9", "--out", str(tmp_path / "out")),
        DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT="1s",
    )
    assert result.returncode == 2
    assert "no Dask scheduler answers at 'tcp://127.0.0.1:9'" in result.stderr
    assert list((tmp_path / "out").iterdir()) == []


def test_a_cluster_needs_an_address(tmp_path: Path) -> None:
    """And an address a cluster."""
    for arguments in (("--executor", "dask"), ("--scheduler", "tcp://127.0.0.1:8786")):
        result = run_toolkit(tmp_path, "build", "-w", str(MINIMAL), *arguments)
        assert result.returncode == 2
        assert "--executor dask and --scheduler ADDRESS belong together" in result.stderr
