"""Addresses of the room."""

from django.urls import path

from hatang.accounts import views

app_name = "accounts"
urlpatterns = [
    path("nhat-ky/", views.audit, name="audit"),
    path("nhat-ky/dang-nhap/", views.sign_ins, name="sign_ins"),
    path("bao-mat/", views.security, name="security"),
    path("bao-mat/phien/<int:session_id>/ket-thuc/", views.end_session, name="end_session"),
    path("bao-mat/phien/khac/ket-thuc/", views.end_other_sessions, name="end_other_sessions"),
    path("ngay-lam-viec/", views.work_days, name="work_days"),
    path("ngay-lam-viec/dat/", views.set_work_day, name="set_work_day"),
    path("ngay-lam-viec/<int:work_day_id>/bo/", views.clear_work_day, name="clear_work_day"),
    path("nguoi-dung/", views.people, name="people"),
    path("nguoi-dung/<int:person_id>/", views.person, name="person"),
    path("nguoi-dung/<int:person_id>/vai-tro/", views.set_role, name="set_role"),
    path("nguoi-dung/<int:person_id>/kiem-nhiem/", views.give_role, name="give_role"),
    path(
        "nguoi-dung/<int:person_id>/kiem-nhiem/<int:holding_id>/thoi/",
        views.end_role,
        name="end_role",
    ),
    path("nguoi-dung/<int:person_id>/khoa/", views.set_active, name="set_active"),
    path("nguoi-dung/<int:person_id>/xac-thuc/go/", views.remove_factor, name="remove_factor"),
    path("nguoi-dung/<int:person_id>/phien/ket-thuc/", views.end_all_sessions, name="end_all_sessions"),
    path("nguoi-dung/<int:person_id>/email/", views.set_email, name="set_email"),
    path("nguoi-dung/<int:person_id>/tai-khoan-ngoai/", views.set_identity, name="set_identity"),
    path("ma-truy-cap/", views.tokens, name="tokens"),
    path("ma-truy-cap/<int:token_id>/thu-hoi/", views.revoke, name="revoke_token"),
    path("don-vi/moi/", views.new_unit, name="new_unit"),
    path("don-vi/<int:unit_id>/sua/", views.edit_unit, name="edit_unit"),
    path("don-vi/<int:unit_id>/ket-thuc/", views.end_unit, name="end_unit"),
    path("don-vi/<int:unit_id>/mo-lai/", views.resume_unit, name="resume_unit"),
    path("don-vi/<int:unit_id>/ten-goi/", views.unit_names, name="unit_names"),
    path("don-vi/bang-tinh/", views.units_workbook, name="units_workbook"),
    path("nhom/", views.groups, name="groups"),
    path("nhom/<int:group_id>/", views.group, name="group"),
    path("nhom/<int:group_id>/ten/", views.rename, name="rename_group"),
    path("nhom/<int:group_id>/them/", views.add_members, name="add_members"),
    path("nhom/<int:group_id>/bot/", views.take_out, name="take_out_members"),
    path("nhom/<int:group_id>/ten-goi/", views.group_names, name="group_names"),
]
