"""A revision undone, on both databases."""


import pytest
import sqlalchemy as sa

from api.editing.conditions import AgainstPolicy
from api.editing.reverting import revert
from api.errors import BadRequest, Conflict, NotFound
from api.storage.sql.verifying import verify
from tests.desk.room import COMPANY_KEY, JANE, JOHN, NEW, NEW_KEY, PAPER_KEY, SOLD, Room, renamed
from tests.storage.folder import COMPANY


def test_a_revision_is_undone_by_one_of_its_own(room: Room, engine: sa.Engine) -> None:
    number = room.published(room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited")), room.change(NEW_KEY, NEW))
    undone = revert(room.desk, JOHN, number, "the filing was another's")
    assert (undone.number, undone.reverts, undone.origin, undone.author) == (number + 1, number, "revert", "john")
    assert (room.text(COMPANY_KEY), room.text(NEW_KEY)) == (COMPANY, None)
    assert revert(room.desk, JOHN, undone.number, "it was not").reverts == undone.number
    assert (room.text(COMPANY_KEY), room.text(NEW_KEY)) == (renamed(COMPANY, "Paper Limited"), NEW)
    assert verify(engine) == 4


def test_what_was_changed_since_is_not_undone_and_named(room: Room) -> None:
    number = room.published(room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited")), room.change(NEW_KEY, NEW))
    room.published(room.change(COMPANY_KEY, renamed(COMPANY, "Paper Plc")))
    with pytest.raises(Conflict, match="changed since: parties/paper-ltd "):
        revert(room.desk, JOHN, number, "wrong")
    assert (room.history.head(), room.text(NEW_KEY)) == (3, NEW)


def test_an_undoing_that_would_break_another_record_is_refused(room: Room) -> None:
    number = room.published(room.change(NEW_KEY, NEW))
    room.published(room.change(PAPER_KEY, SOLD))
    with pytest.raises(Conflict, match=r"would not pass the checks: outlets/gb/paper.yaml: there is no party 'north-ltd'"):
        revert(room.desk, JOHN, number, "wrong")


def test_a_text_that_was_removed_is_not_restored(room: Room) -> None:
    found = room.history.record(COMPANY_KEY)
    number = room.published(room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited")))
    assert found
    room.history.remove_text(found.digest, "court order 12")
    with pytest.raises(Conflict, match="the text of parties/paper-ltd before it was removed"):
        revert(room.desk, JOHN, number, "wrong")


def test_undoing_takes_a_reviewer_a_reason_and_more_than_the_first_import(room: Room) -> None:
    number = room.published(room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited")))
    with pytest.raises(AgainstPolicy, match="you do not have the role"):
        revert(room.desk, JANE, number, "wrong")
    with pytest.raises(BadRequest, match="reason: it is empty"):
        revert(room.desk, JOHN, number, "")
    with pytest.raises(BadRequest, match="the first import is the list itself"):
        revert(room.desk, JOHN, 1, "wrong")
    with pytest.raises(NotFound):
        revert(room.desk, JOHN, 99, "wrong")
    assert room.history.head() == number
