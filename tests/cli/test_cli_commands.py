"""The command line: results on stdout, everything else on stderr, exit codes 0, 1 and 2."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from samples import BY_NAME, MINIMAL, Finished, run_toolkit
from toolkit import __version__
from toolkit.cli.console import Talk
from toolkit.cli.main import cli
from toolkit.errors import Place, Problem, Severity
from toolkit.files import sha256_of_file

Run = Callable[..., Finished]
HERE = ("-w", str(MINIMAL))
ONE = (*HERE, "-l", "vi", "-p", "x-post-square")
ESCAPE = "\x1b["


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a function that runs the toolkit in an empty folder unless told otherwise."""

    def toolkit(*arguments: str, cwd: Path = tmp_path, **environment: str) -> Finished:
        return run_toolkit(cwd, *arguments, **environment)

    return toolkit


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a kit with one asset, built by the command."""
    folder = tmp_path_factory.mktemp("kit")
    result = CliRunner().invoke(cli, ["build", *ONE, "-j", "1", "-o", str(folder)])
    assert result.exit_code == 0, result.stderr
    return folder / "minimal_vi.zip"


@pytest.mark.parametrize("command", [None, *sorted(BY_NAME)])
def test_help_shows_examples(command: str | None) -> None:
    """Every command says what it does and how it is called, one example a line."""
    result = CliRunner().invoke(cli, [*([command] if command else []), "--help"])
    assert result.exit_code == 0
    name = f"toolkit {command or 'build'}"
    assert re.search(rf"Examples?:\n(?:  +toolkit .*\n)*  +{name}", result.stdout), result.stdout


def test_the_list_of_commands_says_what_each_says_of_itself() -> None:
    """The lines of `toolkit --help` are kept apart from the commands, and are the same words."""
    listed = CliRunner().invoke(cli, ["--help"], terminal_width=200).stdout.split("Commands:")[1]
    lines = dict(re.findall(r"^  (\S+) +(.+)$", listed, re.MULTILINE))
    own = {name: (command.help or "").splitlines()[0] for name, command in BY_NAME.items()}
    assert lines == own


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_is_there_at_once(option: str) -> None:
    """Neither the engines nor the readers of campaigns are loaded to say what the toolkit can do."""
    heavy = ("numpy", "pydantic", "rich", "lxml", "pyvips", "babel", "PIL")
    script = f"""
import atexit, sys
atexit.register(lambda: print([name for name in {heavy!r} if name in sys.modules]))
sys.argv = ["toolkit", {option!r}]
from toolkit.cli.main import main
main()
"""
    command = [sys.executable, "-c", script]
    said = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  this interpreter
    assert said.stdout.splitlines()[-1] == "[]"


def test_every_option_is_explained() -> None:
    """No option stands in the help without a word beside it."""
    silent = [
        f"{name} {option.name}"
        for name, command in BY_NAME.items()
        for option in command.params
        if isinstance(option, click.Option) and not option.help
    ]
    assert silent == []


@pytest.mark.parametrize("command", sorted(BY_NAME))
def test_examples_in_the_help_are_commands_that_exist(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each example parses: its options are known and its values have the right type."""
    (tmp_path / "mine").mkdir()  # the workspace of the examples, and the drawings
    for name in ("card", "square", "story", "flyer"):
        (tmp_path / f"{name}.svg").touch()
    monkeypatch.chdir(tmp_path)
    text = CliRunner().invoke(cli, [command, "--help"]).stdout
    examples = re.findall(r"^ +toolkit (\w+)(.*)$", text.split("Options:")[0], re.MULTILINE)
    assert examples
    for name, rest in examples:
        words = [word for word in shlex.split(re.split(r"\s{2,}", rest.strip())[0]) if "*" not in word]
        BY_NAME[name].make_context(name, [*words, *(["/dev/null"] if name == "verify" else [])])


def test_version() -> None:
    """One line with the name and the version."""
    assert CliRunner().invoke(cli, ["--version"]).stdout == f"toolkit {__version__}\n"


def test_results_are_on_stdout_and_progress_is_not(run: Run, tmp_path: Path) -> None:
    """A script gets the kits' paths, one a line, and nothing else; without a terminal there is no colour."""
    result = run("build", *ONE, "-j", "1")
    assert (result.returncode, result.stdout) == (0, "out/kits/minimal_vi.zip\n")
    assert result.stderr.splitlines() == [
        "Laying out: 1",
        "Painting: 1",
        "Packing kits: 1",
        "1 kit, 1 asset from 1 picture",
    ]
    assert (tmp_path / "out" / "kits" / "minimal_vi.zip").is_file()


