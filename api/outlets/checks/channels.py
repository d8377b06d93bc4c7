"""Addresses decide whose page it is, so each is one outlet's, written one way."""

import re
import unicodedata
from collections.abc import Iterator

import can_ada
import tldextract

from api.outlets.checks.places import is_placeholder
from api.outlets.dates import Day
from api.outlets.model import Channel, Outlet
from api.outlets.records import Finding, Records

WEB = ("domain", "host", "path")
_NO_ACCOUNT = (*WEB, "feed", "app")

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]*[a-z][a-z0-9-]*")
_ACCOUNT = re.compile(r"[^\s@/?#][^\s/?#]*")
# Scripts that are written together (Unicode Technical Standard 39, "highly restrictive"), by the first words of letters' names.
_TOGETHER = (
    {"LATIN", "CJK", "IDEOGRAPHIC", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"},
    {"LATIN", "CJK", "BOPOMOFO"},
    {"LATIN", "CJK", "HANGUL"},
)

# The suffix list that ships with the library: it fetches none.
_suffixes = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def host_of(channel: Channel) -> str:
    return channel.value.partition("/")[0]


def _web(records: Records) -> Iterator[tuple[str, Outlet, int, Channel]]:
    for key, outlet in records.outlets.items():
        for place, channel in enumerate(outlet.channels):
            if channel.type in WEB:
                yield records.outlet_files[key], outlet, place, channel


def one_primary_channel(records: Records, today: Day) -> Iterator[Finding]:
    """An outlet has one primary address at a time, a web address: its `domain`. One without any has names to be found by."""
    rule, mend = "one-primary-channel", "mark one web channel `role: primary`, and no other of the same time"
    for key, outlet in records.outlets.items():
        primary = [(place, channel) for place, channel in enumerate(outlet.channels) if channel.role == "primary"]
        if not primary and any(channel.type in WEB for channel in outlet.channels):
            yield Finding(records.outlet_files[key], ("channels",), rule, "no channel is primary", mend)
        elif not primary and not outlet.names:
            yield Finding(records.outlet_files[key], ("names",), rule, "it has neither an address nor a name", "add what is known")
        web: list[Channel] = []
        for place, channel in primary:
            steps = ("channels", place, "role")
            if channel.type not in WEB:
                yield Finding(records.outlet_files[key], steps, rule, "the primary channel is no web address", mend)
                continue
            if any(_overlap(channel, other) for other in web):
                yield Finding(records.outlet_files[key], steps, rule, "two channels are primary at a time", mend)
            web.append(channel)


def host_is_normal(records: Records, today: Day) -> Iterator[Finding]:
    """Hosts and paths are written as browsers ask for them: lower-case ASCII, no scheme, port or trailing dot or slash, one
    script a label."""
    for file, _, place, channel in _web(records):
        steps = ("channels", place, "value")
        host = channel.value if "://" in channel.value else host_of(channel)
        if fault := _host_fault(host) or _path_fault(channel):
            yield Finding(file, steps, "host-is-normal", *fault)
        for number, each in enumerate(channel.except_):
            if fault := _host_fault(each):
                yield Finding(file, ("channels", place, "except", number), "host-is-normal", *fault)


def _host_fault(host: str) -> tuple[str, str] | None:
    """What is wrong with a host, and the mend."""
    wanted = _normal_host(host)
    if wanted is None:
        return f"'{host}' is no host", "write the host alone, as in `rt.com`"
    if wanted != host:
        return f"'{host}' is not in its normal form", f"write {wanted}"
    if scripts := _mixed_scripts(host):
        what = f"'{host}' mixes {' and '.join(sorted(scripts))} letters in one label"
        return what, "make sure it is the outlet's, not a look-alike"
    return None


def _normal_host(text: str) -> str | None:
    """The host as browsers write it, without a final dot; None for what is none, or is a number or a single word."""
    try:
        host = str(can_ada.parse(text if "://" in text else f"https://{text}/").hostname).removesuffix(".")
    except ValueError:
        return None
    return host if _HOST.fullmatch(host) else None


def _mixed_scripts(host: str) -> set[str]:
    # the library's type stub says str, the function takes bytes
    for label in can_ada.idna_decode(host.encode()).split("."):  # type: ignore[arg-type]
        scripts = {unicodedata.name(letter, "?").split()[0] for letter in label if letter.isalpha()}
        if len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER):
            return scripts
    return set()


