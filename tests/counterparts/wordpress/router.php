<?php // Sends requests of PHP's own web server to WordPress, which a web server's rewrite rules would do.
$root = $_SERVER['DOCUMENT_ROOT'];
$path = rawurldecode((string) parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
if ($path !== '/' && is_file($root . $path)) {
    return false;
}
$index = rtrim($path, '/') . '/index.php';
if (!is_file($root . $index)) {
    $index = '/index.php';
}
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = $index;
chdir(dirname($root . $index));
require $root . $index;
