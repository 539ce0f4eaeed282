import { z } from "zod";
import { ChatLine } from "./chat.ts";
import { Product } from "./catalog.ts";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { limits } from "./limits.ts";
import { Instant, Page, line, listOf, text } from "./lists.ts";
import { Encoder, LiveSession, SessionFields } from "./live.ts";

/** What anybody may know of a session that is to come. */
export const UpcomingSession = z
  .object({
    object: z.literal("upcoming_session"),
    session: LiveSession,
    /** Accounts that asked to be reminded of this very session; followers of the host are not among them. */
    reminders: z.int(),
    /** Did the caller ask? False for guests. */
    reminded: z.boolean(),
  })
  .meta({ id: "UpcomingSession" });
export type UpcomingSession = z.infer<typeof UpcomingSession>;

/** The same for its host. */
export const PlannedSession = z
  .object({
    object: z.literal("planned_session"),
    session: LiveSession,
    reminders: z.int(),
    /** From this instant on it is off: the host did not come. */
    lapses_at: Instant,
    /** May people see it in lists of what is to come? Not while the shop is closed or the host's verification has run out. */
    listed: z.boolean(),
  })
  .meta({ id: "PlannedSession" });
export type PlannedSession = z.infer<typeof PlannedSession>;

export const Reminder = z
  .object({
    object: z.literal("reminder"),
    session_id: idOf("sess"),
    reminded: z.boolean(),
    reminders: z.int(),
  })
  .meta({ id: "Reminder" });

/** A product of the run-down, as the team sees it. */
export const RunDownItem = z
  .object({
    object: z.literal("run_down_item"),
    product: Product,
    /** For the team only; viewers never get it. */
    talking_points: z.string(),
    /** How long it is meant to be shown, in minutes; null: open. */
    planned_minutes: z.int().nullable(),
    /** How long it was pinned in this session so far, in ms of the stream. */
    shown_ms: z.int(),
  })
  .meta({ id: "RunDownItem" });
export type RunDownItem = z.infer<typeof RunDownItem>;

/** A session as the host and the people of its shop see it before, during and in rehearsal. */
export const StudioSession = z
  .object({
    object: z.literal("studio_session"),
    session: LiveSession,
    /** host: may change it. team: works for the shop, may look. */
    role: z.enum(["host", "team"]),
    run_down: z.array(RunDownItem),
    /** Since when the product that is pinned now is, and where that was in the session's time. */
    pinned_at: Instant.nullable(),
    encoder: Encoder,
    /** The picture of a rehearsal or a broadcast; null where there is nothing to see for this caller. */
    preview_flv_url: z.string().nullable(),
  })
  .meta({ id: "StudioSession" });
export type StudioSession = z.infer<typeof StudioSession>;

export const checkIds = [
  "verification",
  "training",
  "shop_open",
  "seller",
  "products",
  "stock",
  "title",
  "cover",
  "encoder",
  "bitrate",
  "keyframes",
  "fps",
  "resolution",
  "sound",
  "room_free",
] as const;
export type CheckId = (typeof checkIds)[number];

/** One thing to look at before going on air. */
export const CheckItem = z
  .object({
    object: z.literal("check"),
    id: z.enum(checkIds),
    /** ok: done. advice: better if done. blocked: going on air is refused until it is. waiting: nothing to judge yet. */
    state: z.enum(["ok", "advice", "blocked", "waiting"]),
    /** The measured value behind the judgement, with its unit in the id's words (kbps, ms, frames per second, pixels); null: none. */
    value: z.number().nullable(),
  })
  .meta({ id: "CheckItem" });
export type CheckItem = z.infer<typeof CheckItem>;

export const Checklist = z
  .object({
    object: z.literal("checklist"),
    session_id: idOf("sess"),
    items: z.array(CheckItem),
    /** Nothing blocks. */
    ready: z.boolean(),
  })
  .meta({ id: "Checklist" });
export type Checklist = z.infer<typeof Checklist>;

export const PlanFields = SessionFields.extend({ planned_at: Instant });
export const RunDownFields = z.strictObject({
  items: z
    .array(
      z.strictObject({
        product_id: idOf("prod"),
        talking_points: text(limits.talking_points_chars_max).default(""),
        planned_minutes: z.int().min(1).max(limits.planned_minutes_max).nullable().default(null),
      }),
    )
    .max(limits.bag_products_max)
    .refine((items) => new Set(items.map((item) => item.product_id)).size === items.length, {
      message: "names a product twice",
    }),
});

const sessionParams = z.object({ session_id: idOf("sess") });
const planErrors = ["plan_time", "plan_clash", "plan_limit"] as const;

