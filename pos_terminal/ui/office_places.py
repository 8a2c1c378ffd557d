"""The place of the manager's desk, in the window."""

from pos_terminal.presentation.approval import Approval
from pos_terminal.presentation.back_office import BackOfficePresenter, BackOfficeServices
from pos_terminal.presentation.places import Navigator, Place
from pos_terminal.ui.approval_places import connect_approval
from pos_terminal.ui.office_sections import office_sections
from pos_terminal.ui.screens.back_office import BackOfficeView
from pos_terminal.ui.till_services import Placing, TillServices


def office_place(
    services: TillServices, placing: Placing, asked: Approval, navigator: Navigator
) -> BackOfficePresenter:
    """The manager's desk; ``asked`` is the approval of all places."""
    view = BackOfficeView(placing.look)
    frame = BackOfficeServices(services.desk, services.office().office, asked, services.monotonic)
    presenter = BackOfficePresenter(frame, office_sections(services, placing.look, view), view, navigator)
    view.section_chosen.connect(presenter.section_chosen)
    view.left.connect(presenter.left)
    view.touched.connect(presenter.touched)
    view.notice.dismissed.connect(presenter.dismissed)
    connect_approval(view.approval, asked)
    placing.window.add_place(Place.BACK_OFFICE, view)
    return presenter
