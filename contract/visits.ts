import { z } from "zod";
import { route } from "./http.ts";
import { limits } from "./limits.ts";

/** Kinds of pages that are counted; which room, product or person it was is not. Pages of work are not counted. */
export const visitPages = ["home", "room", "product", "shop", "host", "search", "account", "other"] as const;
export type VisitPage = (typeof visitPages)[number];

/** The kind of a path of the web app; null: a page of work, which is nobody's visit. */
export function visitPageOf(path: string): VisitPage | null {
  const first = path.split("/", 2)[1] ?? "";
  if (first === "") return "home";
  if (["studio", "sell", "desk", "dev"].includes(first)) return null;
  const known = { rooms: "room", products: "product", shops: "shop", hosts: "host", search: "search" } as const;
  if (["me", "orders", "following", "inbox", "history"].includes(first)) return "account";
  return Object.hasOwn(known, first) ? known[first as keyof typeof known] : "other";
}

export const VisitTally = z.object({
  /** A calendar day of the market. */
  day: z.iso.date(),
  page: z.enum(visitPages),
  opened: z.int(),
});

export const VisitReport = z
  .object({
    object: z.literal("visit_report"),
    /** False: this deployment counts nothing (ANALYTICS=0); what was counted before is still here. */
    counting: z.boolean(),
    /** The market's day now. */
    today: z.iso.date(),
    data: z.array(VisitTally),
  })
  .meta({ id: "VisitReport" });
export type VisitReport = z.infer<typeof VisitReport>;

export const visitRoutes = {
  countVisit: route({
    id: "countVisit",
    method: "POST",
    path: "/v1/visits",
    summary: "Count that a kind of page was opened; nothing else is kept, and nothing at all under DNT or Sec-GPC",
    access: "guest",
    body: z.strictObject({ page: z.enum(visitPages) }),
    response: z.object({ object: z.literal("visit"), counted: z.boolean() }),
  }),
  getVisits: route({
    id: "getVisits",
    method: "GET",
    path: "/v1/operator/visits",
    summary: "How often each kind of page was opened, per day of the market",
    access: "operator",
    query: z.object({ days: z.coerce.number().int().min(1).max(limits.visit_days_max).default(30) }),
    response: VisitReport,
  }),
} as const;
