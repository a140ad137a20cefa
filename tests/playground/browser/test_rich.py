"""The bot's HTML is built anew from what Telegram knows, whatever is sent."""

import pytest
from playwright.async_api import Page

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("browser")]
AWAY = 'target="_blank" rel="noopener noreferrer"'
SAFE = {
    "<b>a</b> <i>b</i> <u>c</u> <s>d</s> <code>e</code>": "<b>a</b> <i>b</i> <u>c</u> <s>d</s> <code>e</code>",
    "<strong>a</strong><em>b</em><ins>c</ins><del>d</del>": "<b>a</b><i>b</i><u>c</u><s>d</s>",
    "<pre>x  y\n</pre><blockquote>z</blockquote>": "<pre>x  y\n</pre><blockquote>z</blockquote>",
    "1 &lt; 2 &amp; 3": "1 &lt; 2 &amp; 3",
    '<a href="https://socius.be/">bron</a>': f'<a href="https://socius.be/" {AWAY}>bron</a>',
    "Zie https://socius.be/x.": f'Zie <a href="https://socius.be/x" {AWAY}>https://socius.be/x</a>.',
    "Typ /help of en/of": 'Typ <button type="button" class="in-text">/help</button> of en/of',
    "<code>/help</code>": "<code>/help</code>",
    '<a href="https://t.me/b?start=x">ja</a>': '<button type="button" class="in-text">ja</button>',
}
HOSTILE = {
    "<script>document.title = 'x'</script>na": "na",
    "<img src=x onerror=\"document.title = 'x'\">": "",
    '<a href="javascript:alert(1)">klik</a>': "<span>klik</span>",
    '<b onclick="x()" style="color:red" id="clock">vet</b>': "<b>vet</b>",
    "<style>body{display:none}</style><iframe src=//x></iframe>": "",
    '<svg><a href="javascript:x()">k</a></svg>': "k",
    '<span class="other">a</span><table><tr><td>b</td></tr></table>': "ab",
    "<form action=/x><input name=y><button>z</button></form>": "z",
}


async def test_what_telegram_knows_is_built(page: Page) -> None:
    """Known tags stay, addresses become links, commands and start links become buttons."""
    assert await _built(page, SAFE) == SAFE


async def test_all_else_leaves_its_text_or_nothing(page: Page, complaints: list[str]) -> None:
    """No script, style, handler, id or strange address comes through."""
    assert await _built(page, HOSTILE) == HOSTILE
    assert await page.title() == "Bruis – oefenruimte"
    complaints.clear()  # of the parser, which refuses inline styles and handlers as well


async def _built(page: Page, cases: dict[str, str]) -> dict[str, str]:
    built: dict[str, str] = await page.evaluate(
        """async (cases) => {
            const { rich } = await import("./rich.js");
            return Object.fromEntries(cases.map((html) => {
                const box = document.createElement("div");
                box.append(...rich(html, {}));
                return [html, box.innerHTML];
            }));
        }""",
        list(cases),
    )
    return built


async def test_a_spoiler_is_read_after_a_tap(page: Page) -> None:
    """Hidden first; a tap or Enter shows it."""
    classes = await page.evaluate(
        """async () => {
            const { rich } = await import("./rich.js");
            const [spoiler] = rich('<span class="tg-spoiler">geheim</span>', {});
            const before = spoiler.className;
            spoiler.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }));
            return [before, spoiler.className, spoiler.textContent];
        }"""
    )
    assert classes == ["spoiler", "spoiler shown", "geheim"]
