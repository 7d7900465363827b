"""Measuring and calibrating: data sets, metrics, figures."""
