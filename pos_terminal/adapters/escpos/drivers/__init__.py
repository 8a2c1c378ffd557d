"""The ways a document leaves: to a printer on the network, to files, to the screen, or nowhere."""
