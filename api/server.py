"""The server behind `masthead serve`: gunicorn with threads, on this machine only."""

from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

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
