"""The rounds: all contenders take turns on the same pictures, several times, in one run."""

import json
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from suite.figures import Figures
from suite.process import ProgramFailedError, Run, measured
from suite.product import Build, Product, cores, has_cache
from suite.rivals import Rival
from suite.workspace import Workspace

SLOGAN = ("wtisd-2021", "fr")
DESIGN = "statistic"
_ROUNDS_BESIDE = 2  # what a machine has to give changes little, and takes long to measure

Say = Callable[[str], None]


@dataclass(slots=True, kw_only=True)
class Rounds:
    """Measures the toolkit and its rivals in turn; `say` tells what is going on."""

    workspace: Workspace
    scratch: Path
    say: Say
    figures: dict[str, Figures] = field(default_factory=dict)
    courses: dict[str, "Course"] = field(default_factory=dict)
    identical: list[bool] = field(default_factory=list)
    """For each changed or warm build that was compared: was it what a cold build makes, byte for byte?"""

    def toolkit_round(self, turn: int) -> None:
        """Measure the toolkit cold on one process and on all, then with its cache full."""
        one = Product(workspace=self.workspace.root, scratch=self.scratch / "one")
        one.forget()
        self._note("cold", "toolkit, cold", one.build(1))
        everything = Product(workspace=self.workspace.root, scratch=self.scratch / "all")
        everything.forget()
        cold = everything.build(cores())
        self._note("cold-all", f"toolkit, cold, {cores()} processes", cold)
        if turn <= _ROUNDS_BESIDE:
            self._side_by_side(one)
        if has_cache():
            self.changed_round(everything, cold, turn)

    def _side_by_side(self, one: Product) -> None:
        """Measure as many separate builds on one process as there are cores: what the machine has to give."""
        others = [
            Product(workspace=one.workspace, scratch=self.scratch / f"beside-{place}")
            for place in range(cores())
        ]
        for product in others:
            product.forget()
        with ThreadPoolExecutor(len(others)) as threads:
            builds = list(threads.map(lambda product: product.build(1), others))
        runs = [build.run for build in builds]
        both = Run(
            cpu=sum(run.cpu for run in runs),
            wall=max(run.wall for run in runs) / len(runs),
            largest=max(run.largest for run in runs),
            together=sum(run.together for run in runs),
        )
        self._note("beside", f"{cores()} builds side by side, for one", replace(builds[0], run=both))

    def changed_round(self, product: Product, before: Build, turn: int) -> None:
        """Measure builds of a product whose cache holds everything: nothing, a slogan, a design changed."""
        warm = product.build(cores())
        self._note("warm", "nothing changed", warm)
        self.identical.append(warm.kits == before.kits)
        self.workspace.change_slogan(*SLOGAN, turn)
        slogan = product.build(cores())
        self._note("slogan", "one slogan changed", slogan, slogan.changed_since(warm))
        self.workspace.change_design(DESIGN, turn)
        design = product.build(cores())
        self._note("design", "one design changed", design, design.changed_since(slogan))

    def rival_round(self, rivals: Sequence[Rival], items: Path) -> None:
        """Measure every rival once on the same drawings; one that cannot draw most of them is left out."""
        for rival in rivals:
            if rival.name not in self.courses:
                # This first try is not counted: it warms the disk, and shows what a rival cannot draw.
                self.courses[rival.name] = self._course(rival, items)
                self.figures[rival.name] = self.courses[rival.name].figures()
            course, figures = self.courses[rival.name], self.figures[rival.name]
            if course.names:
                figures.runs.append(course.run(self.scratch))
                figures.kilobytes = course.weight(self.scratch)
            last = figures.runs[-1].cpu / figures.images * 1000 if figures.runs else 0.0
            self.say(f"  {rival.title:30}{last:9.1f} ms CPU an image  {figures.note}")

    def _course(self, rival: Rival, items: Path) -> "Course":
        """Try a rival on all drawings, and if it stops, on each alone; it keeps those that it can draw."""
        whole = Course(rival=rival, items=items, names=names_in(items))
        try:
            whole.run(self.scratch)
        except ProgramFailedError:
            kept = [name for name in whole.names if self._draws(rival, items, name)]
        else:
            return whole
        part = _only(items, kept, self.scratch / f"{rival.name}.json")
        stopped = len(whole.names) - len(kept)
        note = f"stops on {stopped} of {len(whole.names)} drawings, measured on the others"
        return Course(rival=rival, items=part, names=kept, note=f"; {note}")

    def _draws(self, rival: Rival, items: Path, name: str) -> bool:
        one = Course(rival=rival, items=_only(items, [name], self.scratch / "one.json"), names=[name])
        try:
            one.run(self.scratch)
        except ProgramFailedError:
            return False
        return True

    def _note(self, name: str, title: str, build: Build, changed: int | None = None) -> None:
        figures = self.figures.setdefault(name, Figures(name=name, title=title, images=len(build.assets)))
        figures.kilobytes = build.kilobytes / len(build.assets)
        figures.runs.append(build.run)
        if changed is not None:
            figures.note = f"{changed:,} of {len(build.assets):,} assets changed"
        cost = f"{build.run.cpu:8.1f} s CPU {build.run.wall:8.1f} s wall"
        self.say(f"  {title:30}{cost}, {build.run.cpu / len(build.assets) * 1000:.1f} ms CPU an asset")


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A rival and the drawings it is measured on."""

    rival: Rival
    items: Path
    names: Sequence[str]
    note: str = ""

    def figures(self) -> Figures:
        """Return figures without runs yet."""
        return Figures(
            name=self.rival.name,
            title=self.rival.title,
            images=len(self.names),
            note=f"{self.rival.note}{self.note}",
            goal=self.rival.goal,
            main=self.rival.main,
        )

    def run(self, scratch: Path) -> Run:
        """Draw everything once; raise `ProgramFailedError` if the rival fails or leaves a picture out."""
        out = self._out(scratch)
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True)
        run = measured(self.rival.on(self.items, out), log=scratch / f"{self.rival.name}.log")
        missing = [name for name in self.names if not self._file(out, name).is_file()]
        if missing:
            raise ProgramFailedError(f"{self.rival.title} made no file of {missing[0]}")
        return run

    def weight(self, scratch: Path) -> float:
        """Kilobytes of an image, of the last run."""
        files = [self._file(self._out(scratch), name) for name in self.names]
        return sum(file.stat().st_size for file in files) / len(files) / 1000

    def _out(self, scratch: Path) -> Path:
        return scratch / "rivals" / self.rival.name

    def _file(self, out: Path, name: str) -> Path:
        return out / f"{name}.{self.rival.kind}"


def names_in(items: Path) -> list[str]:
    """Return the names of the pictures in a list of items."""
    return [item["name"] for item in json.loads(items.read_text(encoding="utf-8"))]


def _only(items: Path, names: Sequence[str], target: Path) -> Path:
    """Write a list that holds the items with these names."""
    kept = [item for item in json.loads(items.read_text(encoding="utf-8")) if item["name"] in set(names)]
    target.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    return target
