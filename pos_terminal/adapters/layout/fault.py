"""A template that cannot be used, said so that the person who edits it finds the place."""


class TemplateFault(Exception):
    """A template with a mistake in it; nothing was made from it.

    Attributes:
        template: the file's name.
        line: in that file, from 1; 0 if the mistake has no line.
        reason: one clause.
    """

    def __init__(self, template: str, line: int, reason: str) -> None:
        place = f"{template}, line {line}" if line else template
        super().__init__(f"{place}: {reason}")
        self.template = template
        self.line = line
        self.reason = reason
