@echo off
rem run.cmd opens Concerta; run.cmd ARGS... is the "concerta" command. The first start installs what is missing.
setlocal
call "%~dp0installer\bootstrap.cmd" || exit /b 1
"%~dp0.venv\Scripts\python.exe" -m concerta_desktop %*
exit /b %errorlevel%
