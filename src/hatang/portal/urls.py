"""Addresses of the portal."""

from django.urls import URLPattern, URLResolver, include, path

from hatang.portal import views

rooms: list[URLPattern] = [
    path("tim-kiem/", views.search_all, name="search"),
    path("nguoi-dung/moi/", views.new_person, name="new_person"),
    path("nguoi-dung/<int:person_id>/moi-lai/", views.again, name="invite_again"),
    path("nguoi-dung/<int:person_id>/rut-loi-moi/", views.withdraw, name="withdraw_invitation"),
    path("loi-moi/<str:secret>/", views.invitation, name="invitation"),
    path("don-vi/", views.units, name="units"),
    path("don-vi/chua-ro/", views.unknown, name="unknown_names"),
    path("don-vi/<int:unit_id>/", views.unit, name="unit"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("", include((rooms, "portal"))),
]
