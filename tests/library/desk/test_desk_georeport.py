"""GeoReport v2: JSON and XML say the same, and nothing breaks on odd words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from wijkwijzer.desk import Service, ServiceRequest, as_json, as_xml
from wijkwijzer.errors import InputError

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def _request(**changed: object) -> ServiceRequest:
    fields: dict[str, object] = {
        "service_request_id": "27",
        "status": "open",
        "status_notes": "De eigenaar zegt: dit is van ons.",
        "service_name": "Gemeentelijke regel",
        "service_code": "gemeentelijke-regel",
        "description": "Wie na een opname thuiskomt, kan geen urgentie krijgen",
        "agency_responsible": "Dijkwonen",
        "requested_datetime": NOW,
        "updated_datetime": NOW,
        "expected_datetime": None,
    }
    return ServiceRequest(**(fields | changed))  # type: ignore[arg-type]


@given(st.text(max_size=60))
def test_xml_equals_json_whatever_is_written(words: str) -> None:
    row = _request(description=words)
    (told,) = as_json([row])
    (element,) = fromstring(as_xml([row], "service_requests", "request"))
    for name, value in told.items():
        found = element.find(name)
        assert found is not None
        plain = "".join(s for s in str(value) if s >= " " or s in "\n\t") if value is not None else ""
        assert (found.text or "").split() == plain.split() or not plain.isprintable()


def test_services_and_times() -> None:
    service = as_json([Service("signaal", "Signaal", "Wat mensen vertellen", type="blackbox")])[0]
    assert service["type"] == "blackbox"
    assert as_json([_request()])[0]["requested_datetime"] == "2026-03-02T09:30:00+00:00"
    for wrong in ({"status": "afgehandeld"}, {"expected_datetime": datetime(2026, 1, 1)}):  # noqa: DTZ001
        with pytest.raises(InputError):
            _request(**wrong)
