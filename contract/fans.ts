import { z } from "zod";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { Instant } from "./lists.ts";

/** Whether the caller follows a host. */
export const Following = z
  .object({
    object: z.literal("following"),
    host_id: idOf("acct"),
    following: z.boolean(),
    since: Instant.nullable(),
  })
  .meta({ id: "Following" });
export type Following = z.infer<typeof Following>;

const hostParams = z.object({ host_id: idOf("acct") });

export const fanRoutes = {
  followHost: route({
    id: "followHost",
    method: "PUT",
    path: "/v1/hosts/:host_id/follow",
    summary: "Follow a host; repeating it changes nothing",
    access: "viewer",
    params: hostParams,
    response: Following,
    errors: ["not_found", "follow_self", "follow_limit"],
  }),
  unfollowHost: route({
    id: "unfollowHost",
    method: "DELETE",
    path: "/v1/hosts/:host_id/follow",
    summary: "Follow a host no longer; repeating it changes nothing",
    access: "viewer",
    params: hostParams,
    response: Following,
    errors: ["not_found"],
  }),
} as const;
