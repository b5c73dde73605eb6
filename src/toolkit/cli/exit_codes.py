"""Failures: how a command leaves when it cannot go on, and what it says."""

from toolkit.cli.console import INTERRUPTED, PROBLEMS, USAGE, Talk
from toolkit.errors import ProblemsError, printable
from toolkit.pipeline.paint.tasks import WrongVersionError
from toolkit.pipeline.plan import NothingToMakeError, UnknownNameError
from toolkit.pipeline.workers.dask import ClusterError
from toolkit.pipeline.workers.processes import WorkerLostError
from toolkit.render.engines.engine import EngineUnavailableError

_OF_USAGE = (NothingToMakeError, UnknownNameError, EngineUnavailableError, ClusterError)
_OF_WORK = (OSError, WorkerLostError, WrongVersionError)


def left_by(error: BaseException) -> int:
    """Say what is wrong, and return the exit code: 1 problems in the content, 2 wrong usage.

    Anything unknown is raised again, so that its trace can be reported.
    """
    match error:
        case KeyboardInterrupt():
            Talk().note("Stopped. Nothing was left half-written.")
            return INTERRUPTED
        case ProblemsError():
            Talk().problems(error.problems)
            return PROBLEMS
    if not isinstance(error, _OF_USAGE + _OF_WORK):
        raise error
    Talk().err.print(printable(f"toolkit: {error}"), markup=False)
    return USAGE if isinstance(error, _OF_USAGE) else PROBLEMS
