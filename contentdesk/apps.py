from django.apps import AppConfig


class ContentDeskConfig(AppConfig):
    name = "contentdesk"
