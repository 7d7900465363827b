"""Editing a description, and bringing back what was removed, over HTTP."""

from pathlib import Path

import httpx

from dragoman import Dragoman
from dragoman.api.access import Access
from dragoman.api.app import application
from dragoman.web.server import running

WORDS = b"The ferry committee met in Lorne on Monday. It asked for two new boats before the winter."


def test_a_description_is_edited_and_a_removed_document_comes_back(tmp_path: Path) -> None:
    with (
        Dragoman.open(tmp_path / "home") as opened,
        running(application(opened, Access(editing=True, local=True))) as address,
        httpx.Client(base_url=address, timeout=60) as http,
    ):
        assert http.post("/api/documents", files={"files": ("ferry.txt", WORDS)}).json()["added"] == 1
        [one] = http.get("/api/documents", params={"words": "ferry"}).json()["documents"]
        edited = http.patch(f"/api/documents/{one['id']}", json={"publisher": "Lorne Post", "language": "en"}).json()
        assert (edited["publisher"], edited["language"]) == ("Lorne Post", "en")
        again = http.post("/api/documents", files={"files": ("ferry.txt", WORDS)}).json()
        assert (again["added"], again["unchanged"]) == (0, 1)
        history = http.get(f"/api/documents/{edited['id']}/history").json()
        assert [(change["field"], change["after"]) for change in history["edits"]] == [
            ("publisher", "Lorne Post"),
            ("language", "en"),
        ]
        other = http.post("/api/documents", files={"files": ("ferry.txt", b"Snow fell on the pass. No lorry came.")})
        assert other.json()["added"] == 1

        assert http.delete(f"/api/documents/{edited['id']}").status_code == 200
        assert edited["id"] in [gone["id"] for gone in http.get("/api/removed").json()["documents"]]
        done = http.post(f"/api/versions/{edited['id']}/restore", json={})
        assert done.status_code == 200, done.text
        back = done.json()
        assert back["text"] == WORDS.decode()
        assert http.patch(f"/api/documents/{back['id']}", json={"published": "some day"}).status_code == 422
        assert http.delete(f"/api/documents/{back['id']}", params={"for_good": True}).status_code == 200
        assert http.get("/api/removed").json()["documents"] == []
        assert http.delete(f"/api/documents/{back['id']}", params={"for_good": True}).status_code == 404
        assert http.post("/api/versions/0000000000000000/restore", json={}).status_code == 404
