#!/usr/bin/env bash
# Writes the catalogue of the window's texts, for translators:
#   resources/translations/catalogue.sh LIST_FIELD_TEXTS [FILE, molex-workbench.ts beside this script by default]
# LIST_FIELD_TEXTS is the program of that name, built by: cmake --build --preset release --target list_field_texts
# A translation is a copy named molex-workbench_LANGUAGE.ts with its texts filled in, and made by lrelease into the .qm
# file that the program loads from resources/translations for the system's language.
set -euo pipefail
[ $# -ge 1 ] || { sed -n '2,7p' "${BASH_SOURCE[0]}"; exit 2; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
list=$(realpath "$1")
out=$(realpath "${2:-$here/molex-workbench.ts}")
PATH=/usr/lib/qt6/bin:$PATH
texts=$(mktemp -d)
trap 'rm -rf "$texts"' EXIT
{ echo '#include <QCoreApplication>'; echo 'const char* const texts[] = {'; "$list" | sed 's/$/,/'; echo '};'; } >"$texts/field_texts.cpp"
cd "$here/../.."
lupdate -silent -locations none -no-obsolete -source-language en -I . gui "$texts/field_texts.cpp" -ts "$out"
