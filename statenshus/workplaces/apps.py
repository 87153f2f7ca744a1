from django.apps import AppConfig


class WorkplacesConfig(AppConfig):
    name = "statenshus.workplaces"
