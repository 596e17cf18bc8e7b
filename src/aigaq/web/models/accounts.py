"""Accounts, roles in cases, compartments.

Invariant: a role belongs to one case; nobody holds a compartment by being an administrator.
"""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models

from aigaq.web.models.cases import CaseRow

ROLES = ("lead", "coder", "reviewer", "translator", "reader")


class Account(AbstractUser):
    """A person who signs in. No e-mail address is asked for: data that is not kept cannot leak."""


class Membership(models.Model):
    """Role of one account in one case."""

    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="members")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(role, role) for role in ROLES])

    class Meta:
        """An account has one role in a case."""

        constraints = (models.UniqueConstraint(fields=("case", "account"), name="one_role_a_case"),)


class Compartment(models.Model):
    """A named set of records in a case, shown only to its holders."""

    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="compartments")
    name = models.SlugField(max_length=80, allow_unicode=True)

    class Meta:
        """Names are unique in a case."""

        constraints = (models.UniqueConstraint(fields=("case", "name"), name="one_compartment_a_name"),)


class Grant(models.Model):
    """Right of an account to see a compartment."""

    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="grants")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="grants")

    class Meta:
        """An account is granted a compartment only once."""

        constraints = (models.UniqueConstraint(fields=("compartment", "account"), name="one_grant_each"),)
