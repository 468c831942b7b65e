#!/usr/bin/env python3
"""Checks what an emulator answers against the published OpenAPI description of the Web API.

    pip install jsonschema PyYAML
    python check.py fixed-spotify-open-api.yml http://127.0.0.1:8080

The description is not part of this project; get `fixed-spotify-open-api.yml` from sonallux/spotify-web-api. Members
that it does not name are allowed, since the real API has such. It says of too few members that they may be null; where
the project's notes on the API know better, EXCEPTIONS says so under the number that the notes and the emulator's `Quirk`
use. The emulator has to have the profile EXTENDED. Prints a line for each endpoint; the status is 1 if anything fails.
"""

import argparse
import base64
import collections
import json
import re
import sys
import urllib.error
import urllib.parse
import urllib.request

import jsonschema
import yaml

CLIENT = ("emulator-client-id", "emulator-client-secret")
REFRESH_TOKEN = "emulator-refresh-token"
UNKNOWN = "0" * 22


class Finding:
    """An error of the validator: where, what is there, and the objects around it, outermost first."""

    def __init__(self, body, error):
        self.path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.absolute_path)
        self.value = error.instance
        self.rule = error.validator
        self.message = error.message[:160]
        self.around = [body]
        for step in error.absolute_path:
            self.around.append(self.around[-1][step])

    def null_at(self, pattern):
        return self.value is None and re.search(pattern, self.path) is not None

    def inside(self, test):
        return any(isinstance(one, dict) and test(one) for one in self.around)

    def unknown_inside(self, test):
        return (self.value is None or self.lacks("total_tracks")) and self.inside(test)

    def lacks(self, name):
        return self.rule == "required" and self.message.startswith(f"'{name}' is")


def is_stub(one):
    return one.get("type") == "playlist" and one.get("id", "") is None


def is_local(one):
    return one.get("type") == "track" and one.get("is_local") is True


def has_no_id(one):
    return one.get("type") == "track" and one.get("is_local") is False and one.get("id", "") is None


def is_disguised(one):
    return one.get("type") == "episode" and "album" in one


# Where reality differs from the description: number, what it is, whether a finding is that.
EXCEPTIONS = [
    ("Q1", "a row is null", lambda at: at.null_at(r"(^|playlists)\.items\[\d+\]$")),
    ("Q2", "a row is a stub", lambda at: at.inside(is_stub) and at.value is None),
    ("Q5", "images are null", lambda at: at.null_at(r"\.images$")),
    ("Q14", "a row has no owner", lambda at: at.null_at(r"\.items\[\d+\]\.owner$")),
    ("Q16", "a description is null", lambda at: at.null_at(r"\.description$")),
    ("Q17", "public is null", lambda at: at.null_at(r"\.public$")),
    ("Q20", "an item holds null", lambda at: at.null_at(r"\.items\[\d+\]\.track$")),
    ("Q21", "a local file", lambda at: at.unknown_inside(is_local)),
    ("Q22", "a track without id", lambda at: at.unknown_inside(has_no_id)),
    ("Q24", "an episode disguised as a track", lambda at: at.inside(is_disguised)),
    (
        "Q33",
        "with a market, is_playable stands for available_markets",
        lambda at: at.lacks("available_markets") and at.value.get("type") == "album" and "is_playable" in at.value,
    ),
    ("Q35", "an unknown album type", lambda at: at.rule == "enum" and at.path.endswith(".album_type")),
    ("2.3", "null in a batch", lambda at: at.null_at(r"^\.(tracks|artists|albums|episodes|shows)\[\d+\]$")),
]


def to_json_schema(node):
    """Turns the dialect of OpenAPI 3.0 into JSON Schema."""
    if isinstance(node, list):
        return [to_json_schema(one) for one in node]
    if not isinstance(node, dict):
        return node
    schema = {name: to_json_schema(value) for name, value in node.items() if name not in ("nullable", "example")}
    if "discriminator" in schema and "oneOf" in schema:
        # Both alternatives are lax enough to hold for either kind, so let the type decide.
        track, episode = schema.pop("oneOf")
        schema["if"] = {"properties": {"type": {"const": "episode"}}, "required": ["type"]}
        schema["then"] = episode
        schema["else"] = track
    if node.get("nullable") is True:
        schema = {"anyOf": [{"type": "null"}, schema]}
    return schema


