"""What a person does in the browser, and what every page must bear."""

from config.demo import PASSWORD


class Person:
    """One person at one browser; a stranger without a username."""

    def __init__(self, page, username=None):
        self.page = page
        self.complaints = []
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        if username:
            self.logs_in(username)

    def logs_in(self, username):
        self.page.goto("/account/login/")
        self.page.locator("[name=login]").fill(username)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.locator("main button.btn-primary").click()
        self.page.wait_for_url("**/")

    def _note(self, message):
        # A refused form answers 409 or 422, which the browser reports as a failed load.
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(message.text)

    def opens(self, path):
        self.page.goto(path)
        self.sees_a_sound_page()
        return self

    def presses(self, selector):
        """Press and wait for the page that follows, which must be sound too."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        self.sees_a_sound_page()
        return self

    def sees_a_sound_page(self):
        """No sideways scrolling, no axe violation, nothing the policy had to block."""
        page = self.page
        width = page.viewport_size["width"]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
        # Preloading makes axe copy style sheets that import others, which the policy blocks.
        found = page.evaluate("axe.run({preload: false})")["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in found] == [], page.url
        assert self.complaints == [], page.url

    @property
    def text(self):
        return self.page.locator("main").inner_text()
