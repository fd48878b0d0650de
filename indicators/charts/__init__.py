"""Drawings: places computed here, written down by `templates/charts/`.

`draw_…` takes what is to be shown and a sheet (wide or narrow) and gives a `Drawing`, or None when
there is nothing to draw. `render` makes SVG of it. Nothing here reads the database.
"""
