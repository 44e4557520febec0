<?php // Commands on the WordPress under $WP_SITE: setup | apppass USER NAME | revoke USER [NAME] | due POST.
$_SERVER['HTTP_HOST'] = 'localhost:8088';
if ($argv[1] === 'setup') {
    // without it, loading an empty database only redirects to the installer's page
    define('WP_INSTALLING', true);
}
require getenv('WP_SITE') . '/wp-load.php';

function set_up(): void
{
    require_once ABSPATH . 'wp-admin/includes/upgrade.php';
    if (!is_blog_installed()) {
        wp_install('Gemeinde Musterbach', 'admin', 'admin@example.test', true, '', 'admin-pw-42');
    }
    $roles = ['redaktion' => 'editor', 'autor' => 'author', 'mitarbeit' => 'contributor'];
    foreach ($roles as $login => $role) {
        if (!username_exists($login)) {
            wp_insert_user([
                'user_login' => $login,
                'user_pass' => "$login-pw-42",
                'user_email' => "$login@example.test",
                'role' => $role,
            ]);
        }
    }
    update_option('timezone_string', 'Europe/Berlin');
    update_option('comment_moderation', '1');
    update_option('comment_previously_approved', '0');
    switch_theme('twentytwentythree');
    $GLOBALS['wp_rewrite']->set_permalink_structure('/%postname%/');
    flush_rewrite_rules();
}

function account(string $login): int
{
    $found = get_user_by('login', $login);
    if (!$found) {
        fwrite(STDERR, "no user $login\n");
        exit(1);
    }
    return $found->ID;
}

function application_password(string $login, string $name): void
{
    if ($name === '') {
        fwrite(STDERR, "an application password needs a name\n");
        exit(1);
    }
    $made = WP_Application_Passwords::create_new_application_password(account($login), ['name' => $name]);
    if (is_wp_error($made)) {
        fwrite(STDERR, $made->get_error_message() . "\n");
        exit(1);
    }
    echo $made[0], "\n";
}

function revoke(string $login, string $name): void
{
    $id = account($login);
    foreach (WP_Application_Passwords::get_user_application_passwords($id) as $one) {
        if ($name === '' || $one['name'] === $name) {
            WP_Application_Passwords::delete_application_password($id, $one['uuid']);
        }
    }
}

function make_due(int $post): void
{
    global $wpdb;
    // past WordPress itself, which would publish a post that is moved closer than a minute
    $past = time() - 1;
    $dates = ['post_date' => wp_date('Y-m-d H:i:s', $past), 'post_date_gmt' => gmdate('Y-m-d H:i:s', $past)];
    if (!$wpdb->update($wpdb->posts, $dates, ['ID' => $post, 'post_status' => 'future'])) {
        fwrite(STDERR, "no planned post $post\n");
        exit(1);
    }
    clean_post_cache($post);
    wp_clear_scheduled_hook('publish_future_post', [$post]);
    wp_schedule_single_event($past, 'publish_future_post', [$post]);
}

// only now: what is loaded above sets globals of its own
[, $command, $subject, $name] = [...$argv, '', ''];
match ($command) {
    'setup' => set_up(),
    'apppass' => application_password($subject, $name),
    'revoke' => revoke($subject, $name),
    'due' => make_due((int) $subject),
};
