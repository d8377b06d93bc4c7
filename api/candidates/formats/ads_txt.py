"""ads.txt (IAB Tech Lab, 1.1): `OWNERDOMAIN` is the site of the business that owns the space for advertising, thus the publisher.

`MANAGERDOMAIN` sells it and owns nothing: it is never taken for an owner. Files are named for their host, as for trust.txt.
"""

import re

from api.candidates.statements import Statement, Subject, plain_host
from api.errors import BadImport
from api.outlets.model import Source

_VARIABLE = re.compile(r"^\s*(OWNERDOMAIN|MANAGERDOMAIN)\s*=\s*([^\s,#]+)", re.IGNORECASE)
_NAME_IT = "name the file for its host, as `courier.example.txt`"


def read(content: bytes, name: str, source: Source) -> list[Subject]:
    """The site of the file, with whom it names as owner. Raises BadImport."""
    host = plain_host(name.rpartition("/")[2].removesuffix(".txt")) or plain_host(name.rpartition("/")[0].rpartition("/")[2])
    if host is None:
        raise BadImport("whose ads.txt this is cannot be told", where=name, mend=_NAME_IT)
    text = content.decode("utf-8", "replace")
    if re.match(r"\s*<", text):
        raise BadImport("this is a web page, no ads.txt", where=name, mend="the site has none: leave the file out")
    found: list[Statement] = []
    for number, line in enumerate(text.splitlines(), 1):
        said = _VARIABLE.match(line)
        if not said:
            continue
        variable, other = said[1].upper(), plain_host(said[2])
        if other is None:
            raise BadImport(f"{variable} is no domain: {said[2]}", where=f"{name}:{number}", mend="leave the line out")
        if variable == "OWNERDOMAIN" and other != host:
            found.append(Statement("publisher", other, f"line {number}: OWNERDOMAIN", host=other))
        elif variable == "MANAGERDOMAIN":
            found.append(Statement("lead", f"advertising is sold by {other}, which is no owner", f"line {number}: MANAGERDOMAIN"))
    own = source.model_copy(update={"title": f"ads.txt of {host}", "publisher": host, "url": f"https://{host}/ads.txt"})
    return [Subject(host, own, host=host, statements=tuple(found))]
