"""What gunicorn loads where a desk runs: the read API, the site and the desk in one."""

from api.desk_app import create_desk
from api.settings import read_settings

application = create_desk(read_settings())
