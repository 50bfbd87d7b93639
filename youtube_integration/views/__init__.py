"""Pages of this app: for the person who connects a channel, and for the operator."""

from youtube_integration.views.connect import confirm, connect, disconnect
from youtube_integration.views.operator import operator_page

__all__ = ["confirm", "connect", "disconnect", "operator_page"]
