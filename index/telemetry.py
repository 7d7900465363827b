"""Switch off the telemetry of libraries before any of them is imported."""

import os
import sys


def telemetry_off() -> None:
    """Set the libraries' own switches; OpenVINO has none, and reports each import unless its reporter is missing."""
    os.environ["ANONYMIZED_TELEMETRY"] = "False"
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]  # makes importing it fail, as documented
