"""What the desk's views are given. Made by the composition root; views hold no state."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from api.editing.assessing import Desk
from api.outlets.dates import Day
from api.outlets.proposals import OPEN, Proposal, ProposalState
from api.outlets.revisions import RecordKey, Revision
from api.people.people import People
from api.people.provider import Provider


class Revisions(Protocol):
    """The history, for reading."""

    def revision(self, number: int) -> Revision: ...
    def authors(self) -> list[str]: ...
    def text(self, digest: str) -> str | None: ...
    def revisions(
        self, *, of: RecordKey | None = None, author: str | None = None, before: int | None = None, limit: int = 50
    ) -> list[Revision]: ...


class Queue(Protocol):
    """Proposals, for listing."""

    def listed(
        self, *, states: frozenset[ProposalState] = OPEN, author: str | None = None, of: RecordKey | None = None,
        before: int | None = None, limit: int = 50,
    ) -> list[Proposal]: ...  # fmt: skip


@dataclass(frozen=True)
class DeskServices:
    """The parts that the desk's requests need. `publish` puts the list as it is before readers and says what came of it, in words;
    `labels` are every outlet's labels of today by id, as the published list has them; `openid` signs people in, if an organisation
    does."""

    desk: Desk
    people: People
    revisions: Revisions
    queue: Queue
    publish: Callable[[], str]
    labels: Callable[[], Mapping[str, Mapping[str, Any]]]
    today: Callable[[], Day]
    openid: Provider | None = None

    @property
    def clock(self) -> Callable[[], Any]:
        return self.desk.clock

    def names(self, *ids: str) -> dict[str, str]:
        """The names of persons by id; commands and imports are their own."""
        return {id: id for id in ids} | self.people.register.names(ids)
