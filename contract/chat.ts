import { z } from "zod";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { Instant, Page, listOf } from "./lists.ts";

/** One line said in a room. */
export const ChatLine = z
  .object({
    id: idOf("chat"),
    object: z.literal("chat_line"),
    account_id: idOf("acct"),
    name: z.string(),
    /** host: the person on screen. staff: of the shop. */
    role: z.enum(["viewer", "host", "staff"]),
    text: z.string(),
    at: Instant,
  })
  .meta({ id: "ChatLine" });
export type ChatLine = z.infer<typeof ChatLine>;

export const chatRoutes = {
  listChat: route({
    id: "listChat",
    method: "GET",
    path: "/v1/sessions/:session_id/chat",
    summary: "Lines said in a session, newest first",
    access: "guest",
    params: z.object({ session_id: idOf("sess") }),
    query: Page,
    response: listOf(ChatLine),
    errors: ["not_found"],
  }),
  listOpenQuestions: route({
    id: "listOpenQuestions",
    method: "GET",
    path: "/v1/studio/sessions/:session_id/open_questions",
    summary: "What viewers asked and nobody answered by name, oldest first, of the last thousand lines",
    access: "host",
    params: z.object({ session_id: idOf("sess") }),
    response: listOf(ChatLine),
    errors: ["not_found"],
  }),
} as const;
