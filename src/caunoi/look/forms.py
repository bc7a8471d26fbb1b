"""Plain Django forms drawn as fields with label, hint and error; no form needs to know a class name."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Input

# Special kinds first: the first that fits names the class.
CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, ""),
    (forms.MultipleHiddenInput, ""),
    (forms.CheckboxSelectMultiple, "govuk-checkboxes__input"),
    (forms.RadioSelect, "govuk-radios__input"),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.Select, "govuk-select"),
    (forms.Textarea, "govuk-textarea"),
    (forms.DateInput, "govuk-input govuk-input--width-10"),
    (forms.NumberInput, "govuk-input govuk-input--width-5"),
    (Input, "govuk-input"),
)
TEXT_BOXES = ("govuk-select", "govuk-textarea", "govuk-input")


class Field(BoundField):
    """A field that adds its class names and leaves checking to the server, whose words are kinder than a browser's."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        attrs.pop("required", None)
        if widget.use_fieldset:  # a ring has no invalid state of its own: the error stands on the fieldset
            attrs.pop("aria-invalid", None)
        classes = " ".join(filter(None, (self._class(widget), widget.attrs.get("class"))))
        return {**attrs, "class": classes} if classes else attrs

    def _class(self, widget: forms.Widget) -> str:
        name = next((name for kind, name in CLASSES if isinstance(widget, kind)), "")
        first = name.split(" ")[0]
        return f"{name} {first}--error" if self.errors and first in TEXT_BOXES else name

    @property
    def target(self) -> str:
        """Id of what the error summary leads to: the box, or the first choice of a group."""
        return f"{self.auto_id}_0" if self.use_fieldset else str(self.id_for_label or self.auto_id)

    @property
    def before_error(self) -> str:
        """The label as it begins a line of the error summary: a question keeps its own mark."""
        label = str(self.label)
        return label if label.endswith("?") else f"{label}:"

    @property
    def is_tick(self) -> bool:
        """One box to tick, whose label stands after it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def says_optional(self) -> bool:
        """Optional fields say so, unless the form is a filter (`mark_optional = False`)."""
        return not self.field.required and not self.is_tick and getattr(self.form, "mark_optional", True)


class Renderer(TemplatesSetting):
    """Named in FORM_RENDERER: forms, fields and widgets come from this package's templates."""

    form_template_name = "look/form.html"
    formset_template_name = "look/formset.html"
    field_template_name = "look/field.html"
    bound_field_class = Field
