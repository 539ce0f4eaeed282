import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Clock } from "./clock.ts";
import type { Db, Tx } from "./db.ts";
import type { Job } from "./jobs.ts";
import { refuse } from "./refusal.ts";

const kept_days = 30;

/** Forgets answers nobody repeats any more; what was answered stays where it belongs. */
export function forgetAnswers(db: Db, clock: Clock): Job {
  return {
    name: "kernel.forget_answers",
    cron: "17 * * * *",
    retry_max: 3,
    async work() {
      const oldest = new Date(clock.nowMs() - kept_days * 24 * 3600_000);
      await db.transact((tx) => sql`delete from kernel.saved_answer where created_at < ${oldest}`.execute(tx));
    },
  };
}

/** Forgets what was answered to an account that is deleted: answers name people. */
export async function forgetAnswersOf(tx: Tx, account_id: string): Promise<void> {
  await sql`delete from kernel.saved_answer where account_id = ${account_id}`.execute(tx);
}

/** A stable fingerprint of a request's content, whatever the order of its fields. */
export function fingerprintOf(content: unknown): string {
  const stable = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(stable)
      : typeof value === "object" && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .toSorted(([a], [b]) => (a < b ? -1 : 1))
              .map(([name, inner]) => [name, stable(inner)]),
          )
        : value;
  return createHash("sha256")
    .update(JSON.stringify(stable(content)) ?? "undefined")
    .digest("base64url");
}

/**
 * Does something once per account and Idempotency-Key (DESIGN §8): the first answer is saved in the same transaction
 * and repeated to whoever asks again; another content under the same key is refused with `idempotency_key_reused`.
 * Two requests at once: the second waits for the first. A refusal saves nothing, so it may be tried again.
 */
export async function once<T>(
  tx: Tx,
  clock: Clock,
  request: { account_id: string; key: string; content: unknown },
  act: () => Promise<T>,
): Promise<T> {
  const fingerprint = fingerprintOf(request.content);
  const inserted = await sql`insert into kernel.saved_answer (account_id, idempotency_key, fingerprint, created_at)
    values (${request.account_id}, ${request.key}, ${fingerprint}, ${clock.now()}) on conflict do nothing`.execute(tx);
  if (inserted.numAffectedRows === 1n) {
    const answer = await act();
    await sql`update kernel.saved_answer set answer = ${JSON.stringify(answer)}::jsonb where account_id = ${request.account_id} and idempotency_key = ${request.key}`.execute(
      tx,
    );
    return answer;
  }
  const saved = await sql<{
    fingerprint: string;
    answer: T;
  }>`select fingerprint, answer from kernel.saved_answer where account_id = ${request.account_id} and idempotency_key = ${request.key}`.execute(
    tx,
  );
  const first = saved.rows[0];
  if (first?.fingerprint !== fingerprint) refuse("idempotency_key_reused");
  return first.answer;
}
