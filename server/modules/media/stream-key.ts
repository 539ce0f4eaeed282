import type { StreamKey } from "../../../contract/media.ts";
import { randomText, type Random } from "../../kernel/random.ts";
import type { StreamKeyRow } from "./tables.ts";

const secretPrefix = "live_";
/** What the seal's index of a secret is bound to. */
export const secretPurpose = "media.stream_key";

/** 32 characters of five random bits each, behind a prefix by which a leaked key is recognised. */
export function newSecret(random: Random): string {
  return secretPrefix + randomText(random, 32);
}

/** False for what cannot be a secret of ours, so that noise from the network costs no query. */
export function looksLikeSecret(text: string): boolean {
  return /^live_[a-z2-9]{32}$/.test(text);
}

/** The last 4 characters: enough to tell which key OBS holds, too little to guess the rest. */
export function hintOf(secret: string): string {
  return secret.slice(-4);
}

/** `secret` only in the answer that made it. */
export function wireStreamKey(row: StreamKeyRow, server_url: string, secret: string | null): StreamKey {
  return {
    object: "stream_key",
    id: row.id,
    server_url,
    secret,
    hint: row.hint,
    created_at: row.created_at.toISOString(),
    last_used_at: row.last_used_at?.toISOString() ?? null,
  };
}
