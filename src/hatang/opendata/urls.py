"""Addresses of the room; those below `ogc` and `gach` are for programs."""

from django.urls import path, re_path

from hatang.opendata import views

app_name = "opendata"
urlpatterns = [
    path("du-lieu-mo/", views.open_data, name="open_data"),
    re_path(r"^ogc/?$", views.landing_page, name="ogc"),
    path("ogc/api", views.api, name="ogc_api"),
    path("ogc/conformance", views.conforms, name="ogc_conformance"),
    path("ogc/collections", views.collections, name="ogc_collections"),
    path("ogc/collections/<slug:collection>", views.one_collection, name="ogc_collection"),
    path("ogc/collections/<slug:collection>/items", views.items, name="ogc_items"),
    path("ogc/collections/<slug:collection>/items/<int:feature_id>", views.feature, name="ogc_feature"),
    path("gach/<slug:layer>.json", views.tile_json, name="tiles"),
    path("gach/<slug:layer>/<int:z>/<int:x>/<int:y>.mvt", views.tile, name="tile"),
]
