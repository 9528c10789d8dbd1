"""One person at a browser, for a measurement: a connection that stays open, cookies, and forms."""

import http.client
import re
from urllib.parse import urlencode, urlsplit

PASSWORD = "vi-du-do-toc-do-2026"


class Person:
    """One browser; `number` tells it from the others by its address."""

    def __init__(self, address: str, number: int, username: str) -> None:
        self.netloc = urlsplit(address).netloc
        self.connection = http.client.HTTPConnection(self.netloc, timeout=90)
        self.cookies: dict[str, str] = {}
        self.number, self.username = number, username

    def sign_in(self) -> None:
        """Through the form, as a browser behind the proxy does."""
        _status, page = self.ask("GET", "/dang-nhap/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token is not None, page[:500]
        said = {"login": self.username, "password": PASSWORD, "remember": "on"}
        body = urlencode({**said, "csrfmiddlewaretoken": token[1]})
        status, page = self.ask("POST", "/dang-nhap/", body)
        if status != 302:
            raise RuntimeError(f"sign-in of {said['login']} answered {status}: {page[:300]}")

    def ask(
        self,
        method: str,
        path: str,
        body: str | bytes | None = None,
        *,
        content: str = "application/x-www-form-urlencoded",
        accept: str = "text/html",
    ) -> tuple[int, str]:
        """Send a request as a proxy hands it on, and take the whole answer in."""
        headers = {
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": f"10.1.{self.number // 250}.{self.number % 250 + 1}",
            "Accept": accept,
            "Referer": f"https://{self.netloc}/",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if body is not None:
            headers["Content-Type"] = content
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = line.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return answer.status, text
