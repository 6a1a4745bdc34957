"""Where the fictitious world stands, and what the software must be told to find it."""

from dataclasses import dataclass
from pathlib import Path

REALM = "api/realms/main"
BUSINESS = "oauth/"
CLIENT_ID = "smart-murakami-demo"


@dataclass(frozen=True, slots=True)
class WorldAddresses:
    """Where the world listens: `port` for its pages and the card provider, `mail_port` for mail."""

    host: str = "localhost"
    port: int = 8026
    mail_port: int = 8025

    @property
    def home(self) -> str:
        """The page to begin with."""
        return f"http://{self.host}:{self.port}/"

    @property
    def issuer(self) -> str:
        """The card provider."""
        return f"{self.home}{REALM}"

    @property
    def business_issuer(self) -> str:
        """The provider of business accounts; the slash at the end belongs to it."""
        return f"{self.home}{BUSINESS}"


@dataclass(frozen=True, slots=True)
class Service:
    """Where the software stands: the residents' pages and the staff's."""

    portal: str
    office: str


def client_key_path(data_dir: Path) -> Path:
    """Where our own private key for the demo's card provider lies."""
    return data_dir / "demo" / "client_key.json"


def business_secret_path(data_dir: Path) -> Path:
    """Where the secret lies that the demo's provider of business accounts gave us."""
    return data_dir / "demo" / "business_secret"


def anchors_path(data_dir: Path) -> Path:
    """Where the certificate of the fictitious issuer of signature certificates lies."""
    return data_dir / "demo" / "signing_issuer.pem"


def staff_path(data_dir: Path) -> Path:
    """Where the sign-ins of the fictitious staff lie, for the world's page to show."""
    return data_dir / "demo" / "staff.json"


def residents_path(data_dir: Path) -> Path:
    """Where the town's synthesiser writes the residents who have a card."""
    return data_dir / "demo_residents.json"


def variables(*, data_dir: Path, world: WorldAddresses) -> dict[str, str]:
    """List the environment variables with which the software meets this world."""
    return {
        "MURAKAMI_DEMO": "1",
        "MURAKAMI_OIDC_ISSUER": world.issuer,
        "MURAKAMI_OIDC_CLIENT_ID": CLIENT_ID,
        "MURAKAMI_OIDC_PRIVATE_KEY_FILE": str(client_key_path(data_dir)),
        "MURAKAMI_BUSINESS_ID_ISSUER": world.business_issuer,
        "MURAKAMI_BUSINESS_ID_CLIENT_ID": CLIENT_ID,
        "MURAKAMI_BUSINESS_ID_CLIENT_SECRET_FILE": str(business_secret_path(data_dir)),
        "MURAKAMI_SIGNATURE_ANCHORS_FILE": str(anchors_path(data_dir)),
        "MURAKAMI_EMAIL_URL": f"smtp://127.0.0.1:{world.mail_port}",
    }
