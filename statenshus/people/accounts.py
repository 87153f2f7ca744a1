"""How accounts come to be: by invitation from a house, not by signing up. The door for single sign-on."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    """Closed to those who are not invited."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
