"""What the tests of this floor share."""

import pytest

from toolkit.sources.project import Project, read_project


@pytest.fixture(scope="session")
def project() -> Project:
    """The shipped campaigns, placements and strings."""
    return read_project()[0]
