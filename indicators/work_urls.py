"""Work addresses of those who answer for the figures."""

from django.urls import path

from indicators.views import steward, steward_judging

WORK = "arbete/indikatorer/"
RUNS = f"{WORK}hamtningar/"

urlpatterns = [
    path(WORK, steward.overview, name="indicators_work"),
    path(f"{WORK}hamta/", steward.fetch, name="indicator_fetch"),
    path(RUNS, steward.run_list, name="indicator_runs"),
    path(f"{RUNS}<int:pk>/", steward.run, name="indicator_run"),
    path(f"{RUNS}<int:pk>/laget/", steward.run_state, name="indicator_run_state"),
    path(f"{WORK}serier/", steward.series_list, name="indicator_series"),
    path(f"{WORK}serier/<slug:key>/", steward_judging.series, name="indicator_review"),
    path(f"{WORK}revideringar/", steward.revision_list, name="indicator_revisions"),
    path(f"{WORK}karantan/", steward_judging.quarantine, name="indicator_quarantine"),
    path(f"{WORK}karantan/<int:pk>/", steward_judging.held, name="indicator_held"),
]
