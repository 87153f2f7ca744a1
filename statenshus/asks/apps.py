from django.apps import AppConfig


class AsksConfig(AppConfig):
    name = "statenshus.asks"
