"""Addresses: meetings and decisions at work, and the public list."""

from django.urls import path

from decisions.views import agenda, decisions, matters, meetings, public

M = "arbete/moten/<int:pk>/"
ITEM = f"{M}<int:paragraph>/"

urlpatterns = [
    path("beslut/", public.decision_list, name="decisions"),
    path("arbete/moten/", meetings.meeting_list, name="meetings"),
    path("arbete/moten/nytt/", meetings.meeting_new, name="meeting_new"),
    path(M, agenda.meeting, name="meeting"),
    path(f"{M}andra/", meetings.meeting_change, name="meeting_change"),
    path(f"{M}oppna/", meetings.meeting_open, name="meeting_open"),
    path(f"{M}narvaro/", meetings.meeting_attend, name="meeting_attend"),
    path(f"{M}avsluta/", meetings.meeting_close, name="meeting_close"),
    path(f"{M}ta-upp/", agenda.take_up, name="meeting_take_up"),
    path(f"{M}diariefor/", decisions.diarise_meeting, name="meeting_diarise"),
    path(ITEM, matters.matter, name="matter"),
    path(f"{ITEM}besluta/", matters.decide, name="matter_decide"),
    path(f"{ITEM}flytta/", agenda.move, name="matter_move"),
    path(f"{ITEM}stryk/", agenda.strike, name="matter_strike"),
    path(f"{ITEM}nytt-direktiv/", agenda.renew, name="matter_renew"),
    path("arbete/beslut/<int:pk>/", decisions.decision, name="decision"),
    path("arbete/beslut/<int:pk>/diariefor/", decisions.diarise, name="decision_diarise"),
    path("arbete/beslut/<int:pk>/pdf/", decisions.pdf_state, name="decision_pdf_state"),
    path("arbete/beslut/<int:pk>/utkast.pdf", decisions.draft_pdf, name="decision_draft"),
]
