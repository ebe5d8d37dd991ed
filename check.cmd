@echo off
rem check.cmd: lint, types and tests, as ./check does. check.cmd PYTEST ARGS... runs only the tests.
setlocal
call "%~dp0installer\bootstrap.cmd" || exit /b 1
pushd "%~dp0"
set python=.venv\Scripts\python.exe
if "%~1"=="" goto everything
set arguments=%*
if "%~1"=="--requirements" set arguments=-q --requirements -o norecursedirs=.* tests
if "%~1"=="--faults" set arguments=tests\faults
if "%~1"=="--installers" set arguments=tests\installers
set runner=pytest
if "%~1"=="--benchmarks" (
    set runner=tests.benchmarks
    set arguments=
)
%python% -m %runner% %arguments%
set result=%errorlevel%
popd
exit /b %result%

:everything
set result=0
%python% -m ruff check . || set result=1
%python% -m ruff format --check . || set result=1
.venv\Scripts\basedpyright.exe || set result=1
%python% -m pytest -n auto --maxprocesses 4 || set result=1
popd
exit /b %result%