class Description:
    """The operations of an OpenAPI file."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.spec = yaml.safe_load(file)
        self.components = to_json_schema(self.spec["components"])
        self.paths = {re.sub(r"{[^}]*}", "{id}", path): value for path, value in self.spec["paths"].items()}

    def validator(self, template):
        response = self.paths[template]["get"]["responses"]["200"]
        while "$ref" in response:
            name = response["$ref"].rsplit("/", 1)[1]
            response = self.spec["components"]["responses"][name]
        schema = to_json_schema(response["content"]["application/json"]["schema"])
        return jsonschema.Draft202012Validator({"components": self.components, "allOf": [schema]})


class Emulator:
    """Calls an emulator as an app and as its user."""

    def __init__(self, base):
        self.base = base.rstrip("/")
        self.app = self.token({"grant_type": "client_credentials"})
        self.user = self.token({"grant_type": "refresh_token", "refresh_token": REFRESH_TOKEN})

    def token(self, form):
        request = urllib.request.Request(
            self.base + "/api/token",
            urllib.parse.urlencode(form).encode(),
            {"Authorization": "Basic " + base64.b64encode(":".join(CLIENT).encode()).decode()},
        )
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)["access_token"]

    def get(self, path, user=False):
        url = path if path.startswith("http") else self.base + "/v1" + path
        token = self.user if user else self.app
        request = urllib.request.Request(url, headers={"Authorization": "Bearer " + token})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)


class Check:
    """Validates bodies, and counts them by endpoint."""

    def __init__(self, description, emulator):
        self.description = description
        self.emulator = emulator
        self.validators = {}
        self.bodies = collections.Counter()
        self.excused = collections.defaultdict(collections.Counter)
        self.failures = collections.defaultdict(list)

    def get(self, template, path, user=False):
        """Asks for a path, checks the body against the endpoint's description and returns it."""
        self.bodies[template] += 1
        try:
            body = self.emulator.get(path, user)
        except urllib.error.HTTPError as error:
            self.failures[template].append(f"{path}: status {error.code}")
            return None
        if template not in self.validators:
            self.validators[template] = self.description.validator(template)
        for error in self.validators[template].iter_errors(body):
            for leaf in leaves(error):
                self.judge(template, path, Finding(body, leaf))
        return body

    def judge(self, template, path, finding):
        for number, _, holds in EXCEPTIONS:
            if holds(finding):
                self.excused[template][number] += 1
                return
        self.failures[template].append(f"{path}: {finding.path}: {finding.message}")

    def pages(self, template, path, member=None, user=False, most=4):
        """Follows `next` for some pages and returns the rows of all."""
        rows = []
        while path and most:
            body = self.get(template, path, user)
            if body is None:
                break
            page = body[member] if member else body
            rows += page["items"]
            path = page["next"]
            most -= 1
        return rows

    def report(self):
        for template in sorted(self.bodies):
            failed = self.failures[template]
            excused = ", ".join(f"{number} x{count}" for number, count in sorted(self.excused[template].items()))
            print(
                f"{'FAIL' if failed else 'ok':4} {template:38} {self.bodies[template]:4} bodies"
                + (f"; excused: {excused}" if excused else "")
            )
            for line in failed[:5]:
                print("       " + line)
        failed = sum(len(lines) for lines in self.failures.values())
        excused = sum(sum(numbers.values()) for numbers in self.excused.values())
        print(
            f"{len(self.bodies)} endpoints, {sum(self.bodies.values())} bodies, "
            f"{excused} findings excused, {failed} failures"
        )
        return failed


def leaves(error):
    """Yields the errors at the bottom: those of the alternative that is not null."""
    if not error.context:
        yield error
        return
    for inner in error.context:
        if not (inner.validator == "type" and inner.validator_value == "null"):
            yield from leaves(inner)


