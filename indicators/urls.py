"""Public addresses of the indicators."""

from django.urls import path

from indicators import views

urlpatterns = [
    path("indikatorer/", views.indicator_list, name="indicators"),
    path("indikatorer/<slug:key>/", views.indicator, name="indicator"),
]
