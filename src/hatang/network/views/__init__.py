"""Pages of the registry."""

from hatang.network.views.blocked import blocked_list
from hatang.network.views.licences import licence_list, load_licences, put_licence
from hatang.network.views.plant import data_centre_list, node_list, route_list, wifi_list
from hatang.network.views.rules import end_rule, load_rules, new_rule, replace_rule, rule_list
from hatang.network.views.sites import (
    change_site,
    new_site,
    site,
    site_list,
    take_site_step,
    undo_site_step,
)
from hatang.network.views.siting import check

__all__ = [
    "blocked_list",
    "change_site",
    "check",
    "data_centre_list",
    "end_rule",
    "licence_list",
    "load_licences",
    "load_rules",
    "new_rule",
    "new_site",
    "node_list",
    "put_licence",
    "replace_rule",
    "route_list",
    "rule_list",
    "site",
    "site_list",
    "take_site_step",
    "undo_site_step",
    "wifi_list",
]
