#!/usr/bin/env bash
# Compiles the build (build/) and the command `digits` (src/) where a source changed, then runs the build: ./build.sh --help
set -euo pipefail

readonly sdk_missing=69
say() { printf 'build.sh: %s\n' "$*" >&2; }

self=${BASH_SOURCE[0]}
[[ -L $self ]] && self=$(readlink -f -- "$self")
[[ $self == */* ]] || self=./$self
root=$(CDPATH='' cd -P -- "${self%/*}" && pwd)
state=$root/.nuke/temp

export NUKE_TELEMETRY_OPTOUT=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=1 MSBUILDDISABLENODEREUSE=1

# One digest of everything that is compiled from the given files and folders; times play no part.
digest_of() {
  (cd "$root" && find "$@" -type d \( -name bin -o -name obj \) -prune -o -type f -print0 2>/dev/null | LC_ALL=C sort -z | xargs -0r sha256sum | sha256sum | cut -c 1-16)
}

# Sets `dotnet` to a program that has the SDK which global.json asks for; installs that SDK into .dotnet where there is none.
find_sdk() {
  local candidate
  mkdir -p "$state"
  for candidate in "$root/.dotnet/dotnet" "$(command -v dotnet || true)" "${DOTNET_ROOT:-/usr/share/dotnet}/dotnet"; do
    [[ -x $candidate ]] && (cd "$root" && "$candidate" --version >/dev/null 2>&1) && { use_dotnet "$candidate"; return; }
  done
  say "no .NET SDK that fits global.json was found: installing one into .dotnet"
  local script=$state/dotnet-install.sh url=https://dot.net/v1/dotnet-install.sh
  if { curl -fsSL --retry 2 -o "$script" "$url" || wget -qO "$script" "$url"; } 2>/dev/null &&
    bash "$script" --jsonfile "$root/global.json" --install-dir "$root/.dotnet" --no-path >&2; then
    use_dotnet "$root/.dotnet/dotnet"
    return
  fi
  say "it could not be installed. Install the .NET 10 SDK (https://dotnet.microsoft.com/download/dotnet/10.0), or on Debian:"
  say "  wget https://packages.microsoft.com/config/debian/12/packages-microsoft-prod.deb && sudo dpkg -i packages-microsoft-prod.deb"
  say "  sudo apt-get update && sudo apt-get install -y dotnet-sdk-10.0"
  exit $sdk_missing
}

use_dotnet() {
  dotnet=$(readlink -f -- "$1")
  printf '%s\n' "$dotnet" >"$state/dotnet"
  export DOTNET_ROOT=${dotnet%/*} PATH="${dotnet%/*}:$PATH"
}

# Sets `host` to nuget where the NuGet sources have the genuine Nuke.Common, else to bundled. A definite answer is kept.
find_host() {
  local kept=$state/nuke-host probe=$state/nuke-probe answer
  host=${NUKE_HOST:-}
  case $host in
    nuget | bundled) return ;;
    "") [[ -f $kept ]] && { host=$(<"$kept"); return; } ;;
    *) say "NUKE_HOST is '$host': expected nuget or bundled"; exit 64 ;;
  esac
  mkdir -p "$probe"
  cp "$root/build/nuke-probe.xml" "$probe/probe.csproj"
  if answer=$("$dotnet" restore "$probe/probe.csproj" --verbosity quiet 2>&1 9>&-); then
    host=nuget
    say "NuGet has Nuke.Common 10.1.0: the build runs on it (NUKE_HOST=bundled for the bundled host)"
  else
    host=bundled
    say "NuGet does not have Nuke.Common 10.1.0 here: the build runs on the bundled host (NUKE_HOST=nuget forces the package)"
    [[ $answer == *NU1101* || $answer == *NU1102* ]] || { say "no definite answer from NuGet, so the next compilation asks again"; return; }
  fi
  printf '%s\n' "$host" >"$kept"
}

# publish PROJECT FOLDER [OPTION...]: compiles into a fresh folder and renames it into place, so that nobody runs half of it.
publish() {
  local project=$1 folder=$2 rid=()
  shift 2
  [[ $(uname -sm) == "Linux x86_64" ]] && rid=(-p:PublishRid=linux-x64)
  rm -rf "$folder.new"
  if ! "$dotnet" publish "$root/$project" --configuration Release --output "$folder.new" --verbosity quiet -nologo "${rid[@]}" "$@" >&2 9>&-; then
    say "$project does not compile: see above"
    exit 1
  fi
  # Packages stay linked to NuGet's folder, which nobody rewrites; what was compiled here must not change with the next compilation.
  find "$folder.new" -type f -links +1 -size -8M -exec sh -c 'for file; do cp -p "$file" "$file.own" && mv "$file.own" "$file"; done' sh {} +
  mv -T "$folder.new" "$folder"
}

build_digest=$(digest_of build src/DigitPipeline.Incremental src/DigitPipeline.Pipelines Directory.Build.props Directory.Packages.props global.json)
digits_digest=$(digest_of src Directory.Build.props Directory.Packages.props global.json)
[[ -n ${NUKE_HOST:-} || ! -f $state/nuke-host ]] && host=${NUKE_HOST:-} || host=$(<"$state/nuke-host")
program=$state/build-$host-$build_digest
digits=$root/artifacts/.bin/$digits_digest

if [[ ! -d $program || ! -d $digits || -z $host ]]; then
  mkdir -p "$state" "$root/artifacts/.bin"
  exec 9>"$state/compile.lock"
  if command -v flock >/dev/null && ! flock -n 9; then
    say "waiting for another build.sh that compiles"
    flock 9
  fi
  find_sdk
  find_host
  program=$state/build-$host-$build_digest
  if [[ ! -d $program ]]; then
    say "compiling build/ (its sources changed)"
    publish build/_build.csproj "$program" "-p:NukeHost=$host"
  fi
  if [[ ! -d $digits ]]; then
    say "compiling digits (src/ changed)"
    publish src/DigitPipeline.Cli/DigitPipeline.Cli.csproj "$digits"
  fi
  # What was compiled long ago goes; a build that still runs from it has had its day.
  find "$state" "$root/artifacts/.bin" -mindepth 1 -maxdepth 1 -type d ! -path "$program" ! -path "$digits" ! -name nuke-probe -mtime +0 -exec rm -rf {} +
  exec 9>&-
fi

if [[ $(readlink -- "$root/artifacts/bin" || true) != ".bin/$digits_digest" ]]; then
  ln -sfn ".bin/$digits_digest" "$root/artifacts/bin.$$"
  mv -T "$root/artifacts/bin.$$" "$root/artifacts/bin"
fi

[[ -f $state/dotnet ]] && dotnet=$(<"$state/dotnet") && [[ -x $dotnet ]] && export DOTNET_ROOT=${dotnet%/*} || find_sdk
unset NUKE_HOST
export PATH="${dotnet%/*}:$PATH"
for argument; do [[ ${argument,,} == --root ]] && exec "$dotnet" "$program/_build.dll" "$@"; done
exec "$dotnet" "$program/_build.dll" "$@" --root "$root"
