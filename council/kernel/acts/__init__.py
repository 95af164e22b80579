"""Acts and views: the shape of the rows that say who may do what, and which press leads where."""
