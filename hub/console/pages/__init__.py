"""The pages of the console and what can be done on each; a module a page, with its routes."""
