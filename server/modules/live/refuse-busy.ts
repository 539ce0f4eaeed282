import { errorCodeOf } from "../../kernel/db.ts";
import { refuse } from "../../kernel/refusal.ts";

/** The index that lets one session take a room says who came second. */
export function refuseBusy(error: unknown): never {
  if (errorCodeOf(error) === "23505" && (error as { constraint?: unknown }).constraint === "session_open")
    refuse("room_busy");
  throw error;
}
