<?php
// Run once inside a new local WordPress (local_site.py): makes it the site of a health centre and
// hands out the portal's application password. Safe to run again after it was interrupted.
require '/wordpress/wp-load.php';

foreach ( get_posts( array( 'post_type' => array( 'post', 'page' ), 'post_status' => 'any', 'numberposts' => -1 ) ) as $example ) {
	wp_delete_post( $example->ID, true );
}

$settings = array(
	'blogname'               => 'Puskesmas Contoh',
	'blogdescription'        => 'Situs contoh di komputer ini',
	'timezone_string'        => 'Asia/Jakarta',
	'date_format'            => 'j F Y',
	'time_format'            => 'H.i',
	'start_of_week'          => 1,
	'default_role'           => 'subscriber',
	'users_can_register'     => 0,
	'default_comment_status' => 'open',
	'comment_moderation'     => 1,
	// There is no mail server here: a visitor's comment would wait for one.
	'comments_notify'        => 0,
	'moderation_notify'      => 0,
);
foreach ( $settings as $name => $value ) {
	update_option( $name, $value );
}
$wp_rewrite->set_permalink_structure( '/%postname%/' );
flush_rewrite_rules();

$account = username_exists( 'portal' );
if ( ! $account ) {
	$account = wp_insert_user(
		array(
			'user_login'   => 'portal',
			'user_pass'    => wp_generate_password( 32 ),
			'user_email'   => 'portal@puskesmas.example',
			'display_name' => 'Puskesmas Contoh',
			'role'         => 'editor',
		)
	);
}
if ( is_wp_error( $account ) ) {
	throw new Exception( $account->get_error_message() );
}
// The name of an application password is unique: one of an interrupted run is in the way.
WP_Application_Passwords::delete_all_application_passwords( $account );
$made = WP_Application_Passwords::create_new_application_password( $account, array( 'name' => 'portal' ) );
if ( is_wp_error( $made ) ) {
	throw new Exception( $made->get_error_message() );
}
// Written last and in one stroke: local_site.py takes this file as the sign that all is done.
file_put_contents( '/secrets/password.new', $made[0] );
rename( '/secrets/password.new', '/secrets/password' );
