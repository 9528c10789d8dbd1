"""Who may read and write at which address: the one table of it.

Whoever is not named for an address is refused there. A new address must be declared here, or
`test_every_address` fails.
"""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

People = frozenset[str]

OWNER: People = frozenset({"owner"})
DIRECTOR: People = frozenset({"director"})
UNIT = OWNER | DIRECTOR | {"colleague"}
ADMINISTRATOR: People = frozenset({"administrator"})
OFFICE = ADMINISTRATOR | {"office"}
# Who decides for the province.
LEADING = OFFICE | {"leader"}
OWING = UNIT | OFFICE
WORKING = UNIT | LEADING | {"outsider"}
EVERYBODY = WORKING | {"reader"}
NOBODY: People = frozenset()
APPROVING: People = ADMINISTRATOR | {"leader"}

# A stranger is let in here and nowhere else.
OPEN_TO_STRANGERS = frozenset(
    {
        "account_login",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "openid_connect_callback",
        "openid_connect_login",
        "portal:invitation",
        "programme:feed",
        "set_language",
    }
)

READS: dict[str, People] = {
    "account_change_password": EVERYBODY,
    "account_login": EVERYBODY,
    "account_logout": EVERYBODY,
    "account_reauthenticate": EVERYBODY,
    # There is no mail server in the tests, no provider outside, and nobody has a second factor.
    "account_reset_password": NOBODY,
    "account_reset_password_done": EVERYBODY,
    "account_reset_password_from_key": EVERYBODY,
    "account_reset_password_from_key_done": EVERYBODY,
    "accounts:audit": ADMINISTRATOR,
    "accounts:edit_unit": OFFICE,
    "accounts:end_unit": OFFICE,
    "accounts:group": EVERYBODY,
    "accounts:group_names": OFFICE,
    "accounts:groups": EVERYBODY,
    "accounts:new_unit": OFFICE,
    "accounts:people": ADMINISTRATOR,
    "accounts:person": ADMINISTRATOR,
    "accounts:security": EVERYBODY,
    "accounts:sign_ins": ADMINISTRATOR,
    "accounts:tokens": EVERYBODY,
    "accounts:unit_names": OFFICE,
    "accounts:units_workbook": OFFICE,
    "api:api-root": NOBODY,
    "api:compare_versions": EVERYBODY,
    "api:get_content": EVERYBODY,
    "api:get_document": EVERYBODY,
    "api:get_document_text": EVERYBODY,
    "api:get_file": EVERYBODY,
    "api:get_meeting": WORKING,
    "api:get_obstacle": EVERYBODY,
    "api:get_overview": EVERYBODY,
    "api:get_relations": EVERYBODY,
    "api:get_run": LEADING,
    "api:get_target": EVERYBODY,
    "api:get_task": EVERYBODY,
    "api:get_unit": EVERYBODY,
    "api:list_areas": EVERYBODY,
    "api:list_comments": EVERYBODY,
    "api:list_deliveries": EVERYBODY,
    "api:list_documents": EVERYBODY,
    "api:list_events": EVERYBODY,
    "api:list_groups": EVERYBODY,
    "api:list_hand_ins": EVERYBODY,
    "api:list_meetings": EVERYBODY,
    "api:list_members": EVERYBODY,
    "api:list_milestones": EVERYBODY,
    "api:list_missing": EVERYBODY,
    "api:list_obstacles": EVERYBODY,
    "api:list_parts": EVERYBODY,
    "api:list_plans": EVERYBODY,
    "api:list_products": EVERYBODY,
    "api:list_requests": EVERYBODY,
    "api:list_targets": EVERYBODY,
    "api:list_tasks": EVERYBODY,
    "api:list_transitions": OFFICE,
    "api:list_units": EVERYBODY,
    "api:list_unknown_names": EVERYBODY,
    "api:list_values": EVERYBODY,
    "api:openapi-json": EVERYBODY,
    "api:openapi-view": EVERYBODY,
    "documents:document": EVERYBODY,
    "documents:list": EVERYBODY,
    "documents:original": EVERYBODY,
    "documents:progress": EVERYBODY,
    "documents:relations": EVERYBODY,
    "documents:upload": OFFICE,
    "home": EVERYBODY,
    "mfa_activate_totp": EVERYBODY,
    "mfa_authenticate": EVERYBODY,
    "mfa_deactivate_totp": NOBODY,
    "mfa_download_recovery_codes": NOBODY,
    "mfa_generate_recovery_codes": EVERYBODY,
    "mfa_index": EVERYBODY,
    "mfa_reauthenticate": EVERYBODY,
    "mfa_view_recovery_codes": NOBODY,
    "notices:change": OWNER,
    "notices:evidence": EVERYBODY,
    "notices:evidence_picture": EVERYBODY,
    "notices:fetch_evidence": EVERYBODY,
    "notices:follows": EVERYBODY,
    "notices:inbox": EVERYBODY,
    "notices:obstacle": EVERYBODY,
    "notices:obstacles": EVERYBODY,
    "notices:preferences": EVERYBODY,
    "notices:raise_obstacle": WORKING,
    "openid_connect_callback": NOBODY,
    "openid_connect_login": NOBODY,
    "portal:invitation": EVERYBODY,
    "portal:new_person": ADMINISTRATOR,
    "portal:search": EVERYBODY,
    "portal:unit": EVERYBODY,
    "portal:units": EVERYBODY,
    "portal:unknown_names": EVERYBODY,
    "programme:batch": OWNER | OFFICE,
    "programme:batch_preview": WORKING,
    "programme:board": EVERYBODY,
    "programme:calendar": EVERYBODY,
    "programme:call_meeting": LEADING | DIRECTOR,
    "programme:change_meeting": LEADING,
    "programme:clarity": EVERYBODY,
    "programme:conflicts": EVERYBODY,
    "programme:dependencies": EVERYBODY,
    "programme:feed": EVERYBODY,
    "programme:feeds": EVERYBODY,
    "programme:meeting": WORKING,
    "programme:meetings": EVERYBODY,
    "programme:obligation": EVERYBODY,
    "programme:saved_views": EVERYBODY,
    "programme:target": EVERYBODY,
    "programme:targets": EVERYBODY,
    "programme:task": EVERYBODY,
    "programme:tasks": EVERYBODY,
    "programme:timeline": EVERYBODY,
    "programme:transitions": OFFICE,
    "set_language": EVERYBODY,
}

