import type { Context } from "../../kernel/context.ts";
import type { Reader } from "../../kernel/db.ts";
import { refuse } from "../../kernel/refusal.ts";
import { parseIdentifier } from "./identifier.ts";
import { indexOf } from "./send-code.ts";
import { selectCredential } from "./store.ts";

/** The account that signs in with what was typed, found by its fingerprint. Refuses `identifier_invalid`. */
export async function findAccount(ctx: Context, reader: Reader, typed: string): Promise<string | undefined> {
  const identifier = parseIdentifier(typed) ?? refuse("identifier_invalid", { param: "identifier" });
  return (await selectCredential(reader, identifier.channel, indexOf(ctx, identifier)))?.id;
}
