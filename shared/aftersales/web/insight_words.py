"""Names of the dashboards and their sections, and the question that each dashboard answers."""

from collections.abc import Mapping
from types import MappingProxyType

from aftersales.web.words import N_

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "health": N_("Health"),
        "returns": N_("Returns and refunds"),
        "reviews": N_("Reviews and causes"),
        "service": N_("Service"),
        "people": N_("People"),
        "platforms": N_("Platforms"),
        "logistics": N_("Logistics"),
    }
)

QUESTIONS: Mapping[str, str] = MappingProxyType(
    {
        "health": N_("Is anything wrong, and since when?"),
        "returns": N_("What comes back, what does it cost, and why?"),
        "reviews": N_("What do customers complain about, in their own words?"),
        "service": N_("How fast and how well do we answer?"),
        "people": N_("Who carries the load, and how does it go?"),
        "platforms": N_("Where does it go better, where worse?"),
        "logistics": N_("Which carriers and warehouses keep their word?"),
    }
)

TEACHING: Mapping[str, str] = MappingProxyType(
    {
        "health": N_(
            "Return rate, refunds, bad reviews, answering times and delivery, each against the period before."
        ),
        "returns": N_(
            "Return and refund rates by product, market and store, their causes, and what they cost."
        ),
        "reviews": N_(
            "Stars, bad reviews by product, and ranked causes with customers' own sentences beside them."
        ),
        "service": N_(
            "First response, response and resolution times, backlog, satisfaction, and a map of busy hours."
        ),
        "people": N_(
            "Cases, replies and their quality per person; nobody with fewer than 20 cases is ranked."
        ),
        "platforms": N_("The same figures side by side for every platform that is connected."),
        "logistics": N_("A scorecard per carrier: dispatch and delivery on time, losses, damages, claims."),
    }
)
"""What a page will show once there are facts."""

SECTIONS: Mapping[str, str] = MappingProxyType(
    {
        "overview": N_("At a glance"),
        "causes": N_("What it is about"),
        "money": N_("Costs and loyalty"),
        "returns": N_("Returns"),
        "return_causes": N_("Why things come back"),
        "refunds": N_("Refunds and disputes"),
        "kept": N_("Exchanged and kept"),
        "costs": N_("What it costs"),
        "reviews": N_("Reviews"),
        "reading": N_("How well texts are read"),
        "speed": N_("How fast we answer"),
        "resolution": N_("How it is resolved"),
        "backlog": N_("What is waiting"),
        "satisfaction": N_("How satisfied they are"),
        "hours": N_("When they write"),
        "automation": N_("What runs by itself"),
        "people": N_("Person by person"),
        "team": N_("The team over time"),
        "platforms": N_("Platform by platform"),
        "side_by_side": N_("Side by side"),
        "markets": N_("By market"),
        "carriers": N_("Carrier by carrier"),
        "lanes": N_("Over time, by market and warehouse"),
        "claims": N_("Claims against carriers"),
    }
)
