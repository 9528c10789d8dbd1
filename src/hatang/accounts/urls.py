"""Addresses of the room."""

from django.urls import path

from hatang.accounts import views

app_name = "accounts"
urlpatterns = [
    path("ma-truy-cap/", views.tokens, name="tokens"),
    path("ma-truy-cap/<int:token_id>/thu-hoi/", views.revoke, name="revoke_token"),
]
