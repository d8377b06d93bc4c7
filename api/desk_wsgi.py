"""What gunicorn loads where a desk runs: the read API, the site and the desk in one."""

from api.app import create_app
from api.desk_app import add_desk
from api.server import starting
from api.settings import read_settings

with starting():
    settings = read_settings()
    application = create_app(settings)
    add_desk(application, settings)
