"""Addresses of the room."""

from django.urls import path

from hatang.chasing import views

app_name = "chasing"
urlpatterns = [
    path("don-doc/", views.escalation_list, name="escalations"),
    path("don-doc/moi/", views.begin, name="begin"),
    path("don-doc/cai-dat/", views.ladders, name="ladders"),
    path("don-doc/de-xuat/", views.proposals, name="proposals"),
    path("don-doc/de-xuat/<int:proposal_id>/", views.proposal, name="proposal"),
    path("don-doc/de-xuat/<int:proposal_id>/don-vi/<int:unit_id>/", views.unit_rows, name="unit_rows"),
    path("don-doc/de-xuat/<int:proposal_id>/to-trinh/", views.draft, name="draft"),
    path("don-doc/<int:escalation_id>/", views.escalation, name="escalation"),
    path("don-doc/<int:escalation_id>/tra-loi/", views.answer, name="answer"),
    path("don-doc/<int:escalation_id>/quyet-dinh/", views.decide, name="decide"),
]