def walk(check, most):
    browse(check)
    playlists = {}
    for category in check.pages("/browse/categories", "/browse/categories?limit=3", "categories"):
        check.get("/browse/categories/{id}", "/browse/categories/" + category["id"])
        path = "/browse/categories/" + category["id"] + "/playlists"
        for row in check.pages("/browse/categories/{id}/playlists", path, "playlists"):
            if row is not None and row["id"] is not None:
                playlists[row["id"]] = row
    own = check.pages("/me/playlists", "/me/playlists?limit=3", user=True)
    own = [row["id"] for row in own if row is not None and row["id"] is not None]
    tracks = [track for id in (own + list(playlists))[:most] for track in playlist(check, id)]
    users(check, playlists.values())
    catalogue(check, tracks)
    search(check)


def browse(check):
    check.pages("/browse/featured-playlists", "/browse/featured-playlists?limit=5", "playlists")
    check.pages("/browse/new-releases", "/browse/new-releases?market=DE", "albums")
    check.get("/markets", "/markets")


def playlist(check, id):
    path = "/playlists/" + id
    check.get("/playlists/{id}", path, user=True)
    check.get("/playlists/{id}/images", path + "/images", user=True)
    check.pages("/playlists/{id}/tracks", path + "/tracks?limit=100&market=DE", user=True)
    items = check.pages("/playlists/{id}/items", path + "/items?limit=50&additional_types=episode", user=True)
    return [item["track"] for item in items if item["track"] and item["track"]["id"]]


def users(check, rows):
    check.get("/me", "/me", user=True)
    for user in sorted({row["owner"]["id"] for row in rows if row["owner"]}):
        path = "/users/" + urllib.parse.quote(user, safe="")
        check.get("/users/{id}", path)
        check.pages("/users/{id}/playlists", path + "/playlists?limit=4")


def catalogue(check, found):
    songs = [one for one in found if one["type"] == "track"]
    ids = {
        "tracks": [song["id"] for song in songs],
        "albums": [song["album"]["id"] for song in songs],
        "artists": [artist["id"] for song in songs for artist in song["artists"]],
        "episodes": [one["id"] for one in found if one["type"] == "episode"],
    }
    shows = check.emulator.get("/search?q=a&type=show")["shows"]["items"]
    ids["shows"] = [show["id"] for show in shows]
    if not ids["episodes"]:
        ids["episodes"] = [one["id"] for one in check.emulator.get(f"/shows/{ids['shows'][0]}/episodes")["items"]]
    for kind, all_ids in ids.items():
        some = list(dict.fromkeys(all_ids))
        for id in some[:8]:
            for market in ("", "?market=DE"):
                check.get(f"/{kind}/{{id}}", f"/{kind}/{id}{market}")
        check.get(f"/{kind}", f"/{kind}?ids=" + ",".join(some[:18] + [UNKNOWN]))
    for id in ids["albums"][:6]:
        check.pages("/albums/{id}/tracks", f"/albums/{id}/tracks?limit=5&market=DE")
    for id in ids["artists"][:6]:
        check.pages("/artists/{id}/albums", f"/artists/{id}/albums?limit=3")
    for id in ids["shows"]:
        check.pages("/shows/{id}/episodes", f"/shows/{id}/episodes?limit=6")


def search(check):
    for kind in ("album", "artist", "playlist", "track", "show", "episode", "audiobook"):
        for market in ("", "&market=DE"):
            check.pages("/search", f"/search?q=e&type={kind}{market}", kind + "s", most=2)
    check.get("/search", "/search?q=the&type=album,artist,playlist,track,show,episode,audiobook")


def main():
    parser = argparse.ArgumentParser(description="Checks an emulator against the OpenAPI description of the Web API.")
    parser.add_argument("description", help="path of fixed-spotify-open-api.yml")
    parser.add_argument("emulator", help="base URL, such as http://127.0.0.1:8080")
    parser.add_argument("--playlists", type=int, default=20, help="how many playlists to read in full (default 20)")
    arguments = parser.parse_args()
    check = Check(Description(arguments.description), Emulator(arguments.emulator))
    walk(check, arguments.playlists)
    return 1 if check.report() else 0


if __name__ == "__main__":
    sys.exit(main())
