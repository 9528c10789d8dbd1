"""Addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from hatang.indicators import views

app_name = "indicators"
urlpatterns: list[URLPattern | URLResolver] = [
    path("chi-so/", views.indicator_list, name="indicators"),
    path("chi-so/<slug:code>/", views.indicator, name="indicator"),
]
