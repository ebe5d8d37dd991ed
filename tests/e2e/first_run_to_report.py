"""From the first run to the finalised report, as somebody who cannot see the screen would do it.

python3 first_run_to_report.py FOLDER COMMAND…     (the system's python3; see robot.py)
"""

from __future__ import annotations

import sys
from pathlib import Path

from robot import DOWN, ENTER, TAB, Robot

PASSPHRASE = "una frase larga y buena"
DOOR = "Documento o nombre de quien llega"
PEOPLE = (
    ("99990431", "Ñahui Quispe, Saturnina", "m", "Municipalidad Distrital de Luricocha", "Gerenta"),
    ("99990254", "Taype Ñaupa, Fortunato", "h", "Municipalidad Distrital de Huamanguilla", "Subgerente"),
)
NUDO = (
    ("Hallazgo", "El plan de la IPC Huanta no consigna presupuesto."),
    ("Medida correctiva", "Adecuar el plan con la Oficina de Presupuesto."),
    ("Responsable", "Gerencia de Desarrollo Social"),
)
FORMS = ("54545", "44345")
"""Answers of each paper form to the five aspects, a key each."""


def first_run(robot: Robot) -> None:
    robot.write("Nombres", "Rosa")
    robot.write("Apellidos", "Ccente Palomino")
    robot.write("Contraseña", PASSPHRASE, role="password text")
    robot.write("Escríbala otra vez", PASSPHRASE, role="password text")
    robot.press("Continuar")
    robot.press("Ya lo guardé en un lugar seguro", role="check box")
    robot.press("Empezar a trabajar")
    robot.find("radio button", "Inicio")


def new_intervention(robot: Robot) -> None:
    robot.find("push button", "Nueva intervención")
    robot.key(ord("n"), control=True)
    robot.write("Título", "Taller de fortalecimiento de la IPC Huanta")
    robot.key(TAB)
    robot.keys("AT f")
    robot.focus(robot.find("text", "Fecha"))
    for typed in ("hoy", "0830", "1700"):
        robot.keys(typed)
        robot.key(TAB)
    robot.write("Lugar", "Auditorio municipal, Huanta")
    robot.focus(robot.find("text", "Territorios que atiende"))
    robot.keys("huanta")
    robot.find("list item", "Huanta, Provincia", part=True)
    robot.key(DOWN)
    robot.key(ENTER)
    robot.find("push button", "Quitar Huanta", part=True)
    robot.key(ENTER, control=True)
    robot.gone("dialog", "Nueva intervención")


def door(robot: Robot) -> None:
    open_step(robot, "Asistencia")
    line = robot.find("text", DOOR)
    for number, name, sex, entity, position in PEOPLE:
        robot.focus(line)
        robot.keys(number)
        robot.key(ENTER)
        robot.write("Apellidos y nombres", name)
        robot.key(TAB)
        robot.keys(sex)
        robot.write("Entidad", entity)
        robot.write("Cargo", position)
        robot.key(ENTER)
        robot.find("table cell", name, part=True)
    robot.focus(line)
    robot.keys(PEOPLE[0][0])
    robot.key(ENTER)
    robot.find("label", "ya está en la lista", part=True)


def printed_sheet(robot: Robot, target: Path) -> None:
    robot.key(ord("p"), control=True)
    robot.find("dialog", "Hoja y registro de asistencia")
    robot.find("label", "páginas · A4", part=True)
    robot.press("Guardar PDF")
    save_as(robot, target)
    robot.press("Cerrar")
    robot.gone("dialog", "Hoja y registro de asistencia")


def save_as(robot: Robot, target: Path) -> None:
    robot.find("dialog", "Guardar PDF")
    robot.write("Nombre del archivo:", str(target))
    robot.key(ENTER)
    robot.until(target.exists, f"{target.name} written")


def matrix(robot: Robot) -> None:
    open_step(robot, "Matriz")
    robot.find("push button", "Nudo crítico")
    robot.key(ord("n"), control=True)
    for field, text in NUDO:
        robot.write(field, text)
    robot.key(TAB)
    robot.find("label", "Guardado")
    robot.find("table cell", NUDO[0][1], part=True)


def evaluation(robot: Robot) -> None:
    open_step(robot, "Evaluación")
    robot.find("label", "Formulario 1")
    for number, answers in enumerate(FORMS, start=2):
        robot.keys(answers)
        robot.key(ENTER)
        robot.find("label", f"Formulario {number}")


def report(robot: Robot, target: Path) -> None:
    open_step(robot, "Informe")
    robot.press("Finalizar")
    robot.find("label", "Falta: A: autoridad sin nombre", part=True)
    robot.press("Volver al informe")
    robot.write("A: nombres y apellidos", "Mónica Aranzábal Luján")
    robot.key(TAB)
    robot.find("label", "Listo para finalizar")
    robot.press("Finalizar")
    robot.find("push button", "Versión 1")
    robot.press("PDF")
    save_as(robot, target)


def open_step(robot: Robot, title: str) -> None:
    robot.press(f". {title}:", role="radio button", part=True)


def main() -> None:
    folder, command = Path(sys.argv[1]), sys.argv[2:]
    robot = Robot(command)
    try:
        for part in (first_run, new_intervention, door):
            part(robot)
        printed_sheet(robot, folder / "hoja.pdf")
        for part in (matrix, evaluation):
            part(robot)
        report(robot, folder / "informe.pdf")
    finally:
        robot.stop()


if __name__ == "__main__":
    main()
