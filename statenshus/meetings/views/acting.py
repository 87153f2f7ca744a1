"""The page of an act that needs a form: what is done, the form, and where one came from."""

from django.forms import Form
from django.http import HttpResponse

from statenshus.kernel.middleware import HouseRequest
from statenshus.ui.pages import page


def act_page(request: HouseRequest, form: Form, heading: str, submit: str, to: str) -> HttpResponse:
    """The form below its heading; 422 where it has errors."""
    context = {"section": "meetings", "heading": heading, "submit": submit, "to": to}
    return page(request, "meetings/act.html", context, form=form)
