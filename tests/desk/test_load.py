"""Twenty editors at once: no change is lost, nobody waits for ever. `python -m bench.editors` runs it for longer."""

import pytest

from api.errors import BadHistory
from bench import editors


def test_of_twenty_editors_at_once_no_change_is_lost_and_none_waits_for_ever(database: str) -> None:
    work = editors.edit_together(database, 10)
    assert sum(work.changes.values()) == len(work.seconds) > 2 * editors.EDITORS
    assert work.conflicts > 0
    assert work.busy == 0


def test_a_change_that_was_acknowledged_and_is_not_there_is_seen(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editors, "verify", lambda engine: 0)
    with pytest.raises(BadHistory, match="not as many revisions as acknowledged changes"):
        editors.edit_together(database, 0)
