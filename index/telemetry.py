"""No library may report home: switched off here, before any of them is imported."""

import os
import sys


def telemetry_off() -> None:
    """Chroma's own switch; OpenVINO has none but a dialogue, and reports each import unless its reporter is missing."""
    os.environ["ANONYMIZED_TELEMETRY"] = "False"
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]  # makes importing it fail, as documented
