"""From notices to the messages that an authority's own systems read. Pure."""

from common.wire import notices as wire
from hub.notices.congestion import Crowd
from hub.notices.notices import Come
from hub.publish.snapshots import Moment
from hub.site.schema import Site


def arrivals_of(come: Come, site: Site, moment: Moment) -> wire.Arrivals:
    """Return who has come for an authority."""
    return wire.Arrivals(
        incarnation=moment.incarnation,
        revision=moment.revision,
        at_ms=moment.at_ms,
        arrived=tuple(
            wire.Arrived(
                id=arrival.visit,
                number=arrival.number,
                service=arrival.service,
                zone=site.services[arrival.service].zone,
                age_ms=max(0, moment.house_ms - arrival.at),
                expert=arrival.expert or None,
            )
            for arrival in come.newest
        ),
        more=come.more,
    )


def congestion_of(crowd: Crowd | None, moment: Moment) -> wire.CongestionState:
    """Return whether an authority's queue is crowded."""
    if crowd is None:
        return wire.CongestionState(
            incarnation=moment.incarnation, revision=moment.revision, at_ms=moment.at_ms, raised=False
        )
    return wire.CongestionState(
        incarnation=moment.incarnation,
        revision=moment.revision,
        at_ms=moment.at_ms,
        raised=not crowd.over_at,
        id=crowd.id,
        by=crowd.by.value,
        age_ms=max(0, moment.house_ms - (crowd.over_at or crowd.raised_at)),
        waiting=crowd.load.waiting,
        minutes=crowd.load.minutes,
    )