export const planningRoutes = {
  listUpcomingSessions: route({
    id: "listUpcomingSessions",
    method: "GET",
    path: "/v1/sessions/upcoming",
    summary: "Sessions to come, soonest first, of everybody, a host or a shop",
    access: "guest",
    query: Page.extend({ host_id: idOf("acct").optional(), shop_id: idOf("shop").optional() }),
    response: listOf(UpcomingSession),
  }),
  getUpcomingSession: route({
    id: "getUpcomingSession",
    method: "GET",
    path: "/v1/sessions/:session_id/upcoming",
    summary: "A session to come",
    access: "guest",
    params: sessionParams,
    response: UpcomingSession,
    errors: ["not_found"],
  }),
  setReminder: route({
    id: "setReminder",
    method: "PUT",
    path: "/v1/sessions/:session_id/reminder",
    summary: "Be reminded of a session to come",
    access: "viewer",
    params: sessionParams,
    response: Reminder,
    errors: ["not_found"],
  }),
  removeReminder: route({
    id: "removeReminder",
    method: "DELETE",
    path: "/v1/sessions/:session_id/reminder",
    summary: "No longer be reminded of it",
    access: "viewer",
    params: sessionParams,
    response: Reminder,
    errors: ["not_found"],
  }),
  listPlannedSessions: route({
    id: "listPlannedSessions",
    method: "GET",
    path: "/v1/studio/planned_sessions",
    summary: "The host's own sessions to come, soonest first",
    access: "host",
    response: listOf(PlannedSession),
  }),
  planSession: route({
    id: "planSession",
    method: "POST",
    path: "/v1/studio/planned_sessions",
    summary: "Plan a session and announce it",
    access: "host",
    status: 201,
    body: PlanFields,
    response: LiveSession,
    errors: ["verification_required", "not_found", "not_yours", "shop_closed", "product_not_on_sale", ...planErrors],
  }),
  rescheduleSession: route({
    id: "rescheduleSession",
    method: "PUT",
    path: "/v1/studio/sessions/:session_id/plan",
    summary: "Move a planned session, or announce a draft",
    access: "host",
    params: sessionParams,
    body: z.strictObject({ planned_at: Instant }),
    response: LiveSession,
    errors: ["not_found", "session_state", "verification_required", "not_yours", "shop_closed", ...planErrors],
  }),
  getStudioSession: route({
    id: "getStudioSession",
    method: "GET",
    path: "/v1/studio/sessions/:session_id",
    summary: "A session with its run-down, for its host and the people of its shop",
    access: "viewer",
    params: sessionParams,
    response: StudioSession,
    errors: ["not_found"],
  }),
  updateRunDown: route({
    id: "updateRunDown",
    method: "PUT",
    path: "/v1/studio/sessions/:session_id/run_down",
    summary: "Products in their order, with talking points and planned minutes",
    access: "host",
    params: sessionParams,
    body: RunDownFields,
    response: StudioSession,
    errors: ["not_found", "not_yours", "shop_closed", "session_state", "product_not_on_sale"],
  }),
  getChecklist: route({
    id: "getChecklist",
    method: "GET",
    path: "/v1/studio/sessions/:session_id/checklist",
    summary: "What is still missing before going on air",
    access: "host",
    params: sessionParams,
    response: Checklist,
    errors: ["not_found"],
  }),
  startRehearsal: route({
    id: "startRehearsal",
    method: "POST",
    path: "/v1/studio/sessions/:session_id/rehearsal",
    summary: "Rehearse: the picture runs, only the host and the shop's people see it",
    access: "host",
    params: sessionParams,
    response: LiveSession,
    errors: [
      "not_found",
      "session_state",
      "encoder_missing",
      "room_busy",
      "verification_required",
      "not_yours",
      "shop_closed",
    ],
  }),
  endRehearsal: route({
    id: "endRehearsal",
    method: "DELETE",
    path: "/v1/studio/sessions/:session_id/rehearsal",
    summary: "End the rehearsal; the session is as it was before",
    access: "host",
    params: sessionParams,
    response: LiveSession,
    errors: ["not_found", "session_state"],
  }),
  sayToTeam: route({
    id: "sayToTeam",
    method: "POST",
    path: "/v1/studio/sessions/:session_id/team_lines",
    summary: "Say something to the team, in a rehearsal; it is not kept",
    access: "viewer",
    params: sessionParams,
    body: z.strictObject({ text: line(limits.chat_line_chars_max) }),
    response: ChatLine,
    errors: ["not_found", "session_state"],
  }),
} as const;
