"""Addresses decide whose page it is, so each is one outlet's, written one way."""

import unicodedata
from collections.abc import Iterator

import can_ada
import tldextract

from api.outlets.dates import Day
from api.outlets.model import Channel, Outlet
from api.outlets.records import Finding, Records

WEB = ("domain", "host", "path")

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
    """An outlet has one primary address at a time, a web address: its `domain`."""
    for key, outlet in records.outlets.items():
        primary = [channel for channel in outlet.channels if channel.role == "primary"]
        mend = "mark one web channel `role: primary`"
        if not primary:
            yield Finding(records.outlet_files[key], ("channels",), "one-primary-channel", "no channel is primary", mend)
        if any(channel.type not in WEB for channel in primary):
            what = "the primary channel is no web address"
            yield Finding(records.outlet_files[key], ("channels",), "one-primary-channel", what, mend)
        if any(_overlap(one, two) for i, one in enumerate(primary) for two in primary[:i]):
            what = "two channels are primary at a time"
            yield Finding(records.outlet_files[key], ("channels",), "one-primary-channel", what, mend)


def host_is_normal(records: Records, today: Day) -> Iterator[Finding]:
    """Hosts are written as browsers ask for them: lower-case ASCII, no scheme, port or trailing dot, one script a label."""
    for file, _, place, channel in _web(records):
        for host in (host_of(channel), *channel.except_):
            steps = ("channels", place, "value")
            try:
                wanted = can_ada.parse(f"https://{host}/").hostname
            except ValueError:
                yield Finding(file, steps, "host-is-normal", f"'{host}' is no host", "write the host alone, as in `rt.com`")
                continue
            if wanted != host or "." not in host.strip("."):
                yield Finding(file, steps, "host-is-normal", f"'{host}' is not in its normal form", f"write {wanted}")
            elif scripts := _mixed_scripts(host):
                what = f"'{host}' mixes {' and '.join(sorted(scripts))} letters in one label"
                yield Finding(file, steps, "host-is-normal", what, "make sure it is the outlet's, not a look-alike")
        if channel.type != "path" and "/" in channel.value:
            mend = "use `type: path`, or drop the path"
            yield Finding(file, ("channels", place, "value"), "host-is-normal", f"'{channel.value}' has a path", mend)


def _mixed_scripts(host: str) -> set[str]:
    for label in can_ada.idna_decode(host.encode()).split("."):
        scripts = {unicodedata.name(letter, "?").split()[0] for letter in label if letter.isalpha()}
        if len(scripts) > 1 and not scripts <= {"CJK", "HIRAGANA", "KATAKANA", "LATIN"}:
            return scripts
    return set()


def host_is_nobody_elses(records: Records, today: Day) -> Iterator[Finding]:
    """A public suffix belongs to nobody, and a shared host only by the path."""
    shared = {host for entry in records.shared_hosts for host in entry["hosts"]}
    for file, _, place, channel in _web(records):
        host = host_of(channel)
        steps = ("channels", place, "value")
        if channel.type != "path" and _suffixes(f"https://{host}/").domain == "":
            yield Finding(file, steps, "host-is-nobody-elses", f"'{host}' is a public suffix", "name the outlet's own host")
        if channel.type != "path" and host in shared:
            mend = "use `type: path` with the outlet's part"
            yield Finding(file, steps, "host-is-nobody-elses", f"'{host}' is shared by many", mend)


def channel_has_one_outlet(records: Records, today: Day) -> Iterator[Finding]:
    """At any time a channel is one outlet's."""
    seen: dict[tuple[str, str], list[tuple[str, Channel]]] = {}
    for key, outlet in records.outlets.items():
        for place, channel in enumerate(outlet.channels):
            kind = "host" if channel.type in ("domain", "host") else channel.type
            others = seen.setdefault((kind, channel.value.casefold()), [])
            for other, its in others:
                if _overlap(channel, its):
                    mend = "end one with `to`, or make one outlet `part_of` the other and give it the channel"
                    what = f"{channel.type} '{channel.value}' is also {other}'s at the same time"
                    yield Finding(
                        records.outlet_files[key], ("channels", place, "value"), "channel-has-one-outlet", what, mend
                    )
            others.append((key, channel))


def _overlap(one: Channel, two: Channel) -> bool:
    """Whether the two surely hold on some day together."""

    def before(first: Channel, second: Channel) -> bool:
        return bool(first.to and second.from_ and first.to.earliest <= second.from_.latest)

    return not before(one, two) and not before(two, one)


def account_is_sourced(records: Records, today: Day) -> Iterator[Finding]:
    """An account is listed only where the outlet itself links it, or a source names it."""
    for key, outlet in records.outlets.items():
        for place, channel in enumerate(outlet.channels):
            if channel.type not in (*WEB, "feed", "app") and not channel.sources:
                what = f"{channel.type} account '{channel.value}' has no source"
                mend = "cite the outlet's page that links it, or remove it"
                yield Finding(records.outlet_files[key], ("channels", place), "account-is-sourced", what, mend)
