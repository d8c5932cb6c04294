"""What the views of all displays are drawn with."""
