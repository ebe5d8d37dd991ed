"""Python's own `import` again, once PySide is loaded. Importing this does it.

PySide 6 puts its own in front: it reads the source of every module loaded from then on, in case some
`from __feature__ import snake_case` counts for it. Nothing here asks for that; loading took a sixth longer.
"""

from __future__ import annotations

import builtins

from PySide6 import QtCore

assert QtCore  # noqa: S101 - what puts it there
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
