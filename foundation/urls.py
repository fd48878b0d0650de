"""Addresses."""

from django.urls import URLPattern, URLResolver, path

from foundation.views import style

urlpatterns: list[URLPattern | URLResolver] = [
    path("arbete/stil/", style.style, name="style"),
    path("arbete/stil/bekrafta/", style.confirm, name="style_confirm"),
]
