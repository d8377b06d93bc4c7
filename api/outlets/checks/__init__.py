"""What every outlet list must satisfy: one rule a function, one test each. A rule's name is its function's, with hyphens."""

from collections.abc import Callable, Iterator

from api.outlets.checks.channels import (
    account_is_plain,
    account_is_sourced,
    channel_has_one_outlet,
    host_is_nobody_elses,
    host_is_normal,
    one_primary_channel,
)
from api.outlets.checks.dates import as_of_is_not_after_its_source, claim_is_dated, dates_are_in_order, dates_are_past
from api.outlets.checks.evidence import (
    claim_ids_are_unique,
    claim_is_cited,
    locator_fits_its_claims,
    person_is_checked,
    source_is_no_home_page,
    source_is_specific,
)
from api.outlets.checks.holdings import no_circle_of_control, shares_fit_in_a_whole
from api.outlets.checks.names import strong_name_is_unambiguous
from api.outlets.checks.references import file_is_named_for_its_record, reference_exists
from api.outlets.dates import Day
from api.outlets.records import Finding, Records

Check = Callable[[Records, Day], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    file_is_named_for_its_record,
    reference_exists,
    claim_ids_are_unique,
    claim_is_cited,
    source_is_specific,
    source_is_no_home_page,
    locator_fits_its_claims,
    person_is_checked,
    claim_is_dated,
    dates_are_in_order,
    dates_are_past,
    as_of_is_not_after_its_source,
    shares_fit_in_a_whole,
    no_circle_of_control,
    one_primary_channel,
    host_is_normal,
    host_is_nobody_elses,
    channel_has_one_outlet,
    account_is_plain,
    account_is_sourced,
    strong_name_is_unambiguous,
)


def rule_of(check: Check) -> str:
    return check.__name__.replace("_", "-")


def check_records(records: Records, today: Day) -> list[Finding]:
    """Every finding of every rule, in the order of files."""
    findings = [finding for check in CHECKS for finding in check(records, today)]
    return sorted(findings, key=lambda finding: (finding.file, tuple(map(str, finding.steps)), finding.rule))
