"""Proposals in the database. Every change of one is a single transaction that nobody writes beside, so a step is taken once."""

import datetime
from collections.abc import Callable

import sqlalchemy as sa

from api.errors import Conflict, NotFound
from api.outlets.proposals import OPEN, Comment, Proposal, ProposalState, Review
from api.outlets.revisions import Change, Edit, RecordKey, Revision
from api.storage.sql.engine import reading, writing
from api.storage.sql.history import Clock, append_in, last_in, now
from api.storage.sql.proposal_tables import PROPOSAL, PROPOSED, REMARK, REVIEW

Step = Callable[[Proposal], Proposal]
