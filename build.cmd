@echo off
rem Compiles the build and the command `digits`, then runs the build: build.cmd --help
setlocal
set ROOT=%~dp0
set NUKE_TELEMETRY_OPTOUT=1
where dotnet >nul 2>nul
if errorlevel 1 (
  echo build.cmd: no .NET SDK was found: install .NET 10, https://dotnet.microsoft.com/download/dotnet/10.0 1>&2
  exit /b 69
)
if "%NUKE_HOST%"=="" set NUKE_HOST=bundled
set HOST=%NUKE_HOST%
set NUKE_HOST=
dotnet publish "%ROOT%build\_build.csproj" --configuration Release --output "%ROOT%.nuke\temp\build" --verbosity quiet -nologo -p:NukeHost=%HOST% || exit /b 1
dotnet publish "%ROOT%src\DigitPipeline.Cli\DigitPipeline.Cli.csproj" --configuration Release --output "%ROOT%artifacts\bin" --verbosity quiet -nologo || exit /b 1
dotnet "%ROOT%.nuke\temp\build\_build.dll" %* --root "%ROOT%."
