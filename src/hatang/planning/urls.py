"""Addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from hatang.planning import views

app_name = "planning"
urlpatterns: list[URLPattern | URLResolver] = [
    path("ke-hoach-don-vi/", views.plan_list, name="plans"),
    path("ke-hoach-don-vi/moi/", views.begin, name="begin"),
    path("ke-hoach-don-vi/doi-chieu/<int:plan_id>/<int:year>/", views.matrix, name="matrix"),
    path("ke-hoach-don-vi/<int:unit_plan_id>/", views.plan, name="plan"),
    path("ke-hoach-don-vi/<int:unit_plan_id>/buoc/", views.take_step, name="step"),
    path("ke-hoach-don-vi/<int:unit_plan_id>/ban/<int:ordinal>/", views.version, name="version"),
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
]
