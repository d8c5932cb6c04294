"""What a check tells of one thing that is wrong, or odd, in a good site file."""

import copy
from typing import Any

import msgspec
import pytest

from hub.site.check import Verdict, check
from hub.site.rules import languages
from hub.site.schema import Site
from tests.hub.site.sites import GOOD, HERE, NOW, changed


def test_the_good_site_is_fine() -> None:
    verdict = check(GOOD, NOW)
    assert verdict == Verdict(msgspec.convert(GOOD, Site), (), ())


def test_nothing_is_concluded_from_what_is_wrong_itself() -> None:
    """A wall with a misspelt kind is told once, and not also by every zone and kiosk that names it."""
    verdict = changed(devices__wall_of_1__kind="wal")
    assert [mistake.key for mistake in verdict.mistakes] == ["devices.wall-1.kind"]
    verdict = changed(devices__wall_of_1__kind="screen")
    assert [mistake.key for mistake in verdict.mistakes] == ["devices.wall-1.kind"]
    assert not verdict.warnings


def test_a_pool_too_small_for_the_day_is_told_with_what_would_do() -> None:
    numbering = {"first": 100, "last": 199, "reserve": 50, "lease": 3, "busiest_day": 60}
    (mistake,) = changed(numbering=numbering).mistakes
    assert mistake.key == "numbering.last"
    assert mistake.hint == "at least 212"
    assert not changed(numbering={**numbering, "last": 212}).mistakes


def test_each_letter_must_hold_the_busiest_day() -> None:
    numbering = {"scheme": "prefix", "first": 1, "last": 112, "reserve": 50, "lease": 3, "busiest_day": 60}
    letters: dict[str, Any] = {"authorities__tax__letter": "T", "authorities__land_of_survey__letter": "L"}
    (mistake,) = changed(numbering=numbering, **letters).mistakes
    assert (mistake.key, mistake.hint) == ("numbering.last", "at least 113")
    assert "of each letter" in mistake.problem
    assert not changed(numbering={**numbering, "last": 113}, **letters).mistakes


@pytest.mark.parametrize("seed", [None, "pori", "0123456789abcde"])
def test_mixed_numbers_need_a_seed_that_nobody_guesses(seed: str | None) -> None:
    numbering = {"scheme": "mixed"} if seed is None else {"scheme": "mixed", "seed": seed}
    (mistake,) = changed(numbering=numbering).mistakes
    assert mistake.key == "numbering.seed"
    assert "openssl rand -hex 16" in mistake.hint
    assert not changed(numbering={"scheme": "mixed", "seed": "0123456789abcdef"}).mistakes
    assert not changed(numbering={**numbering, "scheme": "sequential"}).mistakes


def test_letters_of_services_matter_with_the_scheme_prefix_alone() -> None:
    letters: dict[str, Any] = {"authorities__tax__letter": "K", "authorities__land_of_survey__letter": "K"}
    kiosk = {"devices__kiosk_of_1__letter": "K"}
    assert not changed(**letters, **kiosk).mistakes
    keys = [mistake.key for mistake in changed(numbering={"scheme": "prefix"}, **letters, **kiosk).mistakes]
    assert keys == ["services.land-extracts.letter", "devices.kiosk-1.letter"]


def test_a_letter_is_one_capital() -> None:
    (mistake,) = changed(devices__kiosk_of_1__letter="k").mistakes
    assert mistake.key == "devices.kiosk-1.letter"


def test_a_device_is_not_called_as_the_accounts_of_authorities_are() -> None:
    data = copy.deepcopy(GOOD)
    data["devices"]["authority-tax"] = {"kind": "deviceagent"}
    data["devices"]["authority"] = {"kind": "deviceagent"}
    assert [mistake.key for mistake in check(data, NOW).mistakes] == ["devices.authority-tax"]


def test_an_authority_is_not_called_as_the_hub_is() -> None:
    data = copy.deepcopy(GOOD)
    data["authorities"]["hub"] = data["authorities"]["tax"]
    told = [str(mistake) for mistake in check(data, NOW).mistakes if mistake.key == "authorities.hub"]
    assert any('must not be called "hub"' in one for one in told)


def test_more_kiosks_than_letters_are_too_many() -> None:
    data = copy.deepcopy(GOOD)
    data["numbering"] = {"last": 9999}
    data["devices"] |= {f"extra-{number}": data["devices"]["kiosk-1"] for number in range(23)}
    assert [mistake.key for mistake in check(data, NOW).mistakes] == ["devices.extra-22.letter"]


def test_a_range_that_ends_before_it_begins_is_told() -> None:
    (mistake,) = changed(numbering={"first": 500, "last": 100}).mistakes
    assert (mistake.key, mistake.hint) == ("numbering.last", "the last number comes after the first")


