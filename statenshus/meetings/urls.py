"""Addresses of meetings, below /h/<slug>/meetings/."""

from django.urls import path

from statenshus.meetings.views import meetings

app_name = "meetings"
urlpatterns = [
    path("", meetings.meetings, name="meetings"),
    path("bodies/<slug:key>/call_meeting/", meetings.call_meeting, name="call_meeting"),
    path("meetings/<slug:key>/", meetings.meeting, name="meeting"),
    path("meetings/<slug:key>/change_meeting/", meetings.change_meeting, name="change_meeting"),
    path("meetings/<slug:key>/send_notice/", meetings.send_notice, name="send_notice"),
    path("meetings/<slug:key>/call_off_meeting/", meetings.call_off_meeting, name="call_off_meeting"),
    path("meetings/<slug:key>/answer_notice/", meetings.answer_notice, name="answer_notice"),
    path("meetings/<slug:key>/note_attendance/", meetings.note_attendance, name="note_attendance"),
]
