"""An X screen of our own, and the moment something is painted on it."""

from __future__ import annotations

import ctypes
import os
import subprocess
import time
from types import TracebackType
from typing import Self

_ALL_PLANES, _Z_PIXMAP = 0xFFFFFFFF, 2
SIZE = (1366, 768)


class Screen:
    """Use it as a context; `environment` is for the programs that are to appear on it."""

    def __enter__(self) -> Self:
        read, write = os.pipe()
        options = ["-displayfd", str(write), "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24", "-ac", "-noreset"]
        self._server = subprocess.Popen(["Xvfb", *options], pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with open(read, encoding="ascii") as told:
            name = f":{told.readline().strip()}"
        self.environment = {"DISPLAY": name, "QT_QPA_PLATFORM": "xcb", "XAUTHORITY": ""}
        self._x11 = ctypes.CDLL("libX11.so.6")
        self._x11.XOpenDisplay.restype = self._x11.XDefaultRootWindow.restype = ctypes.c_void_p
        self._x11.XGetImage.restype = ctypes.c_void_p
        self._x11.XGetPixel.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x11.XOpenDisplay(name.encode()))
        self._root = ctypes.c_void_p(self._x11.XDefaultRootWindow(self._display))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._x11.XCloseDisplay(self._display)
        self._server.terminate()
        self._server.wait()

    def painted(self) -> bool:
        """Whether the middle of the screen is other than the black it begins with."""
        middle = (ctypes.c_int(SIZE[0] // 2), ctypes.c_int(SIZE[1] // 2))
        image = ctypes.c_void_p(
            self._x11.XGetImage(self._display, self._root, *middle, 1, 1, _ALL_PLANES, _Z_PIXMAP)
        )
        pixel = self._x11.XGetPixel(image, 0, 0)
        self._x11.XDestroyImage(image)
        return pixel & 0xFFFFFF != 0

    def wait_for_paint(self, patience: float) -> float:
        """Seconds until something is painted; 0 when nothing is."""
        start = time.monotonic()
        while time.monotonic() - start < patience:
            if self.painted():
                return time.monotonic() - start
            time.sleep(0.004)
        return 0.0
