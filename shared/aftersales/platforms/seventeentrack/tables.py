"""17TRACK's words → ours: a sub-status first, its status next; words that no table knows are UNKNOWN, never an error."""

from aftersales.records.parcel import ParcelStatus

STATUS = {
    "NotFound": ParcelStatus.REGISTERED,  # the carrier knows nothing yet
    "InfoReceived": ParcelStatus.REGISTERED,
    "InTransit": ParcelStatus.IN_TRANSIT,
    "Expired": ParcelStatus.STALLED,  # too long on its way, not an expired label
    "AvailableForPickup": ParcelStatus.AWAITING_PICKUP,
    "OutForDelivery": ParcelStatus.OUT_FOR_DELIVERY,
    "DeliveryFailure": ParcelStatus.FAILED_ATTEMPT,
    "Delivered": ParcelStatus.DELIVERED,
    "Exception": ParcelStatus.EXCEPTION,
}
SUB_STATUS = {
    "NotFound_Other": ParcelStatus.REGISTERED,
    "NotFound_InvalidCode": ParcelStatus.UNKNOWN,
    "InfoReceived": ParcelStatus.REGISTERED,
    "InTransit_PickedUp": ParcelStatus.IN_TRANSIT,
    "InTransit_Other": ParcelStatus.IN_TRANSIT,
    "InTransit_Departure": ParcelStatus.IN_TRANSIT,
    "InTransit_Arrival": ParcelStatus.IN_TRANSIT,
    "InTransit_CustomsProcessing": ParcelStatus.IN_TRANSIT,
    "InTransit_CustomsReleased": ParcelStatus.IN_TRANSIT,
    "InTransit_CustomsRequiringInformation": ParcelStatus.EXCEPTION,  # somebody must act
    "Expired_Other": ParcelStatus.STALLED,
    "AvailableForPickup_Other": ParcelStatus.AWAITING_PICKUP,
    "OutForDelivery_Other": ParcelStatus.OUT_FOR_DELIVERY,
    "DeliveryFailure_Other": ParcelStatus.FAILED_ATTEMPT,
    "DeliveryFailure_NoBody": ParcelStatus.FAILED_ATTEMPT,
    "DeliveryFailure_Security": ParcelStatus.FAILED_ATTEMPT,
    "DeliveryFailure_Rejected": ParcelStatus.FAILED_ATTEMPT,
    "DeliveryFailure_InvalidAddress": ParcelStatus.FAILED_ATTEMPT,
    "Delivered_Other": ParcelStatus.DELIVERED,
    "Exception_Other": ParcelStatus.EXCEPTION,
    "Exception_Returning": ParcelStatus.RETURNING,
    "Exception_Returned": ParcelStatus.RETURNED,
    "Exception_NoBody": ParcelStatus.EXCEPTION,
    "Exception_Security": ParcelStatus.EXCEPTION,
    "Exception_Damage": ParcelStatus.DAMAGED,
    "Exception_Rejected": ParcelStatus.EXCEPTION,
    "Exception_Delayed": ParcelStatus.STALLED,
    "Exception_Lost": ParcelStatus.LOST,
    "Exception_Destroyed": ParcelStatus.DAMAGED,
    "Exception_Cancel": ParcelStatus.STOPPED,
}
CUSTOMS_HOLD = "InTransit_CustomsRequiringInformation"
PICKED_UP = "PickedUp"
DELIVERED = "Delivered"


def status_of(status: str | None, sub_status: str | None) -> ParcelStatus:
    """Translate a pair of words; either may be missing or new."""
    found = SUB_STATUS.get(sub_status or "")
    if found is not None:
        return found
    # A new sub-status carries its status before the underscore.
    word = status or (sub_status or "").partition("_")[0]
    return STATUS.get(word, ParcelStatus.UNKNOWN)
