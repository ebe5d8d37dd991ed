"""The Evaluación step: paper forms entered by keys, charts that grow beside them."""
