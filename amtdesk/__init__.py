"""AmtDesk: Redaktionsplan, Textbausteine and the daily Community-Runde of a small municipality."""

__version__ = "0.1.0"
