"""Addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from hatang.planning import views

app_name = "planning"
urlpatterns: list[URLPattern | URLResolver] = [
    path("ke-hoach-don-vi/", views.plan_list, name="plans"),
    path("ke-hoach-don-vi/thoi-gian/", views.plan_timeline, name="timeline"),
    path("ke-hoach-don-vi/moi/", views.begin, name="begin"),
    path("ke-hoach-don-vi/doi-chieu/<int:plan_id>/<int:year>/", views.matrix, name="matrix"),
    path(
        "ke-hoach-don-vi/doi-chieu/<int:plan_id>/<int:year>/cong-van/", views.untaken, name="untaken_letter"
    ),
    path("ke-hoach-don-vi/<int:unit_plan_id>/", views.plan, name="plan"),
    path("ke-hoach-don-vi/<int:unit_plan_id>/buoc/", views.take_step, name="step"),
    path("ke-hoach-don-vi/<int:unit_plan_id>/ban/<int:ordinal>/", views.version, name="version"),
    path("ke-hoach-don-vi/<int:unit_plan_id>/de-xuat/", views.propose, name="propose"),
    path("ke-hoach-don-vi/<int:unit_plan_id>/de-xuat/bo/", views.undo_proposals, name="undo_proposals"),
    path("ke-hoach-don-vi/<int:unit_plan_id>/tep/", views.add_file, name="add_file"),
    path("ke-hoach-don-vi/<int:unit_plan_id>/tep/<int:file_id>/", views.fetch_file, name="fetch_file"),
    path("ke-hoach-don-vi/<int:unit_plan_id>/tep/<int:file_id>/bo/", views.drop_file, name="drop_file"),
    path("ke-hoach-don-vi/<int:unit_plan_id>/hoat-dong/", views.put_activity, name="add_activity"),
    path(
        "ke-hoach-don-vi/<int:unit_plan_id>/hoat-dong/<int:activity_id>/",
        views.put_activity,
        name="change_activity",
    ),
    path(
        "ke-hoach-don-vi/<int:unit_plan_id>/hoat-dong/<int:activity_id>/bo/",
        views.drop_activity,
        name="drop_activity",
    ),
    path(
        "ke-hoach-don-vi/<int:unit_plan_id>/hoat-dong/<int:activity_id>/chuyen/",
        views.move_activity,
        name="move_activity",
    ),
    path("du-an/", views.project_list, name="projects"),
    path("du-an/kinh-phi/", views.project_money, name="project_money"),
    path("du-an/tep-excel/", views.project_workbook, name="project_workbook"),
    path("du-an/moi/", views.new_project, name="new_project"),
    path("du-an/chong-lan/", views.overlap_list, name="overlaps"),
    path("du-an/nen-tang/", views.platform_list, name="platforms"),
    path("du-an/nen-tang/moi/", views.new_platform, name="new_platform"),
    path("du-an/nen-tang/<int:platform_id>/", views.change_platform, name="platform"),
    path("du-an/<int:project_id>/", views.project, name="project"),
    path("du-an/<int:project_id>/sua/", views.change_project, name="change_project"),
    path("du-an/<int:project_id>/kinh-phi/", views.money, name="money"),
    path("du-an/<int:project_id>/buoc/", views.take_project_step, name="project_step"),
    path("du-an/<int:project_id>/nhiem-vu/", views.link_task, name="link_task"),
    path("du-an/<int:project_id>/nhiem-vu/<int:link_id>/bo/", views.unlink_task, name="unlink_task"),
    path("du-an/<int:project_id>/chong-lan/", views.settle_overlap, name="settle_overlap"),
]
