"""Print the lowest version of each library that pyproject.toml allows, one `name==version` a line.

    pip install toolkit.whl -c <(python tools/lowest.py)

builds with the oldest libraries somebody may have, as `make test-lowest` does.
"""

import re
import sys
import tomllib
from pathlib import Path

_BOUND = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?>=(?P<version>[0-9.]+)")


def lowest(requirements: list[str]) -> list[str]:
    """Return the pins of requirements with a lower bound."""
    found = (_BOUND.match(requirement) for requirement in requirements)
    return [f"{match['name']}=={match['version']}" for match in found if match]


if __name__ == "__main__":
    path = Path(__file__).parent.parent / "pyproject.toml"
    project = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
    sys.stdout.write("\n".join(lowest(project["dependencies"])) + "\n")
