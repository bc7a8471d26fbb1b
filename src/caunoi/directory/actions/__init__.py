"""Everything that writes the directory. Its hardest rule: a shelter never gets an address, the police never anybody sent."""

from caunoi.directory.actions.entering import bring_in_services
from caunoi.directory.actions.keeping import keep_service
from caunoi.directory.actions.loading import load_catalogue, load_reference
from caunoi.directory.actions.marking import confirm_service, mark_tried

__all__ = ["bring_in_services", "confirm_service", "keep_service", "load_catalogue", "load_reference", "mark_tried"]
