"""Waiting after failures to sign in: by account, and by address."""

import datetime
import threading

import pytest
import sqlalchemy as sa

from api.people.refusals import SignInFailed, Throttled
from api.people.visit import Visit
from tests.desk.newsroom import PASSWORD, Newsroom


@pytest.fixture
def newsroom(engine: sa.Engine) -> Newsroom:
    return Newsroom.over(engine)


def fail(newsroom: Newsroom, name: str, address: str = "192.0.2.1") -> datetime.timedelta | None:
    """One wrong password; how long to wait if it was not even looked at."""
    try:
        newsroom.people.signing_in.by_password(name, "wrong", Visit(address))
    except Throttled as throttled:
        return throttled.after
    except SignInFailed:
        return None
    raise AssertionError("signed in")


@pytest.mark.parametrize("name", ["Jane", "Nobody"])
def test_after_five_failures_an_account_waits_twice_as_long_each_time(newsroom: Newsroom, name: str) -> None:
    newsroom.person("Jane")
    assert [fail(newsroom, name) for _ in range(5)] == [None] * 5
    for seconds in (1, 2, 4, 8, 16):
        assert fail(newsroom, name, "198.51.100.9") == datetime.timedelta(seconds=seconds)
        newsroom.clock.move(seconds=seconds)
        assert fail(newsroom, name) is None
    assert newsroom.kinds.count("locked") == 1
    assert newsroom.kinds.count("sign-in-failed") == 10


def test_the_right_password_waits_as_well_and_then_forgets_the_failures(newsroom: Newsroom) -> None:
    newsroom.person("Jane")
    for _ in range(5):
        fail(newsroom, "Jane")
    waiting = newsroom.browser().sign_in("Jane")
    assert (waiting.status_code, waiting.headers["Retry-After"]) == (429, "2")
    assert "Try again in" in waiting.text
    newsroom.clock.move(seconds=1)
    assert newsroom.browser().sign_in("Jane").status_code == 303
    assert [fail(newsroom, "Jane") for _ in range(5)] == [None] * 5


def test_waiting_is_a_quarter_of_an_hour_at_most_and_forgotten_after_a_day(newsroom: Newsroom) -> None:
    newsroom.person("Jane")
    for _ in range(25):
        newsroom.clock.move(minutes=16)
        fail(newsroom, "Jane", f"192.0.2.{_}")
    assert fail(newsroom, "Jane", "198.51.100.1") == datetime.timedelta(minutes=15)
    newsroom.clock.move(hours=25)
    assert [fail(newsroom, "Jane", "198.51.100.2") for _ in range(5)] == [None] * 5


def test_one_address_cannot_try_many_accounts_even_with_one_of_its_own(newsroom: Newsroom) -> None:
    newsroom.person("Mallory")
    for number in range(20):
        assert fail(newsroom, f"name {number}", f"2001:db8::{number + 1}") is None
        if number < 19:
            newsroom.people.signing_in.by_password("Mallory", PASSWORD, Visit("2001:db8::ffff"))
    assert fail(newsroom, "yet another", "2001:db8::77") == datetime.timedelta(seconds=1)
    assert fail(newsroom, "yet another", "2001:db8:0:1::1") is None


def test_many_attempts_at_once_are_no_way_around_the_limit(newsroom: Newsroom) -> None:
    newsroom.person("Jane")
    heard: list[bool] = []
    threads = [threading.Thread(target=lambda: heard.append(fail(newsroom, "Jane") is None)) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert (len(heard), heard.count(True)) == (16, 5)
