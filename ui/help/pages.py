"""The pages of Ayuda, in reading order, and which one answers for each section of the window."""

from __future__ import annotations

from dataclasses import dataclass

import resources


@dataclass(frozen=True)
class HelpPage:
    """`key` is the name of its Markdown file in resources/help."""

    key: str
    title: str
    icon: str

    def text(self) -> str:
        """Its Markdown."""
        return resources.path("help", f"{self.key}.md").read_text(encoding="utf-8")


PAGES = (
    HelpPage("primera-intervencion", "Su primera intervención", "play"),
    HelpPage("intervenciones", "La lista y los filtros", "calendar-check"),
    HelpPage("convocatoria", "Convocar", "send"),
    HelpPage("asistencia", "Registrar en la puerta", "user-check"),
    HelpPage("matriz", "Avances y nudos críticos", "triangle-alert"),
    HelpPage("evaluacion", "Evaluar la actividad", "star"),
    HelpPage("informe", "El informe y las constancias", "file-text"),
    HelpPage("imprimir", "Imprimir la hoja", "printer"),
    HelpPage("instancias", "La matriz de instancias", "landmark"),
    HelpPage("creacion", "Crear una instancia", "milestone"),
    HelpPage("integrantes", "Quiénes la integran", "users"),
    HelpPage("instrumentos", "Sus instrumentos", "file-check"),
    HelpPage("sesiones", "Sesiones y acuerdos", "handshake"),
    HelpPage("seguimiento", "Informes de seguimiento", "trending-up"),
    HelpPage("directorio", "El directorio", "contact"),
    HelpPage("sincronizacion", "Entregar a la sede", "package"),
    HelpPage("papelera", "Deshacer y restaurar", "archive-restore"),
    HelpPage("datos", "Dónde están sus datos", "hard-drive"),
    HelpPage("contrasena", "Contraseña y recuperación", "key-round"),
    HelpPage("atajos", "Atajos de teclado", "keyboard"),
    HelpPage("glosario", "Glosario", "book-open"),
)
_OF_SECTION = {
    "inicio": "primera-intervencion",
    "programacion": "primera-intervencion",
    "ajustes": "contrasena",
    **dict.fromkeys(("bandeja", "conflictos", "dispositivos", "consolidado"), "sincronizacion"),
    "ayuda": "primera-intervencion",
}


def page_for(name: str) -> HelpPage:
    """The page of a key or of a section of the window; the first when there is none."""
    wanted = _OF_SECTION.get(name, name)
    return next((page for page in PAGES if page.key == wanted), PAGES[0])
