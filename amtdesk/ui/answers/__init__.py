"""Antworten: the queue, the conversation, the decision."""
