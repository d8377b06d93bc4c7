"""What gunicorn loads."""

from api.app import create_app
from api.server import starting
from api.settings import read_settings

with starting():
    application = create_app(read_settings())
