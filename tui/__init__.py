"""The shell: command line, app, theme, language, forms, widgets. It knows no rule of the field."""
