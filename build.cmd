@echo off
rem Starts the build: build.cmd --help
rem A small program, the launcher, answers a run that has nothing to do, else compiles what changed and runs the build.
setlocal
set NUKE_TELEMETRY_OPTOUT=1
set DOTNET_NOLOGO=1
where dotnet >nul 2>nul
if errorlevel 1 (
  echo build.cmd: no .NET SDK was found: install .NET 10, https://dotnet.microsoft.com/download/dotnet/10.0 1>&2
  exit /b 69
)
set ROOT=%~dp0.
set LAUNCHER=%~dp0.nuke\temp\launcher-windows
if not exist "%LAUNCHER%\launch.dll" goto compile
set DIGITPIPELINE_SDK=
dotnet "%LAUNCHER%\launch.dll" "%ROOT%" %*
if not %errorlevel%==200 exit /b %errorlevel%
:compile
dotnet publish "%~dp0src\DigitPipeline.Launcher\DigitPipeline.Launcher.csproj" --configuration Release --output "%LAUNCHER%" --verbosity quiet -nologo || exit /b 1
for /f "delims=" %%p in ('where dotnet') do (
  set DIGITPIPELINE_SDK=%%p
  goto start
)
:start
dotnet "%LAUNCHER%\launch.dll" "%ROOT%" %*
exit /b %errorlevel%
