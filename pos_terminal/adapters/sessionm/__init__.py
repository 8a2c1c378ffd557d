"""The loyalty platform over HTTP: what goes out, exactly, and what an answer means."""
