"""Speech over a real socket, to somebody who answers as speech-dispatcher does."""

import socket
from pathlib import Path
from queue import Queue
from tempfile import TemporaryDirectory
from threading import Thread

from pos_terminal.adapters.speech.dispatcher import SpeechDispatcher

_PATIENCE = 10.0


class Listener:
    """One connection, each command of it answered and kept."""

    def __init__(self, path: Path) -> None:
        self.heard: Queue[str] = Queue()
        self._server = socket.socket(socket.AF_UNIX)
        self._server.bind(str(path))
        self._server.listen(1)
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.close()
        self._thread.join(_PATIENCE)

    def _serve(self) -> None:
        line, _ = self._server.accept()
        with line, line.makefile("rwb") as stream:
            is_text = False
            for command in stream:
                words = command.decode().rstrip("\r\n")
                self.heard.put(words)
                if is_text and words != ".":
                    continue
                is_text = words == "SPEAK"
                stream.write(b"230 OK RECEIVING DATA\r\n" if is_text else b"225-21\r\n225 OK\r\n")
                stream.flush()


def test_words_interrupt_what_is_said_in_their_language_and_a_line_of_dots_stays_text() -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "s"
        listener, speech = Listener(path), SpeechDispatcher(path)
        speech.say("Total 3.52\n.5 left", "zh_Hans", -20, 25)
        told = [listener.heard.get(timeout=_PATIENCE) for _ in range(9)]
        speech.close()
        listener.close()
    assert told[0].startswith("SET self CLIENT_NAME ")
    assert told[1:6] == ["CANCEL self", "SET self LANGUAGE zh-CN", "SET self RATE -20", "SET self VOLUME 25", "SPEAK"]
    assert told[6:] == ["Total 3.52", "..5 left", "."]


def test_where_nobody_listens_nothing_is_said_and_nothing_fails(tmp_path: Path) -> None:
    speech = SpeechDispatcher(tmp_path / "nobody")
    speech.say("Hello", "en", 0, 0)
    speech.hush()
    speech.close()
