"""What readers report: the form, what keeps robots from it, and where a message goes.

No cookie and no third party is needed. The form carries the signed time when it was shown and
a field that people do not see, it must come from this site, and one address may send only so
many an hour. Of the address only a keyed hash is counted by, in the cache.
"""

import logging
import re
import time
from datetime import timedelta
from ipaddress import AddressValueError, IPv6Network, NetmaskValueError
from smtplib import SMTPException

from django import forms
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from strategy.models import Partnership, ReaderMessage

logger = logging.getLogger(__name__)

SOONEST = timedelta(seconds=3)  # nobody writes a message faster
LATEST = timedelta(hours=24)
HOUR = 60 * 60  # seconds
MOST_OF_ONE = 10  # messages of an address in an hour: a whole office may share one
MOST_OF_ALL = 200  # in an hour, so that no net of robots fills the registry
MOST_WORDS = 5000  # characters
MOST_LINKS = 3
MAIL_WAITS = 10  # seconds, for the mail server; the reader waits as long

LINK = re.compile(r"https?://|www\.|<a\s", re.IGNORECASE)
OF_PARTNERSHIP = re.compile(r"(?:https?://[^/\s]+)?/[a-z]{2}/(?P<code>[a-z0-9-]+)(?:[/?#]|$)")

signer = TimestampSigner(salt="strategy.messages.shown")


