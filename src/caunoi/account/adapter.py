from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    """allauth as this project uses it: accounts come by invitation only, and no mail is ever sent."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """No account has an address."""

    def clean_username(self, username: str, shallow: bool = False) -> str:
        return username.strip().casefold()
