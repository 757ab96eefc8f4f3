#!/usr/bin/env bash
# Starts the build: ./build.sh --help
# A small program, the launcher, answers a run that has nothing to do, else compiles what changed and becomes the build. This script
# finds the launcher, and where there is none yet, or an old one, an SDK to compile it with.
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

# A launcher for each kind of system, since a container may see the same folder.
system=$HOSTTYPE
while IFS='=' read -r name value; do
  [[ $name == ID || $name == VERSION_ID ]] && system+=-${value//\"/}
done 2>/dev/null </etc/os-release || true
launcher=$state/launcher-$system

if [[ -z ${DIGITPIPELINE_COMPILE:-} && -x $launcher/launch ]]; then
  [[ -f $state/dotnet ]] && read -r dotnet <"$state/dotnet" && export DOTNET_ROOT=${dotnet%/*}
  exec "$launcher/launch" "$root" "$@"
fi
unset DIGITPIPELINE_COMPILE

# Sets `dotnet` to a program that has the SDK which global.json asks for; installs that SDK into .dotnet where there is none.
find_sdk() {
  local candidate
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

# One digest of all that the launcher is compiled from; the launcher computes the same, to see whether it is current.
launcher_digest() {
  (cd "$root" && find Directory.Build.props Directory.Packages.props global.json build.sh src/DigitPipeline.Incremental src/DigitPipeline.Launcher \
    -type d \( -name bin -o -name obj \) -prune -o -type f -print0 | LC_ALL=C sort -z | xargs -0r sha256sum | sha256sum | cut -c 1-16)
}

# Compiles the launcher into a fresh folder: to a native program where there is a linker, else ahead of time, else not.
compile_launcher() {
  local kinds=() kind rid=() log=$state/launcher.log linker
  case $(uname -sm) in
    "Linux x86_64") rid=(-p:PublishRid=linux-x64) kinds=(native ahead) ;;
    "Linux aarch64") rid=(-p:PublishRid=linux-arm64) kinds=(native) ;;
  esac
  linker=$(command -v clang >/dev/null && echo clang || echo gcc)
  command -v "$linker" >/dev/null || kinds=("${kinds[@]/native/}")
  for kind in "${kinds[@]}" portable; do
    [[ -n $kind ]] || continue
    rm -rf "$1.new"
    "$dotnet" publish "$root/src/DigitPipeline.Launcher/DigitPipeline.Launcher.csproj" --configuration Release --output "$1.new" --verbosity quiet \
      -nologo "${rid[@]}" -p:LauncherKind="$kind" -p:CppCompilerAndLinker="$linker" >"$log" 2>&1 9>&- || continue
    # .NET links the files to those that the next compilation changes.
    cp -rp "$1.new" "$1.own" && rm -rf "$1.new" "$1" && mv -T "$1.own" "$1"
    [[ $kind == native ]] || say "there is no linker for a native launcher (install clang or gcc): starting takes some tenths of a second longer"
    return
  done
  cat "$log" >&2
  say "the launcher does not compile: see above"
  exit 1
}

mkdir -p "$state"
find_sdk
current=$launcher-$(launcher_digest)
exec 9>"$state/launcher.lock"
command -v flock >/dev/null && flock 9
if [[ ! -x $current/launch ]]; then
  say "compiling the launcher (its sources changed)"
  compile_launcher "$current"
  find "$state" -mindepth 1 -maxdepth 1 -type d -name 'launcher-*' ! -path "$current" -mtime +0 -exec rm -rf {} +
fi
ln -sfn "${current##*/}" "$launcher.$$" && mv -T "$launcher.$$" "$launcher"
exec 9>&-
export DIGITPIPELINE_SDK=$dotnet
exec "$launcher/launch" "$root" "$@"
