"""What a cut turns: the words left out that negate, condition, limit or attribute the words kept, by the syntax of the sentence."""
