"""Addresses of documents."""

from django.urls import path

from hatang.documents import views

app_name = "documents"
urlpatterns = [
    path("van-ban/", views.document_list, name="list"),
    path("van-ban/quan-he/", views.relations, name="relations"),
    path("van-ban/tai-len/", views.upload, name="upload"),
    path("van-ban/tep/<int:file_id>/", views.progress, name="progress"),
    path("van-ban/tep/<int:file_id>/doc-lai/", views.retry, name="retry"),
    path("van-ban/tep/<int:file_id>/ban-goc/", views.original, name="original"),
    path("van-ban/luot-doc/<int:run_id>/huy/", views.cancel, name="cancel"),
    path("van-ban/ban-doc/<int:extraction_id>/sua/", views.correct, name="correct"),
    path("van-ban/ban-doc/<int:extraction_id>/them/", views.add, name="add"),
    path("van-ban/chinh-sua/<int:correction_id>/hoan-tac/", views.undo, name="undo"),
    path("van-ban/<int:document_id>/", views.document, name="document"),
    path("van-ban/<int:document_id>/doi-tuong/", views.audience, name="audience"),
    path("van-ban/<int:document_id>/hieu-luc/", views.validity, name="validity"),
    path("van-ban/<int:document_id>/xac-nhan/", views.confirm, name="confirm"),
    path("van-ban/<int:document_id>/cap-so/", views.number, name="number"),
]
