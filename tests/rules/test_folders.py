"""Where data should not lie, and when a disk has too little room, in words."""

from __future__ import annotations

import pytest

from concerta_desktop.rules.folders import LITTLE_ROOM, NO_ROOM, risk_of_place, risk_of_room


@pytest.mark.parametrize(
    ("parts", "named"),
    [
        (("C:\\", "Users", "rosa", "OneDrive - MIMP", "Concerta"), "OneDrive"),
        (("/", "home", "rosa", "Dropbox", "Concerta"), "Dropbox"),
        (("/", "home", "rosa", "Google Drive", "Mi unidad"), "Google Drive"),
        (("G:\\", "Mi unidad", "Concerta"), "Google Drive"),
    ],
)
def test_a_folder_that_is_synchronised_is_named(parts: tuple[str, ...], named: str) -> None:
    said = risk_of_place(parts, "ext4", network=False)
    assert f"dentro de {named}" in said
    assert "muévala a una carpeta de este equipo" in said


@pytest.mark.parametrize(
    ("parts", "filesystem", "network"),
    [
        (("/", "mnt", "servidor"), "cifs", False),
        (("/", "mnt", "servidor"), "nfs4", False),
        (("\\\\servidor\\comun\\", "Concerta"), "NTFS", False),
        (("Z:\\", "Concerta"), "NTFS", True),
    ],
)
def test_a_network_drive_is_told(parts: tuple[str, ...], filesystem: str, network: bool) -> None:
    assert "unidad de red" in risk_of_place(parts, filesystem, network=network)


@pytest.mark.parametrize(
    ("parts", "filesystem"),
    [
        (("C:\\", "Users", "rosa", "AppData", "Local", "Concerta"), "NTFS"),
        (("/", "home", "rosa", ".local", "share", "Concerta"), "ext4"),
        (("/", "media", "rosa", "USB"), "vfat"),
        (("/", "home", "rosa", "mis dropboxes"), "btrfs"),
        ((), ""),
    ],
)
def test_an_own_folder_is_not_doubted(parts: tuple[str, ...], filesystem: str) -> None:
    assert risk_of_place(parts, filesystem, network=False) == ""


def test_a_disk_says_how_it_does() -> None:
    assert risk_of_room(LITTLE_ROOM, writable=True) == ("", "")
    assert risk_of_room(150_000_000, writable=True) == ("Poco espacio: 150 MB", "")
    short, sentence = risk_of_room(NO_ROOM - 1, writable=True)
    assert short == "Disco lleno"
    assert "Lo guardado está a salvo" in sentence
    short, sentence = risk_of_room(10**12, writable=False)
    assert short == "El disco no permite escribir"
    assert "Lo guardado está a salvo" in sentence