def test_an_alarm_point_must_say_what_its_second_way_is() -> None:
    point = {"place": "desk-1", "device": "agent-1", "where": {"fi": "Pöytä", "sv": "Bord", "en": "Desk"}}
    receivers = {
        **GOOD["devices"],
        "agent-1": {"kind": "deviceagent"},
        "guard-1": {"kind": "guard", "panel": {"width_mm": 344, "height_mm": 194}},
        "keeper-1": {"kind": "keeper", "own_broker": False},
    }

    def verdict(way: dict[str, str], *, own_broker: bool = False) -> Verdict:
        devices = {**receivers, "keeper-1": {"kind": "keeper", "own_broker": own_broker}}
        return changed(devices=devices, points={"panic-1": {**point, **way}})

    key = "points.panic-1.second_way"
    assert [mistake.key for mistake in verdict({}).mistakes] == [key]
    assert [mistake.key for mistake in verdict({"second_way": "guard-broker"}).mistakes] == [key]
    accepted = verdict({"second_way": "none"})
    assert (accepted.mistakes, [caution.key for caution in accepted.warnings]) == ((), [key])
    assert verdict({"second_way": "guard-broker"}, own_broker=True).warnings == ()
    assert verdict({"second_way": "relay"}).warnings == ()


def test_a_safety_room_without_an_alarm_point_is_a_warning() -> None:
    (caution,) = changed(places__room_of_1__kind="safety_room").warnings
    assert caution.key == "places.room-1"


def test_a_second_keeper_is_refused() -> None:
    verdict = changed(devices__k_of_1={"kind": "keeper"}, devices__k_of_2={"kind": "keeper"})
    assert [mistake.key for mistake in verdict.mistakes] == ["devices.k-2"]


def test_signs_of_a_bilingual_municipality_begin_with_the_majoritys_language() -> None:
    assert not changed(languages__signs=["fi", "sv", "en"]).mistakes
    for wrong in (["fi"], ["sv", "fi"], ["fi", "en", "sv"]):
        (mistake,) = changed(languages__signs=wrong).mistakes
        assert mistake.key == "languages.signs"
        assert "33 §" in mistake.hint


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ("zones__lobby__walls", ["wall-1", "wall-1"], "zones.lobby.walls[1]"),
        ("places__desk_of_1__authorities", ["tax", "land-survey", "tax"], "places.desk-1.authorities[2]"),
        ("languages__signs", ["fi", "sv", "fi"], "languages.signs[2]"),
        ("languages__first", ["fi", "sv", "en", "sv"], "languages.first[3]"),
        ("devices__kiosk_of_1__parts", ["printer", "headset", "printer"], "devices.kiosk-1.parts[2]"),
    ],
)
def test_what_is_named_twice_is_told(path: str, value: list[str], key: str) -> None:
    verdict = changed(**{path: value})
    assert [mistake.key for mistake in verdict.mistakes] == [key]


def test_a_sign_in_a_language_that_walls_do_not_know_yet_is_a_warning() -> None:
    data = copy.deepcopy(GOOD)
    data["languages"]["signs"] = ["fi", "sv", "so"]
    for table in ("zones", "places"):
        for entry in data[table].values():
            entry["names"]["so"] = f"{entry['names']['en']} so"
    verdict = check(data, NOW)
    assert not verdict.mistakes
    assert [caution.key for caution in verdict.warnings] == ["languages.signs[2]"]


def test_gaps_in_a_further_language_are_counted_once_a_language() -> None:
    data = copy.deepcopy(GOOD)
    data["languages"]["more"] = ["ru"]
    data["names"]["ru"] = "Пункт"
    site = msgspec.convert(data, Site)
    (finding,) = languages.find(site)
    assert (finding.warning, finding.key) == (True, "languages.more[0]")
    assert finding.problem.startswith("lacks 7 texts in ru: authorities.tax.names, ")


def test_a_language_of_the_sites_own_is_a_warning() -> None:
    verdict = changed(languages__more=["so"])
    assert not verdict.mistakes
    told = [caution for caution in verdict.warnings if "no catalogue" in caution.problem]
    assert [caution.key for caution in told] == ["languages.more[0]"]


def test_what_kiosks_offer_must_be_there() -> None:
    offers = "devices__kiosk_of_1__offers"
    source = {
        "authority": "tax",
        "service": "tax-personal",
        "file": "/a.csv",
        "form": "csv",
        "matched": "time",
    }
    assert [m.key for m in changed(**{offers: "appointments"}).mistakes] == ["devices.kiosk-1.offers"]
    assert not changed(**{offers: "appointments"}, appointments={"tax-book": source}).mistakes
    assert not changed(**{offers: "numbers"}).warnings
    warned = changed(**{offers: "numbers"}, appointments={"tax-book": source}).warnings
    assert [caution.key for caution in warned] == ["appointments"]


