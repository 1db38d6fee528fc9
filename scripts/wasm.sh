#!/usr/bin/env bash
# A generated client in a browser: compiles wasm/page for wasm32-unknown-unknown, and shows it to Chromium without a window,
# which calls, retries and reads streams. Says so where the tools cannot be had.
#
# The standard library for the target comes with rustup. A Debian machine without it builds its own of the sources that
# belong to its compiler.
set -euo pipefail
cd "$(dirname "$0")/../wasm"

skip() { echo "skipped: $*"; exit 0; }

target=wasm32-unknown-unknown
has_target() { [ -d "$(rustc --print target-libdir --target "$target" 2> /dev/null)" ]; }

browser=""
for name in chromium chromium-browser google-chrome chrome; do
    browser="$(command -v "$name")" && break
done
[ -n "$browser" ] || skip "there is no Chromium on this machine"

build=(cargo build)
if ! has_target && command -v rustup > /dev/null; then
    timeout 120 rustup -q target add "$target" > /dev/null 2>&1 || true
fi
if ! has_target; then
    if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null && [ ! -d /usr/lib/rustlib/src/rust/library ]; then
        of_installed() { dpkg-query --show --showformat '${Version}' rustc-web 2> /dev/null; }
        of_installed > /dev/null || { apt-get -qq update; apt-get -qq install -y --no-install-recommends rustc-web cargo-web; } \
            > /dev/null 2>&1 || true
        lld="$(apt-cache search --names-only '^lld-[0-9]+$' | cut -d ' ' -f 1 | sort -V | tail -n 1)"
        apt-get -qq install -y --no-install-recommends "rust-web-src=$(of_installed)" "$lld" > /dev/null 2>&1 || true
    fi
    [ -d /usr/lib/rustlib/src/rust/library ] ||
        skip "the standard library for $target is not on this machine, and cannot be installed here"
    linker="$(compgen -c wasm-ld | sort -V | tail -n 1)"
    [ -n "$linker" ] || skip "there is no linker for $target on this machine"
    # The library is built with what only its own compiler's makers promise.
    build=(env RUSTC_BOOTSTRAP=1 RUSTC=/usr/bin/rustc CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$linker"
        /usr/bin/cargo build -Zbuild-std=std,panic_abort)
fi

export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$PWD/../target}/wasm" CARGO_PROFILE_DEV_DEBUG=0
"${build[@]}" --locked --package page --target "$target"
cargo run --locked --quiet --package run -- "$CARGO_TARGET_DIR/$target/debug/page.wasm" "$browser"
