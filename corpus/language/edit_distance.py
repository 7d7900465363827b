"""How far two spellings are apart."""


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters differ: added, left out, replaced, or two neighbours swapped; more than `most` counts as more.

    The optimal string alignment distance (Damerau 1964, doi:10.1145/363958.363994).
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
