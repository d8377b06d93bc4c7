"""How many reports are taken from one network and from all together, without keeping where anything came from."""

import datetime
import hmac

from api.outlets.reports import Allowance

PER_NETWORK = 10
PER_HOUR = 200
PER_DAY = 1000


def allowances(secret: bytes, network: str, now: datetime.datetime) -> dict[str, Allowance]:
    """What a report counts against. The network's key is of a day's own secret: yesterday's keys tell nothing today."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    day = hour.replace(hour=0)
    next_day = day + datetime.timedelta(days=1)
    of_day = hmac.digest(secret, f"networks:{day.date()}".encode(), "sha256")
    key = hmac.new(of_day, network.encode("utf-8", "surrogatepass"), "sha256").hexdigest()
    return {
        key: Allowance(PER_NETWORK, next_day),
        f"hour {hour:%Y-%m-%dT%H}": Allowance(PER_HOUR, hour + datetime.timedelta(hours=1)),
        f"day {day:%Y-%m-%d}": Allowance(PER_DAY, next_day),
    }
