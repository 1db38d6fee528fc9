#!/usr/bin/env bash
# May the dependencies be distributed, do they come from where they should, and is none of them there twice?
#
#   bash scripts/deny.sh [CHECK…]      # licenses bans sources
#
# The rules are in deny.toml. `bash scripts/deny.sh advisories` asks RustSec's database too, which is a git repository that is
# fetched each time; so it is no part of what CI runs, and should be run before a release.

set -euo pipefail
cd "$(dirname "$0")/.."

deny=$(bash scripts/tool.sh cargo-deny 0.20.2)
checks=("$@")
[ ${#checks[@]} -gt 0 ] || checks=(licenses bans sources)
"$deny" --locked check "${checks[@]}"
