"""What is known of one outlet on one day, in one world: the claims that hold, from the outlet to its owners."""

from collections.abc import Iterator
from functools import cached_property

from api.outlets.claims import AnyClaim, Assessment, Office, Ownership, PublishedBy
from api.outlets.dates import Day
from api.outlets.holdings import Holding, Holdings
from api.outlets.model import Outlet, Party
from api.outlets.records import Records
from api.outlets.spans import World, holds
from api.outlets.support import Stated, Support

STATE_TYPES = frozenset({"state", "state-body", "state-company", "subnational-government", "municipality"})
PERSON_TYPES = frozenset({"person", "family"})


class Facts:
    """Read-only answers about `outlet` on `day`; everything is computed once, when first asked."""

    def __init__(self, records: Records, outlet: Outlet, day: Day, world: World) -> None:
        self.records = records
        self.outlet = outlet
        self.day = day
        self._world = world

    def _of(self, holder: str, record: Outlet | Party, field: str) -> list[Stated]:
        claims: tuple[AnyClaim, ...] = getattr(record, field, ())
        file = f"{holder}.yaml"
        return [Stated.of(holder, claim, record.sources) for claim in claims if holds(claim, file, self.day, self._world)]

    def of_outlet(self, field: str) -> list[Stated]:
        """The outlet's own claims of one list that hold."""
        return self._of(f"outlet:{self.outlet.id}", self.outlet, field)

    def of_party(self, party: str, field: str) -> list[Stated]:
        """A party's claims of one list that hold; a state has none."""
        record = self.records.parties.get(party)
        return self._of(f"party:{party}", record, field) if record else []

    @cached_property
    def publishers(self) -> dict[str, Stated]:
        """Who publishes the outlet, with the claim that says so."""
        return {
            stated.claim.party: stated
            for stated in self.of_outlet("published_by")
            if isinstance(stated.claim, PublishedBy)
        }

    def of_body(self, field: str) -> list[Support]:
        """Claims about the outlet, and those about its publisher with the link to it: a publisher's remit, money or
        assessment is that of what it publishes itself, and goes no further down a chain of ownership."""
        found = [Support((stated,)) for stated in self.of_outlet(field)]
        for party, link in self.publishers.items():
            found += [Support((stated, link)) for stated in self.of_party(party, field)]
        return found

    @cached_property
    def assessments(self) -> list[Support]:
        """Of each scheme the assessment of the nearest body, in its latest edition that had appeared."""
        latest: dict[str, Support] = {}
        for support in self.of_body("assessment"):
            stated = support.claims[0]
            claim = stated.claim
            assert isinstance(claim, Assessment)
            rival = latest.get(claim.scheme)
            if rival is None or (
                rival.claims[0].holder == stated.holder and _appeared(rival.claims[0]) < _appeared(stated)
            ):
                latest[claim.scheme] = support
        return list(latest.values())

    @cached_property
    def holdings(self) -> Holdings:
        """Every holding in the publishers and in their owners, upward."""
        edges: list[Holding] = []
        seen: set[str] = set()
        queue = list(self.publishers)
        while queue:
            party = queue.pop()
            if party in seen:
                continue
            seen.add(party)
            for stated in self.of_party(party, "ownership"):
                claim = stated.claim
                if isinstance(claim, Ownership) and claim.owner:
                    edges.append(Holding(claim.owner, party, stated, claim))
                    queue.append(claim.owner)
        return Holdings(edges)

    def chain(self) -> Iterator[Holding]:
        """The holdings from the publishers to the ultimate owners, nearest first, each once."""
        yield from dict.fromkeys(edge for party in self.publishers for edge in self.holdings.upward(party))

    def leads_state(self, party: str) -> list[Stated]:
        return self.of_party(party, "leads_state")

    def is_public_authority(self, party: str) -> bool:
        """Whether the party is "the state" of the rules: by its type, or by a cited law that gives it the state's lead."""
        return self.records.party_type(party) in STATE_TYPES or bool(self.leads_state(party))

    def office_of(self, party: str) -> str:
        """The offices a person holds on the day, as words; empty without."""
        titles = [stated.claim.title for stated in self.of_party(party, "office") if isinstance(stated.claim, Office)]
        return ", ".join(titles)


def _appeared(stated: Stated) -> Day:
    date = stated.claim.from_ or stated.claim.as_of
    return date.latest if date else Day.min