def test_quiet_says_nothing_when_all_is_well(run: Run) -> None:
    """Only the results are left."""
    result = run("build", *ONE, "-j", "1", "-q")
    assert (result.stdout, result.stderr) == ("out/kits/minimal_vi.zip\n", "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["build", "minimall", *HERE],
            "toolkit: there is no campaign 'minimall' (hint: did you mean 'minimal'?)\n",
        ),
        (["check", "-d", "cart", *HERE], "toolkit: there is no design 'cart' (hint: did you mean 'card'?)\n"),
        (["plan", "-p", "x-post-sqare", *HERE], "toolkit: there is no placement 'x-post-sqare'"),
        (["build", "--engine", "chrome"], "Invalid value for '--engine'"),
        (["build", "--jobs", "0"], "Invalid value for '--jobs'"),
        (["build", "--langage", "fr"], "No such option"),
        (["build", "-w", "nowhere"], "does not exist"),
        (["biuld"], "No such command"),
        (["verify"], "Missing argument"),
        (["verify", "nowhere.zip"], "does not exist"),
    ],
)
def test_wrong_usage_leaves_with_2(run: Run, arguments: list[str], message: str) -> None:
    """What was asked for cannot be: said on stderr, with a near miss where there is one."""
    result = run(*arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_problems_leave_with_1(run: Run, tmp_path: Path) -> None:
    """Every problem is on stderr with the number of them; nothing is on stdout."""
    broken = shutil.copytree(MINIMAL, tmp_path / "broken")
    (broken / "campaigns/minimal/copy/zh.toml").unlink()
    result = run("build", "-l", "zh", "-j", "1", cwd=broken)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.splitlines()[-2:] == [
        (
            "error campaigns/minimal/copy/zh.toml: the file is missing, and campaign.toml lists 'zh' among "
            'its languages (hint: copy copy/en.toml to copy/zh.toml, write language = "zh" in it, '
            "and translate it)"
        ),
        "1 problem",
    ]
    assert not (broken / "out").exists() or list((broken / "out" / "kits").iterdir()) == []


def test_a_workspace_is_the_folder_one_stands_in(run: Run) -> None:
    """With campaigns or designs in it a folder is a workspace; elsewhere the bundled data serves."""
    assert f"workspace: {MINIMAL}" in run("info", cwd=MINIMAL).stdout
    bundled = run("info").stdout
    assert "workspace: bundled" in bundled
    assert "campaign wtisd-2021:" in bundled


def test_info_names_versions_engines_and_contents() -> None:
    """What a person pastes into a report of a fault."""
    lines = CliRunner().invoke(cli, ["info", *HERE]).stdout.splitlines()
    assert lines[0].startswith(f"toolkit {__version__}, Python 3.")
    assert "engine librsvg: ready" in lines
    assert "design card: Card (square, wide)" in lines
    assert any(line.endswith("(en ar zh ru vi)") for line in lines)
    assert any(line.startswith("placements: 85 on ") for line in lines)
    assert lines[-1] == "designs/card: workspace"


def test_plan_counts_assets_and_names_them() -> None:
    """One line a kit; with -v one line a file; what no artboard serves is said."""
    short = CliRunner().invoke(cli, ["plan", *ONE]).stdout
    assert short == "minimal_vi.zip      1 assets  (card 1)\n"
    long = CliRunner().invoke(cli, ["plan", *HERE, "-l", "vi", "-p", "instagram-portrait", "-v"]).stdout
    assert long == "not served: card has no artboard for instagram-portrait\n"
    assert CliRunner().invoke(cli, ["plan", *ONE, "-v"]).stdout == "minimal_card_x-post-square_vi\n"


def test_a_report_holds_what_was_found_and_made(tmp_path: Path) -> None:
    """JSON for scripts: kits and assets with digests, and no time of day."""
    report, out = tmp_path / "report.json", tmp_path / "kits"
    arguments = ["build", *ONE, "-j", "1", "-o", str(out), "--report", str(report)]
    assert CliRunner().invoke(cli, arguments).exit_code == 0
    found = json.loads(report.read_text(encoding="utf-8"))
    (asset,) = found.pop("assets")
    assert found == {
        "schema_version": 1,
        "toolkit": __version__,
        "problems": [],
        "planned_assets": 1,
        "pictures": 1,
        "not_served": [],
        "kits": [{"file": "minimal_vi.zip", "sha256": sha256_of_file(out / "minimal_vi.zip")}],
    }
    assert re.fullmatch(r"minimal_card_x-post-square_vi\.(png|jpg)", asset["name"])
    assert (asset["width"], asset["height"]) == (1080, 1080)
    assert re.fullmatch("[0-9a-f]{64}", asset["sha256"])


def test_a_report_may_be_a_page(tmp_path: Path) -> None:
    """A name in .html: the kit with its weight, how its files are packed, and the design for five eyes."""
    report, out = tmp_path / "report.html", tmp_path / "kits"
    arguments = ["build", *ONE, "-j", "1", "-o", str(out), "--report", str(report)]
    assert CliRunner().invoke(cli, arguments).exit_code == 0
    page = report.read_text(encoding="utf-8")
    assert sha256_of_file(out / "minimal_vi.zip") in page
    assert '<th scope="row">x-post-square</th><td>1</td>' in page
    assert page.count("data:image/webp;base64,") == 5
    assert str(tmp_path) not in page


def test_a_report_of_problems_is_written_too(tmp_path: Path) -> None:
    """A script sees the same problems in parts: severity, trail, message, hint."""
    broken, report = shutil.copytree(MINIMAL, tmp_path / "broken"), tmp_path / "report.json"
    (broken / "campaigns/minimal/copy/zh.toml").unlink()
    arguments = ["check", "-w", str(broken), "-l", "zh", "-j", "1", "--report", str(report)]
    assert CliRunner().invoke(cli, arguments).exit_code == 1
    (problem,) = json.loads(report.read_text(encoding="utf-8"))["problems"]
    assert problem["severity"] == "error"
    assert problem["trail"] == [{"file": "campaigns/minimal/copy/zh.toml", "at": ""}]
    hint = 'copy copy/en.toml to copy/zh.toml, write language = "zh" in it, and translate it'
    assert problem["hint"] == hint


def test_a_whole_kit_verifies(kit: Path) -> None:
    """The result names the kit and its state."""
    result = CliRunner().invoke(cli, ["verify", str(kit)])
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{kit}: ok\n", "")


def test_a_damaged_kit_is_found(kit: Path, tmp_path: Path) -> None:
    """One flipped byte in a picture: said which file, exit 1; the whole kit beside it is still ok."""
    damaged = tmp_path / "damaged.zip"
    data = bytearray(kit.read_bytes())
    start = data.index(b"\x89PNG") + 5000
    data[start] ^= 0xFF
    damaged.write_bytes(data)
    result = CliRunner().invoke(cli, ["verify", str(kit), str(damaged)])
    assert result.exit_code == 1
    assert result.stdout == f"{kit}: ok\n{damaged}: damaged\n"
    assert "error damaged.zip:" in result.stderr
    assert "get the kit again from whoever made it" in result.stderr


def test_every_kit_is_judged_and_what_is_none_is_told(kit: Path, tmp_path: Path) -> None:
    """A folder is every kit in it; a hopeless kit, a picture, an evil name hide none of the rest."""
    folder = tmp_path / "kits"
    folder.mkdir()
    (folder / "a.zip").write_bytes(b"PK\3\4 and no more")
    (folder / "b.zip").write_bytes(kit.read_bytes())
    evil = tmp_path / "evil\x1b[2K\u202e.zip"
    evil.write_bytes(b"\x89PNG\r\n\x1a\n")
    result = CliRunner().invoke(cli, ["verify", str(folder), str(evil), str(kit)])
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{folder / 'a.zip'}: damaged",
        f"{folder / 'b.zip'}: ok",
        f"{tmp_path}/evil\\x1b[2K\\u202e.zip: not a kit",
        f"{kit}: ok",
    ]
    assert "error a.zip: is cut off: the end of the ZIP archive is missing\n" in result.stderr
    assert "is a picture (PNG), not a kit (hint: verify the ZIP that it came in" in result.stderr
    assert "\x1b" not in result.stderr


