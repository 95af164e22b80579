"""The desk's forms 线下代办台: what a clerk fills in with the person, or their paper, in front of them."""

from council.usecases.assist_forms import ASSIST, REVOKE
from council.usecases.delivery_forms import DELIVERY
from council.usecases.forms import Form
from council.usecases.paper_forms import CORRECTION, PAPER
from council.usecases.proxy_forms import PROXY, UNPROXY

DESK_FORMS: tuple[Form, ...] = (PAPER, CORRECTION, ASSIST, PROXY, UNPROXY, DELIVERY, REVOKE)
