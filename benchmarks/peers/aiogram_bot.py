"""A bare aiogram: its FSM in memory, one update after the other (side by side it mixes states up under a backlog)."""

import asyncio
import os
import sys
from pathlib import Path

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

sys.path.insert(0, str(Path(__file__).parents[2]))  # it runs in an environment of its own
from benchmarks.peers.steps import STEPS, reply


class Talk(StatesGroup):  # type: ignore[misc] # its types are in that environment
    """One state: the number of the question is in the data."""

    asking = State()


async def start(message: Message, state: FSMContext) -> None:
    """Opens the talk."""
    await state.set_state(Talk.asking)
    await _say(message, state, 0)


async def answer(message: Message, state: FSMContext) -> None:
    """Takes an answer and asks the next."""
    await _say(message, state, (await state.get_data())["step"] + 1)


async def _say(message: Message, state: FSMContext, step: int) -> None:
    text = message.text or ""
    await state.update_data({"step": step, f"answer_{step}": text})
    if step == STEPS:
        await state.set_state(None)
    await message.answer(reply(step, text))


async def main() -> None:
    """Runs until SIGTERM."""
    dispatcher = Dispatcher()
    dispatcher.message.register(start, CommandStart())
    dispatcher.message.register(answer, Talk.asking)
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["BOT_API"]))
    bot = Bot(os.environ["BOT_TOKEN"], session=session)
    await dispatcher.start_polling(bot, handle_as_tasks=bool(os.environ.get("BOT_PARALLEL")), polling_timeout=50)


if __name__ == "__main__":
    asyncio.run(main())