def talk(problems: list[Problem], capsys: pytest.CaptureFixture[str]) -> str:
    """Return what is said of some problems."""
    Talk().problems(problems)
    return capsys.readouterr().err


PROBLEMS = [
    Problem(trail=(Place(file="b.toml"),), message="is [bold]wrong[/bold]", hint="mend [it]"),
    Problem(trail=(Place(file="z.toml"),), message="is old", severity=Severity.WARNING),
]


def test_problems_are_printed_as_they_are(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Warnings first, errors last; brackets in people's words are no markup."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("FORCE_COLOR", "")
    assert talk(PROBLEMS, capsys) == (
        "warning z.toml: is old\nerror b.toml: is [bold]wrong[/bold] (hint: mend [it])\n1 problem\n"
    )


def test_colour_is_for_terminals_and_no_color_turns_it_off(run: Run, tmp_path: Path) -> None:
    """FORCE_COLOR stands for a terminal here; NO_COLOR wins (no-color.org)."""
    broken = shutil.copytree(MINIMAL, tmp_path / "broken")
    (broken / "campaigns/minimal/copy/zh.toml").unlink()
    colours = {"FORCE_COLOR": "1", "TERM": "xterm-256color"}
    assert f"{ESCAPE}1;31merror" in run("plan", cwd=broken, **colours).stderr
    assert "31m" not in run("plan", cwd=broken, **colours, NO_COLOR="1").stderr


def test_a_selection_that_leaves_nothing_is_wrong_usage(tmp_path: Path) -> None:
    """A design and a placement it does not serve: said at once, not a build of no kits."""
    done = run_toolkit(tmp_path, "check", "--design", "signature", "--placement", "x-post-square")
    assert done.returncode == 2
    assert done.stderr == (
        "toolkit: there is nothing to make of this selection "
        "(hint: see 'toolkit plan' for what each design serves)\n"
    )
