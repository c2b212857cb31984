pytest_plugins = ["tests.cast", "tests.fake_wordpress.fixtures"]
