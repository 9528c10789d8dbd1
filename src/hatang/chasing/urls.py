"""Addresses of the room."""

from django.urls import path

from hatang.chasing import views

app_name = "chasing"
urlpatterns = [
    path("don-doc/", views.escalation_list, name="escalations"),
    path("don-doc/moi/", views.begin, name="begin"),
    path("don-doc/<int:escalation_id>/", views.escalation, name="escalation"),
    path("don-doc/<int:escalation_id>/tra-loi/", views.answer, name="answer"),
    path("don-doc/<int:escalation_id>/quyet-dinh/", views.decide, name="decide"),
]
