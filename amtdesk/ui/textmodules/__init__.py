"""The Textbausteine of the house."""
