"""What a person does in the browser, and what every page must bear."""

from config.demo import PASSWORD

PATIENCE = 60_000  # ms, on a slow computer with much else to do
# What the browser reports as an error, and what is none: a refused form, a network that is gone.
EXPECTED = ("status of 4", "ERR_INTERNET_DISCONNECTED")


class Person:
    """One person at one browser; a stranger without a username."""

    def __init__(self, page, username=None):
        self.complaints = []
        self._takes(page)
        if username:
            self.logs_in(username)

    def _takes(self, page):
        self.page = page
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def takes_up_again(self, path):
        """Open this page in the same browser after its only window was closed."""
        self._takes(self.page.context.new_page())
        return self.opens(path)

    def logs_in(self, username):
        self.page.goto("/account/login/")
        self.page.locator("[name=login]").fill(username)
        self.page.locator("[name=password]").fill(PASSWORD)
        with self.page.expect_event("load"):
            self.page.locator("main button.btn-primary").click()

    def _note(self, message):
        if message.type == "error" and not any(words in message.text for words in EXPECTED):
            self.complaints.append(message.text)

    def opens(self, path):
        self.page.goto(path)
        self.sees_a_sound_page()
        return self

    def presses(self, selector):
        """Press and wait for the page that follows, which must be sound too."""
        # Saving while one types changes the address, too: only another page loads.
        with self.page.expect_event("load"):
            self.page.locator(selector).first.click()
        self.sees_a_sound_page()
        return self

    def presses_by_key(self, selector):
        """The same by keyboard alone: Tab until it has the focus, and Enter."""
        presses_tab_until(self.page, selector)
        presses_enter(self.page)
        self.sees_a_sound_page()
        return self

    def types_into(self, selector, words, *, first="Control+A"):
        """By keyboard alone, in place of what stands there; `first` moves to another place."""
        presses_tab_until(self.page, selector)
        self.page.keyboard.press(first)
        self.page.keyboard.type(words)

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


def presses_tab_until(page, selector):
    """Go on by Tab until the element has the focus, and see that the focus is visible."""
    for _step in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            # In a list the whole row has it.
            outline = page.evaluate(
                "() => [document.activeElement, document.activeElement.closest('tr')]"
                ".filter(Boolean).map((one) => getComputedStyle(one))"
                ".some((s) => s.outlineStyle !== 'none' || s.boxShadow !== 'none')"
            )
            assert outline, f"no visible focus on {selector}"
            return
    raise AssertionError(f"{selector} cannot be reached by keyboard")


def presses_enter(page):
    """Enter on what has the focus, which leads to another page."""
    with page.expect_event("load"):
        page.keyboard.press("Enter")
