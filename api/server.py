"""gunicorn: behind `masthead serve`, with threads, on this machine only; or started by somebody else."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from api.errors import MastheadError
from api.settings import Settings


class Server(BaseApplication):  # type: ignore[misc]
    """Serves the application until it is told to stop."""

    def __init__(self, application: Flask, settings: Settings) -> None:
        self._application = application
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        options: dict[str, Any] = {
            "bind": f"127.0.0.1:{self._settings.port}",
            "workers": self._settings.workers,
            "threads": 8,
            "worker_class": "gthread",
            "loglevel": "warning",
            "control_socket_disable": True,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._application


@contextmanager
def starting() -> Iterator[None]:
    """For gunicorn started by somebody else: what is wrong in one line, and an exit after which it does not try again."""
    try:
        yield
    except MastheadError as error:
        sys.stderr.write(f"masthead: {error}\n")
        sys.exit(Arbiter.APP_LOAD_ERROR)
