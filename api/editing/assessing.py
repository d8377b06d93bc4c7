"""What the desk's list would be with a change in it, and what is against that: findings, and others who changed the same."""

import datetime
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from api.editing.cases import Case
from api.editing.merging import Document, merge
from api.editing.preview import OutletPreview, preview
from api.errors import BadRecord
from api.outlets.changed import Checked, ListCatalogue, key_of
from api.outlets.dates import Day
from api.outlets.proposals import Proposal
from api.outlets.records import Finding, Records, Steps, record_of
from api.outlets.revisions import Change, Edit, RecordKey, Revision, Text

Texts = Mapping[RecordKey, str]

# answers of `Desk.assess`
_REMEMBERED = 32


class ListHistory(Protocol):
    """The history of the list, as `api.storage.sql.history` keeps it."""

    def head(self) -> int: ...
    def whole_list(self) -> tuple[int, list[Text]]: ...
    def text(self, digest: str) -> str | None: ...
    def revision(self, number: int) -> Revision: ...
    def append(self, edit: Edit) -> Revision: ...


class ProposalStore(Protocol):
    """Proposals, as `api.storage.sql.proposals` keeps them."""

    def add(self, author: str, reason: str, changes: Sequence[Change]) -> Proposal: ...
    def get(self, number: int) -> Proposal: ...
    def step(self, number: int, step: Callable[[Proposal], Proposal]) -> Proposal: ...
    def publish(self, number: int, edition: int, edit: Edit, head: int) -> Revision | None: ...


@dataclass(frozen=True)
class Listed:
    """The list as of a revision, read and checked."""

    number: int
    texts: dict[RecordKey, str]
    digests: dict[RecordKey, str]
    catalogue: ListCatalogue
    findings: frozenset[Finding]

    @property
    def records(self) -> Records:
        return self.catalogue.records


@dataclass(frozen=True)
class FieldFinding:
    """A finding in a changed record. `field` is its place as a form names it, `ownership.0.owner`; empty where it is the whole."""

    key: RecordKey
    steps: Steps
    field: str
    rule: str
    what: str
    mend: str


@dataclass(frozen=True)
class Overtaken:
    """A record that somebody else changed since the author looked: the text they saw, the one they want, the one of now and its
    digest, and the three merged, with the places where a person must decide; there the merged text has the author's version. Each
    is None where the record was not or shall not be; `merged` also where the two cannot be one record."""

    key: RecordKey
    base: str | None
    wanted: str | None
    now: str | None
    digest: str | None
    merged: str | None
    conflicts: tuple[str, ...]

    def adopted(self) -> Change | None:
        """The change that puts the merged text in place of what is there now; None where a person must decide first."""
        return None if self.conflicts else Change(self.key, self.digest, self.merged)


@dataclass(frozen=True)
class Assessment:
    """What is against a change: findings in its records, findings it makes in others, records that somebody else changed."""

    findings: tuple[FieldFinding, ...]
    elsewhere: tuple[Finding, ...]
    overtaken: tuple[Overtaken, ...]
    case: Case

    @property
    def clear(self) -> bool:
        return not (self.findings or self.elsewhere or self.overtaken)

    @property
    def reasons(self) -> list[str]:
        """All of it, a sentence each."""
        others = [f"somebody changed {each.key} in between ({_merging(each)})" for each in self.overtaken]
        found = [f"{each.key}: {each.what}" for each in self.findings]
        return [*others, *found, *(f"{each.file}: {each.what}" for each in self.elsewhere)]

    def preview(self) -> list[OutletPreview]:
        """What changes for readers; nothing while there are findings, since then nothing follows."""
        return [] if self.findings or self.elsewhere else preview(self.case.before, self.case.after, self.case.keys)