WRITES: dict[str, People] = {
    "account_change_password": EVERYBODY,
    "account_login": EVERYBODY,
    "account_logout": EVERYBODY,
    "account_reauthenticate": EVERYBODY,
    "account_reset_password": NOBODY,
    "account_reset_password_from_key": EVERYBODY,
    "accounts:add_members": OFFICE,
    "accounts:edit_unit": OFFICE,
    "accounts:end_all_sessions": ADMINISTRATOR,
    "accounts:end_other_sessions": EVERYBODY,
    "accounts:end_role": ADMINISTRATOR,
    "accounts:end_session": OWNER,
    "accounts:end_unit": OFFICE,
    "accounts:give_role": ADMINISTRATOR,
    "accounts:group_names": OFFICE,
    "accounts:groups": OFFICE,
    "accounts:new_unit": OFFICE,
    "accounts:remove_factor": ADMINISTRATOR,
    "accounts:rename_group": OFFICE,
    "accounts:resume_unit": OFFICE,
    "accounts:revoke_token": OWNER,
    "accounts:set_active": ADMINISTRATOR,
    "accounts:set_email": ADMINISTRATOR,
    # Nobody has an account elsewhere where there is no provider.
    "accounts:set_identity": NOBODY,
    "accounts:set_role": ADMINISTRATOR,
    "accounts:take_out_members": OFFICE,
    "accounts:tokens": EVERYBODY,
    "accounts:unit_names": OFFICE,
    "accounts:units_workbook": OFFICE,
    "documents:add": OFFICE,
    "documents:audience": OFFICE,
    "documents:cancel": OFFICE,
    "documents:confirm": OFFICE,
    "documents:correct": OFFICE,
    "documents:number": OFFICE,
    "documents:retry": OFFICE,
    "documents:undo": OFFICE,
    "documents:upload": OFFICE,
    "documents:validity": OFFICE,
    "mfa_activate_totp": EVERYBODY,
    "mfa_authenticate": EVERYBODY,
    "mfa_deactivate_totp": NOBODY,
    "mfa_generate_recovery_codes": EVERYBODY,
    "mfa_reauthenticate": EVERYBODY,
    "notices:add_evidence": OWING,
    "notices:change": OWNER,
    "notices:follow": EVERYBODY,
    "notices:obstacle_step": OWING,
    "notices:open": OWNER,
    "notices:preferences": EVERYBODY,
    "notices:raise_obstacle": WORKING,
    "notices:read": OWNER,
    "notices:read_all": EVERYBODY,
    "notices:remove": OWNER,
    "notices:remove_evidence": OWNER | OFFICE,
    "notices:write": WORKING,
    "portal:invitation": EVERYBODY,
    "portal:invite_again": ADMINISTRATOR,
    "portal:new_person": ADMINISTRATOR,
    "portal:unknown_names": OFFICE,
    "portal:withdraw_invitation": ADMINISTRATOR,
    "programme:acceptance": OFFICE,
    "programme:acknowledge": frozenset({"outsider"}),
    "programme:add_conclusion": LEADING,
    "programme:add_dependency": OWING,
    "programme:add_milestone": OWING,
    "programme:approve": APPROVING,
    "programme:ask_approval": OFFICE,
    "programme:ask_deadline": OWING,
    "programme:begin_with": EVERYBODY,
    "programme:call_meeting": LEADING | DIRECTOR,
    "programme:change_meeting": LEADING,
    "programme:change_milestone": OWING,
    "programme:change_view": OWNER,
    "programme:close_meeting": LEADING,
    "programme:correct_value": OWING,
    "programme:decide_request": LEADING,
    "programme:decide_transition": OFFICE,
    "programme:declare_value": OWING,
    "programme:delete_view": OWNER,
    "programme:deliver_product": OWING,
    "programme:feeds": EVERYBODY,
    "programme:find_conflicts": OFFICE,
    "programme:meet_part": OWING,
    "programme:move": OWING,
    "programme:enter_number": OWING,
    # Whoever is of the unit may take what nobody does; who leads it names somebody else.
    "programme:name_responsible": OWNER | DIRECTOR | OFFICE,
    "programme:open_meeting": LEADING,
    "programme:pass_on": DIRECTOR,
    "programme:progress": OWING,
    "programme:publish": APPROVING,
    "programme:put_quotas": OFFICE,
    "programme:release_hand_in": DIRECTOR,
    "programme:remove_conclusion": LEADING,
    "programme:remove_dependency": OWING,
    "programme:reopen_conflict": OFFICE,
    "programme:reopen_meeting": LEADING,
    "programme:return_hand_in": DIRECTOR,
    "programme:return_reading": APPROVING,
    "programme:revoke_feed": OWNER,
    "programme:run_batch": WORKING,
    "programme:saved_views": EVERYBODY,
    "programme:set_answer_day": LEADING,
    "programme:set_follower": OFFICE,
    "programme:set_product_kind": OFFICE,
    "programme:set_responsibility": OFFICE,
    "programme:set_target_facts": OFFICE,
    "programme:settle_conflict": OFFICE,
    "programme:step": OWING,
    "programme:take_back": OFFICE,
    "programme:take_back_event": OFFICE,
    "programme:take_back_request": OWING,
    "programme:take_hand_in_back": OWNER,
    "programme:tell_event": OFFICE,
    "programme:undo_batch": OWNER | OFFICE,
    "programme:undo_publication": LEADING,
    "programme:undo_transition": OFFICE,
    "programme:write_note": LEADING,
    "programme:write_obstacle_note": LEADING,
    "set_language": EVERYBODY,
}

