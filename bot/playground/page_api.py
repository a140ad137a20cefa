'''The JSON API of the chat page: what people see and do. Everything is JSON in UTF-8; times are ISO 8601 in UTC.

Ids are numbers. A private chat has its person's id; a group has a negative id. A message id is unique within its chat.
Only a Host of localhost or 127.0.0.1 is served; a POST needs `Content-Type: application/json` and a JSON object.
Errors: 400 `{"error": "..."}` (unknown person, chat, message, kind; missing or wrong field), 403 for another Host,
415 for another content type, 404 for another path. The page itself (`bot/playground/page/`) is served at `/`, with
`Content-Security-Policy: default-src 'self'`: no inline script, no inline style, nothing from elsewhere.

GET /playground/state -> all there is, in one object
    {"clock": iso, "next_planned": iso | null,
     "bot": {"id", "first_name", "username", "description", "short_description"},
     "people": [Person], "chats": [Chat]}                  # both in a fixed order; new ones come last
    Person = {"id", "first_name", "role": "coordinator" | "trainer"}
    Chat = {"id", "type": "private" | "group" | "supergroup", "title": str,   # private: the person's first name
            "members": [person ids],                       # without the bot; private: the one person
            "started": bool,                               # private: the person has written at least once (show a Start button
                                                           #   that sends "/start" while false); group: true
            "blocked": bool,                               # private: the person has blocked the bot
            "typing": bool,                                # the bot shows "typing ..." now
            "commands": [{"command": without slash, "description"}],   # what the menu of this chat offers
            "messages": [Message]}                         # oldest first; a deleted message is gone from the list
    Message = {"id", "from": "bot" | person id, "date": iso, "edited": bool,
               "kind": "text" | "photo" | "voice" | "sticker" | "forwarded" | "location" | "document" | "service",
               "html": str,          # safe to set as innerHTML: text is escaped; only b i u s code pre blockquote,
                                     #   span class="tg-spoiler", a href (http, https or tg only) rel="noreferrer";
                                     #   line ends are "\\n", so show it with white-space: pre-wrap. photo, document: the caption.
                                     #   service: one Dutch sentence. "" where there is nothing to read.
               "photo": url | null,  # kind photo, sent by the bot: GET it (image/png or image/jpeg); a person's photo has none
               "document": {"name", "url"} | null,   # kind document, sent by the bot
               "buttons": [[{"text", "data": str} | {"text", "url": str}]]}   # [] where there are none

GET /playground/events -> Server-Sent Events. Open this first, and GET the state on every "open" (also after a reconnect):
    what changes between the two then comes twice, never not at all. A comment line is sent every 15 s.
    event: chat    data: Chat                              # the whole chat, whenever anything in it changes
    event: people  data: [Person]                          # the whole list, after a person was added
    event: clock   data: {"clock": iso, "next_planned": iso | null}   # after a move of the clock and after every turn
    event: inside  data: {"person": id}                    # a turn was logged for this person
    event: toast   data: {"person": id, "text": str, "alert": bool}   # the bot's answer to a press; "" only ends the spinner

POST /playground/send       {"person", "chat", "text"}                   -> {"message": id}    # 1..4096 characters
POST /playground/edit       {"person", "chat", "message", "text"}        -> {"message": id}    # only one's own text
POST /playground/press      {"person", "chat", "message", "data"}        -> {"query": str}     # also of an old message; the
                                                                         #   toast event that follows ends the spinner
POST /playground/attach     {"person", "chat", "kind": "photo" | "voice" | "sticker" | "forwarded" | "location" | "document"}
                                                                         -> {"message": id}
POST /playground/block      {"person", "blocked": bool}                  -> {"blocked": bool}
POST /playground/person     {"first_name", "role"}                       -> Person  # and its private chat, by a chat event
POST /playground/join_link  {"person", "link"}                           -> {"chat": id, "message": id}
    # link: https://t.me/<username of the bot>?start=CODE (or tg://resolve?domain=...&start=CODE), CODE 1..64 of [A-Za-z0-9_-].
    # A real client shows the chat and a Start button; here "/start CODE" is sent at once in the private chat.
POST /playground/clock      {"advance_seconds": n > 0} | {"to_next": true}  -> {"clock": iso, "next_planned": iso | null}
    # to_next: 400 where nothing is planned; where the next moment has passed already, the clock stays.
GET  /playground/inside?person=ID -> [Turn], newest first, at most 50
    Turn = {"at": iso, "input": str, "state_before": str, "state_after": str,
            "readings": [{"question", "phase": str | null, "probabilities": {phase: 0..1}, "lights": [str],
                          "evidence": [str], "certain": bool, "because": str}],
            "effects": [str or object]}                    # exactly what the coach logged; show what is there
GET  /playground/file/NAME -> a file the bot sent

A person who writes to a bot they blocked unblocks it (as in the real app after "Restart").
Starting population: coordinators An 7000000001, Mohamed 7000000002, Godelieve 7000000003; trainer Tine 7000000004;
group "Buurthuis De Linde" -4000000001 with all of them. In a group the bot hears only commands and @mentions.
'''
