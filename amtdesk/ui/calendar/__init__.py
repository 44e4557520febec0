"""The Redaktionsplan: month, week and list, beside the editor."""
