"""What generated pages are made of: the words of the rules, the names and hosts of the cases' list, and oddities."""

from typing import Any

from tests.conformance import case_list

LIST = case_list()


def _words_of(node: Any) -> set[str]:
    if isinstance(node, str):
        return {node}
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return {word for each in inner for word in _words_of(each)}


WORDS = sorted(_words_of([rule["pattern"]["parts"] for rule in LIST["rules"]]) - {"name", "link"})
NAMES = [row["text"] for row in LIST["names"]] + ["rt", "REUTERS", "heise.de", "#RT", "RT-owned", "//RT", "x/RT", "ap", "Reuters's"]
SIGNS = list(".,:;()[]\"'“”‘’«»-–—/|&@#_!?。…")
ODD = ["🦔", "👩\u200d👩\u200d👧", "𝒂𝒃", "e\u0301", "İstanbul", "ß", "新华社", "かな", "か\u3099", "ไทย", "한국"]
ODD += ["Ａ", "\u212a", "ﬁ", "１", "²", "\u00ad", "\u200b", "\u200e", "\u00a0"]

HOSTS = [*sorted(LIST["hosts"]), "unlisted.example", "rt.com.example", "rt.com.", "RT.com"]
HOSTS += ["xn--rt-iia.com", "127.0.0.1", "a_b.example"]
TAILS = ["", "/", "/a/b?c=d#e", "/ä%20%zz", ":8080/x"]
PLATFORMS = [
    f"https://{host}"
    for host in ("x.com/", "t.me/s/", "t.me/", "twitter.com/", "www.youtube.com/@", "m.facebook.com/profile.php?id=")
]
ACCOUNTS = ["RT_com", "rtnews", "AP", "%41P", "%ff", "ap/status/1"]
WRAPPERS = [
    "https://web.archive.org/web/20220301120000/",
    "https://web.archive.org/web/2022id_/",
    "https://web.archive.org/web/20990101000000/",
    "https://web.archive.org/web/",
    "https://archive.ph/2022.03.01-120000/",
    "https://translate.google.com/translate?sl=ru&u=",
    "https://webcache.googleusercontent.com/search?q=cache:",
    "https://www.google.com/amp/s/",
    "https://12ft.io/",
    "https://cdn.ampproject.org/c/s/",
]
WRAPPED = [
    "https://www.rt.com/news/",
    "rt.com/x",
    "https%3A%2F%2Frt.com%2F%ff",
    "http:/tass.com/",
    "mailto:a@b",
    "web.archive.org/web/2021/rt.com",
]
CROOKED = [
    "https://www-rt-com.translate.goog/news?_x_tr_sl=ru&a=b",
    "https://my--site-rt-com.translate.goog/",
    "https://www.rt.com\\@evil.example/",
    "https://user:pw@rt.com/",
    "https://[::1]/",
    "https://bücher.example/",
    "//rt.com",
    "mailto:a@rt.com",
    "nonsense",
]
METADATA = ["syndication-source", "original-source", "dc.source", "article:publisher", "author", "copyright", "og:site_name", "x"]
ROLES = ["publisher", "sourceOrganization", "provider", "author", "funder"]
TYPES = ["Organization", "Person", "NewsMediaOrganization"]
ZONES = ["article"] * 6 + ["note", "note", "quote", "caption", "comments", "navigation", "aside", "footer"]
DAYS = [None, "2022-03-20", "1900-01-01", "2999-01-01", "2022-02-30", "nonsense"]
CLOSINGS = ["", ".", " (2022).", " today", "’s", " Nov. 5 x."]
OPENINGS = ["", "", "", "A note. ", "“", "We do not ", "Mr. X. ", "— "]
