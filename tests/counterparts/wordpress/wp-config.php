<?php // Settings of the WordPress on loopback; nothing in here protects anything.
define('DB_NAME', 'wordpress');
define('DB_USER', 'wp');
define('DB_PASSWORD', 'wp-loopback');
define('DB_HOST', '127.0.0.1:53306');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $name) {
    define("{$name}_KEY", "loopback-key-$name");
    define("{$name}_SALT", "loopback-salt-$name");
}
$table_prefix = 'wp_';

define('WP_HOME', 'http://localhost:8088');
define('WP_SITEURL', 'http://localhost:8088');
// else application passwords are refused over plain http
define('WP_ENVIRONMENT_TYPE', 'local');
// no look-ups for updates outside this computer
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('WP_ACCESSIBLE_HOSTS', 'localhost,127.0.0.1');
define('AUTOMATIC_UPDATER_DISABLED', true);
define('FS_METHOD', 'direct');
define('DISABLE_WP_CRON', getenv('WP_CRON') === '0');
define('WP_DEBUG', true);
define('WP_DEBUG_DISPLAY', false);
define('WP_DEBUG_LOG', dirname(__DIR__) . '/debug.log');

if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
