"""Legal classes of motions that are still to be decided: rules must go on knowing them."""

from sqlalchemy import select

from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.motions.rules import FINAL
from council.motions.tables import motions
from council.rules.hooks import LACKING
from council.rules.profile import RuleProfile


@LACKING.hang
def check_classes_in_use(tx: Transaction, who: Person, rules: RuleProfile) -> Refusal | None:
    """Refuse rules that lack the class of a motion which is still to be decided."""
    m = motions.c
    rows = tx.connection.execute(
        select(m.number, m.legal_class)
        .where(m.community_id == who.community_id, m.state.not_in(FINAL))
        .order_by(m.number)
    )
    for number, legal_class in rows:
        if legal_class not in rules.rows:
            return refuse("rules.class_in_use", number=number, legal_class=legal_class)
    return None
