"""The contract, kept by a real WordPress."""

import pytest

from tests.contract.facts_comments import *  # noqa: F403
from tests.contract.facts_comments_again import *  # noqa: F403
from tests.contract.facts_connection import *  # noqa: F403
from tests.contract.facts_media import *  # noqa: F403
from tests.contract.facts_posts import *  # noqa: F403
from tests.contract.facts_site import *  # noqa: F403
from tests.contract.fixtures import *  # noqa: F403

# Two more accounts, as offices have them; a subscriber logs in here without further ado.
PEOPLE = """<?php
add_action( 'rest_api_init', function () {
	foreach ( array( 'penulis' => 'contributor', 'warga' => 'subscriber' ) as $name => $role ) {
		if ( ! username_exists( $name ) ) {
			wp_insert_user( array( 'user_login' => $name, 'user_pass' => 'x', 'role' => $role,
				'display_name' => ucfirst( $name ), 'user_email' => "$name@example.org" ) );
		}
	}
} );
add_filter( 'determine_current_user', function ( $user ) {
	$is_warga = 'warga' === ( $_SERVER['PHP_AUTH_USER'] ?? '' );
	$warga    = $is_warga ? get_user_by( 'login', 'warga' ) : null;
	return $warga ? $warga->ID : $user;
}, 30 );
"""


@pytest.fixture
def contract_site(wordpress_site):
    plugins = wordpress_site.folder / "wordpress" / "wp-content" / "mu-plugins"
    plugins.mkdir(exist_ok=True)
    (plugins / "people.php").write_text(PEOPLE)
    return wordpress_site
