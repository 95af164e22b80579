"""Pictures of results: from typed values to geometry, which templates draw as SVG.

Nothing here knows a language, a colour or a template. Widths are in thousandths of the picture,
so that one drawing fits a phone, a desk and a sheet of paper; heights are the template's, in the
size of the letters. What a picture shows stands in words or in a table beside it.
"""
