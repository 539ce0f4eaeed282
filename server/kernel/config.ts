import { join, resolve } from "node:path";
import { z } from "zod";
import { Currency } from "../../contract/money.ts";
import { paymentEnvironment, readPaymentConfig, type PaymentConfig } from "./payment-config.ts";

const port = (fallback: number) => z.coerce.number().int().min(0).max(65535).default(fallback);
const bit = z.enum(["0", "1", "true", "false"]).transform((value) => value === "1" || value === "true");
const flag = (fallback: boolean) => bit.default(fallback);
const url = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ""));
const secret = z.string().min(32, "must have at least 32 characters; make one with: openssl rand -hex 32");

/** The environment, name by name. docs/operations/configuration.md is this table in words; a test holds them together. */
export const environment = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  PORT: port(3000),
  HOST: z.string().min(1).optional(),
  RTMP_PORT: port(1935),
  DATA_DIR: z.string().min(1).default("./data"),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must begin with postgres://")
    .optional(),
  DATABASE_POOL: z.coerce.number().int().min(4).max(100).default(12),
  PUBLIC_URL: url.optional(),
  PUBLIC_RTMP_URL: z
    .string()
    .regex(/^rtmps?:\/\/[^/]+\/\w+$/, "must look like rtmp://host:1935/live")
    .optional(),
  DEMO: flag(true),
  DEMO_CALM: bit.optional(),
  /** Whether pages opened are counted: numbers per kind of page and day, nothing about who. */
  ANALYTICS: flag(false),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).optional(),
  SECRET: secret.optional(),
  CURRENCY: Currency.default("CNY"),
  TIME_ZONE: z
    .string()
    .refine((zone) => Intl.supportedValuesOf("timeZone").includes(zone) || zone === "UTC", "is not an IANA time zone")
    .default("Asia/Shanghai"),
  TRUST_PROXY: flag(false),
  OPERATOR_EMAIL: z.email().optional(),
  /** Who runs the deployment, for the terms and the privacy page. */
  OPERATOR_NAME: z.string().max(200).optional(),
  OPERATOR_ADDRESS: z.string().max(300).optional(),
  OPERATOR_CONTACT: z.string().max(200).optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, "must begin with smtp:// or smtps://")
    .optional(),
  MAIL_FROM: z.string().min(3).default("Laotie <no-reply@localhost>"),
  SMS_URL: url.optional(),
  SMS_TOKEN: z.string().min(1).optional(),
  /** Days between receipt and settlement; the demo settles at once, so that its whole life can be seen. */
  SETTLEMENT_DAYS: z.coerce.number().int().min(0).max(90).optional(),
  PAYOUT_PROVIDER: z.enum(["sandbox", "file"]).optional(),
  PAYOUT_SANDBOX_URL: url.optional(),
  ...paymentEnvironment,
  /** Who tells where parcels are (docs/api/carriers.md), and the secret both sides sign with. */
  CARRIER_URL: url.optional(),
  CARRIER_SECRET: secret.optional(),
});

export interface Config {
  readonly env: "development" | "production" | "test";
  readonly port: number;
  readonly host: string;
  readonly rtmp_port: number;
  /** Where everything of this market lies. The demo has a folder of its own below DATA_DIR, so it never touches real data. */
  readonly data_dir: string;
  readonly database_url: string | null;
  readonly database_pool: number;
  /** Where people reach us, without a trailing slash; null: made from host and port once bound. */
  readonly public_url: string | null;
  readonly public_rtmp_url: string | null;
  readonly demo: boolean;
  /** Fewer rooms and slower people; null: chosen by the machine. */
  readonly demo_calm: boolean | null;
  /** Are pages opened counted? */
  readonly analytics: boolean;
  /** One-click sign-in or the dev inbox is there: only this machine may ask. */
  readonly open: boolean;
  readonly log_level: string;
  /** Null: made once and kept in DATA_DIR (never in production). */
  readonly secret: string | null;
  readonly currency: z.infer<typeof Currency>;
  readonly time_zone: string;
  readonly trust_proxy: boolean;
  readonly operator_email: string | null;
  readonly operator_name: string | null;
  readonly operator_address: string | null;
  readonly operator_contact: string | null;
  readonly smtp_url: string | null;
  readonly mail_from: string;
  readonly sms_url: string | null;
  readonly sms_token: string | null;
  /** Overrides the fee policy's settlement days; null: the policy holds. */
  readonly settlement_days: number | null;
  readonly payout_provider: "sandbox" | "file";
  readonly payout_sandbox_url: string | null;
  readonly payment: PaymentConfig;
  /** Null: the sandbox carrier while developing, nobody in production. */
  readonly carrier_url: string | null;
  readonly carrier_secret: string | null;
}

/** The configuration is not usable; the message is for the operator, one sentence per line. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

type Environment = z.infer<typeof environment>;

/** Values that may stand in a message; the others may be or hold secrets. */
const plain = new Set(
  "NODE_ENV PORT HOST RTMP_PORT DATABASE_POOL DEMO DEMO_CALM ANALYTICS LOG_LEVEL CURRENCY TIME_ZONE TRUST_PROXY SETTLEMENT_DAYS PAYMENT_PROVIDER PAYMENT_FEES".split(
    " ",
  ),
);

function shown(name: string, given: Readonly<Record<string, string | undefined>>): string {
  return plain.has(name) ? `(is "${given[name] ?? ""}")` : "";
}

