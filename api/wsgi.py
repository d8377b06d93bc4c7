"""What gunicorn loads."""

from api.app import create_app
from api.settings import read_settings

application = create_app(read_settings())
