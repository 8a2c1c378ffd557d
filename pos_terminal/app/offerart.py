"""The pictures of offers at one till, from the hosts that its settings name."""

from collections.abc import Callable
from functools import cached_property

from pos_terminal.adapters.files.picturefolder import PictureFolder
from pos_terminal.adapters.sessionm.pictureaddress import PictureHosts
from pos_terminal.adapters.sessionm.tls import Tls
from pos_terminal.application.offerpictures import OfferPictures
from pos_terminal.application.ports import Background, Clock
from pos_terminal.presentation.picture_wall import PictureServices
from pos_terminal.settings import Settings

FOLDER_NAME = "pictures"


def picture_services(
    settings: Settings, clock: Clock, background: Background, shrink: Callable[[bytes], bytes]
) -> PictureServices | None:
    """What gets them; None where no host is named."""
    names = settings.platform.offer_picture_hosts
    if not names:
        return None
    hosts = PictureHosts(names)
    return PictureServices(_Art(settings, hosts, clock, shrink).get, hosts.has, background, clock.monotonic)


class _Art:
    """Loads HTTP at its first use, in the worker that gets pictures."""

    def __init__(self, settings: Settings, hosts: PictureHosts, clock: Clock, shrink: Callable[[bytes], bytes]) -> None:
        self._settings = settings
        self._hosts = hosts
        self._clock = clock
        self._shrink = shrink

    def get(self, url: str) -> bytes:
        """The picture at an address. Raises NoPicture."""
        return self._pictures.get(url)

    @cached_property
    def _pictures(self) -> OfferPictures:
        from pos_terminal.adapters.sessionm.pictureline import PictureLine

        folder = PictureFolder(self._settings.data_dir / FOLDER_NAME)
        line = PictureLine(self._hosts, Tls(), self._clock.monotonic)
        return OfferPictures(line, folder, self._shrink, self._clock)
