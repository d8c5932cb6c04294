"""Frames out of a stream with rubbish and cuts."""

import random

from hypothesis import example, given
from hypothesis import strategies as st

from deviceagent.sensors.frames import HEADER, FrameReader, Target, TargetFrame, parse_data

# Byte by byte from the radar's protocol, so that reader and simulator are not judged by each other.
MOVING_AT_81_CM = bytes.fromhex("f4f3f2f1 0d00 02aa 01 5100 3b 0000 00 5100 5500 f8f7f6f5")
STILL_AT_300_CM = bytes.fromhex("f4f3f2f1 0d00 02aa 02 0000 00 2c01 64 2c01 5500 f8f7f6f5")
BOTH = bytes.fromhex("f4f3f2f1 0d00 02aa 03 1e00 3c 0000 39 0000 5500 f8f7f6f5")
NOBODY = bytes.fromhex("f4f3f2f1 0d00 02aa 00 0000 00 0000 00 0000 5500 f8f7f6f5")
ENGINEERING = bytes.fromhex(
    "f4f3f2f1 2300 01aa 03 1e00 3c 0000 39 0000 08083c2205030304030605 000039391013060608 0304 5500 f8f7f6f5"
)
GOOD = [MOVING_AT_81_CM, STILL_AT_300_CM, BOTH, NOBODY]


def test_frames_say_who_is_there_and_how_far() -> None:
    frames = FrameReader().feed(b"".join(GOOD))
    assert frames == [
        TargetFrame(Target.MOVING, 81),
        TargetFrame(Target.STILL, 300),
        TargetFrame(Target.MOVING | Target.STILL, 30),
        TargetFrame(Target(0), 0),
    ]


def test_engineering_frame_is_read_too() -> None:
    assert FrameReader().feed(ENGINEERING) == [TargetFrame(Target.MOVING | Target.STILL, 30)]


def test_stream_in_pieces_gives_the_same_frames() -> None:
    reader = FrameReader()
    stream = b"".join(GOOD)
    frames = [frame for index in range(len(stream)) for frame in reader.feed(stream[index : index + 1])]
    assert frames == FrameReader().feed(stream)
    assert reader.refused == 0


def test_all_of_1000_good_frames_come_through_rubbish_and_cuts() -> None:
    chance = random.Random(1)
    stream = bytearray()
    for index in range(1000):
        kind = index % 4
        if kind == 1:
            stream += chance.randbytes(chance.randrange(40))
        elif kind == 2:
            stream += MOVING_AT_81_CM[: chance.randrange(1, 23)]
        elif kind == 3:
            stream += HEADER + chance.randbytes(2)
        stream += GOOD[index % len(GOOD)]
    reader = FrameReader()
    frames: list[TargetFrame] = []
    while stream:
        size = chance.randrange(1, 60)
        frames += reader.feed(bytes(stream[:size]))
        del stream[:size]
    assert len(frames) >= 1000
    assert len([frame for frame in frames if frame in FrameReader().feed(b"".join(GOOD))]) == 1000


@given(st.lists(st.binary(max_size=200), max_size=10))
@example([HEADER * 60])
@example([HEADER + b"\xff\xff"])
def test_a_good_frame_comes_through_after_any_rubbish(rubbish: list[bytes]) -> None:
    reader = FrameReader()
    for piece in rubbish:
        reader.feed(piece)
    # A frame that the rubbish has begun may swallow at most its own length: 64 and the frame's own 10.
    frames = [frame for _ in range(5) for frame in reader.feed(MOVING_AT_81_CM)]
    assert frames[-1] == TargetFrame(Target.MOVING, 81)


def test_memory_is_bounded_by_one_frame() -> None:
    reader = FrameReader()
    for _ in range(100):
        reader.feed(HEADER + b"\x40\x00" + bytes(60))
    assert len(reader._buffer) < 80  # pyright: ignore[reportPrivateUsage]


def test_data_that_is_no_target_report_is_refused() -> None:
    data = MOVING_AT_81_CM[6:-4]
    assert parse_data(data) is not None
    for index, wrong in ((0, 0x03), (1, 0xAB), (2, 0x07), (11, 0x54)):
        assert parse_data(data[:index] + bytes([wrong]) + data[index + 1 :]) is None
    assert parse_data(data[:-1]) is None
