from django.apps import AppConfig


class WordPressConfig(AppConfig):
    name = "contentdesk.wordpress"
    label = "wordpress"
