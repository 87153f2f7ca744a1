"""Addresses of decisions, below /h/<slug>/decisions/."""

from django.urls import path, register_converter

from statenshus.decisions.views import (
    agenda,
    attachments,
    cases,
    chain,
    deciding,
    exemptions,
    mandates,
    minutes,
    positions,
    recusals,
    register,
    votings,
    writing,
)


class MinutesSuffix:
    """The ending of a file of minutes."""

    regex = "|".join(minutes.RENDERERS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(MinutesSuffix, "minutes_suffix")

app_name = "decisions"
urlpatterns = [
    # the register
    path("", register.register, name="register"),
    path("register.csv", register.register_file, name="register_file"),
    path("register-fields.csv", register.register_fields, name="register_fields"),
    path("decisions/<slug:key>/", register.decision, name="decision"),
    # minutes
    path("minutes/", minutes.all_minutes, name="all_minutes"),
    path("minutes/write_minutes/", minutes.write_minutes, name="write_minutes"),
    path("minutes/<slug:key>/", minutes.minutes, name="minutes"),
    path("minutes/<slug:key>/file.<minutes_suffix:suffix>", minutes.minutes_file, name="minutes_file"),
    path("minutes/<slug:key>/answer_minutes/", minutes.answer_minutes, name="answer_minutes"),
    path("minutes/<slug:key>/settle_minutes/", minutes.settle_minutes, name="settle_minutes"),
    path("einnsyn/<slug:key>/", minutes.einnsyn, name="einnsyn"),
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
    # the chain
    path("chain/", chain.chain, name="chain"),
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
