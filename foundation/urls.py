"""Addresses."""

from django.urls import URLPattern, URLResolver, path

from foundation.views import health, operations, style

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("arbete/drift/", operations.operations, name="operations"),
    path("arbete/drift/handelse/<int:pk>/", operations.retry_event, name="operations_retry"),
    path("arbete/drift/brev/<int:pk>/", operations.settle_mail, name="operations_mail"),
    path("arbete/stil/", style.style, name="style"),
    path("arbete/stil/bekrafta/", style.confirm, name="style_confirm"),
]
