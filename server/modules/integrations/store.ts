import { sql } from "kysely";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { AttemptRow, DeliveryRow, EndpointRow } from "./tables.ts";

// --- endpoints -------------------------------------------------------------------------------------------------------

export async function selectEndpoints(db: Reader, shop_ids: readonly string[]): Promise<readonly EndpointRow[]> {
  const { rows } = await sql<EndpointRow>`
    select shop_id, endpoint_id, url_sealed, description, types, state, secret_sealed, previous_secret_sealed, previous_until,
      created_at, last_delivered_at, last_failed_at, failing_since
    from integrations.endpoint where shop_id = any(${shop_ids}::text[]) order by endpoint_id desc`.execute(db);
  return rows;
}

/** Everything about one shop's endpoints happens one after the other. */
export async function lockShop(tx: Tx, shop_id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`integrations.shop ${shop_id}`}, 0))`.execute(tx);
}

export async function insertEndpoint(tx: Tx, row: EndpointRow): Promise<void> {
  await sql`insert into integrations.endpoint (shop_id, endpoint_id, url_sealed, description, types, state, secret_sealed, created_at)
    values (${row.shop_id}, ${row.endpoint_id}, ${row.url_sealed}, ${row.description}, ${row.types}, ${row.state}, ${row.secret_sealed}, ${row.created_at})`.execute(
    tx,
  );
}

export async function updateEndpoint(tx: Tx, row: EndpointRow): Promise<void> {
  await sql`update integrations.endpoint set url_sealed = ${row.url_sealed}, description = ${row.description}, types = ${row.types}, state = ${row.state},
      secret_sealed = ${row.secret_sealed}, previous_secret_sealed = ${row.previous_secret_sealed}, previous_until = ${row.previous_until}, failing_since = ${row.failing_since}
    where shop_id = ${row.shop_id} and endpoint_id = ${row.endpoint_id}`.execute(tx);
}

export async function deleteEndpoint(tx: Tx, shop_id: string, endpoint_id: string): Promise<void> {
  await sql`delete from integrations.endpoint where shop_id = ${shop_id} and endpoint_id = ${endpoint_id}`.execute(tx);
}

// --- deliveries ------------------------------------------------------------------------------------------------------

const deliveryColumns = sql`shop_id, delivery_id, endpoint_id, event_id, type, body, state, attempts, next_at, created_at`;

/** An event goes to an endpoint once, however often it is heard. */
export async function insertDeliveries(tx: Tx, rows: readonly DeliveryRow[]): Promise<void> {
  if (rows.length === 0) return;
  const column = <K extends keyof DeliveryRow>(name: K) => rows.map((row) => row[name]);
  await sql`insert into integrations.delivery (shop_id, delivery_id, endpoint_id, event_id, type, body, state, attempts, next_at, created_at)
    select s, d, p, e, t, b, 'waiting', 0, at, at
    from unnest(${column("shop_id")}::text[], ${column("delivery_id")}::text[], ${column("endpoint_id")}::text[], ${column("event_id")}::text[],
      ${column("type")}::text[], ${column("body")}::text[], ${column("created_at")}::timestamptz[]) as u(s, d, p, e, t, b, at)
    on conflict (shop_id, endpoint_id, event_id) do nothing`.execute(tx);
}

export interface DueDelivery extends DeliveryRow {
  readonly url_sealed: string;
  readonly secret_sealed: string;
  readonly previous_secret_sealed: string | null;
  readonly previous_until: Date | null;
}

/** What is due and nobody's, at most `per_endpoint` of one endpoint and `per_shop` of one shop, so that slow ones are in nobody's way. */
export async function selectDue(
  db: Reader,
  wanted: {
    at: Date;
    max: number;
    per_endpoint: number;
    per_shop: number;
    busy_endpoints: readonly string[];
    busy_shops: readonly string[];
  },
): Promise<readonly Pick<DeliveryRow, "shop_id" | "delivery_id" | "endpoint_id">[]> {
  const { rows } = await sql<Pick<DeliveryRow, "shop_id" | "delivery_id" | "endpoint_id">>`
    select shop_id, delivery_id, endpoint_id from (
     select shop_id, delivery_id, endpoint_id, next_at, row_number() over (partition by shop_id order by next_at, delivery_id) as shop_place from (
      select d.shop_id, d.delivery_id, d.endpoint_id, d.next_at, row_number() over (partition by d.shop_id, d.endpoint_id order by d.next_at, d.delivery_id) as place
      from integrations.delivery d join integrations.endpoint p on p.shop_id = d.shop_id and p.endpoint_id = d.endpoint_id
      where d.state = 'waiting' and d.next_at <= ${wanted.at} and (d.leased_until is null or d.leased_until <= ${wanted.at})
        and p.state = 'enabled' and p.endpoint_id <> all(${wanted.busy_endpoints}::text[]) and d.shop_id <> all(${wanted.busy_shops}::text[])
     ) due where place <= ${wanted.per_endpoint}
    ) fair where shop_place <= ${wanted.per_shop} order by next_at limit ${wanted.max}`.execute(db);
  return rows;
}

/** Takes those of one shop that are still nobody's. */
export async function leaseDeliveries(
  tx: Tx,
  shop_id: string,
  delivery_ids: readonly string[],
  at: Date,
  until: Date,
): Promise<readonly DueDelivery[]> {
  const { rows } = await sql<DueDelivery>`
    update integrations.delivery d set leased_until = ${until}
    from integrations.endpoint p
    where d.shop_id = ${shop_id} and d.delivery_id = any(${delivery_ids}::text[]) and d.state = 'waiting' and d.next_at <= ${at}
      and (d.leased_until is null or d.leased_until <= ${at}) and p.shop_id = d.shop_id and p.endpoint_id = d.endpoint_id
    returning d.shop_id, d.delivery_id, d.endpoint_id, d.event_id, d.type, d.body, d.state, d.attempts, d.next_at, d.created_at,
      p.url_sealed, p.secret_sealed, p.previous_secret_sealed, p.previous_until`.execute(tx);
  return rows;
}

/** Writes down one attempt and what it means for its delivery. False if the endpoint is gone, and its log with it. */
export async function finishAttempt(
  tx: Tx,
  attempt: AttemptRow,
  next: { state: DeliveryRow["state"]; next_at: Date | null },
): Promise<boolean> {
  const done =
    await sql`update integrations.delivery set state = ${next.state}, next_at = ${next.next_at}, attempts = ${attempt.number}, leased_until = null
      where shop_id = ${attempt.shop_id} and delivery_id = ${attempt.delivery_id}`.execute(tx);
  if (done.numAffectedRows !== 1n) return false;
  await sql`insert into integrations.attempt (shop_id, delivery_id, number, at, duration_ms, status, error, answer)
    values (${attempt.shop_id}, ${attempt.delivery_id}, ${attempt.number}, ${attempt.at}, ${attempt.duration_ms}, ${attempt.status}, ${attempt.error}, ${attempt.answer})
    on conflict (shop_id, delivery_id, number) do nothing`.execute(tx);
  return true;
}

export async function noteAccepted(tx: Tx, shop_id: string, endpoint_id: string, at: Date): Promise<void> {
  await sql`update integrations.endpoint set last_delivered_at = ${at}, failing_since = null where shop_id = ${shop_id} and endpoint_id = ${endpoint_id}`.execute(
    tx,
  );
}

/** `gone`: the endpoint says to send nothing any more. One that failed since before `failing_before` is given up. */
export async function noteRefused(
  tx: Tx,
  shop_id: string,
  endpoint_id: string,
  at: Date,
  ends: { gone: boolean; failing_before: Date },
): Promise<void> {
  await sql`update integrations.endpoint set last_failed_at = ${at}, failing_since = coalesce(failing_since, ${at}),
      state = case when state <> 'enabled' then state when ${ends.gone} then 'paused' when failing_since <= ${ends.failing_before} then 'failing' else state end
    where shop_id = ${shop_id} and endpoint_id = ${endpoint_id}`.execute(tx);
}

export async function selectDeliveries(
  db: Reader,
  shop_id: string,
  wanted: { endpoint_id?: string; state?: string; type?: string; before: string | null; limit: number },
): Promise<readonly DeliveryRow[]> {
  const { rows } = await sql<DeliveryRow>`select ${deliveryColumns} from integrations.delivery
    where shop_id = ${shop_id}
      and (${wanted.endpoint_id ?? null}::text is null or endpoint_id = ${wanted.endpoint_id ?? null})
      and (${wanted.state ?? null}::text is null or state = ${wanted.state ?? null})
      and (${wanted.type ?? null}::text is null or type = ${wanted.type ?? null})
      and (${wanted.before}::text is null or delivery_id < ${wanted.before})
    order by delivery_id desc limit ${wanted.limit}`.execute(db);
  return rows;
}

export async function selectDelivery(db: Reader, shop_id: string, id: string): Promise<DeliveryRow | undefined> {
  const { rows } =
    await sql<DeliveryRow>`select ${deliveryColumns} from integrations.delivery where shop_id = ${shop_id} and delivery_id = ${id}`.execute(
      db,
    );
  return rows[0];
}

/** All attempts of these deliveries, the newest first. */
export async function selectAttempts(
  db: Reader,
  shop_id: string,
  delivery_ids: readonly string[],
): Promise<readonly AttemptRow[]> {
  const { rows } =
    await sql<AttemptRow>`select shop_id, delivery_id, number, at, duration_ms, status, error, answer from integrations.attempt
    where shop_id = ${shop_id} and delivery_id = any(${delivery_ids}::text[]) order by delivery_id, number desc`.execute(
      db,
    );
  return rows;
}

/** Due at once, with all its attempts before it. Nothing changes for one that waits or is under way. */
export async function replayDelivery(tx: Tx, shop_id: string, id: string, at: Date): Promise<void> {
  await sql`update integrations.delivery set state = 'waiting', next_at = ${at}, leased_until = null
    where shop_id = ${shop_id} and delivery_id = ${id} and state <> 'waiting'`.execute(tx);
}

/** What failed since then is due at once. Returns how many. */
export async function replayFailed(
  tx: Tx,
  key: { shop_id: string; endpoint_id: string },
  since: Date,
  at: Date,
  max: number,
): Promise<number> {
  const result = await sql`update integrations.delivery set state = 'waiting', next_at = ${at}, leased_until = null
    where shop_id = ${key.shop_id} and delivery_id in (
      select delivery_id from integrations.delivery where shop_id = ${key.shop_id} and endpoint_id = ${key.endpoint_id} and state = 'failed' and created_at >= ${since}
      order by delivery_id limit ${max})`.execute(tx);
  return Number(result.numAffectedRows ?? 0n);
}

export async function sweepDeliveries(tx: Tx, before: Date): Promise<void> {
  await sql`delete from integrations.delivery where created_at < ${before}`.execute(tx);
}
