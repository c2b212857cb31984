"""How a run says that it ends before its goal."""

from contentdesk.foundation.delivery import DeliveryState


class UnfinishedError(Exception):
    """A run ends before its goal, for a reason of our own; it says how the job is settled."""

    def __init__(self, state: DeliveryState, code: str = "") -> None:
        super().__init__(state, code)
        self.state, self.code = state, code
