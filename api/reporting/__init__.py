"""Readers' and publishers' side: reports come in, are triaged and answered; retractions stay visible."""
