"""Addresses of the county: accounts under /konto/, county data under /arbete/lan/."""

from allauth.account import views as account
from django.urls import include, path

from county.views import accounts, rows

urlpatterns = [
    path("konto/logga-in/", accounts.PortalLoginView.as_view(), name="account_login"),
    path("konto/logga-in/demo/<slug:key>/", accounts.demo_login, name="demo_login"),
    path("konto/logga-ut/", account.logout, name="account_logout"),
    path("konto/inaktivt/", account.account_inactive, name="account_inactive"),
    path("konto/bekrafta/", account.reauthenticate, name="account_reauthenticate"),
    path("konto/losenord/byt/", account.password_change, name="account_change_password"),
    path("konto/losenord/valj/", account.password_set, name="account_set_password"),
    path("konto/losenord/glomt/", account.password_reset, name="account_reset_password"),
    path(
        "konto/losenord/glomt/skickat/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    path(
        "konto/losenord/nytt/<str:uidb36>-<path:key>/",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "konto/losenord/klart/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("konto/tva-steg/", include("allauth.mfa.urls")),
    path("arbete/lan/", rows.table_list, name="county_tables"),
    path("arbete/lan/<slug:slug>/", rows.row_list, name="county_rows"),
    path("arbete/lan/<slug:slug>/ny/", rows.row_edit, name="county_row_new"),
    path("arbete/lan/<slug:slug>/<int:pk>/", rows.row_edit, name="county_row"),
    path("arbete/lan/<slug:slug>/<int:pk>/ta-bort/", rows.row_delete, name="county_row_delete"),
    path("arbete/lan/<slug:slug>/<int:pk>/andringar/", rows.row_history, name="county_row_history"),
]
