import {
  createAdapterFactory,
  type CleanedWhere,
  type CustomAdapter,
  type DBAdapter,
  type DBAdapterInstance,
} from "@better-auth/core/db/adapter";
import { assert, present } from "../../kernel/assert.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Reader } from "../../kernel/db.ts";
import type { Seal } from "../../kernel/seal.ts";
import { fieldOf, fingerprint, fromColumns, modelOf, toColumns, type AuthModel } from "./sealed-columns.ts";
import {
  countRows,
  deleteOneRow,
  deleteRows,
  insertRow,
  selectRows,
  updateOneRow,
  updateRows,
  type Condition,
} from "./store.ts";

export interface AuthAdapterDeps {
  readonly seal: Seal;
  readonly clock: Clock;
  /** The transaction better-auth runs in at this moment, or the reader. */
  readonly db: () => Reader;
  /** Runs `fn` so that `db()` is one transaction; inside one already, that one. */
  readonly within: <T>(fn: () => Promise<T>) => Promise<T>;
}

/**
 * better-auth's storage on our tables: personal fields are ciphertext and are found through a keyed fingerprint, so
 * equality is all that can be asked of them; sorting by one or searching within one is a bug. Times of making and
 * changing are the kernel clock's, whatever better-auth's own clock says.
 */
export function createAuthAdapter(deps: AuthAdapterDeps): DBAdapterInstance {
  return (options) => {
    const instance: DBAdapter = createAdapterFactory({
      config: {
        adapterId: "laotie",
        supportsArrays: true,
        supportsJSON: true,
        supportsNumericIds: false,
        transaction: (callback) => deps.within(() => callback(instance)),
      },
      adapter: () => createCustomAdapter(deps),
    })(options);
    return instance;
  };
}

/** The operations; better-auth's generic results are our rows, which it types by model. */
function createCustomAdapter({ seal, clock, db }: AuthAdapterDeps): CustomAdapter {
  type Target = { model: string; modelKey?: string | undefined; where?: readonly CleanedWhere[] | undefined };
  const aim = ({ model, modelKey, where = [] }: Target) => {
    const found = modelOf(modelKey ?? model);
    return { model: found, where: where.map((one) => conditionOf(seal, found, one)) };
  };
  const read = (model: AuthModel, row: Record<string, unknown> | undefined): never =>
    (row === undefined ? null : fromColumns(seal, model, row)) as never;
  const changes = (model: AuthModel, update: object) => toColumns(seal, model, { ...update, updatedAt: clock.now() });
  return {
    async create(target) {
      const { model } = aim(target);
      const now = clock.now();
      const given = { ...target.data, createdAt: now, updatedAt: now };
      const row = await insertRow(db(), model.table, toColumns(seal, model, given));
      // Only here is a secret known, and better-auth hands it on to whoever signs in.
      return { ...fromColumns(seal, model, row), ...given };
    },
    async update(target) {
      const { model, where } = aim(target);
      return read(model, await updateOneRow(db(), model.table, where, changes(model, target.update as object)));
    },
    async updateMany(target) {
      const { model, where } = aim(target);
      return updateRows(db(), model.table, where, changes(model, target.update));
    },
    async findOne(target) {
      const { model, where } = aim(target);
      const [row] = await selectRows(db(), model.table, { where, limit: 1, offset: 0, order: null });
      return read(model, row);
    },
    async findMany(target) {
      const { model, where } = aim(target);
      const rows = await selectRows(db(), model.table, {
        where,
        limit: target.limit,
        offset: target.offset ?? 0,
        order: orderOf(model, target.sortBy),
      });
      return rows.map((row) => read(model, row));
    },
    async delete(target) {
      const { model, where } = aim(target);
      await deleteRows(db(), model.table, where);
    },
    async deleteMany(target) {
      const { model, where } = aim(target);
      return deleteRows(db(), model.table, where);
    },
    async consumeOne(target) {
      const { model, where } = aim(target);
      return read(model, await deleteOneRow(db(), model.table, where));
    },
    async count(target) {
      const { model, where } = aim(target);
      return countRows(db(), model.table, where);
    },
  };
}

function orderOf(model: AuthModel, sortBy: { field: string; direction: "asc" | "desc" } | undefined) {
  if (sortBy === undefined) return null;
  const field = fieldOf(model, sortBy.field);
  assert(field.kind === "plain", "ciphertext has no order");
  return { column: field.column, direction: sortBy.direction };
}

function conditionOf(seal: Seal, model: AuthModel, where: CleanedWhere): Condition {
  const { operator = "eq", connector = "AND", value } = where;
  const field = fieldOf(model, present(where.field, "a condition names its field"));
  if (field.kind === "plain")
    return { column: field.column, operator, connector, value, caseless: where.mode === "insensitive" };
  assert(field.kind !== "sealed", "what is only ciphertext cannot be searched");
  assert(["eq", "ne", "in", "not_in"].includes(operator), "of ciphertext only equality can be asked");
  const print = (one: unknown): string => fingerprint(seal, field, one);
  const prints = Array.isArray(value)
    ? value.map(print)
    : value === null
      ? null
      : print(present(value, "a value to compare with"));
  return { column: field.index, operator, connector, value: prints, caseless: false };
}
