"""An address that always fails, for looking at what a fault shows and logs."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path


@login_not_required
def break_it(request):
    raise RuntimeError("a fault with somebody's number 0912 345 678")


urlpatterns = [path("break/", break_it, name="break")]
handler500 = "django.views.defaults.server_error"
