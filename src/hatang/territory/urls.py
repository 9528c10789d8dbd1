"""Addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from hatang.territory import views

app_name = "territory"
urlpatterns: list[URLPattern | URLResolver] = [
    path("dia-ban/", views.areas, name="areas"),
    path("dia-ban/<int:area_id>/", views.area, name="area"),
    path("dia-ban/ranh-gioi/", views.boundaries, name="boundaries"),
    path("dia-ban/ranh-gioi/<int:import_id>/", views.boundary_import, name="boundary_import"),
    path("dia-ban/ranh-gioi/<int:import_id>/nhap/", views.apply_boundaries, name="apply_boundaries"),
    path("dia-diem/", views.places, name="places"),
    path("dia-diem/bang-tinh/", views.place_workbook, name="place_workbook"),
]
