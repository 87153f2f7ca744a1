"""The tree of errors.

DomainError
├── NotKnown      a program's token is wrong, revoked or over its time: 401
├── NotAllowed    the actor may not, or there is nothing there: the same answer, 404
└── Refused       the act cannot be done, with a code and a sentence for the person: a form error, or 409
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction


class DomainError(Exception):
    """Anything the house says no to."""


class NotKnown(DomainError):
    """Whoever asks has shown a token that is none, or no longer one."""


class NotAllowed(DomainError):
    """The rule says no. Answered like what does not exist."""


class Refused(DomainError):
    """The act cannot be done now. `code` is for programs, `message` for people, `field` names the input at fault."""

    def __init__(self, code: str, message: Any, field: str | None = None) -> None:
        super().__init__(code, message, field)
        self.code, self.message, self.field = code, message, field

    def __str__(self) -> str:
        return str(self.message)


@contextmanager
def refusing(constraints: dict[str, Refused]) -> Iterator[None]:
    """Translate violations of the named database constraints into their Refused; others pass through.

    Runs in a savepoint, so that the transaction around it goes on.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as fault:
        name = getattr(getattr(fault.__cause__, "diag", None), "constraint_name", None)
        if name in constraints:
            raise constraints[name] from fault
        raise


def must_be_valid(row: models.Model, fields: Collection[str] | None = None) -> None:
    """Raise Refused with code `invalid` at the first of the fields, or of all, that is not right. No query."""
    passed_over = {
        field.name
        for field in row._meta.concrete_fields
        if field.is_relation or (fields is not None and field.name not in fields)
    }
    try:
        row.full_clean(exclude=passed_over, validate_unique=False, validate_constraints=False)
    except ValidationError as fault:
        field, messages = next(iter(fault.message_dict.items()))
        raise Refused("invalid", messages[0], None if field == NON_FIELD_ERRORS else field) from fault
