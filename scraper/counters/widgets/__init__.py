"""The widgets that print counters, a module each with ``WIDGET``. To add one, write its module."""

from importlib import import_module
from pkgutil import iter_modules

from scraper.counters.widgets.widget import Widget

WIDGETS: dict[str, Widget] = {
    module.name: import_module(f"{__name__}.{module.name}").WIDGET
    for module in iter_modules(__path__)
    if module.name != "widget"
}
