"""The edge towards Telegram: receiving, translating, keyboards, sending. What is talked about is not its business."""