# Method and people: an address of the API may take several methods under several names.
CALLS: dict[str, tuple[str, People]] = {
    "api:add_conclusion": ("POST", LEADING),
    "api:add_milestone": ("POST", OWING),
    "api:ask_deadline": ("POST", OWING),
    "api:call_meeting": ("POST", LEADING),
    "api:cancel_run": ("POST", OFFICE),
    "api:confirm_identity": ("POST", OFFICE),
    "api:decide_request": ("PUT", LEADING),
    "api:decide_transition": ("POST", OFFICE),
    "api:declare_value": ("POST", OWING),
    "api:deliver_product": ("PUT", OWING),
    "api:meet_part": ("PUT", OWING),
    "api:move_hand_in": ("POST", DIRECTOR),
    "api:publish_plan": ("POST", APPROVING),
    "api:raise_obstacle": ("POST", WORKING),
    "api:reach_milestone": ("PUT", OWING),
    "api:read_again": ("POST", OFFICE),
    "api:record_progress": ("PUT", OWING),
    "api:reopen_part": ("POST", OWING),
    "api:set_audience": ("PUT", OFFICE),
    "api:set_validity": ("PUT", OFFICE),
    "api:take_back_event": ("PUT", OFFICE),
    "api:take_obstacle_step": ("POST", OWING),
    "api:take_step": ("POST", OWING),
    "api:tell_event": ("POST", OFFICE),
    "api:undo_transition": ("POST", OFFICE),
    "api:upload_document": ("POST", OFFICE),
    "api:write_comment": ("POST", WORKING),
    "api:write_note": ("PUT", LEADING),
}

