"""Documents and their language: values, readers, segmentation, utterances, events. No database, no model."""
