import { z } from "zod";
import { locales } from "./errors.ts";
import { route } from "./http.ts";
import { Currency } from "./money.ts";

/** What a client must know of this deployment before anything else. */
export const Deployment = z
  .object({
    object: z.literal("deployment"),
    name: z.string(),
    version: z.string(),
    demo: z.boolean(),
    /** True where codes are shown in the dev inbox instead of being sent. */
    dev_inbox: z.boolean(),
    currency: Currency,
    time_zone: z.string(),
    locales: z.array(z.enum(locales)),
    rtmp_url: z.string(),
    /** True where pages opened are counted (`countVisit`), as the privacy page says. */
    analytics: z.boolean(),
    /** Who runs this deployment, for the legal pages; null where the configuration does not say. */
    operator: z.object({
      name: z.string().nullable(),
      address: z.string().nullable(),
      contact: z.string().nullable(),
    }),
  })
  .meta({ id: "Deployment" });
export type Deployment = z.infer<typeof Deployment>;

export const systemRoutes = {
  getDeployment: route({
    id: "getDeployment",
    method: "GET",
    path: "/v1/deployment",
    summary: "What this deployment is",
    access: "guest",
    response: Deployment,
  }),
  resetDemo: route({
    id: "resetDemo",
    method: "POST",
    path: "/v1/demo/reset",
    summary: "Bring the demo market to its beginning; everything in it is dropped (DEMO=1 only)",
    access: "operator",
    status: 202,
    /** Says that it is meant. */
    body: z.strictObject({ confirm: z.literal("reset") }),
    response: z.object({
      object: z.literal("demo_reset"),
      /** now: the server starts again within seconds, and every session has ended. */
      when: z.enum(["now", "next_start"]),
    }),
    errors: ["demo_off"],
  }),
} as const;
