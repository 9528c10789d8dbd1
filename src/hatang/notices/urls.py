"""Addresses of the room."""

from django.urls import path

from hatang.notices import views

app_name = "notices"
urlpatterns = [
    path("trao-doi/<slug:word>/<int:subject_id>/", views.write, name="write"),
    path("trao-doi/<slug:word>/<int:subject_id>/theo-doi/", views.set_follow, name="follow"),
    path("trao-doi/loi/<int:comment_id>/sua/", views.change, name="change"),
    path("trao-doi/loi/<int:comment_id>/xoa/", views.remove, name="remove"),
]
