"""Addresses of the house: sign-in, API, and each room's own."""

from importlib.util import find_spec

from allauth.account import views as account
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from hatang.config.api import api

handler400 = "hatang.config.problems.bad_request"
handler403 = "hatang.config.problems.permission_denied"
handler404 = "hatang.config.problems.page_not_found"
handler500 = "hatang.config.problems.server_error"

ROOMS = ("portal", "documents", "programme", "territory", "notices", "accounts")

urlpatterns: list[URLPattern | URLResolver] = [
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("mat-khau/", account.password_change, name="account_change_password"),
    path("xac-nhan/", account.reauthenticate, name="account_reauthenticate"),
    path("ngon-ngu/", login_not_required(set_language), name="set_language"),
    path("api/v1/", api.urls),
]
urlpatterns += [
    path("", include(f"hatang.{room}.urls")) for room in ROOMS if find_spec(f"hatang.{room}.urls")
]
