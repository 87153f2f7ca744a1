"""Addresses of decisions, below /h/<slug>/decisions/."""

from django.urls import path, register_converter

from statenshus.decisions.views import deciding, minutes, recusals, register, votings


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
urlpatterns += [
    path("cases/", register.register, name="cases"),
    path("cases/<slug:key>/", register.register, name="case"),