def _path_fault(channel: Channel) -> tuple[str, str] | None:
    """What is wrong with what follows the host, and the mend."""
    host = host_of(channel)
    path = channel.value[len(host) :]
    if channel.type != "path":
        return (f"'{channel.value}' has a path", "use `type: path`, or drop the path") if path else None
    wanted = can_ada.parse(f"https://{host}{path}").pathname.rstrip("/")
    if not wanted:
        return f"'{channel.value}' has no path", "add the outlet's path, or use `type: domain` or `host`"
    return (f"'{channel.value}' is not in its normal form", f"write {host}{wanted}") if wanted != path else None


def host_is_nobody_elses(records: Records, today: Day) -> Iterator[Finding]:
    """A public suffix belongs to nobody, nor does a placeholder, and a shared host only by the path."""
    shared = {host for entry in records.shared_hosts for host in entry["hosts"]}
    for file, _, place, channel in _web(records):
        host = host_of(channel)
        steps = ("channels", place, "value")
        if is_placeholder(host):
            yield Finding(file, steps, "host-is-nobody-elses", f"'{host}' is a placeholder", "name the outlet's own host")
            continue
        suffix = _suffixes(f"https://{host}/")
        if suffix.domain == "" and not (channel.type == "path" and suffix.is_private):
            yield Finding(file, steps, "host-is-nobody-elses", f"'{host}' is a public suffix", "name the outlet's own host")
        elif channel.type != "path" and host.removeprefix("www.") in shared:
            mend = "use `type: path` with the outlet's part"
            yield Finding(file, steps, "host-is-nobody-elses", f"'{host}' is shared by many", mend)


def channel_has_one_outlet(records: Records, today: Day) -> Iterator[Finding]:
    """At any time a channel is one outlet's."""
    exact = {"path", *(platform["id"] for platform in records.platforms if platform.get("case_sensitive"))}
    seen: dict[tuple[str, str], list[tuple[str, Channel]]] = {}
    for key, outlet in records.outlets.items():
        for place, channel in enumerate(outlet.channels):
            for field, name in _names(channel, exact):
                others = seen.setdefault(name, [])
                for other in [other for other, its in others if _overlap(channel, its)]:
                    what, mend = _two_outlets(channel, key, other)
                    file = records.outlet_files[key]
                    yield Finding(file, ("channels", place, field), "channel-has-one-outlet", what, mend)
                others.append((key, channel))


def _names(channel: Channel, exact: set[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """What there can be only one of, and the field it stands in; `exact` are the types that tell cases apart."""
    kind = "host" if channel.type in ("domain", "host") else channel.type
    yield "value", (kind, channel.value if channel.type in exact else channel.value.lower())
    if channel.platform_id:
        yield "platform_id", (f"{kind} id", channel.platform_id)


def _two_outlets(channel: Channel, outlet: str, other: str) -> tuple[str, str]:
    name = f"{channel.type} '{channel.value}'"
    if outlet == other:
        return f"{name} stands here twice for the same time", "drop one, or end it with `to`"
    mend = "end one with `to`, or make one outlet `part_of` the other and give it the channel"
    return f"{name} is also {other}'s at the same time", mend


def _overlap(one: Channel, two: Channel) -> bool:
    """Whether the two surely hold on some day together."""

    def before(first: Channel, second: Channel) -> bool:
        return bool(first.to and second.from_ and first.to.earliest <= second.from_.latest)

    return not before(one, two) and not before(two, one)


def account_is_plain(records: Records, today: Day) -> Iterator[Finding]:
    """An account is written as its platform's addresses have it: no address, no leading @. Only accounts have a platform's id."""
    for key, outlet in records.outlets.items():
        for place, channel in enumerate(outlet.channels):
            if channel.type in _NO_ACCOUNT and channel.platform_id:
                what, mend = f"'{channel.value}' is no account, and has no platform's id", "remove `platform_id`"
                yield Finding(records.outlet_files[key], ("channels", place, "platform_id"), "account-is-plain", what, mend)
            if channel.type not in _NO_ACCOUNT and not _ACCOUNT.fullmatch(channel.value):
                what = f"'{channel.value}' is not how {channel.type} names an account"
                mend = "write the name alone, without address and @, as in `rt_com`"
                yield Finding(records.outlet_files[key], ("channels", place, "value"), "account-is-plain", what, mend)


def account_is_sourced(records: Records, today: Day) -> Iterator[Finding]:
    """An account is listed only where the outlet itself links it, or a source names it."""
    for key, outlet in records.outlets.items():
        for place, channel in enumerate(outlet.channels):
            if channel.type not in _NO_ACCOUNT and not channel.sources:
                what = f"{channel.type} account '{channel.value}' has no source"
                mend = "cite the outlet's page that links it, or remove it"
                yield Finding(records.outlet_files[key], ("channels", place), "account-is-sourced", what, mend)
