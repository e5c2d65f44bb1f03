"""What the door needs to know of the place it runs in."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, SecretStr


class ApiSettings(BaseModel):
    """Settings of the door, built from any object that has these attributes; the composition root owns their source.

    Durations are seconds unless the name says otherwise; sizes are bytes; limits are in the notation of `limits`
    ("10/minute").
    """

    model_config = ConfigDict(frozen=True, from_attributes=True, extra="ignore")

    database_url: str | SecretStr
    temporal_address: str = "127.0.0.1:7233"
    temporal_namespace: str = "default"
    task_queue: str = "tramita"
    documents_dir: Path = Path(".tramita/documents")
    public_url: str = "http://127.0.0.1:8000"
    cookie_secure: bool = False
    session_hours: float = Field(default=12, gt=0)
    engine_patience: float = Field(default=15, gt=0)
    max_body: int = 1_000_000
    max_upload: int = 20_000_000
    login_limit: str = "10/minute"
    public_limit: str = "120/minute"
    password_checks_at_once: int = Field(default=2, ge=1)

    @property
    def database(self) -> str:
        """The database URL in clear, for the engine only."""
        url = self.database_url
        return url.get_secret_value() if isinstance(url, SecretStr) else url