# Pages of libraries that answer any method alike.
ANY_METHOD = frozenset(
    {
        "api:api-root",
        "api:openapi-json",
        "api:openapi-view",
        "mfa_download_recovery_codes",
        "mfa_view_recovery_codes",
        "openid_connect_callback",
        "openid_connect_login",
    }
)


def named_addresses(patterns: Any = None, before: str = "") -> Iterator[tuple[str, list[str]]]:
    """Every address by its name, with the names of what it asks for."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            name = f"{before}{one.namespace}:" if one.namespace else before
            yield from named_addresses(one.url_patterns, name)
        elif isinstance(one, URLPattern):
            assert one.name, f"an address has no name: {one.pattern}"
            yield before + one.name, list(one.pattern.regex.groupindex)


ASKS = dict(named_addresses())


def address_of(name: str, known: dict[str, Any]) -> str:
    """The address of this name for these objects; one said for the name itself goes before the usual one."""
    return reverse(name, kwargs={one: known.get(f"{name} {one}", known.get(one)) for one in ASKS[name]})


def words_of(name: str, known: dict[str, Any]) -> dict[str, Any]:
    """What must be said with a request for the answer to be about rights, not about what was said."""
    of_task = {"subject_kind": "task", "subject_id": known["task_id"]}
    said: dict[str, dict[str, Any]] = {
        "api:compare_versions": {"old": 1, "new": 1},
        "api:list_comments": of_task,
        "documents:add": {"loai": "tasks", "path": "9", "text": "Việc mới"},
        "notices:add_evidence": {"ve": f"nhiem-vu:{known['task_id']}"},
        "notices:obstacle_step": {"buoc": "xin-y-kien", "loi": "Xin ý kiến"},
        "programme:acknowledge": {"don-vi": known["supporting_id"]},
        "programme:add_dependency": {"can": known["needed_id"]},
        "programme:name_responsible": {"nguoi-phu-trach": known["officer_id"]},
        "programme:deliver_product": {"san-pham": known["product_id"], "so": "1/BC"},
        "programme:meet_part": {"phan": known["part_id"], "viec": "xong"},
        "programme:move": {"tinh-trang": "done"},
        "programme:step": {"buoc": "trinh"},
        "api:add_conclusion": {
            "text": "Lập danh sách",
            "lead_id": known["supporting_id"],
            "due_on": "2027-01-01",
        },
        "api:add_milestone": {"title": "Dự thảo", "due_on": "2027-01-01"},
        "api:ask_deadline": {"until": "2027-12-31", "reason": "Chờ vốn"},
        "api:call_meeting": {"held_on": "2027-01-04", "chair": "Chủ tịch"},
        "api:decide_request": {"is_granted": True},
        "api:decide_transition": {
            "obligation_ids": [known["obligation_id"]],
            "way": "keep",
            "reason": "Vẫn làm",
        },
        "api:declare_value": {"ends_on": "2024-12-31", "value": 41},
        "api:deliver_product": {"number": "1/BC"},
        "api:take_back_event": {"because": "Nhầm"},
        "api:tell_event": {"happened_on": "2026-05-04", "ground": "1/QĐ", "n_units": 1},
        "api:move_hand_in": {"move": "release"},
        "api:publish_plan": {"document_id": known["document_id"]},
        "api:raise_obstacle": {
            "title": "Thiếu vốn",
            "text": "Chưa bố trí vốn.",
            "owner_id": known["supporting_id"],
            "answer_due_on": "2027-01-01",
            "mark": "00000000-0000-4000-8000-000000000001",
        },
        "api:reach_milestone": {"reached_on": "2026-06-01"},
        "api:record_progress": {"state": "in_progress"},
        "api:set_audience": {"is_restricted": False},
        "api:set_validity": {"validity": "issued", "reason": "Đang có hiệu lực"},
        "api:take_obstacle_step": {"step": "escalate", "words": "Xin ý kiến"},
        "api:take_step": {"step": "submit", "words": "Đã trình"},
        "api:write_comment": {**of_task, "text": "Ý kiến", "mark": "00000000-0000-4000-8000-000000000002"},
        "api:write_note": {"text": "Đã báo cáo"},
    }
    return said.get(name, {})
