"""Addresses of the programme."""

from django.urls import path

from hatang.programme import views

app_name = "programme"
urlpatterns = [
    path("nhiem-vu/", views.task_list, name="tasks"),
    path("nhiem-vu/6-ro/", views.clarity, name="clarity"),
    path("nhiem-vu/bang/", views.board, name="board"),
    path("nhiem-vu/thoi-gian/", views.timeline, name="timeline"),
    path("nhiem-vu/lich/", views.calendar, name="calendar"),
    path("nhiem-vu/lich/dang-ky/", views.feeds, name="feeds"),
    path("nhiem-vu/lich/dang-ky/<int:feed_id>/thu-hoi/", views.revoke_feed, name="revoke_feed"),
    path("nhiem-vu/bo-loc/", views.saved_views, name="saved_views"),
    path("nhiem-vu/bo-loc/bat-dau/", views.begin_with, name="begin_with"),
    path("nhiem-vu/bo-loc/<int:view_id>/", views.change_view, name="change_view"),
    path("nhiem-vu/bo-loc/<int:view_id>/xoa/", views.delete_view, name="delete_view"),
    path("lich/<str:secret>.ics", views.feed, name="feed"),
    path("nhiem-vu/<int:task_id>/", views.task, name="task"),
    path("nhiem-vu/<int:task_id>/can-truoc/", views.dependencies, name="dependencies"),
    path("nhiem-vu/<int:task_id>/can-truoc/them/", views.add_dependency, name="add_dependency"),
    path("nhiem-vu/can-truoc/<int:dependency_id>/bo/", views.remove_dependency, name="remove_dependency"),
    path("nhiem-vu/nghia-vu/<int:obligation_id>/", views.progress, name="progress"),
    path("nhiem-vu/nghia-vu/<int:obligation_id>/buoc/", views.step, name="step"),
    path("nhiem-vu/nghia-vu/<int:obligation_id>/chuyen/", views.move, name="move"),
    path("nhiem-vu/ke-hoach/<int:plan_id>/duyet/", views.acceptance, name="acceptance"),
    path("mau-thuan/", views.conflict_list, name="conflicts"),
    path("mau-thuan/tim-lai/", views.find_conflicts, name="find_conflicts"),
    path("mau-thuan/<int:conflict_id>/", views.settle_conflict, name="settle_conflict"),
    path("mau-thuan/<int:conflict_id>/mo-lai/", views.reopen_conflict, name="reopen_conflict"),
    path("chuyen-tiep/", views.transitions, name="transitions"),
    path("chuyen-tiep/quyet-dinh/", views.decide_transition, name="decide_transition"),
    path("chuyen-tiep/<int:transition_id>/hoan-tac/", views.undo_transition, name="undo_transition"),
    path("chi-tieu/", views.target_list, name="targets"),
    path("chi-tieu/<int:target_id>/", views.target, name="target"),
    path("van-ban/ban/<int:version_id>/dua-vao-chuong-trinh/", views.publish, name="publish"),
    path("van-ban/ban/<int:version_id>/trinh-duyet/", views.ask_approval, name="ask_approval"),
    path("van-ban/trinh/<int:approval_id>/duyet/", views.approve, name="approve"),
    path("van-ban/trinh/<int:approval_id>/tra-lai/", views.return_reading, name="return_reading"),
    path("van-ban/trinh/<int:approval_id>/rut/", views.take_back, name="take_back"),
    path("van-ban/cong-bo/<int:publication_id>/hoan-tac/", views.undo_publication, name="undo_publication"),
]