/** True for an address or a host name that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return ["127.0.0.1", "localhost", "::1", "[::1]"].includes(host);
}

function problemsInProduction(e: Environment): string[] {
  const problems: string[] = [];
  if (e.SECRET === undefined) problems.push("SECRET: must be set in production; make one with: openssl rand -hex 32");
  else if (new Set(e.SECRET).size < 8)
    problems.push("SECRET: is too simple to be one; make one with: openssl rand -hex 32");
  if (e.PUBLIC_URL === undefined)
    problems.push("PUBLIC_URL: must be set in production, for example https://shop.example.org");
  if (e.SMTP_URL === undefined && e.SMS_URL === undefined)
    problems.push("SMTP_URL: nobody could sign in; set SMTP_URL, or SMS_URL for phones only");
  if (e.OPERATOR_EMAIL !== undefined && e.SMTP_URL === undefined)
    problems.push("SMTP_URL: must be set for OPERATOR_EMAIL, who signs in with a code by mail");
  // Whoever opens the sandbox's page has paid: never by accident.
  if (e.PAYMENT_PROVIDER === undefined)
    problems.push(
      "PAYMENT_PROVIDER: must be set in production: wechat, alipay, stripe, several with commas between, or sandbox, which moves no money",
    );
  return problems;
}

function problemsWhenOpen(e: Environment, demo: boolean, host: string): string[] {
  const why = demo
    ? "DEMO=1 has one-click logins, so it stays on this machine; set DEMO=0"
    : "without SMTP_URL or SMS_URL anybody can read the codes in the dev inbox, so it stays on this machine; set one of them";
  const problems: string[] = [];
  if (!isLoopback(host)) problems.push(`HOST: ${why} to listen elsewhere`);
  if (e.TRUST_PROXY) problems.push(`TRUST_PROXY: ${why} to stand behind a proxy`);
  if (e.PUBLIC_URL !== undefined && !isLoopback(new URL(e.PUBLIC_URL).hostname))
    problems.push(`PUBLIC_URL: ${why} to have a public address`);
  return problems;
}

/** What another program of ours is given of the environment: no secret, no database, no mail. */
export function environmentOfChildren(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Record<string, string | undefined> {
  return Object.fromEntries(["PATH", "HOME", "TMPDIR", "LANG", "TZ", "NODE_OPTIONS"].map((name) => [name, env[name]]));
}

/** Reads and checks the environment. Throws `ConfigError` with every problem at once. */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => name in environment.shape && value !== undefined && value !== ""),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues
        .map((issue) => `${String(issue.path[0])}: ${issue.message} ${shown(String(issue.path[0]), given)}`)
        .join("\n"),
    );
  }
  const e = parsed.data;
  const production = e.NODE_ENV === "production";
  const demo = production ? false : e.DEMO;
  const host = e.HOST ?? (demo ? "127.0.0.1" : "0.0.0.0");
  // The dev inbox shows everybody's codes and the demo signs anybody in: both are for this machine alone.
  const open = demo || (!production && e.SMTP_URL === undefined && e.SMS_URL === undefined);
  const problems = production ? problemsInProduction(e) : open ? problemsWhenOpen(e, demo, host) : [];
  if (e.SMS_URL !== undefined && e.SMS_TOKEN === undefined)
    problems.push("SMS_TOKEN: must be set together with SMS_URL");
  if ((e.CARRIER_URL === undefined) !== (e.CARRIER_SECRET === undefined))
    problems.push("CARRIER_SECRET: must be set together with CARRIER_URL");
  const payment = readPaymentConfig(e, e.CURRENCY, problems);
  if (problems.length > 0) throw new ConfigError(problems.join("\n"));
  return {
    env: e.NODE_ENV,
    port: e.PORT,
    host,
    rtmp_port: e.RTMP_PORT,
    data_dir: demo ? join(resolve(e.DATA_DIR), "demo") : resolve(e.DATA_DIR),
    database_url: e.DATABASE_URL ?? null,
    database_pool: e.DATABASE_POOL,
    public_url: e.PUBLIC_URL ?? null,
    public_rtmp_url: e.PUBLIC_RTMP_URL ?? null,
    demo,
    demo_calm: e.DEMO_CALM ?? null,
    analytics: e.ANALYTICS,
    open,
    log_level: e.LOG_LEVEL ?? (production ? "info" : "warn"),
    secret: e.SECRET ?? null,
    currency: e.CURRENCY,
    time_zone: e.TIME_ZONE,
    trust_proxy: e.TRUST_PROXY,
    operator_email: e.OPERATOR_EMAIL ?? null,
    operator_name: e.OPERATOR_NAME ?? null,
    operator_address: e.OPERATOR_ADDRESS ?? null,
    operator_contact: e.OPERATOR_CONTACT ?? null,
    smtp_url: e.SMTP_URL ?? null,
    mail_from: e.MAIL_FROM,
    sms_url: e.SMS_URL ?? null,
    sms_token: e.SMS_TOKEN ?? null,
    settlement_days: e.SETTLEMENT_DAYS ?? (demo && e.NODE_ENV !== "test" ? 0 : null),
    // The sandbox bank moves no money: where money is real, people carry a file until a bank is connected.
    payout_provider: e.PAYOUT_PROVIDER ?? (production ? "file" : "sandbox"),
    payout_sandbox_url: e.PAYOUT_SANDBOX_URL ?? null,
    payment,
    carrier_url: e.CARRIER_URL ?? null,
    carrier_secret: e.CARRIER_SECRET ?? null,
  };
}
