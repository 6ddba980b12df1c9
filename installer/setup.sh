#!/usr/bin/env bash
# Installs what building and running need and this machine lacks: Debian packages from packages.txt, nothing else.
# Asks nothing and says what it does; with everything there it changes nothing and needs no network.
# MOLEX_GUI=OFF leaves the window's packages out.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

say() { printf '==> %s\n' "$*"; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

# Runs a command as root, through sudo where needed; fails with one sentence where neither is possible.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@"
    else
        fail "root rights are needed for: $* (run this as root, or install sudo)"
    fi
}

# Up to four tries, waiting longer each time: a mirror may be busy.
patiently() {
    local wait
    for wait in 5 15 45; do
        "$@" && return 0
        say "that did not work; once more in $wait s"
        sleep "$wait"
    done
    "$@"
}

wanted() {
    local group package rest
    while read -r group package rest; do
        case "$group" in
            base) echo "$package" ;;
            gui) [ "${MOLEX_GUI:-ON}" = OFF ] || echo "$package" ;;
            wayland) [ "${MOLEX_GUI:-ON}" = OFF ] || [ -z "${WAYLAND_DISPLAY:-}" ] || echo "$package" ;;
            '' | '#'*) ;;
            *) fail "$here/packages.txt: unknown group '$group'" ;;
        esac
    done <"$here/packages.txt"
}

missing() {
    local package
    for package in $(wanted); do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)" = installed ] || echo "$package"
    done
}

install_missing() {
    local packages
    mapfile -t packages < <(missing)
    if [ "${#packages[@]}" -eq 0 ]; then
        say "all packages are installed"
        return
    fi
    say "installing from Debian: ${packages[*]}"
    patiently as_root apt-get -q -o DPkg::Lock::Timeout=300 update \
        || fail "Debian's package lists could not be read; is the network there?"
    patiently as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
        install --no-install-recommends "${packages[@]}" \
        || fail "these packages could not be installed: ${packages[*]}"
}

# With another OpenBLAS beside the openmp build two thread pools fight for the cores, and the one with the higher
# priority wins; with the reference BLAS everything is some 50 times slower.
choose_blas() {
    local name openmp
    while read -r name _; do
        openmp=$(update-alternatives --list "$name" 2>/dev/null | grep -m 1 '/openblas-openmp/' || true)
        [ -n "$openmp" ] || continue
        [ "$(update-alternatives --query "$name" | sed -n 's/^Value: //p')" = "$openmp" ] && continue
        say "choosing the openmp build of OpenBLAS for $name"
        (as_root update-alternatives --set "$name" "$openmp") || say "that did not work; training will be slower"
    done < <(update-alternatives --get-selections | grep -E '^(libblas\.so\.3|liblapack\.so\.3|libopenblas\.so\.0)')
}

if ! command -v apt-get >/dev/null 2>&1; then
    say "this machine has no apt-get, so nothing is installed; needed are these Debian packages or their like:"
    wanted | tr '\n' ' '
    echo
    exit 0
fi
install_missing
choose_blas
