"""One run of the suite: sample, rounds, and what is measured beside them: stages, memory, print, growth."""

import json
import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil

from suite.figures import Figures, ratio
from suite.growth import growth
from suite.inputs import write_inputs
from suite.process import measured
from suite.product import Product, cores, has_cache
from suite.rivals import Rival, print_rivals, rivals
from suite.rounds import Rounds
from suite.sample import Cluster, balanced, clusters_of, every, profile_of
from suite.workspace import Workspace
from toolkit import __version__
from toolkit.pipeline.plan import Selection, plan
from toolkit.sources.project import Project, read_project

_LARGEST = (  # a design, a placement, and the limit in MB: 300 up to 4K, 1,000 for A2
    ("theme", "instagram-story", 300),
    ("cover", "youtube-banner", 300),
    ("cover", "youtube-thumbnail-4k", 300),
    ("poster", "poster-a3", 1000),
    ("poster", "poster-a2", 1000),
    ("theme", "poster-a2", 1000),
    ("poster", "rollup-850x2000", None),
)
_PAGES = ("poster", "poster-a4")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What to measure (see the command line's help)."""

    rounds: int
    clusters: int
    pictures: int
    seed: int
    only: tuple[str, ...]
    beside: bool
    whole: bool
    data: Path


@dataclass(slots=True)
class Session:
    """Measures everything once, in one folder."""

    settings: Settings
    folder: Path
    results: dict[str, Any] = field(default_factory=dict)

    def run(self) -> dict[str, Any]:
        """Measure, and return the results as plain values."""
        project, _ = read_project(self.settings.data)
        clusters = clusters_of(project)
        sample = balanced(clusters, self.settings.clusters, self.settings.seed)
        self.results["machine"] = _machine()
        self._describe(project, clusters, sample)
        here = self._present(rivals())
        rounds = self._rounds(project, sample, here)
        self._ratios(rounds, here)
        if self.settings.beside:
            self._beside(project, rounds.workspace)
        if self.settings.whole:
            self._whole()
        return self.results

    def _describe(self, project: Project, clusters: Sequence[Cluster], sample: Sequence[Cluster]) -> None:
        jobs = plan(project, Selection()).jobs
        self.results["job"] = {"assets": len(jobs), "profile": _profile(clusters)}
        self.results["sample"] = {
            "seed": self.settings.seed,
            "assets": sum(len(cluster.jobs) for cluster in sample),
            "profile": _profile(sample),
            "clusters": [{"campaign": one.campaign, "placements": list(one.placements)} for one in sample],
        }
        _say(f"{len(jobs):,} assets in the whole job, {self.results['sample']['assets']:,} in the sample")
        _say(f"whole:  {self.results['job']['profile']}\nsample: {self.results['sample']['profile']}")

    def _present(self, all_rivals: Sequence[Rival]) -> list[Rival]:
        wanted = [rival for rival in all_rivals if not self.settings.only or rival.name in self.settings.only]
        for rival in wanted:
            if rival.missing:
                _say(f"skipped: {rival.title} ({rival.missing})")
        missing = {rival.title: rival.missing for rival in wanted if rival.missing}
        self.results.setdefault("skipped", {}).update(missing)
        return [rival for rival in wanted if not rival.missing]

    def _rounds(self, project: Project, sample: Sequence[Cluster], here: Sequence[Rival]) -> Rounds:
        workspace = Workspace.copied(self.settings.data, self.folder / "workspace")
        workspace.only(sample)
        workspace.still()
        jobs = [(cluster.megapixels, job) for cluster in sample for job in cluster.jobs]
        ordered = [job for _, job in sorted(jobs, key=lambda pair: (pair[0], pair[1].key.order))]
        chosen = every(ordered, self.settings.pictures)
        items = write_inputs(project, chosen, self.folder / "items")
        rounds = Rounds(workspace=workspace, scratch=self.folder / "rounds", say=_say)
        for turn in range(1, self.settings.rounds + 1):
            _say(f"round {turn} of {self.settings.rounds}")
            rounds.toolkit_round(turn)
            rounds.rival_round(here, items)
        return rounds

    def _ratios(self, rounds: Rounds, here: Sequence[Rival]) -> None:
        figures, ours = rounds.figures, rounds.figures["cold"]
        cases = ("cold", "cold-all", "warm", "slogan", "design")
        self.results["toolkit"] = {name: figures[name].to_json() for name in cases if name in figures}
        self.results["warm_identical"] = all(rounds.identical)
        self.results["rivals"] = [
            {**figures[rival.name].to_json(), "ratio": round(ratio(figures[rival.name], ours), 2)}
            for rival in here
            if figures[rival.name].runs
        ]
        failed = {rival.title: figures[rival.name].note for rival in here if not figures[rival.name].runs}
        self.results["skipped"].update(failed)
        both = figures["cold-all"]
        self.results["two_processes"] = round(ours.wall / both.wall, 2)
        self.results["side_by_side"] = round(ours.wall / figures["beside"].wall, 2)
        self.results["cores"] = cores()

    def _beside(self, project: Project, workspace: Workspace) -> None:
        _say("where the time goes")
        self.results["stages"] = self._stages(workspace.root)
        _say("memory of the largest placements")
        data = Workspace.copied(self.settings.data, self.folder / "data").root
        self.results["memory"] = [self._memory(project, data, *case) for case in _LARGEST]
        _say("print pages")
        self.results["print"] = self._print(project, data)

    def _stages(self, workspace: Path) -> dict[str, Any]:
        target, out = self.folder / "stages.json", self.folder / "stages"
        arguments = [
            "build",
            "-w",
            workspace,
            "-o",
            out,
            "-j",
            "1",
            "-q",
            *_fresh(self.folder / "stages-cache"),
        ]
        paths = (str(Path(__file__).parent.parent), os.environ.get("PYTHONPATH", ""))
        environment = {"PYTHONPATH": os.pathsep.join(path for path in paths if path)}
        command = [sys.executable, "-m", "suite.stages", target, *arguments]
        measured(command, log=self.folder / "stages.log", environment=environment)
        found: dict[str, Any] = json.loads(target.read_text())
        return found

    def _memory(
        self, project: Project, data: Path, design: str, placement: str, limit: int | None
    ) -> dict[str, Any]:
        known = project.placement(placement)
        if known is None:
            return {"placement": placement, "note": "not among the placements"}
        product = Product(workspace=data, scratch=self.folder / f"memory-{design}-{placement}")
        build = product.build(1, ("wtisd-2021", "-l", "fr", "-l", "ar", "-d", design, "-p", placement))
        memory, size = round(build.run.largest), f"{known.size.width} × {known.size.height}"
        _say(f"  {design:10}{placement:24}{size:16}{memory:6} MB (limit {limit})")
        return {
            "design": design,
            "placement": placement,
            "size": size,
            "limit_mb": limit,
            "memory_mb": memory,
            "cpu_s": round(build.run.cpu, 1),
            "assets": len(build.assets),
        }

    def _print(self, project: Project, data: Path) -> list[dict[str, Any]]:
        """Measure one print page in every language, by the toolkit and by those that write print."""
        design, placement = _PAGES
        selection = Selection(designs=(design,), placements=(placement,))
        jobs = list(plan(project, selection).jobs)
        rounds = Rounds(workspace=Workspace(data), scratch=self.folder / "print", say=_say)
        product = Product(workspace=data, scratch=self.folder / "print-toolkit")
        ours = Figures(name="toolkit", title="toolkit, PDF with boxes", images=len(jobs))
        items = write_inputs(project, jobs, self.folder / "pages")
        for _ in range(min(self.settings.rounds, 3)):
            product.forget()
            build = product.build(1, ("-d", design, "-p", placement))
            ours.runs.append(build.run)
            ours.kilobytes = build.kilobytes / len(jobs)
            rounds.rival_round(self._present(print_rivals()), items)
        others = [figures for figures in rounds.figures.values() if figures.runs]
        return [{**figures.to_json(), "ratio": round(ratio(figures, ours), 2)} for figures in (ours, *others)]

    def _whole(self) -> None:
        _say("the whole job")
        workspace = Workspace.copied(self.settings.data, self.folder / "whole")
        rounds = Rounds(workspace=workspace, scratch=self.folder / "whole-rounds", say=_say)
        product = Product(workspace=workspace.root, scratch=self.folder / "whole-toolkit")
        before = product.build(cores())
        cold = Figures(name="cold-all", title="toolkit, cold", images=len(before.assets), runs=[before.run])
        for turn in range(1, self.settings.rounds + 1):
            rounds.changed_round(product, before, turn)
            before = product.build(cores())
        self.results["whole"] = {name: found.to_json() for name, found in rounds.figures.items()}
        self.results["whole"]["cold-all"] = cold.to_json()
        self.results["whole"]["identical"] = all(rounds.identical)
        _say("growth")
        self.results["growth"] = growth(self.settings.data, self.folder / "growth", _say)


def _fresh(folder: Path) -> list[str]:
    return ["--cache", str(folder)] if has_cache() else []


def _profile(clusters: Sequence[Cluster]) -> dict[str, float]:
    profile = profile_of(clusters)
    return {
        "megapixels": round(profile.megapixels, 3),
        "assets_per_picture": round(profile.assets_per_picture, 3),
        "pictures_per_ground": round(profile.pictures_per_ground, 2),
    }


def _machine() -> dict[str, Any]:
    return {
        "toolkit": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": cores(),
        "load": round(psutil.getloadavg()[0], 1),
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
    }


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
