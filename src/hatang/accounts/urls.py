"""Addresses of the room."""

from django.urls import path

from hatang.accounts import views

app_name = "accounts"
urlpatterns = [
    path("nhat-ky/", views.audit, name="audit"),
    path("nhat-ky/dang-nhap/", views.sign_ins, name="sign_ins"),
    path("bao-mat/", views.security, name="security"),
    path("nguoi-dung/", views.people, name="people"),
    path("nguoi-dung/<int:person_id>/", views.person, name="person"),
    path("nguoi-dung/<int:person_id>/vai-tro/", views.set_role, name="set_role"),
    path("nguoi-dung/<int:person_id>/khoa/", views.set_active, name="set_active"),
    path("nguoi-dung/<int:person_id>/xac-thuc/go/", views.remove_factor, name="remove_factor"),
    path("ma-truy-cap/", views.tokens, name="tokens"),
    path("ma-truy-cap/<int:token_id>/thu-hoi/", views.revoke, name="revoke_token"),
]
