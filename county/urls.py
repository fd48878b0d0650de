"""Addresses of the county: accounts under /konto/, county data under /arbete/lan/."""

from django.urls import include, path

from county.views import rows

urlpatterns = [
    path("konto/", include("county.account_urls")),
    path("arbete/lan/", rows.table_list, name="county_tables"),
    path("arbete/lan/<slug:slug>/", rows.row_list, name="county_rows"),
    path("arbete/lan/<slug:slug>/ny/", rows.row_edit, name="county_row_new"),
    path("arbete/lan/<slug:slug>/<int:pk>/", rows.row_edit, name="county_row"),
    path("arbete/lan/<slug:slug>/<int:pk>/ta-bort/", rows.row_delete, name="county_row_delete"),
    path("arbete/lan/<slug:slug>/<int:pk>/andringar/", rows.row_history, name="county_row_history"),
]
