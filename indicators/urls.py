"""Public addresses of the indicators."""

from django.urls import path, re_path

from indicators.views import public, public_measure

PERIOD = r"(?P<period>\d{4}(-\d{2})?)"

urlpatterns = [
    path("indikatorer/", public.indicator_list, name="indicators"),
    path("indikatorer/huvudman/<slug:key>/", public.principal, name="indicators_principal"),
    path("indikatorer/<slug:key>/", public.indicator, name="indicator"),
    path("indikatorer/<slug:key>.svg", public.indicator_picture, name="indicator_svg"),
    path("matt/<slug:key>/", public_measure.measure, name="measure"),
    path("matt/<slug:key>.svg", public_measure.measure_picture, name="measure_svg"),
    re_path(
        rf"^matt/(?P<key>[-\w]+)/varde/(?P<series>[-\w]+)/(?P<area>\w+)/{PERIOD}/$",
        public_measure.figure,
        name="figure",
    ),
]
