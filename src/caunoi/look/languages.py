from django.utils.translation import get_language


def page_language() -> str:
    """The language of this page or command, "vi" or "en"; Vietnamese where nothing else is said."""
    return (get_language() or "vi")[:2]
