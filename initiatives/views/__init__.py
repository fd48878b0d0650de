"""Views: thin functions that read a form, call a service and choose a template."""
