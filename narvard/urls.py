"""All addresses of the portal. Public ones first, then the work addresses under /arbete/."""

from django.urls import include, path

urlpatterns = [
    path("", include("foundation.urls")),
    path("", include("county.urls")),
    path("", include("diary.urls")),
    path("", include("indicators.export_urls")),
    path("", include("indicators.urls")),
    path("", include("indicators.entry_urls")),
    path("", include("indicators.work_urls")),
    path("", include("initiatives.urls")),
    path("", include("decisions.urls")),
    path("", include("roadmap.urls")),
]

handler400 = "foundation.views.errors.bad_request"
handler403 = "foundation.views.errors.forbidden"
handler404 = "foundation.views.errors.not_found"
handler500 = "foundation.views.errors.server_error"
