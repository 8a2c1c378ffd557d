"""The one approval of a window, and the corner of each place that asks for it."""

from pos_terminal.presentation.approval import Approval, ApprovalServices
from pos_terminal.ui.screens.approval_pane import ApprovalCorner
from pos_terminal.ui.till_services import TillServices


def connect_approval(corner: ApprovalCorner, approval: Approval) -> None:
    """Lead the answers about an approval to the step that waits for it."""
    corner.person_chosen.connect(approval.person_chosen)
    corner.key_pressed.connect(approval.key_pressed)
    corner.page_asked.connect(approval.page_turned)
    corner.submitted.connect(approval.submitted)
    corner.cancelled.connect(approval.cancelled)


def approval(services: TillServices) -> Approval:
    """The one approval of a window: its places draw what it asks."""
    desk, approving, tilling = services.desk, services.approving, services.tilling
    return Approval(ApprovalServices(desk, approving, tilling, services.background, services.monotonic))
