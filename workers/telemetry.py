"""Metrics and traces, off until an address is set. The packages of the extra `telemetry` are imported when needed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from workers.settings import Settings, SettingsError

if TYPE_CHECKING:
    from temporalio.client import Interceptor
    from temporalio.runtime import Runtime


def runtime(settings: Settings) -> Runtime | None:
    """The Temporal runtime that answers Prometheus on `metrics_address`, or None when it is not set.

    One for each process: call it once and pass it to the client.
    """
    if settings.metrics_address is None:
        return None
    from temporalio.runtime import PrometheusConfig, Runtime, TelemetryConfig

    metrics = PrometheusConfig(bind_address=settings.metrics_address, durations_as_seconds=True)
    return Runtime(telemetry=TelemetryConfig(metrics=metrics, global_tags={"service": "tramita"}))


def interceptors(settings: Settings, service: str) -> list[Interceptor]:
    """The interceptors that trace workflows and activities of `service`; none when no collector is set."""
    if settings.otlp_endpoint is None:
        return []
    _trace_to(settings.otlp_endpoint, service)
    from temporalio.contrib.opentelemetry import TracingInterceptor

    return [TracingInterceptor()]


def instrument(app: Any, settings: Settings) -> None:
    """Trace the requests of a FastAPI application when a collector is set."""
    if settings.otlp_endpoint is None:
        return
    _trace_to(settings.otlp_endpoint, "tramita-api")
    from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor

    # Health probes would be most of the traces.
    FastAPIInstrumentor.instrument_app(app, excluded_urls="/healthz,/readyz")


@cache
def _trace_to(endpoint: str, service: str) -> None:
    try:
        from opentelemetry import trace
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ModuleNotFoundError as error:
        raise SettingsError(f"TRAMITA_OTLP_ENDPOINT needs the extra 'telemetry' ({error.name} is missing)") from None
    provider = TracerProvider(resource=Resource({"service.name": service}))
    exporter = OTLPSpanExporter(endpoint=endpoint.rstrip("/") + "/v1/traces")
    provider.add_span_processor(BatchSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
