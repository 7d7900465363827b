"""Square brackets: what explains is a marked change, what adds or replaces anything else alters the words."""

from collections.abc import Callable

import pytest

from dragoman import Dragoman

SPEECH = """“The bridge must carry the carts through the spring,” said Nora Feld, the mayor. “They came at dusk and carried off \
our sheep and our hay. He told the guild about it. We asked the group for timber. Our cousins paid for the roof. She \
was afraid of the ice. The judges will read the letter in June. Many shepherds have left the hills. I will write to \
him tomorrow. The guild approved the plan. Kestrel rejected the deal. The riders gave us salt. He said it was too \
late. The crews rested on Friday. They surrounded the mill. The NRG closed the road. On Friday 9 May the mill stood still. \
I heard that she’s coming on Monday. They’re ready to sail. D’Arvenne sold the mill.”
"""


@pytest.fixture(scope="module")
def desk(opened_with: Callable[..., Dragoman]) -> Dragoman:
    return opened_with(bridge=SPEECH)


@pytest.mark.parametrize(
    "given",
    [
        "[The riders] came at dusk and carried off our sheep",
        "[The riders] carried off our sheep and our hay",
        "He told the guild about [the theft].",
        "We asked [the council] for timber",
        "We asked the group [Kestrel] for timber",
        "She [is] afraid of the ice",
        "The judges [would] read the letter in June",
        "I will write to [the baron] tomorrow",
        "[She] will write to him tomorrow",
        "Kestrel [the northern group] rejected the deal",
        "The riders gave [the shepherds] salt",
        "He [the miller] told the guild about it",
        "Kestrel rejected the [Bern] deal",
        "The crews rested on Friday [24 October]",
        "The judges will read the letter in June [1987]",
        "They [the riders] surrounded the mill",
        "The NRG [Northern Road Guard] closed the road",
        "[T]he guild approved the plan",
        "The guild approved [sic] the plan",
        "... [the riders] surrounded the mill",
        "[The mayor]’s coming on Monday",
        "I heard that [the mayor]’s coming on Monday",
        "[d]’Arvenne sold the mill",
        "[They] are ready to sail",
        "[The crews] are ready to sail",
    ],
)
def test_a_bracket_that_explains_is_a_marked_change(desk: Dragoman, given: str) -> None:
    report = desk.check_quote(given)
    assert report.verdict in ("elided", "verbatim"), (report.flags, report.reasons)


@pytest.mark.parametrize(
    "given",
    [
        "The bridge must carry the carts through the spring [for the villagers]",
        "They came at dusk [with torches] and carried off our sheep",
        "They carried off our sheep and our hay [by force]",
        "[All] shepherds have left the hills",
        "[Few] shepherds have left the hills",
        "The guild [rejected] the plan",
        "The guild [reluctantly] approved the plan",
        "The guild approved [half of] the plan",
        "The judges [might] read the letter in June",
        "The judges will [never] read the letter in June",
        "I will write to him [if he pays]",
        "[If he pays,] I will write to him tomorrow",
        "[Only] the guild approved the plan",
        "The riders gave us [rotten] salt",
        "The riders gave us salt [and silver]",
        "Our cousins paid [nothing] for the roof",
        "They came at dusk and carried off [the chapel] and our hay",
        "They [were surrounded by] the mill",
        "We asked the group for [silver]",
        "Kestrel [and Merlin] rejected the deal",
        "He said it was [not] too late",
        "We [the sheep] asked the group for timber",
        "The guild approved the plan [secretly]",
        "[Yesterday] the guild approved the plan",
        "The judges will read the letter in June [not July]",
        "The judges will read the letter [in 1987] in June",
        "The crews [had to rest] on Friday",
        "We [have to] asked the group for timber",
        "On Friday [2] May the mill stood still",
        "I heard that [nobody]’s coming on Monday",
        "[They] are not ready to sail",
        "[Nobody] is ready to sail",
    ],
)
def test_a_bracket_that_says_more_alters_the_words(desk: Dragoman, given: str) -> None:
    report = desk.check_quote(given)
    assert report.verdict == "altered", report.diff


def test_the_report_names_the_bracket_that_alters(desk: Dragoman) -> None:
    report = desk.check_quote("[The riders] carried off our sheep [at gunpoint] and our hay")
    assert report.verdict == "altered"
    assert any(reason.endswith("“[at gunpoint]”.") for reason in report.reasons), report.reasons
