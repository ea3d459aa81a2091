"""In which languages and formats a report is handed out. Apart from its making, so that opening a link loads no figures."""

from aftersales.records.tongues import TONGUES

LANGUAGES = TONGUES
CONTENT_TYPES = {
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
}
