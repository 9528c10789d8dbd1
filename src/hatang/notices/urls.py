"""Addresses of the room."""

from django.urls import path

from hatang.notices import views

app_name = "notices"
urlpatterns = [
    path("hop-thu/", views.inbox, name="inbox"),
    path("hop-thu/<int:notice_id>/mo/", views.open_notice, name="open"),
    path("hop-thu/<int:notice_id>/da-doc/", views.read_notice, name="read"),
    path("hop-thu/da-doc-het/", views.read_all, name="read_all"),
    path("hop-thu/theo-doi/", views.follows, name="follows"),
    path("hop-thu/tuy-chon/", views.preferences, name="preferences"),
    path("hop-thu/webhook/", views.webhooks, name="webhooks"),
    path("hop-thu/webhook/<int:webhook_id>/ket-thuc/", views.end_webhook, name="end_webhook"),
    path("minh-chung/", views.add_evidence, name="add_evidence"),
    path("minh-chung/<int:evidence_id>/", views.evidence, name="evidence"),
    path("minh-chung/<int:evidence_id>/tai-ve/", views.fetch_evidence, name="fetch_evidence"),
    path("minh-chung/<int:evidence_id>/hinh/<int:page>/", views.evidence_picture, name="evidence_picture"),
    path("minh-chung/<int:evidence_id>/thu-hoi/", views.remove_evidence, name="remove_evidence"),
    path("vuong-mac/", views.obstacle_list, name="obstacles"),
    path("vuong-mac/moi/", views.raise_obstacle, name="raise_obstacle"),
    path("vuong-mac/<int:obstacle_id>/", views.obstacle, name="obstacle"),
    path("vuong-mac/<int:obstacle_id>/buoc/", views.take_step, name="obstacle_step"),
    path("trao-doi/<slug:word>/<int:subject_id>/", views.write, name="write"),
    path("trao-doi/<slug:word>/<int:subject_id>/theo-doi/", views.set_follow, name="follow"),
    path("trao-doi/loi/<int:comment_id>/sua/", views.change, name="change"),
    path("trao-doi/loi/<int:comment_id>/xoa/", views.remove, name="remove"),
]
