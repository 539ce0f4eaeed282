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
} as const;
