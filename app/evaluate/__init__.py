"""How good extraction is, measured on articles that a person annotated: annotation and findings in, figures out."""
