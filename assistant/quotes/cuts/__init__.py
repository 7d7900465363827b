"""What a cut turns: omitted words that negate, condition, limit or attribute the words kept, by the syntax of the sentence."""
