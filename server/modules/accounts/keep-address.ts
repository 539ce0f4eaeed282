import type { z } from "zod";
import type { Address, AddressFields } from "../../../contract/accounts.ts";
import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import { purposes } from "./sealed-columns.ts";
import {
  deleteAddress,
  insertAddress,
  lockName,
  selectAddresses,
  selectAskedAddresses,
  setDefaultAddress,
  updateAddress,
  type AskedAddress,
} from "./store.ts";
import type { AddressRow } from "./tables.ts";

type Fields = z.infer<typeof AddressFields>;

/** One sealed text per address; whether it is the default is no secret. Bound to its account, so that it cannot be moved. */
const purposeOf = (account_id: string): string => `${purposes.address} ${account_id}`;

function sealFields(ctx: Context, account_id: string, fields: Fields): string {
  const { is_default: _, ...rest } = fields;
  return ctx.seal.seal(JSON.stringify(rest), purposeOf(account_id));
}

function wireAddress(ctx: Context, row: AddressRow): Address {
  const fields = JSON.parse(ctx.seal.open(row.fields_sealed, purposeOf(row.account_id))) as Omit<Fields, "is_default">;
  return {
    id: row.id,
    object: "address",
    ...fields,
    is_default: row.is_default,
    created_at: row.created_at.toISOString(),
  };
}

/** The account's addresses, the default first, then the newest; with `ids`, those of them that are its own. */
export async function readAddresses(
  ctx: Context,
  reader: Reader,
  account_id: string,
  ids?: readonly string[],
): Promise<Address[]> {
  return (await selectAddresses(reader, account_id, ids)).map((row) => wireAddress(ctx, row));
}

interface Opened {
  readonly version: string;
  readonly address: Address;
}

/**
 * Reads addresses of many accounts with one question, each asked for by its owner; by `account_id address_id`, of those that
 * are their asker's own. What was opened before and has not changed since is neither sent nor opened again.
 */
export function createAddressReader(
  ctx: Context,
): (reader: Reader, asked: readonly AskedAddress[]) => Promise<Map<string, Address>> {
  const opened = new Map<string, Opened>();
  const keyOf = (one: AskedAddress): string => `${one.account_id} ${one.address_id}`;
  const open = (key: string, version: string, row: AddressRow): Address => {
    const address = wireAddress(ctx, row);
    opened.delete(key);
    for (const oldest of opened.keys()) {
      if (opened.size < limits.addresses_opened_max) break;
      opened.delete(oldest);
    }
    opened.set(key, { version, address });
    return address;
  };
  return async (reader, asked) => {
    if (asked.length === 0) return new Map();
    // Held here: what is forgotten while PostgreSQL is asked is still the answer to what it says has not changed.
    const before = asked.map((one) => opened.get(keyOf(one)));
    const known = new Map(asked.map((one, index) => [keyOf(one), before[index]?.address]));
    const rows = await selectAskedAddresses(
      reader,
      asked,
      before.map((one) => one?.version ?? null),
    );
    return new Map(
      rows.map(({ row, version, ...one }) => {
        const key = keyOf(one);
        const address = row === null ? known.get(key) : open(key, version, row);
        return [key, present(address, "an address that did not change was opened before")];
      }),
    );
  };
}

/** The first address is the default whatever was asked. Refuses address_limit. */
export async function addAddress(ctx: Context, tx: Tx, account_id: string, fields: Fields): Promise<Address> {
  await lockName(tx, `addresses.${account_id}`);
  const existing = await selectAddresses(tx, account_id);
  if (existing.length >= limits.addresses_per_account_max) refuse("address_limit");
  const is_default = fields.is_default || existing.length === 0;
  if (is_default) await setDefaultAddress(tx, account_id, null);
  const row: AddressRow = {
    account_id,
    id: newId(ctx, "addr"),
    fields_sealed: sealFields(ctx, account_id, fields),
    is_default,
    created_at: ctx.clock.now(),
  };
  await insertAddress(tx, row);
  return wireAddress(ctx, row);
}

/** Refuses not_found, for another's address too. */
export async function replaceAddress(
  ctx: Context,
  tx: Tx,
  account_id: string,
  id: string,
  fields: Fields,
): Promise<Address> {
  await lockName(tx, `addresses.${account_id}`);
  const [before] = await selectAddresses(tx, account_id, [id]);
  if (before === undefined) refuse("not_found");
  if (fields.is_default) await setDefaultAddress(tx, account_id, null);
  const row: AddressRow = {
    ...before,
    fields_sealed: sealFields(ctx, account_id, fields),
    is_default: fields.is_default,
  };
  await updateAddress(tx, row, ctx.clock.now());
  return wireAddress(ctx, row);
}

/** When the default goes, the newest of the rest takes its place. Refuses not_found, for another's address too. */
export async function removeAddress(tx: Tx, account_id: string, id: string): Promise<void> {
  await lockName(tx, `addresses.${account_id}`);
  const [before] = await selectAddresses(tx, account_id, [id]);
  if (before === undefined) refuse("not_found");
  await deleteAddress(tx, account_id, id);
  if (!before.is_default) return;
  const [newest] = await selectAddresses(tx, account_id);
  await setDefaultAddress(tx, account_id, newest?.id ?? null);
}
