import { createPrivateKey, type KeyObject } from "node:crypto";
import { ConfigError } from "../../../kernel/config.ts";
import type { Context } from "../../../kernel/context.ts";
import type { PaymentProvider } from "../provider.ts";
import { createAlipayAdapter } from "./alipay.ts";
import { pemOf, readPublicKey } from "./rsa.ts";
import { createSandboxAdapter } from "./sandbox.ts";
import { createStripeAdapter } from "./stripe.ts";
import { createWechatAdapter } from "./wechat.ts";

/** The adapters the operator configured, in the order they are offered. Throws `ConfigError` for a key that is none. */
export function createProviders(ctx: Context): readonly PaymentProvider[] {
  const { payment } = ctx.config;
  return payment.providers.map((name) => {
    const { wechat, alipay, stripe } = payment;
    if (name === "wechat" && wechat !== null)
      return createWechatAdapter(ctx, {
        ...wechat,
        private_key: privateKey("WECHAT_PAY_PRIVATE_KEY_FILE", wechat.private_key_pem),
        keys: new Map([[wechat.public_key_id, publicKey("WECHAT_PAY_PUBLIC_KEY_FILE", wechat.public_key_pem)]]),
      });
    if (name === "alipay" && alipay !== null)
      return createAlipayAdapter(ctx, {
        ...alipay,
        private_key: privateKey("ALIPAY_PRIVATE_KEY_FILE", alipay.private_key_pem),
        alipay_public_key: publicKey("ALIPAY_PUBLIC_KEY_FILE", alipay.public_key_pem),
      });
    if (name === "stripe" && stripe !== null) return createStripeAdapter(ctx, stripe);
    return createSandboxAdapter(ctx);
  });
}

function privateKey(name: string, text: string): KeyObject {
  return read(name, () => createPrivateKey(text.includes("BEGIN") ? text : pemOf(text, "PRIVATE KEY")));
}
function publicKey(name: string, text: string): KeyObject {
  return read(name, () => readPublicKey(text));
}
function read(name: string, act: () => KeyObject): KeyObject {
  try {
    return act();
  } catch {
    throw new ConfigError(`${name}: the file holds no key we can read (PEM, or the bare base64 of the console)`);
  }
}
