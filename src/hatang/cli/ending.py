"""How a command ends: 0 done, 1 done with findings, 2 cannot do it, said in one sentence."""

import functools
import sys
from collections.abc import Callable
from typing import ParamSpec

import typer

from hatang.supervisor.failure import SupervisorError
from hatang.supervisor.home import current_home

CANNOT = 2

P = ParamSpec("P")


class CannotDoIt(Exception):
    """Why a command cannot do what was asked; its text is one sentence."""


def ends_in_a_sentence(command: Callable[P, None]) -> Callable[P, None]:
    """Turn a refusal into one sentence on stderr and exit code 2; a fault of ours keeps its trace."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except (CannotDoIt, SupervisorError) as error:
            say(str(error))
            raise typer.Exit(CANNOT) from error
        except BrokenPipeError as error:
            # The reader of our output has enough (`| head`).
            sys.stderr.close()
            raise typer.Exit(0) from error
        except OSError as error:
            home = current_home().path
            if not str(error.filename or "").startswith(str(home)):
                raise
            say(f"The home {home} cannot be used ({error.strerror}); name another one with HATANG_HOME.")
            raise typer.Exit(CANNOT) from error
        except KeyboardInterrupt as error:
            raise typer.Exit(130) from error

    return run


def say(sentence: str) -> None:
    """Write one line to stderr."""
    sys.stderr.write(f"{' '.join(sentence.split())}\n")
    sys.stderr.flush()
