"""What is said of the figures: tables, the page's results section, the chart."""

import json
from pathlib import Path

import pytest
from lxml import etree

from suite.chart import chart
from suite.goals import goal_rows
from suite.report import BEGIN, END, printed, with_results
from toolkit.render.svg.sanitizer import violations_in

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def results() -> dict[str, object]:
    """Return the figures that the page shows."""
    found: dict[str, object] = json.loads((ROOT / "benchmarks/results/performance.json").read_text())
    return found


def test_the_page_shows_the_figures_that_lie_beside_it(results: dict[str, object]) -> None:
    """Nobody has changed a figure of docs/performance.md by hand."""
    page = (ROOT / "docs/performance.md").read_text()
    assert with_results(page, results) == page


def test_only_what_stands_between_the_marks_is_written_anew(results: dict[str, object]) -> None:
    """The words about the method stay."""
    page = with_results(f"before\n{BEGIN}\nold\n{END}\nafter\n", results)
    assert page.startswith(f"before\n{BEGIN}\n")
    assert page.endswith(f"{END}\nafter\n")
    assert "old\n" not in page
    with pytest.raises(ValueError, match="no part between"):
        with_results("a page without marks", results)


def test_the_table_in_the_terminal_has_straight_columns(results: dict[str, object]) -> None:
    """Every rival has a row with its ratio to the toolkit."""
    text = printed(results)
    assert "CairoSVG loop" in text
    assert "goal" in text


def test_the_chart_is_a_drawing_of_our_own_without_fonts(results: dict[str, object]) -> None:
    """Words are outlines set by the toolkit, so it looks the same wherever the page is read."""
    svg = chart(results)
    root = etree.fromstring(svg.encode())
    assert not root.findall(".//{*}text")
    assert "toolkit" in root.findtext("{*}title", "")
    assert violations_in(root) == ()
    assert svg == chart(results)


def test_the_chart_on_the_page_is_the_one_of_the_figures(results: dict[str, object]) -> None:
    """The picture is drawn from the same file as the tables."""
    assert (ROOT / "docs/pictures/performance.svg").read_text() == chart(results)


def test_a_goal_that_is_missed_is_said_to_be() -> None:
    """No figure turns a miss into a success: the limit itself counts, on the right side."""
    rival = {"title": "CairoSVG loop", "goal": 5.0, "ratio": 4.9}
    results = {
        "rivals": [rival, {**rival, "ratio": 5.0}],
        "two_processes": 1.79,
        "cores": 2,
        "toolkit": {"warm": {"wall_s": 1.0, "images": 5000}},
        "memory": [{"design": "theme", "size": "1 × 1", "limit_mb": 300, "memory_mb": 301}],
    }
    assert [row[3] for row in goal_rows(results)[1:]] == ["**no**", "yes", "**no**", "**no**", "**no**"]
