"""Publishers' replies: from the proof of a domain until they are taken down."""

from dataclasses import replace

import pytest

from api.errors import BadRequest, Conflict
from tests.desk.readers import REPLY, TODAY, Readers


def test_a_reply_stands_once_its_domain_was_proved_and_not_when_it_is_declined(readers: Readers) -> None:
    number = readers.send(REPLY)
    assert readers.triage.report(number).challenge.startswith("masthead-reply=")
    readers.triage.move(number, 0, "jane", "triaged")
    assert readers.triage.replies() == []
    readers.triage.confirm(number, 1, "jane", "rt.com", "dns")
    (reply,) = readers.triage.replies("rt")
    assert (reply.text, reply.domain, reply.on) == (REPLY.text, "rt.com", TODAY)
    assert readers.triage.replies("bbc-news") == []
    readers.triage.move(number, 2, "jane", "answered", answer="It stands.")
    readers.triage.move(number, 3, "jane", "closed")
    assert len(readers.triage.replies()) == 1


def test_a_declined_reply_does_not_stand_and_a_newer_one_takes_an_older_ones_place(readers: Readers) -> None:
    first, second = readers.send(REPLY), readers.send(replace(REPLY, text="We have changed our mind."))
    for number in (first, second):
        readers.triage.confirm(number, 0, "jane", "rt.com", "file")
        readers.newsroom.clock.move(minutes=1)
    assert [reply.text for reply in readers.triage.replies()] == ["We have changed our mind."]
    readers.triage.move(second, 1, "jane", "declined", answer="Not yours.")
    assert [reply.text for reply in readers.triage.replies()] == [REPLY.text]


def test_a_correction_is_no_reply_whoever_confirms_it(readers: Readers) -> None:
    number = readers.send()
    assert readers.triage.report(number).challenge == ""
    with pytest.raises(BadRequest):
        readers.triage.confirm(number, 0, "jane", "rt.com", "file")


def test_a_reply_is_taken_down_in_every_state_with_a_word_and_once(readers: Readers) -> None:
    number = readers.send(REPLY)
    with pytest.raises(BadRequest, match="no reply that readers see"):
        readers.triage.take_down(number, 0, "jane", "It was taken back.")
    readers.triage.confirm(number, 0, "jane", "rt.com", "dns")
    readers.triage.move(number, 1, "jane", "closed")
    assert len(readers.triage.replies()) == 1
    with pytest.raises(BadRequest, match="told why"):
        readers.triage.take_down(number, 2, "jane", " ")
    with pytest.raises(Conflict):
        readers.triage.take_down(number, 1, "jane", "It was taken back.")
    taken = readers.triage.take_down(number, 2, "jane", "It was taken back.")
    assert (taken.state, taken.answer, readers.triage.replies()) == ("declined", "It was taken back.", [])
    with pytest.raises(BadRequest, match="no reply that readers see"):
        readers.triage.take_down(number, 3, "jane", "Again.")
