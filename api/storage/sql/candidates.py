"""Candidates in the desk's database: the same documents as in files, as a queue for editors."""

from pathlib import Path
from typing import Generic

import sqlalchemy as sa

from api.errors import Conflict, NotFound
from api.storage.candidate_files import Kept, Model
from api.storage.sql.candidate_tables import CANDIDATE
from api.storage.sql.engine import reading, writing
from api.storage.yaml_files import as_shape, parse
from api.storage.yaml_records import canonical


class CandidatesInSql(Generic[Model]):
    """The candidates by importer and id."""

    def __init__(self, engine: sa.Engine, model: type[Model]) -> None:
        self._engine, self._model = engine, model

    def put(self, candidate: Model) -> None:
        """Keep it, in place of the one of the same importer and id."""
        kept: Kept = candidate  # type: ignore[assignment]
        with writing(self._engine) as connection:
            connection.execute(sa.delete(CANDIDATE).where(*_same(kept.importer, kept.id)))
            connection.execute(sa.insert(CANDIDATE).values(_row(kept, candidate)))

    def known(self, candidate: Kept) -> Model | None:
        """The one of the same importer and id that is kept, if any."""
        return self._find(candidate.importer, candidate.id)

    def get(self, importer: str, id_: str) -> Model:
        """Raises NotFound."""
        found = self._find(importer, id_)
        if found is None:
            raise NotFound(f"there is no candidate {importer}/{id_}", mend="look for it at /desk/candidates")
        return found

    def decide(self, seen: Model, decided: Model) -> None:
        """Keep the decision on the candidate as it was seen. Raises Conflict where it was decided or says something else by now."""
        kept: Kept = seen  # type: ignore[assignment]
        as_seen = (*_same(kept.importer, kept.id), CANDIDATE.c.document == canonical(seen))
        with writing(self._engine) as connection:
            row = _row(decided, decided)  # type: ignore[arg-type]
            if connection.execute(sa.update(CANDIDATE).where(*as_seen).values(row)).rowcount == 0:
                what = "somebody decided it, or its file says something else by now"
                raise Conflict(what, where=f"candidate {kept.id}", mend="look at it anew")

    def listed(self, words: str = "", *, decision: str = "open", skip: int = 0, limit: int = 50) -> list[Model]:
        """Those that would change the list and have all the words, by name."""
        query = sa.select(CANDIDATE.c.document).where(*_fitting(words, decision))
        query = query.order_by(CANDIDATE.c.name, CANDIDATE.c.importer, CANDIDATE.c.id).offset(skip).limit(limit)
        with reading(self._engine) as connection:
            return [self._read(text) for text in connection.execute(query).scalars()]

    def count(self, words: str = "", *, decision: str = "open") -> int:
        with reading(self._engine) as connection:
            query = sa.select(sa.func.count()).select_from(CANDIDATE).where(*_fitting(words, decision))
            return int(connection.execute(query).scalar_one())

    def _find(self, importer: str, id_: str) -> Model | None:
        with reading(self._engine) as connection:
            text = connection.execute(sa.select(CANDIDATE.c.document).where(*_same(importer, id_))).scalar()
        return None if text is None else self._read(text)

    def _read(self, text: str) -> Model:
        place = Path("candidate")
        found: Model = as_shape(parse(text, place), self._model, place)
        return found


def _same(importer: str, id_: str) -> tuple[sa.ColumnElement[bool], ...]:
    return CANDIDATE.c.importer == importer, CANDIDATE.c.id == id_


def _fitting(words: str, decision: str) -> list[sa.ColumnElement[bool]]:
    having = [CANDIDATE.c.words.contains(word, autoescape=True) for word in words.casefold().split()]
    return [CANDIDATE.c.decision == decision, CANDIDATE.c.changing, *having]


def _row(kept: Kept, candidate: Model) -> dict[str, object]:
    words = " ".join(filter(None, (kept.name, kept.host, kept.outlet, kept.importer, kept.country)))
    return {
        "importer": kept.importer, "id": kept.id, "name": kept.name, "words": words.casefold(), "changing": bool(kept.changes),
        "decision": kept.decision, "document": canonical(candidate),
    }  # fmt: skip
