"""Pages that hold many of everything: each compares as much as dozens of small ones."""

from random import Random
from typing import Any

from tests.parity import vocabulary as v


def page(random: Random) -> dict[str, Any]:
    """The evidence of a page whose blocks are wordings with listed names, whole, cut or bent."""
    blocks = [_block(random) for _ in range(random.randrange(2, 30))]
    own = random.random() < 0.5
    return {
        "url": _address(random) if own else "https://unlisted.example/page",
        "canonical": random.choice([None, _address(random)]),
        "language": random.choice([None, "en"]),
        "title": _noise(random, 4),
        "published": random.choice(v.DAYS),
        "metadata": [
            {"name": random.choice(v.METADATA), "content": random.choice([random.choice(v.NAMES), _address(random)])}
            for _ in range(random.randrange(5))
        ],
        "structured": [_entity(random) for _ in range(random.randrange(5))],
        "blocks": blocks,
    }


def _entity(random: Random) -> dict[str, Any]:
    name = random.choice([None, random.choice(v.NAMES), random.choice(v.NAMES)])
    url = random.choice([None, "https://unlisted.example/", _address(random)])
    return {"type": random.choice(v.TYPES), "role": random.choice(v.ROLES), "name": name, "url": url}


def _block(random: Random) -> dict[str, Any]:
    text = " ".join(_sentence(random) for _ in range(random.choice([1, 1, 1, 2, 3])))
    if random.random() < 0.2:
        text = random.choice([_noise(random, 5) + " " + text, text + " " + _noise(random, 5), _noise(random, 12)])
    text = text.strip()
    links = []
    for _ in range(random.choice([0, 0, 1, 3])):
        # mostly about a word or two, as links are
        start = random.randrange(len(text) + 1)
        links.append({"href": _address(random), "start": start, "end": min(len(text), start + random.randrange(16)), "rel": ""})
    return {"zone": random.choice(v.ZONES), "text": text, "links": links}


def _sentence(random: Random) -> str:
    rule = random.choice(v.LIST["rules"])
    words = [word for part in rule["pattern"]["parts"] for word in _walk(random, part)]
    if random.random() < 0.2:
        words.insert(random.randrange(len(words) + 1), random.choice([*rule["pattern"]["unless"], *v.SIGNS, *v.ODD]))
    if random.random() < 0.1:
        words = [random.choice([*rule["pattern"]["unless"], "not"]), *["and"] * random.randrange(6), *words]
    text = " ".join(words)
    opening, closing = random.choice(v.OPENINGS), random.choice(v.CLOSINGS)
    return f"{opening}{text.capitalize() if random.random() < 0.2 else text}{closing}"


def _walk(random: Random, node: Any) -> list[str]:
    """One way through a pattern."""
    if isinstance(node, str):
        return [node]
    if isinstance(node, list):
        return [word for each in node for word in _walk(random, each)]
    if "any" in node:
        return _walk(random, random.choice(node["any"]))
    if "optional" in node:
        return _walk(random, node["optional"]) if random.random() < 0.5 else []
    if "gap" in node:
        return [random.choice(["and", "Day", "x.", "5", ",", *v.NAMES]) for _ in range(random.randrange(node["gap"] + 2))]
    return [random.choice(["2022", "7", "２", "x"] if "number" in node else v.NAMES)]


def _noise(random: Random, most: int) -> str:
    pieces = [random.choice(random.choice([v.WORDS, v.NAMES, v.SIGNS, v.ODD])) for _ in range(random.randrange(most))]
    return "".join(piece + random.choice([" ", " ", "", "\u00a0"]) for piece in pieces)


def _address(random: Random) -> str:
    form = random.randrange(8)
    if form == 0:
        return random.choice(v.PLATFORMS) + random.choice(v.ACCOUNTS)
    if form == 1:
        return random.choice(v.WRAPPERS) + random.choice(v.WRAPPED)
    if form == 2:
        return random.choice(v.CROOKED)
    scheme, host, tail = random.choice(["https://", "http://", "https://www."]), random.choice(v.HOSTS), random.choice(v.TAILS)
    return f"{scheme}{host}{tail}"
