import type { Seal } from "../../kernel/seal.ts";
import { assert } from "../../kernel/assert.ts";
import { normalizeEmail, normalizePhone } from "./identifier.ts";

/**
 * How better-auth's models lie in our tables. A field is kept plain, as ciphertext, as ciphertext that can be found
 * through a fingerprint, or as a fingerprint only.
 */
export type AuthField =
  | { readonly kind: "plain"; readonly column: string }
  | { readonly kind: "sealed"; readonly column: string; readonly purpose: string }
  | {
      readonly kind: "found";
      readonly column: string;
      readonly index: string;
      readonly purpose: string;
      readonly normalize: (value: string) => string;
    }
  | { readonly kind: "secret"; readonly index: string; readonly purpose: string };

export interface AuthModel {
  readonly table: string;
  readonly fields: Readonly<Record<string, AuthField>>;
}

const plain = (column: string): AuthField => ({ kind: "plain", column });

export const purposes = {
  name: "accounts.account.name",
  email: "accounts.account.email",
  phone: "accounts.account.phone",
  token: "accounts.auth_session.token",
  code: "accounts.code",
  rate: "accounts.rate",
  address: "accounts.address",
  verification: "accounts.verification",
  reason: "accounts.reason",
  export: "accounts.export",
} as const;

export const authModels: Readonly<Record<string, AuthModel>> = {
  user: {
    table: "accounts.account",
    fields: {
      id: plain("id"),
      name: { kind: "sealed", column: "name_sealed", purpose: purposes.name },
      email: {
        kind: "found",
        column: "email_sealed",
        index: "email_index",
        purpose: purposes.email,
        normalize: normalizeEmail,
      },
      emailVerified: plain("email_verified"),
      phoneNumber: {
        kind: "found",
        column: "phone_sealed",
        index: "phone_index",
        purpose: purposes.phone,
        normalize: (value) => normalizePhone(value) ?? value,
      },
      phoneNumberVerified: plain("phone_verified"),
      image: plain("avatar_picture_id"),
      locale: plain("locale"),
      roles: plain("roles"),
      createdAt: plain("created_at"),
      updatedAt: plain("updated_at"),
    },
  },
  session: {
    table: "accounts.auth_session",
    fields: {
      id: plain("id"),
      userId: plain("account_id"),
      token: { kind: "secret", index: "token_index", purpose: purposes.token },
      userAgent: plain("device"),
      ipAddress: plain("address"),
      createdAt: plain("created_at"),
      updatedAt: plain("last_seen_at"),
      expiresAt: plain("expires_at"),
    },
  },
  account: {
    table: "accounts.credential",
    fields: {
      id: plain("id"),
      userId: plain("account_id"),
      providerId: plain("provider_id"),
      accountId: plain("provider_account_id"),
      password: plain("password_hash"),
      createdAt: plain("created_at"),
      updatedAt: plain("updated_at"),
    },
  },
};

export function modelOf(name: string): AuthModel {
  const model = authModels[name];
  assert(model !== undefined, `better-auth asks for a model we do not keep: ${name}`);
  return model;
}

export function fieldOf(model: AuthModel, name: string): AuthField {
  const field = model.fields[name];
  assert(field !== undefined, `better-auth asks for a field we do not keep: ${model.table} ${name}`);
  return field;
}

/** The fingerprint a value is found by. */
export function fingerprint(seal: Seal, field: Extract<AuthField, { index: string }>, value: unknown): string {
  assert(typeof value === "string", "only text is found by its fingerprint");
  return seal.index(field.kind === "found" ? field.normalize(value) : value, field.purpose);
}

/** What better-auth writes, as columns. */
export function toColumns(
  seal: Seal,
  model: AuthModel,
  data: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(data)) {
    const field = fieldOf(model, name);
    if (field.kind === "plain") row[field.column] = value;
    else if (value === null) {
      if (field.kind !== "secret") row[field.column] = null;
      if (field.kind !== "sealed") row[field.index] = null;
    } else {
      assert(typeof value === "string", "sealed fields hold text");
      if (field.kind !== "secret")
        row[field.column] = seal.seal(field.kind === "found" ? field.normalize(value) : value, field.purpose);
      if (field.kind !== "sealed") row[field.index] = fingerprint(seal, field, value);
    }
  }
  return row;
}

/** What better-auth reads. A secret comes back as its fingerprint, which opens nothing. */
export function fromColumns(
  seal: Seal,
  model: AuthModel,
  row: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(model.fields)) {
    const value = row[field.kind === "secret" ? field.index : field.column];
    data[name] =
      typeof value === "string" && (field.kind === "sealed" || field.kind === "found")
        ? seal.open(value, field.purpose)
        : (value ?? null);
  }
  return data;
}
