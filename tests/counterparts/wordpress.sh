#!/usr/bin/env bash
# Debian's WordPress on PHP's own web server, with a MariaDB of its own on 127.0.0.1:53306.
# usage: wordpress.sh install | start | stop | apppass USER NAME | revoke USER [NAME] | due POST | wpcron
# http://localhost:8088; users admin, redaktion (editor), autor (author), mitarbeit (contributor).
# WP_CRON=0 at start: due posts appear only by `wpcron`, as on a site without visitors
. "$(dirname "$0")/lib.sh"
URL=http://localhost:8088
W=$COUNTERPARTS/wp
SITE=$W/site
SOCKET=$W/mysqld.sock
# raised when the install steps change, so that an older copy gets them
STEPS=1

# WordPress reads and writes its lists of passwords and of due posts without a lock
alone() { locked "$RUN/wordpress-lists.lock"; }
sql() { mariadb --no-defaults -S "$SOCKET" -u root -e "$1"; }
wp() { WP_SITE=$SITE php "$HERE/wordpress/command.php" "$@"; }

copy_site() {
  rm -rf "$SITE.new"
  # the package is a web of links into other packages, some of them dangling
  cp -rL /usr/share/wordpress "$SITE.new" 2>/dev/null || true
  rm -rf "$SITE.new/wp-config.php" "$SITE.new/wp-content"
  mkdir -p "$SITE.new/wp-content/uploads" "$SITE.new/wp-content/plugins"
  [ -f "$SITE.new/wp-load.php" ] || fail "the WordPress package lacks /usr/share/wordpress/wp-load.php"
  mv "$SITE.new" "$SITE"
}

install() {
  locked "$RUN/wordpress.lock"
  if [ "$(cat "$W/installed" 2>/dev/null)" != "$STEPS" ]; then
    packages wordpress wordpress-theme-twentytwentythree php-cli php-mysql php-gd php-curl php-xml php-mbstring php-intl \
      mariadb-server-core mariadb-client-core curl
    # mariadb-server would make this user, its core does not
    [ "$(id -u)" != 0 ] || id mysql >/dev/null 2>&1 || useradd -r -s /usr/sbin/nologin mysql
    mkdir -p "$W"
    chmod 755 "$W"
    [ -f "$SITE/wp-load.php" ] || copy_site
    mkdir -p "$SITE/wp-content/themes"
    cp -rLn /usr/share/wordpress/wp-content/themes/. "$SITE/wp-content/themes/"
    # the theme's package leaves its files elsewhere and only links them
    [ -f "$SITE/wp-content/themes/twentytwentythree/style.css" ] || fail "the theme twentytwentythree was not found"
    install_database
    echo "$STEPS" >"$W/installed"
  fi
  cp "$HERE/wordpress/wp-config.php" "$SITE/wp-config.php"
}

install_database() {
  [ ! -d "$W/db/mysql" ] || return 0
  rm -rf "$W/db"
  mkdir -p "$W/db"
  if [ "$(id -u)" = 0 ]; then chown mysql "$W" "$W/db"; fi
  # shellcheck disable=SC2046
  mariadb-install-db --no-defaults $(as_mysql) --datadir="$W/db" --auth-root-authentication-method=normal --skip-test-db \
    >"$LOG/mariadb-install.log" 2>&1 9>&- || { rm -rf "$W/db"; fail "MariaDB could not make its files, see $LOG/mariadb-install.log"; }
}

as_mysql() { [ "$(id -u)" != 0 ] || echo --user=mysql; }

start() {
  locked "$RUN/wordpress.lock"
  [ -f "$W/installed" ] || fail "not installed; call: $0 install"
  [ ${#SOCKET} -lt 100 ] || fail "the path of COUNTERPARTS is too long for a socket"
  if ! runs mariadb; then
    port_free 53306
    # shellcheck disable=SC2046
    launch mariadb mariadbd --no-defaults $(as_mysql) --datadir="$W/db" --socket="$SOCKET" --bind-address=127.0.0.1 --port=53306 \
      --pid-file="$W/mysqld.pid" --innodb-flush-log-at-trx-commit=2
  fi
  for _ in $(seq 150); do
    sql 'select 1' >/dev/null 2>&1 && break
    runs mariadb || fail "MariaDB ended while starting: $(tail -n 1 "$LOG/mariadb.log")"
    sleep 0.2
  done
  if ! runs wordpress; then
    port_free 8088
    sql "create database if not exists wordpress character set utf8mb4;
      create user if not exists 'wp'@'127.0.0.1' identified by 'wp-loopback';
      create user if not exists 'wp'@'localhost' identified by 'wp-loopback';
      grant all on wordpress.* to 'wp'@'127.0.0.1';
      grant all on wordpress.* to 'wp'@'localhost'" || fail "MariaDB does not let its root in"
    wp setup >"$LOG/wordpress-setup.log" 2>&1 || fail "the site could not be set up, see $LOG/wordpress-setup.log"
    launch wordpress env PHP_CLI_SERVER_WORKERS=4 WP_CRON="${WP_CRON:-1}" \
      php -d upload_max_filesize=32M -d post_max_size=40M -S localhost:8088 -t "$SITE" "$HERE/wordpress/router.php"
  fi
  answers "$URL/wp-json/" wordpress 30
  echo "WordPress on $URL"
}

case ${1:-} in
install) install ;;
start) start ;;
stop)
  locked "$RUN/wordpress.lock"
  end wordpress
  end mariadb
  ;;
apppass)
  alone
  password=$(wp apppass "${2:?USER}" "${3:?NAME}")
  # its first use is written into the same list as the passwords: let that happen under the lock too
  curl -sf -o /dev/null --noproxy '*' -u "$2:$password" "$URL/wp-json/wp/v2/users/me" || fail "the new password of $2 is refused"
  echo "$password"
  ;;
revoke)
  alone
  wp revoke "${2:?USER}" "${3:-}"
  ;;
due)
  alone
  wp due "${2:?POST}"
  ;;
wpcron)
  alone
  curl -sf -o /dev/null --noproxy '*' "$URL/wp-cron.php?doing_wp_cron" || fail "$URL/wp-cron.php does not answer"
  ;;
*) fail "usage: wordpress.sh install | start | stop | apppass USER NAME | revoke USER [NAME] | due POST | wpcron" ;;
esac
