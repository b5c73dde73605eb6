"""Small whole workspaces that tests of several floors build from, and types that tests share."""

from collections.abc import Callable
from pathlib import Path

JsonGolden = Callable[[object, Path], None]
"""What the fixture `same_json` gives."""

MINIMAL = Path(__file__).parent / "workspaces" / "minimal"
"""One campaign in five languages, one design with a square and a wide artboard; the rest is shipped data."""
