import { z } from "zod";
import { limits } from "./limits.ts";

/** A page of a list. `next_cursor` is opaque; hand it back as `cursor` to go on. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.object({
    object: z.literal("list"),
    data: z.array(item),
    has_more: z.boolean(),
    next_cursor: z.string().nullable(),
  });
}

/** What every list takes in its query. */
export const Page = z.object({
  limit: z.coerce.number().int().min(1).max(limits.list_limit_max).default(limits.list_limit_default),
  cursor: z
    .string()
    .max(200)
    .regex(/^[\x21-\x7e]+$/, "is not a cursor")
    .optional(),
});
export type Page = z.infer<typeof Page>;

/** An instant on the wire: ISO 8601 in UTC. */
export const Instant = z.iso.datetime();

/** One line of text people typed: trimmed, no control characters, at most `max` characters (code points). */
export function line(max: number, min = 1) {
  return text(max, min).refine((value) => !/[\n\r\t]/u.test(value), { message: "must be a single line" });
}

/** Text people typed, with line breaks: trimmed, no other control or direction-override characters. */
export function text(max: number, min = 0) {
  return z
    .string()
    .max(max * 4)
    .transform((value) => value.normalize("NFC").trim())
    .refine(
      (value) =>
        !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff]/u.test(
          value,
        ),
      {
        message: "has a control character",
      },
    )
    .refine((value) => value.isWellFormed(), { message: "is not well-formed text" })
    .refine((value) => [...value].length <= max, { message: `has more than ${max} characters` })
    .refine((value) => [...value].length >= min, { message: `has fewer than ${min} characters` });
}
