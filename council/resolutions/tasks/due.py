"""What a task 落实事项 waits for: inspectors among residents, staff where it is late."""

from council.kernel.database.transaction import Transaction
from council.kernel.policy import may
from council.kernel.todos import Todo
from council.kernel.values import Person
from council.resolutions.tasks.reads import late_tasks, waiting_for


def needs(tx: Transaction, who: Person) -> tuple[Todo, ...]:
    """Tasks that a resident is named to accept."""
    return tuple(
        Todo(
            key="task_inspect",
            verb="resolution.task",
            params={"number": number, "place": place, "task": title},
            arguments=(number, place),
        )
        for number, place, title in waiting_for(tx, who)
    )


def due(tx: Transaction, who: Person) -> tuple[Todo, ...]:
    """Tasks whose day is past, for those who do them."""
    if not may(who, "resolution.do_task"):
        return ()
    return tuple(
        Todo(
            key="task_late",
            verb="resolution.task",
            by=due_at,
            params={"number": number, "place": place, "task": title, "due_on": due_at},
            arguments=(number, place),
        )
        for _, number, place, title, _, due_at in late_tasks(tx, who.community_id)
    )
