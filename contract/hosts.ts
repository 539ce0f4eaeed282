import { z } from "zod";
import { PublicAccount } from "./accounts.ts";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { limits } from "./limits.ts";
import { Instant, Page, line, listOf, text } from "./lists.ts";
import { LiveSession } from "./live.ts";
import { Picture } from "./media.ts";
import { ShopCard } from "./shops.ts";

/** What a host says about themselves; public as soon as it is written. */
export const HostProfileFields = z.strictObject({
  /** One sentence under the name. */
  headline: line(limits.headline_chars_max, 0),
  bio: text(limits.bio_chars_max),
  /** Where they are at home, in their own words: "Meixian, Shaanxi". */
  region: line(limits.region_chars_max, 0),
  banner_picture_id: idOf("pic").nullable().default(null),
});
export const HostProfile = z
  .object({
    object: z.literal("host_profile"),
    headline: z.string(),
    bio: z.string(),
    region: z.string(),
    banner: Picture.nullable(),
  })
  .meta({ id: "HostProfile" });
export type HostProfile = z.infer<typeof HostProfile>;

/** A host in a list. */
export const HostCard = z
  .object({
    object: z.literal("host_card"),
    host: PublicAccount,
    headline: z.string(),
    region: z.string(),
    /** Accounts, each counted once. */
    followers: z.int(),
    /** False for a guest. */
    i_follow: z.boolean(),
    /** The host's room if one was ever opened. */
    room_id: idOf("room").nullable(),
    /** What the host broadcasts now, or null. */
    on_air: LiveSession.nullable(),
  })
  .meta({ id: "HostCard" });
export type HostCard = z.infer<typeof HostCard>;

/** A host's public page. */
export const Host = z
  .object({
    id: idOf("acct"),
    object: z.literal("host"),
    host: PublicAccount,
    profile: HostProfile,
    followers: z.int(),
    i_follow: z.boolean(),
    /** Verified as a host since then, without a gap until now; null: not verified now. */
    verified_since: Instant.nullable(),
    /** The open shops they work for. */
    shops: z.array(ShopCard),
    room_id: idOf("room").nullable(),
    on_air: LiveSession.nullable(),
    /** What has ended, the newest first. */
    recent: z.array(LiveSession),
  })
  .meta({ id: "Host" });
export type Host = z.infer<typeof Host>;

/** A host the caller follows. */
export const Follow = z.object({ object: z.literal("follow"), since: Instant, card: HostCard }).meta({ id: "Follow" });
export type Follow = z.infer<typeof Follow>;

export const hostRoutes = {
  getHost: route({
    id: "getHost",
    method: "GET",
    path: "/v1/hosts/:host_id",
    summary: "A host's public page",
    access: "guest",
    params: z.object({ host_id: idOf("acct") }),
    response: Host,
    errors: ["not_found"],
  }),
  getHostProfile: route({
    id: "getHostProfile",
    method: "GET",
    path: "/v1/host_profile",
    summary: "What the caller tells about themselves as a host",
    access: "host",
    response: HostProfile,
  }),
  updateHostProfile: route({
    id: "updateHostProfile",
    method: "PUT",
    path: "/v1/host_profile",
    summary: "Change what everybody reads about the caller as a host",
    access: "host",
    body: HostProfileFields,
    response: HostProfile,
    errors: ["not_found"],
  }),
  listFollows: route({
    id: "listFollows",
    method: "GET",
    path: "/v1/follows",
    summary: "Hosts the caller follows: on air first, then the latest followed",
    access: "viewer",
    query: Page,
    response: listOf(Follow),
  }),
} as const;
