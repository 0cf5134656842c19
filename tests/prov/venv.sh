#!/bin/sh
# Makes the Python environment that tests/prov.rs validates with, in the folder that is named, if it is not there.
# Needs python3 with its venv module (Debian: python3-venv), and the network the first time.
set -eu
wanted=$(dirname "$0")/requirements.txt
folder=$1
if cmp -s "$wanted" "$folder/ready.txt"; then
  exit 0
fi
rm -rf "$folder"
mkdir -p "$(dirname "$folder")"
python3 -m venv "$folder"
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$wanted"
# Last, so that what was broken off is made anew.
cp "$wanted" "$folder/ready.txt"
