"""The look: tokens, one generated style sheet a theme, bundled fonts, recoloured icons."""