class Words(forms.CharField):
    """Text of several lines; a line's end is one character, as the browser counts it."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class ReportForm(forms.Form):
    """A message of a reader, refused with a sentence when a robot seems to write.

    ``sender``: what the address of the reader is counted by; ``is_from_here``: whether the
    browser says that the form was sent from this site.
    """

    page = forms.CharField(max_length=500, required=False)
    text = Words(max_length=MOST_WORDS, error_messages={"required": _("Write what is wrong.")})
    email = forms.EmailField(required=False)
    website = forms.CharField(required=False)  # people do not see it
    shown = forms.CharField(required=False)  # when, signed

    REFUSALS = {
        "elsewhere": _("The form did not come from this site. Look it over and send it from here."),
        "filled": _("A field that only robots see was filled in. It is empty now: send again."),
        "old": _("The form was open for more than a day. Your text is still here: send again."),
        "fast": _("That was very fast. Your text is still here: wait some seconds and send again."),
        "often": _(
            "Many messages have come within an hour. Yours was not sent: try again in an hour."
        ),
    }
    STATUS = {"elsewhere": 403, "often": 429}

    def __init__(self, *args, sender="", is_from_here=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.sender, self.is_from_here = sender, is_from_here

    def clean_page(self):
        return " ".join(self.cleaned_data["page"].split())

    def clean_text(self):
        text = self.cleaned_data["text"]
        if len(LINK.findall(text)) > MOST_LINKS:
            raise ValidationError(
                _("At most %(most)s web addresses. Leave some out.") % {"most": MOST_LINKS}
            )
        return text

    def clean(self):
        if refusal := self.refusal():
            raise ValidationError(self.REFUSALS[refusal], code=refusal)

    def refusal(self):
        """Why it is not taken, as a code; None when nothing speaks against it."""
        if not self.is_from_here:
            return "elsewhere"
        if self.data.get("website"):
            return "filled"
        if timeliness := untimely(self.data.get("shown", "")):
            return timeliness
        # Only what would be taken is counted: who corrects a mistake is not held up.
        return "often" if not self.errors and came_often(self.sender) else None

    @property
    def status(self):
        """What the page with its errors answers."""
        codes = [each.code for each in self.non_field_errors().as_data()]
        return next((self.STATUS[code] for code in codes if code in self.STATUS), 400)

    @property
    def shown_at(self):
        """The signed time for the form that is shown next: a good one is kept."""
        given = self.data.get("shown", "")
        return given if given and untimely(given) != "old" else signer.sign("form")


def untimely(shown):
    """Whether a form was sent too soon ("fast") or too late, or unsigned ("old")."""
    try:
        signer.unsign(shown, max_age=LATEST)
    except BadSignature:
        return "old"
    try:
        signer.unsign(shown, max_age=SOONEST)
    except SignatureExpired:
        return None
    return "fast"


# Where it comes from


def is_from_here(request):
    """Whether a form was sent from this site, as far as the browser says.

    Browsers that are too old to say it send neither header.
    """
    host = request.get_host()
    here = {None, f"https://{host}", f"http://{host}"}
    is_same = request.headers.get("Sec-Fetch-Site") in {None, "same-origin"}
    return is_same and request.headers.get("Origin") in here


def sender_of(request):
    """What the address of a reader is counted by: a keyed hash, another one each hour."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.PUBLIC_SERVICE:  # the proxy in front adds who asked it as the last one
        forwarded = request.headers.get("X-Forwarded-For", "")
        address = forwarded.rpartition(",")[2].strip() or address
    hour = int(time.time() // HOUR)
    return salted_hmac("strategy.messages", f"{hour} {network_of(address)}").hexdigest()


def network_of(address):
    """An address; of IPv6 the part that one connection has, which is far more than one."""
    try:
        return str(IPv6Network(f"{address}/64", strict=False))
    except (AddressValueError, NetmaskValueError):
        return address


def came_often(sender):
    """Counts one more message of this sender; whether it is too many, of this one or of all."""
    key = f"messages-of-{sender}"
    if counted(key) > MOST_OF_ONE:
        return True
    since = timezone.now() - timedelta(seconds=HOUR)
    return ReaderMessage.objects.filter(received_at__gte=since).count() >= MOST_OF_ALL


def counted(key):
    """One more in the cache than before; a count that it has thrown out begins anew."""
    cache.add(key, 0, 2 * HOUR)
    try:
        return cache.incr(key)
    except ValueError:  # thrown out since it was added
        cache.set(key, 1, 2 * HOUR)
        return 1


# Where it goes


def receive(form, *, language, address_of):
    """Keep a message and mail it. Sent twice, by a second click, it is kept once.

    ``address_of``: the address at which staff see a message.
    """
    values = form.cleaned_data
    sent = "\0".join(values[name] for name in ("shown", "page", "text", "email"))
    key = f"message-{salted_hmac('strategy.messages.sent', sent).hexdigest()}"
    if not cache.add(key, True, HOUR):
        return
    try:
        message = kept(values, language)
    except Exception:
        cache.delete(key)  # it is not there: who sends it again must not be thanked for nothing
        raise
    send(message, address_of(message))


def kept(values, language):
    return ReaderMessage.objects.create(
        partnership=partnership_of(values["page"]),
        page=values["page"],
        text=values["text"],
        email=values["email"],
        language=language,
    )


def partnership_of(page):
    """The partnership that a page is about, as far as its address says; None: the site itself."""
    found = OF_PARTNERSHIP.match(page)
    return found and Partnership.objects.public().filter(code=found["code"]).first()


def send(message, address):
    """Mail a message to those it is for. When that fails it still waits in the registry."""
    try:
        mail.get_connection(timeout=MAIL_WAITS).send_messages([mail_of(message, address)])
    except (SMTPException, OSError, ValueError):
        logger.exception("The message %s of a reader could not be mailed; it is kept.", message.pk)


def mail_of(message, address):
    """The mail about a message, in the partnership's language; answered, it goes to the reader."""
    partnership = message.partnership
    language = partnership.site_language if partnership else settings.LANGUAGE_CODE
    told = {"message": message, "address": address}
    with override(language):
        subject = render_to_string("mail/reader_message_subject.txt", told)
        body = render_to_string("mail/reader_message.txt", told)
    to = (partnership and partnership.email) or settings.MAIL_FROM
    return mail.EmailMessage(
        subject=" ".join(subject.split()),
        body=body,
        to=[to],
        reply_to=[message.email] if message.email else None,
    )
