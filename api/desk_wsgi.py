"""What gunicorn loads where a desk runs: the read API, the site and the desk in one."""

from api.desk_app import create_desk
from api.server import starting
from api.settings import read_settings

with starting():
    application = create_desk(read_settings())
