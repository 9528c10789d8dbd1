"""Addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from hatang.network.views import figures

app_name = "network"
urlpatterns: list[URLPattern | URLResolver] = [
    path("vien-thong/so-lieu/", figures.figures, name="figures"),
    path("vien-thong/so-lieu/ghi/", figures.record, name="record_figures"),
    path("vien-thong/so-lieu/xa-phuong/", figures.communes, name="commune_figures"),
    path("vien-thong/so-lieu/<slug:code>/", figures.rows_behind, name="figure_rows"),
    path("vien-thong/noi-chua-phu/", figures.far, name="far_places"),
]
