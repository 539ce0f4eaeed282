import { z } from "zod";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { Instant } from "./lists.ts";
import { Reason } from "./operator.ts";

/** One kind of background job. */
export const JobQueue = z.object({
  name: z.string(),
  /** Due and not yet begun. */
  waiting: z.int(),
  running: z.int(),
  /** Gave up after all tries. */
  failed: z.int(),
  /** Since when the oldest that is due has waited. */
  oldest_at: Instant.nullable(),
});

export const FailedJob = z.object({
  id: z.uuid(),
  name: z.string(),
  tries: z.int(),
  failed_at: Instant.nullable(),
  /** What the last try ended with, cut short. */
  message: z.string(),
});

/** How far a listener is behind the events it hears. */
export const ListenerLag = z.object({ name: z.string(), behind: z.int(), oldest_at: Instant.nullable() });

/** An event some listener failed to take; until it does, later events of the same key wait behind it. */
export const StuckEvent = z.object({
  event_id: idOf("evt"),
  type: z.string(),
  /** The shop, account or room it is about. */
  key: z.string(),
  tries: z.int(),
  at: Instant,
  next_at: Instant,
  /** Listeners that have not heard it. */
  missing: z.array(z.string()),
});

export const TimerLoad = z.object({
  name: z.string(),
  set: z.int(),
  /** Fell due and was not handled. */
  late: z.int(),
  oldest_due_at: Instant.nullable(),
});

export const Health = z
  .object({
    object: z.literal("health"),
    /** Nothing here wants a person. */
    ok: z.boolean(),
    at: Instant,
    process: z.object({
      version: z.string(),
      node: z.string(),
      started_at: Instant,
      memory_bytes: z.int(),
      heap_bytes: z.int(),
    }),
    database: z.object({
      version: z.string(),
      size_bytes: z.int(),
      connections: z.int(),
      connections_max: z.int(),
      migrations: z.int(),
    }),
    jobs: z.array(JobQueue),
    failed_jobs: z.array(FailedJob),
    listeners: z.array(ListenerLag),
    stuck_events: z.array(StuckEvent),
    timers: z.array(TimerLoad),
  })
  .meta({ id: "Health" });
export type Health = z.infer<typeof Health>;

/** What waits for an operator, in numbers. */
export const Attention = z
  .object({
    object: z.literal("attention"),
    at: Instant,
    verifications_pending: z.int(),
    oldest_verification_at: Instant.nullable(),
    /** Approvals that end within 30 days and were not renewed. */
    verifications_expiring: z.int(),
    accounts_suspended: z.int(),
    rooms_on_air: z.int(),
    failed_jobs: z.int(),
    stuck_events: z.int(),
    late_timers: z.int(),
    /** Payouts that wait for an operator's word. */
    payouts_waiting: z.int(),
    /** What the last checks of the ledger found. */
    ledger_problems: z.int(),
  })
  .meta({ id: "Attention" });
export type Attention = z.infer<typeof Attention>;

const job = z.object({
  name: z.string().regex(/^[a-z_.]{1,80}$/, "is not a job"),
  job_id: z.uuid(),
});
const event = z.object({ event_id: idOf("evt") });
const reasoned = z.strictObject({ reason: Reason });

export const healthRoutes = {
  getAttention: route({
    id: "getAttention",
    method: "GET",
    path: "/v1/operator/attention",
    summary: "What waits for an operator",
    access: "operator",
    response: Attention,
  }),
  getHealth: route({
    id: "getHealth",
    method: "GET",
    path: "/v1/operator/health",
    summary: "Jobs, events, deadlines, database and process",
    access: "operator",
    response: Health,
  }),
  retryJob: route({
    id: "retryJob",
    method: "POST",
    path: "/v1/operator/jobs/:name/:job_id/retry",
    summary: "Try a failed job again",
    access: "operator",
    params: job,
    body: reasoned,
    response: Health,
    errors: ["not_found"],
  }),
  discardJob: route({
    id: "discardJob",
    method: "POST",
    path: "/v1/operator/jobs/:name/:job_id/discard",
    summary: "Give up a failed job",
    access: "operator",
    params: job,
    body: reasoned,
    response: Health,
    errors: ["not_found"],
  }),
  retryEvent: route({
    id: "retryEvent",
    method: "POST",
    path: "/v1/operator/events/:event_id/retry",
    summary: "Give a stuck event to its listeners again, now",
    access: "operator",
    params: event,
    body: reasoned,
    response: Health,
    errors: ["not_found"],
  }),
  skipEvent: route({
    id: "skipEvent",
    method: "POST",
    path: "/v1/operator/events/:event_id/skip",
    summary: "Drop a stuck event: listeners that have not heard it never will",
    access: "operator",
    params: event,
    body: reasoned,
    response: Health,
    errors: ["not_found"],
  }),
} as const;