class Desk:
    """What editing works with. `check` reads and checks a whole list, `check_change` a change of one; `documents_of` and `text_of`
    turn texts into documents and back (raising BadRecord or ValueError), `clock` tells the time in UTC."""

    def __init__(
        self,
        history: ListHistory,
        proposals: ProposalStore,
        *,
        check: Callable[[Texts], tuple[Records, list[Finding]]],
        check_change: Callable[[ListCatalogue, Mapping[RecordKey, str | None]], Checked],
        documents_of: Callable[[Texts], Mapping[RecordKey, Document]],
        text_of: Callable[[RecordKey, Mapping[str, Any]], str],
        clock: Callable[[], datetime.datetime],
    ) -> None:
        self.history, self.proposals, self.clock = history, proposals, clock
        self.check, self.check_change = check, check_change
        self.documents_of, self.text_of = documents_of, text_of
        # publishing one after the other, none has to check the list twice because another was faster
        self.turn = threading.Lock()
        self._reading = threading.Lock()
        self._listed: Listed | None = None
        self._answers: dict[tuple[int, Day, str, tuple[Change, ...]], Assessment] = {}

    def today(self) -> Day:
        return self.clock().date()

    def now(self) -> Listed:
        """The list as it is now; read and checked once for each revision, and of the later ones only what they changed."""
        with self._reading:
            if self._listed is None or self._listed.number != self.history.head():
                number, kept = self.history.whole_list()
                texts = {each.key: each.text or "" for each in kept}
                digests = {each.key: each.digest for each in kept}
                catalogue, findings = self._checked(texts, digests, self._listed)
                self._listed = Listed(number, texts, digests, catalogue, findings)
            return self._listed

    def _checked(
        self, texts: Texts, digests: Mapping[RecordKey, str], known: Listed | None
    ) -> tuple[ListCatalogue, frozenset[Finding]]:
        if known is None:
            records, findings = self.check(texts)
            return ListCatalogue.of(records), frozenset(findings)
        moved = {key for key in {*digests, *known.digests} if digests.get(key) != known.digests.get(key)}
        checked = self.check_change(known.catalogue, {key: texts.get(key) for key in moved})
        return checked.catalogue, frozenset(each for each in known.findings if not checked.says_of(each)) | set(checked.findings)

    def assess(self, changes: Sequence[Change], author: str, listed: Listed | None = None) -> Assessment:
        """What is against these changes of the list (that of now, if none is given). The last answers are remembered: who reads,
        reviews and publishes a proposal asks the same."""
        listed = listed or self.now()
        question = (listed.number, self.today(), author, tuple(changes))
        with self._reading:
            answer = self._answers.get(question)
        answer = answer or self._assessed(changes, author, listed)
        with self._reading:
            self._answers[question] = answer
            while len(self._answers) > _REMEMBERED:
                del self._answers[next(iter(self._answers))]
        return answer

    def _assessed(self, changes: Sequence[Change], author: str, listed: Listed) -> Assessment:
        keys = frozenset(change.key for change in changes)
        checked = self.check_change(listed.catalogue, {change.key: change.after for change in changes})
        after = checked.catalogue.records
        findings = tuple(_in_field(each) for each in checked.findings if key_of(each) in keys)
        # where a changed record cannot be read, what others say of it is no news
        unread = any(change.after is not None and record_of(after, change.key) is None for change in changes)
        elsewhere = tuple(each for each in checked.findings if key_of(each) not in keys and each not in listed.findings)
        overtaken = tuple(self._overtaken(change, listed) for change in changes if listed.digests.get(change.key) != change.before)
        return Assessment(findings, () if unread else elsewhere, overtaken, Case(author, keys, listed.records, after))

    def _overtaken(self, change: Change, listed: Listed) -> Overtaken:
        base = None if change.before is None else self.history.text(change.before)
        now, digest = listed.texts.get(change.key), listed.digests.get(change.key)
        merged, conflicts = self._merged(change.key, base, change.after, now)
        return Overtaken(change.key, base, change.after, now, digest, merged, conflicts)

    def _merged(self, key: RecordKey, *texts: str | None) -> tuple[str | None, tuple[str, ...]]:
        try:
            document, conflicts = merge(*(None if text is None else self.documents_of({key: text})[key] for text in texts))
            return (None if document is None else self.text_of(key, document)), tuple(conflicts)
        except (BadRecord, ValueError):
            # a text that is no record yet, or two changes each sound and together none
            return None, ("the record",)


def _merging(overtaken: Overtaken) -> str:
    return f"both changed {', '.join(overtaken.conflicts)}" if overtaken.conflicts else "both changes can be merged"


def _in_field(finding: Finding) -> FieldFinding:
    key = key_of(finding)
    assert key is not None
    field = "" if finding.steps[:1] == ("line",) else ".".join(map(str, finding.steps))
    return FieldFinding(key, finding.steps, field, finding.rule, finding.what, finding.mend)
