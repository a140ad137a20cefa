"""A bare python-telegram-bot: ConversationHandler, user_data and PicklePersistence, as its examples have it."""

import os
from typing import Any

from telegram import Update
from telegram.ext import (
    Application,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)

from benchmarks.peers.steps import STEPS, reply

Context = ContextTypes.DEFAULT_TYPE


async def start(update: Update, context: Context) -> int:
    """Opens the talk."""
    return await _say(update, context, 0)


async def answer(update: Update, context: Context) -> int:
    """Takes an answer and asks the next."""
    kept: Any = context.user_data
    return await _say(update, context, kept["step"] + 1)


async def _say(update: Update, context: Context, step: int) -> int:
    message: Any = update.message
    kept: Any = context.user_data
    kept["step"] = step
    kept[f"answer_{step}"] = message.text
    await message.reply_text(reply(step, message.text))
    return step if step < STEPS else ConversationHandler.END


def main() -> None:
    """Runs until SIGTERM."""
    builder = Application.builder().token(os.environ["BOT_TOKEN"]).base_url(f"{os.environ['BOT_API']}/bot")
    builder = builder.persistence(PicklePersistence(os.environ["BOT_STATE"]))
    application = builder.concurrent_updates(int(os.environ.get("BOT_PARALLEL", "1"))).build()
    texts = MessageHandler(filters.TEXT & ~filters.COMMAND, answer)
    states: Any = {step: [texts] for step in range(STEPS)}
    talk: Any = ConversationHandler([CommandHandler("start", start)], states, [], name="talk", persistent=True)
    application.add_handler(talk)
    application.run_polling(bootstrap_retries=-1)


if __name__ == "__main__":
    main()
