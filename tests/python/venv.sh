#!/bin/sh
# Makes the Python environment that tests/prov.rs and tests/reports.rs validate with, in the folder that is named, if it
# is not there. Needs python3 (3.11 or later) with its venv module (Debian: python3-venv), and the network the first time.
set -eu
wanted=$(dirname "$0")/requirements.txt
folder=$1
if cmp -s "$wanted" "$folder/ready.txt"; then
  exit 0
fi
# Two test programs may be here at once: what is made is moved into place whole.
mkdir -p "$(dirname "$folder")"
new=$(mktemp -d "$folder.XXXXXX")
trap 'rm -rf "$new"' EXIT
python3 -m venv "$new"
# Each package is named with its version, those that others need too: nothing else is fetched.
"$new/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --requirement "$wanted"
cp "$wanted" "$new/ready.txt"
rm -rf "$folder"
mv "$new" "$folder" || [ -e "$folder/ready.txt" ]
