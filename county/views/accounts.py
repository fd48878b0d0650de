"""Login. In the demonstration each demo user logs in by one click; elsewhere with password."""

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from county.models import User
from county.querysets import demo_users


@method_decorator(never_cache, name="dispatch")
class PortalLoginView(LoginView):  # type: ignore[misc]
    """allauth's login with the demo users beside it when this is the demonstration."""

    template_name = "account/login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds `demo_users`, empty outside the demonstration."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["demo_users"] = demo_users() if settings.DEMO else []
        context["next"] = _safe_next(self.request)
        if not context["next"]:
            context["redirect_field"] = ""
        return context


@require_POST
def demo_login(request: HttpRequest, key: str) -> HttpResponse:
    """Log in as the demo user whose e-mail begins with `key`. Does not exist elsewhere."""
    if not settings.DEMO:
        raise Http404
    user = get_object_or_404(User, email=f"{key}@example.test", is_demo=True, is_active=True)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(_safe_next(request) or settings.LOGIN_REDIRECT_URL)


def _safe_next(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return target if safe else ""
