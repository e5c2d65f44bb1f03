"""What the door needs to know of the place it runs in."""

from pydantic import BaseModel, ConfigDict, Field, SecretStr


class ApiSettings(BaseModel):
    """Settings of the door, built from any object that has these attributes; the composition root owns their source.

    Durations are seconds unless the name says otherwise; sizes are bytes; limits are in the notation of `limits`
    ("10/minute").
    """

    model_config = ConfigDict(frozen=True, from_attributes=True, extra="ignore")

    database_url: SecretStr
    database_pool: int = Field(default=10, ge=1)
    temporal_address: str
    temporal_namespace: str = "default"
    temporal_api_key: SecretStr | None = None
    temporal_tls: bool = False
    task_queue: str = "tramita"
    public_url: str = "http://127.0.0.1:8000"
    cookie_secure: bool = False
    session_hours: float = Field(default=12, gt=0)
    engine_patience: float = Field(default=15, gt=0)
    max_body: int = 1_000_000
    max_upload: int = 20_000_000
    login_limit: str = "10/minute"
    public_limit: str = "120/minute"
    password_checks_at_once: int = Field(default=2, ge=1)
