"""What the services are told the time by."""

import datetime
from collections.abc import Callable

# the time, aware, in UTC
Clock = Callable[[], datetime.datetime]
