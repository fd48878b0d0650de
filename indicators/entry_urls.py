"""Work addresses of those who bring figures and words to the indicators."""

from django.urls import path

from indicators.views import reflections

WORK = "arbete/indikatorer/"
REFLECTION = f"{WORK}reflektioner/"

urlpatterns = [
    path(REFLECTION, reflections.reflection_list, name="reflections"),
    path(f"{REFLECTION}ny/", reflections.reflection_new, name="reflection_new"),
    path(f"{REFLECTION}<int:pk>/", reflections.reflection, name="reflection"),
    path(f"{REFLECTION}<int:pk>/andra/", reflections.reflection_edit, name="reflection_edit"),
    path(f"{REFLECTION}<int:pk>/<slug:word>/", reflections.reflection_step, name="reflection_step"),
]
