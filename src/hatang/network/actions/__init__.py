"""Everything that changes the registry of sites and its rules."""

from hatang.network.actions.filing_apply import apply_filing, give_back_filing
from hatang.network.actions.filings import (
    AlreadyFiled,
    add_corrections,
    approve_filing,
    fail_check,
    file_inventory,
    inspect_filing,
    keep_check,
    return_filing,
    submit_filing,
    withdraw_filing,
)
from hatang.network.actions.licences import LicenceFacts, load_licences, put_licence
from hatang.network.actions.marking import mark_as_example
from hatang.network.actions.matching import answer_pair, undo_answer
from hatang.network.actions.recording import record_figures
from hatang.network.actions.sites import SiteFacts, StaleSite, change_site, make_site
from hatang.network.actions.siting import (
    RuleFacts,
    SpacingFacts,
    UndergroundFacts,
    ZoneFacts,
    end_rule,
    load_reference_rules,
    make_rule,
    replace_rule,
)
from hatang.network.actions.steps import Permit, WrongSiteStep, take_site_step, undo_site_step

__all__ = [
    "AlreadyFiled",
    "LicenceFacts",
    "Permit",
    "RuleFacts",
    "SiteFacts",
    "SpacingFacts",
    "StaleSite",
    "UndergroundFacts",
    "WrongSiteStep",
    "ZoneFacts",
    "add_corrections",
    "answer_pair",
    "apply_filing",
    "approve_filing",
    "change_site",
    "end_rule",
    "fail_check",
    "file_inventory",
    "give_back_filing",
    "inspect_filing",
    "keep_check",
    "load_licences",
    "load_reference_rules",
    "make_rule",
    "make_site",
    "mark_as_example",
    "put_example",
    "put_licence",
    "record_figures",
    "replace_rule",
    "return_filing",
    "submit_filing",
    "take_site_step",
    "undo_answer",
    "undo_site_step",
    "withdraw_filing",
]
