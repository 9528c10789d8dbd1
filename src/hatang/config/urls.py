"""Addresses of the house: sign-in, API, and each room's own."""

from importlib.util import find_spec

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.i18n import set_language

from hatang.accounts.views import security
from hatang.config import forgotten_password, outside_sign_in
from hatang.config.api import api

handler400 = "hatang.config.problems.bad_request"
handler403 = "hatang.config.problems.permission_denied"
handler404 = "hatang.config.problems.page_not_found"
handler500 = "hatang.config.problems.server_error"

ROOMS = (
    *("portal", "documents", "programme", "planning", "reporting", "chasing", "opendata"),
    *("network", "indicators", "territory", "notices", "accounts"),
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("mat-khau/", account.password_change, name="account_change_password"),
    path("quen-mat-khau/", forgotten_password.start, name="account_reset_password"),
    path("quen-mat-khau/da-gui/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "quen-mat-khau/da-doi/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^quen-mat-khau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("xac-nhan/", account.reauthenticate, name="account_reauthenticate"),
    path("ngon-ngu/", login_not_required(set_language), name="set_language"),
    # allauth finds its own pages by these names.
    path("bao-mat/", security, name="mfa_index"),
    path("dang-nhap/ma/", mfa.authenticate, name="mfa_authenticate"),
    path("xac-nhan/ma/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("bao-mat/ung-dung/", totp.activate_totp, name="mfa_activate_totp"),
    path("bao-mat/ung-dung/go/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("bao-mat/ma-du-phong/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("bao-mat/ma-du-phong/tai/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("bao-mat/ma-du-phong/moi/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("dang-nhap/ngoai/<slug:provider_id>/", outside_sign_in.login, name="openid_connect_login"),
    path("dang-nhap/ngoai/<slug:provider_id>/ve/", outside_sign_in.callback, name="openid_connect_callback"),
    path("api/v1/", api.urls),
]
urlpatterns += [
    path("", include(f"hatang.{room}.urls")) for room in ROOMS if find_spec(f"hatang.{room}.urls")
]
