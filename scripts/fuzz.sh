#!/usr/bin/env bash
# Throws documents at the generator that no one would write: `scripts/fuzz.sh [SECONDS] [TARGET…]`. `scripts/fuzz.sh build` only
# compiles what does.
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
fuzz="$(bash scripts/tool.sh cargo-fuzz 0.13.2)"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$PWD/target}/fuzz"

# The fixtures of the tests are where it begins.
seeds="$CARGO_TARGET_DIR/seeds"
rm -rf "$seeds" && mkdir -p "$seeds"
find generator/tests spec \( -name '*.yaml' -o -name '*.json' -o -name '*.md' \) -size -64k | while read -r file; do
    cp "$file" "$seeds/$(printf '%s' "$file" | tr / -)"
done

# Coverage alone, without the sanitizers: there is no unsafe code here for them to look at.
"$fuzz" build --sanitizer none
[ "$seconds" != build ] || exit 0

throw() {
    local target=$1 begin="$seeds" log="$CARGO_TARGET_DIR/$1.log" status=0
    [ -d "fuzz/seeds/$target" ] && begin="fuzz/seeds/$target"
    mkdir -p "fuzz/corpus/$target" "fuzz/artifacts/$target"
    "$fuzz" run --sanitizer none "$target" "fuzz/corpus/$target" "$begin" -- \
        -max_total_time="$seconds" -timeout=2 -rss_limit_mb=1024 -max_len=65536 \
        -dict=fuzz/openapi.dict -print_final_stats=1 -print_funcs=0 -verbosity=0 >"$log" 2>&1 || status=$?
    printf '\n==> fuzz %s for %s s\n%s\n' "$target" "$seconds" "$(cat "$log")"
    # Nothing more is begun, and what runs is let run to its end.
    [ "$status" = 0 ] || return 255
}

# As many at a time as there are processors, since each takes one.
export -f throw
export fuzz seeds seconds
printf '%s\0' "${targets[@]}" | xargs -0 -n 1 -P "$(getconf _NPROCESSORS_ONLN)" bash -c 'throw "$1"' throw
