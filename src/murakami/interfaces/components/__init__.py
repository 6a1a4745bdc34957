"""The design system: page layouts and the components every page is made of.

Pages are made of these components and write no CSS of their own. A form field reaches its
template as a `FieldView` (field_view.py), whatever its type. Everything works without
JavaScript; the small modules in static/components/js only make it smoother.
`/-/components` shows every component in all its states; docs/components.md says how to use them.
"""
