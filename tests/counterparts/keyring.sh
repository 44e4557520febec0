#!/usr/bin/env bash
# Runs a command with a real Secret Service of its own: GNOME's keyring, unlocked, on a D-Bus session of its own.
# usage: keyring.sh COMMAND...        KEYRING_HOME keeps the keyring between runs, KEYRING_PASSWORD opens it
. "$(dirname "$0")/lib.sh"
[ $# -gt 0 ] || fail "usage: keyring.sh COMMAND..."
(
  locked "$RUN/keyring.lock"
  packages gnome-keyring dbus libglib2.0-bin
)
if [ -z "${KEYRING_HOME:-}" ]; then
  KEYRING_HOME=$(mktemp -d "$COUNTERPARTS/keyring.XXXXXX")
  trap 'rm -rf "$KEYRING_HOME"' EXIT
fi
mkdir -p "$KEYRING_HOME/data/keyrings" "$KEYRING_HOME/run"
chmod 700 "$KEYRING_HOME/run"
export KEYRING_HOME KEYRING_PASSWORD=${KEYRING_PASSWORD:-loopback}
# shellcheck disable=SC2016
dbus-run-session -- bash -c '
  ask() { gdbus call --session -d org.freedesktop.DBus -o /org/freedesktop/DBus -m "org.freedesktop.DBus.$1" org.freedesktop.secrets; }
  printf %s "$KEYRING_PASSWORD" |
    XDG_DATA_HOME=$KEYRING_HOME/data XDG_RUNTIME_DIR=$KEYRING_HOME/run \
      gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &
  daemon=$!
  for _ in $(seq 100); do ask NameHasOwner 2>/dev/null | grep -q true && break; sleep 0.05; done
  ask NameHasOwner 2>/dev/null | grep -q true || { echo "keyring.sh: the Secret Service did not start" >&2; kill $daemon 2>/dev/null; exit 1; }
  "$@"
  code=$?
  kill $daemon 2>/dev/null
  exit $code' keyring.sh "$@"
