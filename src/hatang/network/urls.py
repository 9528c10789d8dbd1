"""Addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from hatang.network import views
from hatang.network.views import figures, filings, matching

app_name = "network"
urlpatterns: list[URLPattern | URLResolver] = [
    path("vien-thong/so-lieu/", figures.figures, name="figures"),
    path("vien-thong/so-lieu/ghi/", figures.record, name="record_figures"),
    path("vien-thong/so-lieu/xa-phuong/", figures.communes, name="commune_figures"),
    path("vien-thong/so-lieu/<slug:code>/", figures.rows_behind, name="figure_rows"),
    path("vien-thong/noi-chua-phu/", figures.far, name="far_places"),
    path("vien-thong/ke-khai/", filings.filing_list, name="filings"),
    path("vien-thong/ke-khai/moi/", filings.new_filing, name="new_filing"),
    path("vien-thong/ke-khai/mau/<slug:word>/", filings.filing_template, name="filing_template"),
    path("vien-thong/ke-khai/cap-cot/", matching.pair_list, name="pairs"),
    path("vien-thong/ke-khai/cap-cot/<int:pair_id>/", matching.answer_pair, name="answer_pair"),
    path("vien-thong/ke-khai/<int:filing_id>/", filings.filing, name="filing"),
    path("vien-thong/ke-khai/<int:filing_id>/dong-loi/", filings.rows_set_aside, name="rows_set_aside"),
    path("vien-thong/ke-khai/<int:filing_id>/sua/", filings.add_corrections, name="add_corrections"),
    path("vien-thong/ke-khai/<int:filing_id>/gui/", filings.submit, name="submit_filing"),
    path("vien-thong/ke-khai/<int:filing_id>/thu-hoi/", filings.withdraw, name="withdraw_filing"),
    path("vien-thong/ke-khai/<int:filing_id>/duyet/", filings.approve, name="approve_filing"),
    path("vien-thong/ke-khai/<int:filing_id>/tra-lai/", filings.send_back, name="return_filing"),
    path("vien-thong/", views.site_list, name="sites"),
    path("vien-thong/moi/", views.new_site, name="new_site"),
    path("vien-thong/<int:site_id>/", views.site, name="site"),
    path("vien-thong/<int:site_id>/sua/", views.change_site, name="change_site"),
    path("vien-thong/<int:site_id>/buoc/", views.take_site_step, name="site_step"),
    path("vien-thong/<int:site_id>/buoc/lui/", views.undo_site_step, name="undo_site_step"),
    path("vien-thong/tuyen/", views.route_list, name="routes"),
    path("vien-thong/diem/", views.node_list, name="nodes"),
    path("vien-thong/trung-tam-du-lieu/", views.data_centre_list, name="data_centres"),
    path("vien-thong/wifi/", views.wifi_list, name="wifi"),
    path("vien-thong/vuong-mac/", views.blocked_list, name="blocked"),
    path("vien-thong/kiem-tra-vi-tri/", views.check, name="check"),
    path("vien-thong/quy-tac/", views.rule_list, name="rules"),
    path("vien-thong/quy-tac/nap/", views.load_rules, name="load_rules"),
    path("vien-thong/quy-tac/<slug:kind>/moi/", views.new_rule, name="new_rule"),
    path("vien-thong/quy-tac/<slug:kind>/<int:rule_id>/", views.replace_rule, name="rule"),
    path("vien-thong/quy-tac/<slug:kind>/<int:rule_id>/ket-thuc/", views.end_rule, name="end_rule"),
    path("vien-thong/bang-tan/", views.licence_list, name="licences"),
    path("vien-thong/bang-tan/nap/", views.load_licences, name="load_licences"),
    path("vien-thong/bang-tan/moi/", views.put_licence, name="new_licence"),
    path("vien-thong/bang-tan/<int:licence_id>/", views.put_licence, name="licence"),
]
