"""Addresses under /konto/. allauth's names, the portal's Swedish paths; there is no sign-up."""

from allauth.account import views as account
from allauth.mfa.base import views as two_steps
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as key
from django.urls import path, re_path

from county.views import accounts
from county.views import two_steps as ours

urlpatterns = [
    path("logga-in/", accounts.PortalLoginView.as_view(), name="account_login"),
    path("logga-in/demo/<slug:key>/", accounts.demo_login, name="demo_login"),
    path("logga-in/andra-steget/", ours.SecondStepView.as_view(), name="mfa_authenticate"),
    path("logga-ut/", account.logout, name="account_logout"),
    path("inaktivt/", account.account_inactive, name="account_inactive"),
    path("bekrafta/", account.reauthenticate, name="account_reauthenticate"),
    path("bekrafta/kod/", two_steps.reauthenticate, name="mfa_reauthenticate"),
    path("bekrafta/nyckel/", ours.KeyAgainView.as_view(), name="mfa_reauthenticate_webauthn"),
    path("losenord/byt/", account.password_change, name="account_change_password"),
    path("losenord/valj/", account.password_set, name="account_set_password"),
    path("losenord/glomt/", account.password_reset, name="account_reset_password"),
    path(
        "losenord/glomt/skickat/", account.password_reset_done, name="account_reset_password_done"
    ),
    re_path(
        r"^losenord/nytt/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "losenord/klart/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("tva-steg/", ours.TwoStepsView.as_view(), name="mfa_index"),
    path("tva-steg/app/koppla/", app.activate_totp, name="mfa_activate_totp"),
    path("tva-steg/app/koppla-bort/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("tva-steg/nycklar/", key.list_webauthn, name="mfa_list_webauthn"),
    path("tva-steg/nycklar/ny/", ours.AddKeyView.as_view(), name="mfa_add_webauthn"),
    path("tva-steg/nycklar/<int:pk>/namn/", key.edit_webauthn, name="mfa_edit_webauthn"),
    path("tva-steg/nycklar/<int:pk>/ta-bort/", key.remove_webauthn, name="mfa_remove_webauthn"),
    path("tva-steg/reservkoder/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "tva-steg/reservkoder/nya/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("tva-steg/reservkoder.txt", ours.codes_as_text, name="mfa_download_recovery_codes"),
]
