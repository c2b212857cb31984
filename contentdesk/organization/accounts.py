"""Accounts are handed out by the administrator; nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contentdesk.organization.models import User


class ClosedAccounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _(
            "User name or password do not match. Check them and try once more."
        ),
        "too_many_login_attempts": _(
            "To guard the accounts, please wait five minutes, "
            "or ask the administrator of the portal."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def password_link(request: HttpRequest, user: User) -> str:
    """A link by which this person sets a new password, once; many staff have no e-mail.

    It works for PASSWORD_RESET_TIMEOUT (three days), and no longer after the next login.
    """
    parts = {
        "uidb36": user_pk_to_url_str(user),
        "key": PASSWORD_RESET_TOKEN_GENERATOR().make_token(user),
    }
    return request.build_absolute_uri(reverse("account_reset_password_from_key", kwargs=parts))
