#!/usr/bin/env bash
# Throws documents at the generator that no one would write: `scripts/fuzz.sh [SECONDS] [TARGET…]`.
#
# An input that makes it panic, takes it more than two seconds or more than 1 GB stops the run, and is kept in
# fuzz/artifacts. What was found to be new is kept in fuzz/corpus, and is where the next run begins.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds="${1:-30}"
shift || true
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(read understand overlay pipeline)

command -v c++ > /dev/null || { echo "libFuzzer needs a C++ compiler, and there is none: nothing is fuzzed" >&2; exit 0; }
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$PWD/target}/fuzz"
tools="$CARGO_TARGET_DIR/tools"
PATH="$tools/bin:$PATH"
command -v cargo-fuzz > /dev/null || cargo install cargo-fuzz --version 0.13.2 --locked --root "$tools"

# The fixtures of the tests are where it begins.
seeds="$CARGO_TARGET_DIR/seeds"
rm -rf "$seeds" && mkdir -p "$seeds"
find generator/tests spec \( -name '*.yaml' -o -name '*.json' -o -name '*.md' \) -size -64k | while read -r file; do
    cp "$file" "$seeds/$(printf '%s' "$file" | tr / -)"
done

# Coverage alone, without the sanitizers: there is no unsafe code here for them to look at.
cargo fuzz build --sanitizer none
for target in "${targets[@]}"; do
    printf '\n==> fuzz %s for %s s\n' "$target" "$seconds"
    begin="$seeds"
    [ -d "fuzz/seeds/$target" ] && begin="fuzz/seeds/$target"
    mkdir -p "fuzz/corpus/$target" "fuzz/artifacts/$target"
    cargo fuzz run --sanitizer none "$target" "fuzz/corpus/$target" "$begin" -- \
        -max_total_time="$seconds" -timeout=2 -rss_limit_mb=1024 -max_len=65536 \
        -dict=fuzz/openapi.dict -print_final_stats=1 -print_funcs=0 -verbosity=0
done
