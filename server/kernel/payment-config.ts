import { readFileSync } from "node:fs";
import { z } from "zod";
import { paymentProviders, type PaymentProviderName } from "../../contract/payments.ts";

const url = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ""));
const text = z.string().min(1).optional();

/** Whom buyers pay through. Every secret may stand in a file instead, named by the variable with `_FILE`. */
export const paymentEnvironment = {
  /** One or several, the first for who does not choose: `wechat,alipay`. */
  PAYMENT_PROVIDER: z
    .string()
    .transform((value) => value.split(",").map((name) => name.trim()))
    .pipe(z.array(z.enum(paymentProviders)).min(1))
    .optional(),
  PAYMENT_SANDBOX_URL: url.optional(),
  /** What was agreed: per cent, and minor units of each payment: `wechat=0.6,stripe=2.9+30`. */
  PAYMENT_FEES: text,
  WECHAT_PAY_URL: url.default("https://api.mch.weixin.qq.com"),
  WECHAT_PAY_APP_ID: text,
  WECHAT_PAY_MCH_ID: text,
  WECHAT_PAY_SERIAL_NO: text,
  WECHAT_PAY_PRIVATE_KEY_FILE: text,
  WECHAT_PAY_API_V3_KEY: text,
  WECHAT_PAY_API_V3_KEY_FILE: text,
  /** `PUB_KEY_ID_…`, or the serial number of a platform certificate. */
  WECHAT_PAY_PUBLIC_KEY_ID: text,
  WECHAT_PAY_PUBLIC_KEY_FILE: text,
  ALIPAY_URL: url.default("https://openapi.alipay.com/gateway.do"),
  ALIPAY_APP_ID: text,
  ALIPAY_PRIVATE_KEY_FILE: text,
  ALIPAY_PUBLIC_KEY_FILE: text,
  STRIPE_URL: url.default("https://api.stripe.com"),
  STRIPE_SECRET_KEY: text,
  STRIPE_SECRET_KEY_FILE: text,
  STRIPE_WEBHOOK_SECRET: text,
  STRIPE_WEBHOOK_SECRET_FILE: text,
};
type Environment = z.output<z.ZodObject<typeof paymentEnvironment>>;
type Name = keyof Environment;

export interface PaymentConfig {
  readonly providers: readonly PaymentProviderName[];
  readonly sandbox_url: string | null;
  /** By provider: of a million, and minor units of each payment. Without one its fees are not compared. */
  readonly fees: ReadonlyMap<PaymentProviderName, { readonly rate: bigint; readonly fixed: bigint }>;
  readonly wechat: {
    readonly url: string;
    readonly app_id: string;
    readonly mch_id: string;
    readonly serial_no: string;
    readonly private_key_pem: string;
    readonly api_v3_key: string;
    readonly public_key_id: string;
    readonly public_key_pem: string;
  } | null;
  readonly alipay: {
    readonly url: string;
    readonly app_id: string;
    readonly private_key_pem: string;
    readonly public_key_pem: string;
  } | null;
  readonly stripe: { readonly url: string; readonly secret_key: string; readonly webhook_secret: string } | null;
}

/** Reads what the providers need; what is missing or does not fit is added to `problems`, never with a value in it. */
export function readPaymentConfig(e: Environment, currency: string, problems: string[]): PaymentConfig {
  const providers = [...new Set(e.PAYMENT_PROVIDER ?? ["sandbox" as const])];
  const uses = (name: PaymentProviderName): boolean => providers.includes(name);
  const value = (name: Name): string => {
    const given = e[name];
    if (typeof given === "string") return given;
    problems.push(`${name}: must be set for PAYMENT_PROVIDER ${providers.join(",")}; see docs/operations/payments.md`);
    return "";
  };
  const file = (name: Name): string => {
    const path = value(name);
    if (path === "") return "";
    try {
      return readFileSync(path, "utf8").trim();
    } catch {
      problems.push(`${name}: the file cannot be read`);
      return "";
    }
  };
  const secret = (name: Name, inFile: Name): string => (e[inFile] === undefined ? value(name) : file(inFile));
  for (const name of ["wechat", "alipay"] as const)
    if (uses(name) && currency !== "CNY")
      problems.push(`PAYMENT_PROVIDER: ${name} takes CNY only, and CURRENCY is "${currency}"`);
  return {
    providers,
    sandbox_url: e.PAYMENT_SANDBOX_URL ?? null,
    fees: readFees(e.PAYMENT_FEES ?? "", problems),
    wechat: uses("wechat")
      ? {
          url: e.WECHAT_PAY_URL,
          app_id: value("WECHAT_PAY_APP_ID"),
          mch_id: value("WECHAT_PAY_MCH_ID"),
          serial_no: value("WECHAT_PAY_SERIAL_NO"),
          private_key_pem: file("WECHAT_PAY_PRIVATE_KEY_FILE"),
          api_v3_key: keyOf32(secret("WECHAT_PAY_API_V3_KEY", "WECHAT_PAY_API_V3_KEY_FILE"), problems),
          public_key_id: value("WECHAT_PAY_PUBLIC_KEY_ID"),
          public_key_pem: file("WECHAT_PAY_PUBLIC_KEY_FILE"),
        }
      : null,
    alipay: uses("alipay")
      ? {
          url: e.ALIPAY_URL,
          app_id: value("ALIPAY_APP_ID"),
          private_key_pem: file("ALIPAY_PRIVATE_KEY_FILE"),
          public_key_pem: file("ALIPAY_PUBLIC_KEY_FILE"),
        }
      : null,
    stripe: uses("stripe")
      ? {
          url: e.STRIPE_URL,
          secret_key: secret("STRIPE_SECRET_KEY", "STRIPE_SECRET_KEY_FILE"),
          webhook_secret: secret("STRIPE_WEBHOOK_SECRET", "STRIPE_WEBHOOK_SECRET_FILE"),
        }
      : null,
  };
}

function readFees(text: string, problems: string[]): PaymentConfig["fees"] {
  const fees = new Map<PaymentProviderName, { rate: bigint; fixed: bigint }>();
  for (const one of text.split(",").map((part) => part.trim())) {
    if (one === "") continue;
    const match = /^([a-z]+)=(\d{1,2})(?:\.(\d{1,4}))?(?:\+(\d{1,6}))?$/.exec(one);
    const name = paymentProviders.find((known) => known === match?.[1]);
    if (match === null || name === undefined) {
      problems.push(
        'PAYMENT_FEES: must be like "wechat=0.6,stripe=2.9+30" (per cent, and minor units of each payment)',
      );
      return fees;
    }
    const [, , whole = "0", part = "", fixed = "0"] = match;
    fees.set(name, { rate: BigInt(whole) * 10_000n + BigInt(part.padEnd(4, "0")), fixed: BigInt(fixed) });
  }
  return fees;
}

function keyOf32(key: string, problems: string[]): string {
  if (key !== "" && Buffer.byteLength(key) !== 32)
    problems.push("WECHAT_PAY_API_V3_KEY: must have exactly 32 characters, as set in the merchant platform");
  return key;
}
