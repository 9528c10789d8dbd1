"""Addresses of the room."""

from django.urls import path

from hatang.reporting import views

app_name = "reporting"
urlpatterns = [
    path("bao-cao/", views.campaign_list, name="campaigns"),
    path("bao-cao/dot/moi/", views.new_campaign, name="new_campaign"),
    path("bao-cao/dot/<int:campaign_id>/", views.campaign, name="campaign"),
    path("bao-cao/dot/<int:campaign_id>/sua/", views.change_campaign, name="change_campaign"),
    path("bao-cao/dot/<int:campaign_id>/don-vi/", views.choose_reporters, name="reporters"),
    path("bao-cao/dot/<int:campaign_id>/mo/", views.open_campaign, name="open_campaign"),
    path("bao-cao/dot/<int:campaign_id>/dong/", views.close_campaign, name="close_campaign"),
    path("bao-cao/dot/<int:campaign_id>/don-doc/", views.remind, name="remind"),
    path("bao-cao/dot/<int:campaign_id>/tong-hop/", views.gathering, name="gathering"),
    path("bao-cao/dot/<int:campaign_id>/van-ban/<slug:kind>/", views.letter, name="letter"),
    path("bao-cao/du-thao/", views.papers, name="papers"),
    path("bao-cao/du-thao/tai-ve/", views.paper, name="paper"),
    path("bao-cao/du-thao/soan/", views.new_draft, name="new_draft"),
    path("bao-cao/du-thao/<int:draft_id>/", views.draft, name="draft"),
    path("bao-cao/du-thao/<int:draft_id>/luu/", views.save_draft, name="save_draft"),
    path("bao-cao/du-thao/<int:draft_id>/tep/", views.draft_file, name="draft_file"),
    path("bao-cao/du-thao/<int:draft_id>/ban-ky/", views.signed_draft, name="signed_draft"),
    path("bao-cao/du-thao/<int:draft_id>/buoc/", views.draft_step, name="draft_step"),
    path("bao-cao/dot/<int:campaign_id>/ky-sau/", views.next_campaign, name="next_campaign"),
    path("bao-cao/dot/<int:campaign_id>/cap-tong-hop/", views.consolidators, name="consolidators"),
    path("bao-cao/cap-tong-hop/<int:consolidator_id>/", views.consolidator, name="consolidator"),
    path("bao-cao/cap-tong-hop/<int:consolidator_id>/chuyen/", views.hand_on, name="hand_on"),
    path("bao-cao/ky/", views.periods, name="periods"),
    path("bao-cao/mau/", views.form_list, name="forms"),
    path("bao-cao/mau/moi/", views.new_form, name="new_form"),
    path("bao-cao/mau/co-san/<slug:word>/", views.use_ready_form, name="use_ready_form"),
    path("bao-cao/mau/<int:form_id>/", views.design, name="form"),
    path("bao-cao/mau/<int:form_id>/dung/", views.fix_form, name="fix_form"),
    path("bao-cao/mau/<int:form_id>/thoi-dung/", views.retire_form, name="retire_form"),
    path("bao-cao/<int:reporter_id>/", views.report, name="report"),
    path("bao-cao/<int:reporter_id>/so-lieu/<slug:source>/", views.rows_behind, name="rows_behind"),
    path("bao-cao/<int:reporter_id>/luu/", views.save, name="save"),
    path("bao-cao/<int:reporter_id>/tep-excel/", views.workbook, name="workbook"),
    path("bao-cao/<int:reporter_id>/buoc/", views.take_step, name="step"),
    path("bao-cao/<int:reporter_id>/tep/<slug:key>/", views.add_file, name="add_file"),
    path("bao-cao/<int:reporter_id>/tep/<slug:key>/tai-ve/", views.fetch_file, name="fetch_file"),
    path("bao-cao/<int:reporter_id>/ban/<int:number>/", views.version, name="version"),
    path("bao-cao/<int:reporter_id>/ngoai-le/", views.give_exemption, name="exempt"),
]
