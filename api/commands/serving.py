"""For those who run it."""

import click

from api.app import create_app
from api.desk_app import create_desk
from api.server import Server
from api.settings import Settings


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Port on 127.0.0.1 [default: PORT, else 8000].")
@click.option("--desk", is_flag=True, help="And the editors' desk at /desk/; `masthead release` makes its database.")
@click.pass_obj
def serve(settings: Settings, port: int | None, desk: bool) -> None:
    """Serve the API and the page to try it on 127.0.0.1."""
    settings = settings.model_copy(update={"port": port or settings.port})
    application = create_desk(settings) if desk else create_app(settings)
    click.echo(f"Masthead is at http://127.0.0.1:{settings.port}/ (stop with Ctrl+C)")
    Server(application, settings).run()
