#!/usr/bin/env bash
# Does the client keep to the document, in the eyes of a mock server that knows nothing but the document?
#
#   bash scripts/prism.sh
#
# Installs Prism into the target directory (once), serves the page of spec/ with it, and runs generated-client/tests/prism.rs
# against it: first with Prism's examples, then with answers that it invents. Then it serves the shop of the guide, and the contract
# tests that are generated for that ask it. Needs node, npm and, the first time, the network.

set -euo pipefail
cd "$(dirname "$0")/.."

# The last version that runs on Node 20; from 5.15 on it asks for Node 24.
version=5.14.2
page=spec/update-customer.md
target=${CARGO_TARGET_DIR:-$PWD/target}
prism=$target/prism-$version
server=

fail() {
    echo "prism.sh: $*" >&2
    exit 1
}

# `limit SECONDS COMMAND…`, where there is a `timeout` (macOS has none).
limit() {
    if command -v timeout >/dev/null; then timeout --kill-after=10 "$@"; else shift && "$@"; fi
}

stop() {
    if [ -n "$server" ]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
        server=
    fi
}
trap stop EXIT
trap 'exit 130' INT TERM

install() {
    [ -f "$prism/node_modules/@stoplight/prism-cli/package.json" ] && return
    echo "installing Prism $version into $prism"
    # Beside its place and then renamed, so that a broken installation is never taken for a whole one.
    rm -rf "$prism" "$prism.partial"
    mkdir -p "$prism.partial"
    local npm=(npm install --prefix "$prism.partial" --no-audit --no-fund --no-save --ignore-scripts --loglevel=error)
    limit 300 "${npm[@]}" "@stoplight/prism-cli@$version" || limit 300 "${npm[@]}" "@stoplight/prism-cli@$version" ||
        fail "npm cannot install @stoplight/prism-cli@$version; see its message above"
    mv "$prism.partial" "$prism"
}

# The document is what stands in the page's fence, four backticks or three.
extract() {
    sed -n '/^````*ya\{0,1\}ml/,/^````*[[:space:]]*$/p' "$page" | sed '1d;$d' >"$prism/openapi.yaml"
    grep -q '^openapi: 3' "$prism/openapi.yaml" || fail "$page has no OpenAPI document in a fence"
}

# `serve DOCUMENT LOG OPTION…` starts Prism on a free port and waits until it answers; the port is in $port then.
serve() {
    local document=$1 log=$2
    shift 2
    port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })')
    # With --errors, an answer that breaks the document is an error too.
    node "$prism/node_modules/.bin/prism" mock --errors --host 127.0.0.1 --port "$port" "$@" "$document" >"$log" 2>&1 &
    server=$!
    local waited
    for ((waited = 0; waited < 120; waited++)); do
        if ! kill -0 "$server" 2>/dev/null; then
            cat "$log" >&2
            fail "Prism ended before it answered"
        fi
        # Any answer will do; what there is nothing at is a 404 of Prism's.
        if node -e 'fetch(process.argv[1]).then(() => process.exit(0), () => process.exit(1))' "http://127.0.0.1:$port/" 2>/dev/null; then
            return
        fi
        sleep 0.5
    done
    cat "$log" >&2
    fail "Prism does not answer after a minute"
}

# `check NAME ROUNDS OPTION…`
check() {
    local name=$1 rounds=$2 log=$prism/$1.log
    shift 2
    echo "Prism, $name"
    serve "$prism/openapi.yaml" "$log" "$@"
    if ! PRISM_URL=http://127.0.0.1:$port PRISM_ROUNDS=$rounds limit 600 cargo test --quiet --test prism; then
        echo "--- the end of Prism's log ($log):" >&2
        tail -n 40 "$log" >&2
        fail "the client and the document do not agree ($name)"
    fi
    stop
}

# The contract tests of the shop, which a server that knows nothing but its description has to pass.
contract() {
    local out log=$prism/contract.log config=$prism/contract.toml
    out=$(cd "$target" && pwd)/contract-shop
    echo "Prism, contract tests"
    # Prism has neither events nor pictures of invoices.
    { cat docs/shop/spec/sdk.toml && printf '\n[contract]\nskip = ["watch", "getInvoice"]\n'; } >"$config"
    # With an example, whose dependencies are those of the tests: so it is the program that is compiled for them.
    cargo build --quiet --bin openapi-build --example update_customer
    "$target/debug/openapi-build" generate docs/shop/spec --config "$config" --out "$out" \
        --runtime-path "$PWD/runtime" --contract-tests
    # A workspace of its own, with the versions that this one was tested with, and what was compiled of them already: for that
    # macros have to be compiled with the same as in generator/tests/crates.
    printf '\n[build-dependencies]\nsyn = { version = "3", features = ["full"] }\n\n[workspace]\n' >>"$out/Cargo.toml"
    cp Cargo.lock "$out/Cargo.lock"
    export CARGO_TARGET_DIR=$target
    (cd "$out" && cargo test --quiet --test contract --no-run)
    serve docs/shop/spec/shop.yaml "$log"
    if ! (cd "$out" && SHOP_BASE_URL=http://127.0.0.1:$port SHOP_TOKEN=token limit 120 \
        cargo test --quiet --test contract -- --ignored); then
        echo "--- the end of Prism's log ($log):" >&2
        tail -n 40 "$log" >&2
        fail "the contract tests do not pass with a server that is right"
    fi
    # The same, made by the build script.
    SHOP_BASE_URL=http://127.0.0.1:$port SHOP_TOKEN=token limit 300 cargo test --quiet --package shop --features contract-tests \
        --test contract -- --ignored --skip watch --skip get_invoice ||
        fail "the contract tests of the crate with a build script do not pass with a server that is right"
    stop
}

command -v npm >/dev/null && command -v node >/dev/null || fail "needs node and npm (Node 20 or later: https://nodejs.org)"
node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' || fail "needs Node 20 or later, this is $(node --version)"
mkdir -p "$target"

install
extract
# Compiled before Prism waits and before the time is limited.
cargo test --quiet --test prism --no-run
check static 1
check dynamic 6 --dynamic
contract
echo "Prism found nothing to object to"
