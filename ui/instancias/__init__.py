"""The section Instancias: the matriz of every territory as list and map, and the page of each instancia."""
