"""The Informe step: sections, their text with linked figures, and the preview."""
