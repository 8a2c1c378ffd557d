"""The places before the first sale: signing on and opening the shift."""

from functools import partial

from pos_terminal.domain.errors import Refused
from pos_terminal.presentation.places import Navigator, Place
from pos_terminal.presentation.sign_on import SignOnPresenter, SignOnServices
from pos_terminal.ui.screens.sign_on import SignOnView
from pos_terminal.ui.till_services import Placing, TillServices


def sign_on_place(services: TillServices, placing: Placing, navigator: Navigator) -> SignOnPresenter:
    """Signing on, in the window."""
    view = SignOnView(placing.look)
    presenter = SignOnPresenter(
        SignOnServices(
            desk=services.desk,
            signing=services.signing,
            tilling=services.tilling,
            background=services.background,
            source=services.source,
            store_name=services.store_name,
            till_name=services.till_name,
            speak=services.speak,
            lead=partial(_to_office, services) if services.is_office else None,
        ),
        view,
        navigator,
    )
    view.person_chosen.connect(presenter.person_chosen)
    view.key_pressed.connect(presenter.key_pressed)
    view.page_asked.connect(presenter.page_turned)
    view.submitted.connect(presenter.submitted)
    view.languages_asked.connect(presenter.languages_asked)
    view.language_chosen.connect(presenter.language_chosen)
    view.notice.dismissed.connect(presenter.dismissed)
    placing.window.add_place(Place.SIGN_ON, view)
    return presenter


def _to_office(services: TillServices) -> Place:
    """Where somebody signs on to the manager's desk: there, or nowhere."""
    try:
        services.office().office.enter()
    except Refused:
        services.signing.sign_off()
        raise
    return Place.BACK_OFFICE
