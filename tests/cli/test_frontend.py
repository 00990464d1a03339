"""The front end is built again when what it is made of has changed, and only then."""

import socket
from pathlib import Path

import pytest

from monespace_app.cli import dev_proxy, frontend, serve
from monespace_app.core.settings import settings


def digest(folder: Path, salt: str = "") -> str:
    """The hash of a folder's files."""
    return frontend.digest([folder], salt)


def test_the_digest_follows_names_contents_and_mode(tmp_path: Path) -> None:
    source = tmp_path / "src" / "page.py"
    source.parent.mkdir()
    source.write_text("a")
    first = digest(tmp_path / "src")
    assert digest(tmp_path / "src") == first
    assert digest(tmp_path / "src", "production") != first
    source.write_text("b")
    assert digest(tmp_path / "src") != first
    source.write_text("a")
    source.rename(source.with_name("other.py"))
    assert digest(tmp_path / "src") != first


def test_compiled_python_files_do_not_count(tmp_path: Path) -> None:
    (tmp_path / "page.py").write_text("a")
    first = digest(tmp_path)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "page.pyc").write_bytes(b"x")
    assert digest(tmp_path) == first


def test_a_failed_build_leaves_no_stamp_and_names_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frontend, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(frontend, "prepare_environment", lambda: None)
    monkeypatch.setattr(frontend.sys, "executable", "/bin/false")
    (tmp_path / "stamp").write_text("of an older build")
    with pytest.raises(frontend.BuildError, match=r"build\.log"):
        frontend.build()
    assert not (tmp_path / "stamp").exists()
    assert (settings().data_dir / "build.log").exists()


def test_a_taken_port_is_a_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(serve.PortTakenError, match=f"Le port {port} est déjà pris.*MONESPACE_PORT"):
            serve.check_port("127.0.0.1", port, "MONESPACE_PORT")


def test_the_address_follows_the_port_unless_it_is_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MONESPACE_HOST", "MONESPACE_PORT", "MONESPACE_BASE_URL"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    settings.cache_clear()
    serve.use_address("127.0.0.1", 3456)
    assert (settings().port, settings().base_url) == (3456, "http://localhost:3456")
    monkeypatch.setenv("MONESPACE_BASE_URL", "http://127.0.0.1:9999")
    settings.cache_clear()
    serve.use_address("127.0.0.1", 3457)
    assert settings().base_url == "http://127.0.0.1:9999"


def test_the_development_server_passes_the_back_end_s_paths_on() -> None:
    source = "export default {\n  server: {\n    port: 3000,\n  },\n}"
    changed = dev_proxy.with_proxy(source, 8001)
    assert '"/_event": { target: "http://127.0.0.1:8001", ws: true }' in changed
    assert '"/session": { target: "http://127.0.0.1:8001", ws: false }' in changed
    with pytest.raises(ValueError, match="vite"):
        dev_proxy.with_proxy("export default {}", 8001)
