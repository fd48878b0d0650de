"""Public addresses of the indicators."""

from django.urls import path

from indicators.views import public

urlpatterns = [
    path("indikatorer/", public.indicator_list, name="indicators"),
    path("indikatorer/<slug:key>/", public.indicator, name="indicator"),
]
