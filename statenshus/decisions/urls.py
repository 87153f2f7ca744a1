"""Addresses of decisions, below /h/<slug>/decisions/."""

from django.urls import path

from statenshus.decisions.views import (
    agenda,
    attachments,
    cases,
    deciding,
    exemptions,
    mandates,
    positions,
    recusals,
    votings,
    writing,
)

app_name = "decisions"
urlpatterns = [
    # mandates
    path("mandates/<slug:key>/", mandates.mandate, name="mandate"),
    path("mandates/<slug:key>/set_mandate/", mandates.set_mandate, name="set_mandate"),
    # cases
    path("cases/", cases.cases, name="cases"),
    path("cases/draft_case/", writing.draft_case, name="draft_case"),
    path("cases/<slug:key>/", cases.case, name="case"),
    path("cases/<slug:key>/public/", cases.public_case, name="public_case"),
    path("cases/<slug:key>/edit_case/", writing.edit_case, name="edit_case"),
    path("cases/<slug:key>/publish_case/", writing.publish_case, name="publish_case"),
    path("cases/<slug:key>/revise_case/", writing.revise_case, name="revise_case"),
    path("cases/<slug:key>/withdraw_case/", writing.withdraw_case, name="withdraw_case"),
    # files
    path("cases/<slug:key>/attach/", attachments.attach, name="attach"),
    path("attachments/<int:pk>/", attachments.attachment, name="attachment"),
    path("attachments/<int:pk>/detach/", attachments.detach, name="detach"),
    # exemptions
    path("cases/<slug:key>/exempt/", exemptions.exempt, name="exempt"),
    path("exemptions/<int:pk>/lift_exemption/", exemptions.lift_exemption, name="lift_exemption"),
    # positions
    path("cases/<slug:key>/give_position/", positions.give_position, name="give_position"),
    path("positions/<int:pk>/reply/", positions.reply, name="reply"),
    # agendas, and what needs a meeting
    path("split/<slug:key>/", agenda.split, name="split"),
    path("meetings/<slug:key>/put_on_agenda/", agenda.put_on_agenda, name="put_on_agenda"),
    path("meetings/<slug:key>/order_agenda/", agenda.order_agenda, name="order_agenda"),
    path("agenda/<int:pk>/take_off_agenda/", agenda.take_off_agenda, name="take_off_agenda"),
    path("agenda/<int:pk>/note_discussion/", agenda.note_discussion, name="note_discussion"),
    # votings
    path("cases/<slug:key>/open_voting/", votings.open_voting, name="open_voting"),
    path("cases/<slug:key>/open_written/", votings.open_written, name="open_written"),
    path("votings/<slug:key>/vote/", votings.vote, name="vote"),
    path("votings/<slug:key>/record_vote/", votings.record_vote, name="record_vote"),
    path("votings/<slug:key>/close_voting/", votings.close_voting, name="close_voting"),
    path("votings/<slug:key>/call_off_voting/", votings.call_off_voting, name="call_off_voting"),
    path("votings/<slug:key>/pull/", votings.pull, name="pull"),
    # standing down
    path("cases/<slug:key>/recuse/", recusals.recuse, name="recuse"),
    path("cases/<slug:key>/find_disqualified/", recusals.find_disqualified, name="find_disqualified"),
    # outcomes, and what follows of them
    path("cases/<slug:key>/conclude/", deciding.conclude, name="conclude"),
    path("cases/<slug:key>/decide_as_owner/", deciding.decide_as_owner, name="decide_as_owner"),
    path("decisions/<slug:key>/reserve/", deciding.reserve, name="reserve"),
    path("decisions/<slug:key>/add_follow_up/", deciding.add_follow_up, name="add_follow_up"),
    path("follow_ups/<slug:key>/finish_follow_up/", deciding.finish_follow_up, name="finish_follow_up"),
]
