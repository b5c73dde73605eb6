"""Kits are judged in a process that may be ended: none of them stops the others from being judged."""

import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from samplekits import sample_kit

from damaged_kits import entries_of, packed, relisted
from toolkit.deliver.kit.kit import pack
from toolkit.deliver.verify.worker import Worker
from toolkit.errors import printable
from toolkit.sources.project import Project

SYMBOL = "qr/wtisd-2021_qr_en.png"
DRAWN = SYMBOL.replace(".png", ".svg")
BLURS = '<feGaussianBlur stdDeviation="50"/>' * 200
COSTLY = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200">'
    f'<filter id="f">{BLURS}</filter><rect width="200" height="200" filter="url(#f)"/></svg>'
)


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One process for the tests of this module."""
    with Worker() as one:
        yield one


def kit_with(project: Project, folder: Path, svg: str) -> Path:
    """Return a kit that holds an SVG as drawing of its code, with lists that agree."""
    entries = entries_of(pack(sample_kit(project), folder).read_bytes())
    top = next(iter(entries)).partition("/")[0]
    entries[f"{top}/{DRAWN}"] = svg.encode()

    def change(manifest: dict[str, Any]) -> None:
        files = manifest["files"]
        symbol = next(record for record in files if record["path"] == SYMBOL)
        files.append({**symbol, "path": DRAWN, "media_type": "image/svg+xml", "width": 9000, "height": 9000})

    path = folder / "costly.zip"
    path.write_bytes(packed(relisted(relisted(entries, change))))
    return path


@pytest.mark.slow
def test_a_drawing_that_takes_minutes_costs_seconds(project: Project, tmp_path: Path, worker: Worker) -> None:
    """It is told, what else is wrong is told too, and the next kit is judged."""
    costly = kit_with(project, tmp_path, COSTLY)
    began = time.monotonic()
    messages = {str(problem) for problem in worker.verify(costly)}
    assert time.monotonic() - began < 30
    assert f"costly.zip:{DRAWN}: takes too long to be read" in messages
    whole = pack(sample_kit(project), tmp_path / "whole")
    assert worker.verify(whole) == []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals are other ones there")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_judging_can_be_stopped_at_any_time(project: Project, tmp_path: Path, number: signal.Signals) -> None:
    """The command leaves while a drawing is painted that takes minutes, without a trace of its code."""
    costly = kit_with(project, tmp_path, COSTLY)
    command = [sys.executable, "-c", "from toolkit.cli.main import main; main()", "verify", str(costly)]
    with subprocess.Popen(  # noqa: S603  our own command
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        time.sleep(2)  # it may be starting or painting: both must be stopped
        process.send_signal(number)
        said, _ = process.communicate(timeout=20)
    assert process.returncode in {1, 128 + number}
    assert "Traceback" not in said


def test_the_verdict_is_that_of_this_process(project: Project, tmp_path: Path, worker: Worker) -> None:
    """Faults come back with entry, message and remedy, names that cannot be encoded among them."""
    kit = pack(sample_kit(project), tmp_path)
    with zipfile.ZipFile(kit, "a") as archive:
        archive.writestr("wtisd-2021_en/\x1b[2Kok", b"")
        archive.writestr("\udcff/x".encode("utf-8", "surrogateescape").decode("cp437"), b"")
    messages = [str(problem) for problem in worker.verify(kit)]
    assert messages
    assert [printable(message) for message in messages] == messages


@pytest.mark.skipif(sys.platform == "win32", reason="processes are ended otherwise there")
def test_a_process_that_is_killed_is_replaced(project: Project, tmp_path: Path, worker: Worker) -> None:
    """The kit that it was to judge next is judged by another one."""
    kit = pack(sample_kit(project), tmp_path)
    assert worker.verify(kit) == []
    process = worker._process
    assert process is not None
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert worker.verify(kit) == []


def test_nothing_is_left_running(project: Project, tmp_path: Path) -> None:
    """When the block is left, the process has ended and was waited for."""
    kit = pack(sample_kit(project), tmp_path)
    with Worker() as one:
        one.verify(kit)
        process = one._process
    assert process is not None
    assert process.exitcode is not None


def test_too_many_problems_are_counted(project: Project, tmp_path: Path, worker: Worker) -> None:
    """A kit of thousands of faults shows the first ones, and how many more there are."""
    entries = entries_of(pack(sample_kit(project), tmp_path).read_bytes())
    path = tmp_path / "many.zip"
    path.write_bytes(packed({**entries, **{f"wtisd-2021_en/extra/{n}.txt": b"" for n in range(1000)}}))
    messages = [str(problem) for problem in worker.verify(path)]
    assert len(messages) == 201
    assert "many.zip: has 800 more problems" in messages
