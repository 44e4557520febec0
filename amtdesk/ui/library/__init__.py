"""The panel of Textbausteine."""
