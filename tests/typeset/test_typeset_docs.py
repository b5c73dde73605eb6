"""The examples of docs/typesetting.md."""

import re
from pathlib import Path
from typing import Any

import pytest

DOCUMENT = Path(__file__).parents[2] / "docs" / "typesetting.md"


def test_the_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every Python block runs, one after the other, and the first one writes its drawing."""
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    blocks = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    for block in blocks:
        exec(block, names)  # noqa: S102 - our own document
    assert len(blocks) == 4
    assert "<path" in (tmp_path / "slogan.svg").read_text(encoding="utf-8")
