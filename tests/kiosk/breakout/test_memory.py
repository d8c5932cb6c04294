from tests.kiosk.breakout.memory import LEAST_SAMPLES, WARM_UP_S, Sample, complaints, growth_mb


def _flat(*, mb_per_min: float = 0.0, every_s: float = 3.0) -> list[Sample]:
    """Return a run of ten minutes."""
    moments = [number * every_s for number in range(round(600 / every_s))]
    return [(at, 100 + mb_per_min * at / 60) for at in moments]


def test_memory_that_stays_is_no_complaint_nor_what_the_warm_up_costs() -> None:
    assert complaints(_flat(mb_per_min=0.2)) == []
    assert complaints([(at, mb + min(at, WARM_UP_S)) for at, mb in _flat()]) == []


def test_memory_that_grows_steadily_is_told() -> None:
    (sentence,) = complaints(_flat(mb_per_min=0.6))
    assert "0.60 MB a minute" in sentence


def test_leap_that_the_middle_of_the_slopes_does_not_see_is_told() -> None:
    late = [(at, mb + (11.0 if at > 555 else 0.0)) for at, mb in _flat()]
    (sentence,) = complaints(late)
    assert "11.0 MB after the warm-up" in sentence


def test_one_sample_in_the_making_of_a_screen_is_no_growth() -> None:
    samples = _flat()
    at, mb = samples[-1]
    samples[-1] = (at, mb + 40)
    assert growth_mb(samples) == 0
    assert complaints(samples) == []


def test_too_few_samples_prove_nothing_and_are_told() -> None:
    assert complaints([])
    (sentence,) = complaints(_flat(every_s=6.0))
    assert f"{LEAST_SAMPLES} are needed" in sentence
