"""The stores of the people's services, over one database."""

import sqlalchemy as sa

from api.storage.sql.people import PersonsInSql
from api.storage.sql.people_identities import IdentitiesInSql
from api.storage.sql.people_keys import KeysInSql
from api.storage.sql.people_sessions import FailuresInSql, SessionsInSql


class PeopleInSql:
    """What `api.people.people.People` is given."""

    def __init__(self, engine: sa.Engine) -> None:
        self.persons = PersonsInSql(engine)
        self.sessions = SessionsInSql(engine)
        self.attempts = FailuresInSql(engine)
        self.keys = KeysInSql(engine)
        self.identities = IdentitiesInSql(engine)
