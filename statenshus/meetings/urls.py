"""Addresses of meetings, below /h/<slug>/meetings/."""

from django.urls import path

from statenshus.meetings.views import meetings, polls, recesses

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
    path("bodies/<slug:key>/open_poll/", polls.open_poll, name="open_poll"),
    path("polls/<slug:key>/", polls.poll, name="poll"),
    path("polls/<slug:key>/answer_poll/", polls.answer_poll, name="answer_poll"),
    path("polls/<slug:key>/change_poll/", polls.change_poll, name="change_poll"),
    path("polls/<slug:key>/choose_date/", polls.choose_date, name="choose_date"),
    path("polls/<slug:key>/call_off_poll/", polls.call_off_poll, name="call_off_poll"),
    path("recesses/", recesses.recesses, name="recesses"),
    path("recesses/enter_recess/", recesses.enter_recess, name="enter_recess"),
    path("recesses/<slug:key>/remove_recess/", recesses.remove_recess, name="remove_recess"),
]