def test_who_comes_without_an_appointment_gets_a_number_somewhere() -> None:
    source = {
        "authority": "tax",
        "service": "tax-personal",
        "file": "/a.csv",
        "form": "csv",
        "matched": "time",
    }
    verdict = changed(
        devices__kiosk_of_1__offers="appointments",
        appointments={"tax-book": source},
        roles__adviser__rights=["serve"],
    )
    assert [mistake.key for mistake in verdict.mistakes] == ["roles"]


@pytest.mark.parametrize(
    "address",
    [
        "https://turns.example/{ticket}",
        "https://turns.example:8443/fi/{ticket}/now",
        "https://turns.example/?turn={ticket}",
        "https://turns.example/#{ticket}",
    ],
)
def test_turn_can_be_followed_at_an_address_with_the_ticket_in_it(address: str) -> None:
    assert not changed(kiosk={"follow": address}).mistakes


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://turns.example/",
        "http://turns.example/{ticket}",
        "https://turns.example/{ticket}/{ticket}",
        "https://turns.example/{ticket}/{number}",
        "https://turns.example/{}/{ticket}",
        "https://{ticket}.example/",
        "https://turns.example{ticket}",
        "https:///{ticket}",
        "https://turns.example:nine/{ticket}",
        "https://[turns/{ticket}",
        "https://name@turns.example/{ticket}",
        "https://turns.example/a turn/{ticket}",
        "https://vuoro.example/ä/{ticket}",
        "https://turns.example/\n{ticket}",
        "turns.example/{ticket}",
    ],
)
def test_address_that_leads_nowhere_is_told(address: str) -> None:
    (mistake,) = changed(kiosk={"follow": address}).mistakes
    assert mistake.key == "kiosk.follow"


def test_situation_that_leads_only_to_closed_doors_is_a_warning() -> None:
    names = {"fi": "Muutto", "sv": "Flytt", "en": "Moving"}
    shut = {
        "services__land_of_extracts__hours": "Sa 10:00-12:00",
        "situations__moving": {"names": names, "services": ["land-extracts"]},
    }
    keys = [caution.key for caution in changed(**shut).warnings]
    assert keys == ["situations.moving", "services.land-extracts.hours"]
    shut["situations__moving"] = {"names": names, "services": ["land-extracts", "tax-personal"]}
    assert [caution.key for caution in changed(**shut).warnings] == ["services.land-extracts.hours"]


def test_a_site_may_offer_just_the_languages_that_screens_have_words_for() -> None:
    screens = HERE.parents[2] / "common" / "screen" / "languages"
    assert set(languages.SPOKEN) == {file.stem for file in screens.glob("*.toml")}


def test_a_place_named_after_an_authority_gives_it_away() -> None:
    verdict = changed(
        authorities__tax__short={"fi": "Vero", "sv": "Skatt", "en": "Tax"},
        places__desk_of_1__names={"fi": "Veropiste", "sv": "Skattedisken", "en": "Taxi desk"},
    )
    keys = {caution.key for caution in verdict.warnings}
    assert keys == {f"places.desk-1.names.{code}" for code in ("fi", "sv", "en")}


def test_a_place_of_one_authority_gives_it_away_only_among_several() -> None:
    assert [w.key for w in changed(places__desk_of_1__authorities=["tax"]).warnings] == [
        "places.desk-1.authorities"
    ]
    alone = changed(
        authorities__land_of_survey=None,
        services__land_of_extracts=None,
        places__desk_of_1__authorities=["tax"],
    )
    assert not alone.warnings
    assert not alone.mistakes


def test_hours_that_never_come_are_told() -> None:
    (mistake,) = changed(hours="2025 Mo-Fr 08:00-16:00; PH off").mistakes
    assert (mistake.key, mistake.problem) == ("hours", "is open on no day of the next 400")
    (caution,) = changed(authorities__tax__hours="Sa 10:00-14:00").warnings
    assert caution.key == "authorities.tax.hours"
    (caution,) = changed(services__tax_of_personal__hours="Su 10:00-14:00").warnings
    assert caution.key == "services.tax-personal.hours"


def test_hours_without_holidays_are_a_warning() -> None:
    (caution,) = changed(hours="Mo-Fr 08:00-16:15").warnings
    assert caution.key == "hours"


def test_without_a_kiosk_somebody_must_check_in() -> None:
    assert not changed(devices__kiosk_of_1=None).mistakes
    (mistake,) = changed(devices__kiosk_of_1=None, roles__adviser__rights=["serve"]).mistakes
    assert mistake.key == "roles"
    assert "check-in" in mistake.problem
