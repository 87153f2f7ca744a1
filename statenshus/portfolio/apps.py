from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    name = "statenshus.portfolio"

    def ready(self) -> None:
        """Listen to what is decided."""
        from statenshus.portfolio import receivers  # noqa: F401
