"""The desk's forms 线下代办台: what a clerk fills in with the person, or their paper, in front of them."""

from council.counter.assisted.forms import ASSIST, REVOKE
from council.counter.deliveries.forms import DELIVERY
from council.counter.papers.forms import CORRECTION, PAPER
from council.counter.proxies.forms import PROXY, UNPROXY
from council.kernel.forms.form import Form

DESK_FORMS: tuple[Form, ...] = (PAPER, CORRECTION, ASSIST, PROXY, UNPROXY, DELIVERY, REVOKE)
