"""Addresses of the room."""

from django.urls import URLPattern, URLResolver, path

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
]
