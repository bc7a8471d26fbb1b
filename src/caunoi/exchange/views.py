import base64
import io
import zipfile
from collections.abc import Sequence
from pathlib import PurePath
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.exchange import desk
from caunoi.exchange.forms import ExpectForm, FileForm, WorkbooksForm
from caunoi.exchange.uploads import ManyFiles
from caunoi.lib.actor import Actor
from caunoi.lib.key_files import KeyFileError
from caunoi.lib.periods import Period, PeriodError, from_key
from caunoi.places.models import Place
from caunoi.places.queries import province_of
from caunoi.published import actions, collected, intake, queries, template_sheets
