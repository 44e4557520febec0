# Shared by the scripts that start real servers on loopback; sourced, never run.
# Everything they install or start lies under $COUNTERPARTS; they end only what they started.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
COUNTERPARTS=${COUNTERPARTS:-${TMPDIR:-/tmp}/amtdesk-counterparts}
mkdir -p "$COUNTERPARTS/run" "$COUNTERPARTS/log"
COUNTERPARTS=$(cd "$COUNTERPARTS" && pwd)
RUN=$COUNTERPARTS/run LOG=$COUNTERPARTS/log

fail() {  # fail SENTENCE : one line for people, and the end
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

locked() {  # locked FILE : wait for the lock and keep it until this script ends
  exec 9>"$1"
  flock -w 900 9 || fail "another process has held $1 for 15 minutes"
}

packages() {  # packages NAME... : install those Debian packages that are missing
  local name missing=()
  for name in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || missing+=("$name")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || fail "missing packages, and no apt-get to install them: ${missing[*]}"
  [ "$(id -u)" = 0 ] || fail "missing packages, install them as root: ${missing[*]}"
  # apt waits for dpkg's lock, but not for the lock of its lists
  (
    flock -w 900 8 || exit 1
    export DEBIAN_FRONTEND=noninteractive
    install=(apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=600 "${missing[@]}")
    # a service that a package starts must not inherit our locks
    { "${install[@]}" || { apt-get update -qq && "${install[@]}"; }; } </dev/null 8>&- 9>&-
  ) 8>"/tmp/amtdesk-apt-$(id -u).lock" >>"$LOG/apt.log" 2>&1 ||
    fail "apt-get could not install ${missing[*]}, see $LOG/apt.log"
}

started_at() {  # started_at PID : the kernel's start time of a process, nothing if it is gone
  sed 's/^.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20
}

runs() {  # runs NAME : whether the process that this folder started under NAME is still there
  local pid since
  read -r pid since 2>/dev/null <"$RUN/$1.pid" || return 1
  # the start time too: after a restart of the computer the number may be someone else's
  [ -n "$since" ] && [ "$(started_at "$pid")" = "$since" ]
}

launch() {  # launch NAME COMMAND... : in the background, in a process group of its own
  local name=$1
  shift
  setsid nohup "$@" >"$LOG/$name.log" 2>&1 </dev/null 9>&- &
  echo "$! $(started_at $!)" >"$RUN/$name.pid"
}

end() {  # end NAME : the whole process group, by its number
  local name=$1 pid
  runs "$name" || { rm -f "$RUN/$name.pid"; return 0; }
  read -r pid _ <"$RUN/$name.pid"
  kill -TERM -- "-$pid" 2>/dev/null || true
  for _ in $(seq 100); do runs "$name" || break; sleep 0.1; done
  ! runs "$name" || kill -KILL -- "-$pid" 2>/dev/null || true
  rm -f "$RUN/$name.pid"
}

port_free() {  # port_free PORT : refuse to start beside someone else's server
  ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null || fail "port $1 on loopback is taken by another program"
}

answers() {  # answers URL NAME SECONDS : wait for HTTP 200 as long as NAME runs
  for _ in $(seq $(($3 * 5))); do
    curl -sf -o /dev/null --noproxy '*' --max-time 10 "$1" && return 0
    runs "$2" || fail "$2 ended while starting: $(tail -n 1 "$LOG/$2.log")"
    sleep 0.2
  done
  fail "no answer from $1 within $3 seconds, see $LOG/$2.log"
}
