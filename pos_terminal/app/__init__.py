"""The composition root: settings -> adapters -> services -> presenters -> window. The only place that builds.

`ui` is imported only by the function that opens the window, so that scripts and commands run without Qt. What the
first screen does not need (sales, httpx, templates, the receipt encoder) is loaded behind it or at its first use, so
this package itself names nothing: import from its modules.
"""
