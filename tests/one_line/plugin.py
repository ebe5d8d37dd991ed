"""A pytest plugin that adds one line to a record before the program is read. See test_one_line.py."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType

MODULE = "concerta_desktop.model.people"
AFTER = "    mandate: "
LINE = '    nickname: Annotated[str | None, Field("Cómo le dicen", search=True)] = None\n'


class _Edited(SourceFileLoader):
    def get_code(self, fullname: str) -> CodeType:
        source = self.get_source(fullname) or ""
        assert source.count(AFTER) == 1
        return compile(source.replace(AFTER, LINE + AFTER), self.path, "exec")


class _OneLineMore(MetaPathFinder):
    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:
        if fullname != MODULE:
            return None
        found = PathFinder.find_spec(fullname, path)  # type: ignore[arg-type]
        assert found is not None
        assert found.origin is not None
        found.loader = _Edited(fullname, found.origin)
        return found


assert MODULE not in sys.modules
sys.meta_path.insert(0, _OneLineMore())
