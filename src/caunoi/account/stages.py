"""Between the right words and being signed in: the second step of whoever has one."""

from allauth.account.stages import LoginStage
from django.http import HttpResponse
from django.shortcuts import redirect

from caunoi.access.queries import has_second_step


class SecondStepStage(LoginStage):
    key = "second_step"
    urlname = "account_code"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        asked = has_second_step(self.login.user.pk)
        return (redirect("account_code"), True) if asked else (None, True)
