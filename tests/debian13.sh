#!/usr/bin/env bash
# Builds and tests what needs no window on Debian 13 (GCC 14, LibTorch 2.6), in a folder of its own: first the engine and
# `molex` with no Qt package there, checked against the golden files, then the tests, which need Qt's test library.
#
#   sudo tests/debian13.sh FOLDER      # some 5 GiB; a second call goes on with what is there
#
# Needs root, debootstrap and Debian's mirror (DEBIAN_MIRROR, else deb.debian.org). MOLEX_SHARED as for the tests.
set -euo pipefail
[ $# -eq 1 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0"; exit 2; }
checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
shared=${MOLEX_SHARED:-$checkout/../shared}
root=$(mkdir -p "$1" && cd "$1" && pwd)

# A mark made last: a debootstrap that was cut off begins anew.
if [ ! -e "$root/.molex-complete" ]; then
    debootstrap --variant=minbase --include=ca-certificates trixie "$root" "${DEBIAN_MIRROR:-http://deb.debian.org/debian}"
    touch "$root/.molex-complete"
fi
mkdir -p "$root/source" "$root/shared" "$root/build"
mounted=()
leave() {
    local at
    for at in "${mounted[@]}"; do umount -l "$at" || true; done
}
trap leave EXIT
lend() { # FOLDER PLACE [OPTIONS]
    mount --bind "$1" "$root/$2"
    mounted+=("$root/$2")
    [ -z "${3:-}" ] || mount -o "remount,bind,$3" "$root/$2"
}
lend /proc proc
lend /dev dev
lend "$checkout" source ro
[ ! -d "$shared" ] || lend "$shared" shared ro

inside() { chroot "$root" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 MOLEX_SHARED=/shared "$@"; }
inside env MOLEX_GUI=OFF /source/installer/setup.sh
inside git config --system --replace-all safe.directory /source
inside cmake -S /source -B /build -G Ninja -DCMAKE_BUILD_TYPE=Release -DMOLEX_BATCHES=ON -DMOLEX_GUI=OFF -DMOLEX_TESTS=OFF
inside cmake --build /build
inside /build/bin/molex doctor
inside /build/bin/check_cli --all /build/bin/molex
inside apt-get -q -y install --no-install-recommends python3 qt6-base-dev
inside cmake -S /source -B /build -DMOLEX_TESTS=ON
inside cmake --build /build
inside ctest --test-dir /build -j "$(nproc)" --output-on-failure
