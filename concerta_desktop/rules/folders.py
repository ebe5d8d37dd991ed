"""Where the data may lie, and how much room they need: what can go wrong there, in words."""

from __future__ import annotations

from collections.abc import Sequence

_CLOUDS = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "mi unidad": "Google Drive",
    "my drive": "Google Drive",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
}
_REMOTE = ("nfs", "cifs", "smb", "afp", "dav", "9p", "fuse.sshfs", "fuse.rclone", "fuse.davfs", "ncpfs")
LITTLE_ROOM, NO_ROOM = 200_000_000, 10_000_000
"""Bytes [propuesta]. Below the first a copy may fail; below the second a field may."""


def risk_of_place(parts: Sequence[str], filesystem: str, *, network: bool) -> str:
    """What is said of a data folder that lies at `parts` (of its path) on a `filesystem` as the system names
    it; "" = nothing. `network`: the system itself says that the drive is another computer's."""
    for part in parts:
        for start, name in _CLOUDS.items():
            if part.casefold().startswith(start):
                return (
                    f"La carpeta de datos está dentro de {name}, que puede dañarla al sincronizar. "
                    "Con Concerta cerrada, muévala a una carpeta de este equipo; "
                    f"a {name} lleve las copias de seguridad."
                )
    if network or filesystem.casefold().startswith(_REMOTE) or (parts[:1] and parts[0].startswith("\\\\")):
        return (
            "La carpeta de datos está en una unidad de red: si la red se corta, los datos pueden dañarse. "
            "Con Concerta cerrada, muévala a una carpeta de este equipo."
        )
    return ""


def risk_of_room(free: int, *, writable: bool) -> tuple[str, str]:
    """(short words, sentence) on a disk with `free` bytes; ("", "") = all is well, and no sentence when work
    can go on."""
    if not writable:
        return "El disco no permite escribir", (
            "El disco no permite escribir: lo que anote ahora no se guardará. Lo guardado está a salvo. "
            "Revise si la memoria está protegida."
        )
    if free < NO_ROOM:
        return "Disco lleno", (
            "No queda espacio en el disco: lo que anote ahora podría no guardarse. Lo guardado está a salvo. "
            "Borre archivos que no necesite antes de seguir."
        )
    if free < LITTLE_ROOM:
        return f"Poco espacio: {free // 1_000_000} MB", ""
    return "", ""


GONE = (
    "La carpeta de datos no responde",
    (
        "La carpeta de datos ya no está: lo que anote ahora no se guardará. Si estaba en una memoria, "
        "vuelva a conectarla."
    ),
)
"""As `risk_of_room`, when the folder cannot be found."""
