import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../../../server/kernel/clock.ts";
import { limits } from "../../../server/kernel/limits.ts";
import { createFakeAlipay } from "./fake-alipay.ts";
import { createFakeStripe } from "./fake-stripe.ts";
import { createFakeWechat, type FakeRequest } from "./fake-wechat.ts";

const pair = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
const api_v3_key = "test-api-v3-key-test-api-v3-key!";
const secret_key = "sk_test_0123456789";
const webhook_secret = "whsec_test_0123456789";

/**
 * How the line to the providers is. silent: nobody there ever answers. slow: they do what was asked, and answer when we have long given up.
 * cut: the connection breaks. busy: they are there and want nothing. nonsense: somebody else answers. garbled: they do what was asked, and
 * their answer comes in half.
 */
export const badLines = ["silent", "slow", "cut", "busy", "nonsense", "garbled"] as const;
export type Line = "clear" | (typeof badLines)[number];

/** All three providers at one address of this machine, and the environment that lets a server use them. */
export async function openProviders(now: () => Date) {
  const [platform, merchant, alipayKeys, app] = [pair(), pair(), pair(), pair()];
  const serial = "PUB_KEY_ID_0112345678901234567890";
  const wechat = createFakeWechat({
    platform: platform.privateKey,
    merchant: merchant.publicKey,
    api_v3_key,
    serial,
    mch_id: "1900009191",
    now,
  });
  const alipay = createFakeAlipay({ alipay: alipayKeys.privateKey, app: app.publicKey, app_id: "2021000122671080" });
  const stripe = createFakeStripe({ secret_key, webhook_secret, now });
  const asked: FakeRequest[] = [];
  const line = { is: "clear" as Line };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const [, name = "", rest = ""] = /^\/(\w+)(\/.*)?$/.exec(request.url ?? "") ?? [];
      const one = {
        method: request.method ?? "",
        path: rest,
        signed_path: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(parts).toString(),
      };
      asked.push(one);
      if (line.is === "silent") return;
      if (line.is === "cut") return void request.socket.destroy();
      if (line.is === "busy") return void response.writeHead(503, { "content-type": "text/html" }).end("busy");
      if (line.is === "nonsense")
        return void response
          .writeHead(200, { "content-type": "text/html" })
          .end("<html>Sign in to this network</html>");
      const { handle } = { wechat, alipay, stripe }[name as "wechat" | "alipay" | "stripe"];
      const answer = handle(one);
      const body = line.is === "garbled" ? answer.body.slice(0, answer.body.length >> 1) : answer.body;
      const give = () => void response.writeHead(answer.status, answer.headers).end(body);
      if (line.is === "slow") systemClock.after(limits.payment_provider_answer_ms_max + 500, give);
      else give();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const folder = await mkdtemp(join(tmpdir(), "laotie-keys-"));
  const keep = async (name: string, text: string): Promise<string> => {
    await writeFile(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const spki = { type: "spki", format: "pem" } as const;
  const pkcs8 = { type: "pkcs8", format: "pem" } as const;
  const bare = (pem: string) => pem.replaceAll(/-----[^-]+-----|\s/g, "");
  const env: Record<string, string> = {
    PAYMENT_PROVIDER: "wechat,alipay,stripe",
    WECHAT_PAY_URL: `${base}/wechat`,
    WECHAT_PAY_APP_ID: "wx1",
    WECHAT_PAY_MCH_ID: "1900009191",
    WECHAT_PAY_SERIAL_NO: "1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C",
    WECHAT_PAY_PRIVATE_KEY_FILE: await keep("wechat.pem", merchant.privateKey.export(pkcs8)),
    WECHAT_PAY_API_V3_KEY_FILE: await keep("v3", `${api_v3_key}\n`),
    WECHAT_PAY_PUBLIC_KEY_ID: serial,
    WECHAT_PAY_PUBLIC_KEY_FILE: await keep("wechat-public.pem", platform.publicKey.export(spki)),
    ALIPAY_URL: `${base}/alipay/gateway.do`,
    ALIPAY_APP_ID: "2021000122671080",
    // As Alipay's console shows keys: bare base64.
    ALIPAY_PRIVATE_KEY_FILE: await keep("app", bare(app.privateKey.export(pkcs8))),
    ALIPAY_PUBLIC_KEY_FILE: await keep("alipay", bare(alipayKeys.publicKey.export(spki))),
    STRIPE_URL: `${base}/stripe`,
    STRIPE_SECRET_KEY_FILE: await keep("stripe", secret_key),
    STRIPE_WEBHOOK_SECRET: webhook_secret,
  };
  return {
    env,
    wechat,
    alipay,
    stripe,
    asked,
    line,
    async stop() {
      server.closeAllConnections();
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
