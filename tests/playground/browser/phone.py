"""One chat of the page, as the person who holds the phone sees and touches it."""

from playwright.async_api import Locator, Page, expect


class Phone:
    """A phone on the page; `chat` is the id of its chat (a private chat has its person's id).

    Every wait is on what stands in the page, and fails as playwright does: TimeoutError or AssertionError.
    """

    def __init__(self, page: Page, chat: int) -> None:
        self.page = page
        self.chat = chat
        self.node = page.locator(f'[data-chat="{chat}"]')
        self.messages = self.node.locator("[data-message]")
        self.box = self.node.get_by_role("textbox")

    async def take(self) -> "Phone":
        """Bring this phone into view where it is not."""
        await self.node.wait_for(state="attached")
        if await self.node.is_hidden():
            await self.page.locator(f'[data-person="{self.chat}"]').click()
        await expect(self.node).to_be_visible()
        return self

    async def say(self, text: str) -> int:
        """Type a text and send it with Enter; the number it got in the chat."""
        before = await self.last()
        await self.box.fill(text)
        await self.box.press("Enter")
        return await self._newer(before, '[data-from]:not([data-from="bot"])')

    async def tap(self, label: str, after: int | None = None) -> int:
        """Tap the last button of this name; the number of the last message before the tap.

        `after`: only a button under a message of the bot later than that number, waited for.
        """
        button = self.button(label)
        if after is not None:
            number = await self._newer(after, '[data-from="bot"]:has(.keyboard)', label)
            under = self.node.locator(f'[data-message="{number}"]')
            button = under.get_by_role("button", name=label, exact=True)
        before = await self.last()
        await button.click()
        return before

    def button(self, label: str) -> Locator:
        """The last button of this name, whole and word for word."""
        return self.node.get_by_role("button", name=label, exact=True).last

    async def choose(self, menu: str, item: str) -> None:
        """Open a menu of the phone ("Bijlage toevoegen", "Opdrachten", "Meer") and choose from it."""
        await self.button(menu).click()
        await self.node.locator(".menu-list").get_by_role("button", name=item).click()

    async def last(self) -> int:
        """The number of the last message; 0 in an empty chat."""
        numbers = await self.messages.evaluate_all("nodes => nodes.map(node => Number(node.dataset.message))")
        return max(numbers, default=0)

    async def last_bot_text(self) -> str:
        """What stands in the bot's last message."""
        return await self.node.locator('[data-from="bot"] .text').last.inner_text()

    async def wait_for_bot(self, after: int, containing: str = "") -> str:
        """Wait for a message of the bot later than number `after` with these words in it; what stands in it.

        A turn may be several messages: name words of the one that is meant.
        """
        number = await self._newer(after, '[data-from="bot"]', containing)
        return await self.node.locator(f'[data-message="{number}"] .text').inner_text()

    async def _newer(self, after: int, kind: str, containing: str = "") -> int:
        handle = await self.page.wait_for_function(
            """([chat, after, kind, containing]) =>
                [...document.querySelectorAll(`[data-chat="${chat}"] [data-message]`)]
                    .filter((node) => node.matches(kind) && Number(node.dataset.message) > after)
                    .filter((node) => node.textContent.includes(containing))
                    .map((node) => Number(node.dataset.message)).at(-1)""",
            arg=[self.chat, after, kind, containing],
        )
        return int(await handle.json_value())
