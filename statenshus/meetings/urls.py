"""Addresses of meetings, below /h/<slug>/meetings/."""

from django.urls import path

from statenshus.meetings.views import busy, meetings, polls, recesses, rotas

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
    path("calendars/", busy.calendars, name="calendars"),
    path("calendars/add_calendar/", busy.add_calendar, name="add_calendar"),
    path("calendars/add_calendar_file/", busy.add_calendar_file, name="add_calendar_file"),
    path("calendars/<slug:key>/remove_calendar/", busy.remove_calendar, name="remove_calendar"),
    path("recesses/", recesses.recesses, name="recesses"),
    path("recesses/enter_recess/", recesses.enter_recess, name="enter_recess"),
    path("recesses/<slug:key>/remove_recess/", recesses.remove_recess, name="remove_recess"),
    path("bodies/<slug:key>/rota/", rotas.body_rota, name="rota"),
    path("bodies/<slug:key>/join_rota/", rotas.join_rota, name="join_rota"),
    path("rota/<slug:key>/leave_rota/", rotas.leave_rota, name="leave_rota"),
    path("rota/<slug:key>/note_away/", rotas.note_away, name="note_away"),
    path("meetings/<slug:key>/offer_turn/", rotas.offer_turn, name="offer_turn"),
    path("turns/<slug:key>/accept_turn/", rotas.accept_turn, name="accept_turn"),
    path("turns/<slug:key>/skip_turn/", rotas.skip_turn, name="skip_turn"),
    path("turns/<slug:key>/hand_over_turn/", rotas.hand_over_turn, name="hand_over_turn"),
    path("turns/<slug:key>/swap_turns/", rotas.swap_turns, name="swap_turns"),
    path("organisations/<slug:key>/premises/", rotas.premises, name="premises"),
    path("organisations/<slug:key>/set_premises/", rotas.set_premises, name="set_premises"),
]
