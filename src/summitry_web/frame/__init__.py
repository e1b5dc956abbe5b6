"""What every page stands in: settings, templates, languages, lists, and answers to refusals."""
