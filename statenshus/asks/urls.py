"""Addresses of asks, below /h/<slug>/asks/."""

from django.urls import path

from statenshus.asks.views import asks, handing, jobs, links, mails, participation

app_name = "asks"
urlpatterns = [
    # what waits, and letting another answer
    path("", asks.waiting, name="waiting"),
    path("<int:pk>/", asks.ask, name="ask"),
    path("<int:pk>/answer/", asks.answer, name="answer"),
    path("<int:pk>/hand_over/", handing.hand_over, name="hand_over"),
    path("absence/", handing.be_absent, name="be_absent"),
    path("absence/seats/<slug:key>/", handing.be_absent, name="be_absent_in"),
    path("hand_overs/<int:pk>/take_back/", handing.take_back, name="take_back"),
    path("participation/<slug:key>/", participation.participation, name="participation"),
    # mails and reminders
    path("mailbox/", mails.mailbox, name="mailbox"),
    path("mailbox/<int:pk>/", mails.mail, name="mail"),
    path("mail/", mails.choose_mail, name="choose_mail"),
    path("outbox/", mails.outbox, name="outbox"),
    path("outbox/<int:pk>/retry_mail/", mails.retry_mail, name="retry_mail"),
    path("reminders/", mails.set_reminder_rules, name="set_reminder_rules"),
    # links in mail
    path("links/", links.links, name="links"),
    path("links/<int:pk>/revoke_link/", links.revoke_link, name="revoke_link"),
    path("links/<slug:kind>/set_link_rule/", links.set_link_rule, name="set_link_rule"),
    # jobs
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<int:pk>/retry_job/", jobs.retry_job, name="retry_job"),
]
