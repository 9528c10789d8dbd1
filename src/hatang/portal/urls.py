"""Addresses of the portal."""

from django.urls import URLPattern, URLResolver, include, path

from hatang.portal import views

rooms: list[URLPattern] = [
    path("tim-kiem/", views.search_all, name="search"),
    path("nguoi-dung/moi/", views.new_person, name="new_person"),
    path("nguoi-dung/<int:person_id>/moi-lai/", views.again, name="invite_again"),
    path("nguoi-dung/<int:person_id>/rut-loi-moi/", views.withdraw, name="withdraw_invitation"),
    path("loi-moi/<str:secret>/", views.invitation, name="invitation"),
    path("ban-do/", views.map_page, name="map"),
    path("ban-do/bang/", views.map_table, name="map_table"),
    path("ban-do/tim/", views.map_search, name="map_search"),
    path("ban-do/diem/", views.map_point, name="map_point"),
    path("ban-do/tram/<int:site_id>/", views.map_site, name="map_site"),
    path("ban-do/dia-diem/<int:place_id>/", views.map_place, name="map_place"),
    path("ban-do/tuyen/<int:route_id>/", views.map_route, name="map_route"),
    path("ban-do/du-lieu/xa", views.map_areas, name="map_areas"),
    path("ban-do/du-lieu/tram", views.map_sites, name="map_sites"),
    path("ban-do/du-lieu/so-tram", views.map_stations, name="map_stations"),
    path("ban-do/du-lieu/o-phat", views.map_cells, name="map_cells"),
    path("ban-do/du-lieu/tuyen", views.map_routes, name="map_routes"),
    path("ban-do/du-lieu/dia-diem", views.map_places, name="map_places"),
    path("ban-do/du-lieu/luc-giac", views.map_hexagons, name="map_hexagons"),
    path("ban-do/du-lieu/dan-so", views.map_people, name="map_people"),
    path("don-vi/", views.units, name="units"),
    path("don-vi/chua-ro/", views.unknown, name="unknown_names"),
    path("don-vi/<int:unit_id>/", views.unit, name="unit"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("", include((rooms, "portal"))),
]
