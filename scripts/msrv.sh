#!/usr/bin/env bash
# Builds everything with the oldest Rust that Cargo.toml promises, where that can be had: a toolchain of rustup's, or
# Debian's package on a Debian machine.
set -euo pipefail
cd "$(dirname "$0")/.."

version="$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)"
is_it() { "$@" --version 2>/dev/null | grep -q " $version\."; }

if is_it rustc "+$version"; then
    cargo=(cargo "+$version")
else
    if ! is_it /usr/bin/rustc && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        package="$(apt-cache madison rustc-web | awk -v v="$version." 'index($3, v) == 1 { print $3; exit }')"
        if [ -z "$package" ]; then
            apt-get -qq update >/dev/null 2>&1 || true
            package="$(apt-cache madison rustc-web | awk -v v="$version." 'index($3, v) == 1 { print $3; exit }')"
        fi
        if [ -n "$package" ]; then
            apt-get -qq install -y --no-install-recommends \
                "rustc-web=$package" "cargo-web=$package" "libstd-rust-web-dev=$package" >/dev/null 2>&1 || true
        fi
    fi
    if ! is_it /usr/bin/rustc; then
        echo "skipped: Rust $version is not on this machine, and cannot be installed here"
        exit 0
    fi
    # Cargo finds its compiler by the path, and another one may come first there.
    cargo=(env RUSTC=/usr/bin/rustc RUSTDOC=/usr/bin/rustdoc /usr/bin/cargo)
fi

export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-target}/msrv"
# All features but `validate`, whose regular expressions need Rust 1.88.
features="openapi-build/overlays"
for feature in blocking mock signatures tracing; do
    features="$features,openapi-runtime/$feature"
done
"${cargo[@]}" check --workspace --features "$features" --locked
