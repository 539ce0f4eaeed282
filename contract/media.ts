import { z } from "zod";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { Instant } from "./lists.ts";

/** A picture, re-encoded by us as WebP in three widths. */
export const Picture = z
  .object({
    id: idOf("pic"),
    object: z.literal("picture"),
    width: z.int(),
    height: z.int(),
    urls: z.object({ small: z.string(), medium: z.string(), large: z.string() }),
  })
  .meta({ id: "Picture", description: "Widths: small 160, medium 640, large 1600 px at most." });
export type Picture = z.infer<typeof Picture>;

/** The secret an encoder publishes with. `secret` is there only in the answer that made it. */
export const StreamKey = z
  .object({
    object: z.literal("stream_key"),
    id: idOf("key"),
    server_url: z.string(),
    secret: z.string().nullable(),
    hint: z.string(),
    created_at: Instant,
    last_used_at: Instant.nullable(),
  })
  .meta({ id: "StreamKey" });
export type StreamKey = z.infer<typeof StreamKey>;

export const mediaRoutes = {
  createPicture: route({
    id: "createPicture",
    method: "POST",
    path: "/v1/pictures",
    summary: "Upload a picture (JPEG, PNG or WebP bytes)",
    access: "viewer",
    status: 201,
    body: "bytes",
    response: Picture,
    errors: ["picture_unreadable", "picture_too_large", "rate_limited"],
  }),
  getStreamKey: route({
    id: "getStreamKey",
    method: "GET",
    path: "/v1/studio/stream_key",
    summary: "The host's stream key, without its secret",
    access: "host",
    response: z.object({ object: z.literal("stream_key_status"), key: StreamKey.nullable(), server_url: z.string() }),
  }),
  rotateStreamKey: route({
    id: "rotateStreamKey",
    method: "POST",
    path: "/v1/studio/stream_key",
    summary: "Make a new stream key; the old one stops at once, and so does an encoder that uses it",
    access: "host",
    status: 201,
    response: StreamKey,
    errors: ["verification_required"],
  }),
  revokeStreamKey: route({
    id: "revokeStreamKey",
    method: "DELETE",
    path: "/v1/studio/stream_key",
    summary: "Revoke the stream key",
    access: "host",
    response: z.object({ object: z.literal("revoked") }),
  }),
} as const;
