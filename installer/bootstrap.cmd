@echo off
rem Called by run.cmd and check.cmd: makes .venv and what it needs, once, from requirements.lock.
setlocal
pushd "%~dp0.."
set status=0
fc /b requirements.lock .venv\installed.lock >nul 2>nul && goto end

if exist .venv\Scripts\python.exe goto install
set python=
for %%v in (3.13 3.12 3.11) do if not defined python py -%%v -c "" >nul 2>nul && set python=py -%%v
if not defined python python -c "import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))" >nul 2>nul && set python=python
if not defined python (
    echo Concerta needs Python 3.11, 3.12 or 3.13: winget install Python.Python.3.12 1>&2
    goto failed
)
echo Preparing .venv; this is done once.
%python% -m venv --clear .venv || goto failed

:install
.venv\Scripts\python.exe -m pip -qq --disable-pip-version-check install --only-binary :all: --require-hashes -r requirements.lock || goto failed
rem The packages are the folders of this repository: three levels above site-packages, wherever it is moved.
>.venv\Lib\site-packages\concerta.pth echo ../../..
rem PySide carries some of its Python packed and would compile it at every start: unpack it (its own switch).
set SBK_EMBED=0
.venv\Scripts\python.exe -c "import PySide6.QtCore" || goto failed
set SBK_EMBED=
copy /b /y requirements.lock .venv\installed.lock >nul || goto failed
goto end

:failed
set status=1
:end
popd
exit /b %status%
