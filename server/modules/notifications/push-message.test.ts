import { createECDH } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { request } from "node:http";
import { decryptPush } from "../../../tests/kit/push-service.ts";
import { startRudeServer } from "../../../tests/kit/rude-server.ts";
import { systemClock, type Clock } from "../../kernel/clock.ts";
import { createSeal } from "../../kernel/seal.ts";
import { systemRandom } from "../../kernel/random.ts";
import { hasUsableKeys, vapidKeys } from "./push-message.ts";
import { httpsTransport, isPushEndpoint, statusOf } from "./push-transport.ts";
import { outcomeOf } from "./send-deliveries.ts";
import { readUnsubscribeToken, unsubscribeToken } from "./unsubscribe.ts";

const seal = createSeal("a-secret-of-thirty-two-characters-or-so", systemRandom);

describe("the fake push service", () => {
  it("reads the example of RFC 8291, appendix A", () => {
    const ecdh = createECDH("prime256v1");
    ecdh.setPrivateKey(Buffer.from("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94", "base64url"));
    const auth = Buffer.from("BTBZMqHH6r4Tts7J_aSIgg", "base64url");
    const body = Buffer.from(
      "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
      "base64url",
    );
    expect(decryptPush(body, { ecdh, auth })).toBe("When I grow up, I want to be a watermelon");
    expect(() => decryptPush(body, { ecdh, auth: Buffer.alloc(16) })).toThrow(/authenticate/);
  });
});

describe("a push key", () => {
  it("is a key pair of the curve, the same for the same secret and another for another", () => {
    const { public_key, private_key } = vapidKeys(seal);
    const ecdh = createECDH("prime256v1");
    ecdh.setPrivateKey(Buffer.from(private_key, "base64url"));
    expect(ecdh.getPublicKey().toString("base64url")).toBe(public_key);
    expect(vapidKeys(seal)).toEqual({ public_key, private_key });
    const other = createSeal("another-secret-of-thirty-two-characters", systemRandom);
    expect(vapidKeys(other).public_key).not.toBe(public_key);
  });

  it("of a browser is a point on the curve and sixteen bytes", () => {
    const ecdh = createECDH("prime256v1");
    ecdh.generateKeys();
    const keys = { p256dh: ecdh.getPublicKey().toString("base64url"), auth: Buffer.alloc(16, 7).toString("base64url") };
    expect(hasUsableKeys({ endpoint: "", keys })).toBe(true);
    expect(hasUsableKeys({ endpoint: "", keys: { ...keys, auth: "AAAA" } })).toBe(false);
    const off = Buffer.alloc(65, 4).toString("base64url");
    expect(hasUsableKeys({ endpoint: "", keys: { ...keys, p256dh: off } })).toBe(false);
  });
});

describe("an endpoint", () => {
  it.each([
    "https://fcm.googleapis.com/fcm/send/abc",
    "https://updates.push.services.mozilla.com/wpush/v2/abc",
    "https://web.push.apple.com/abc",
    "https://wns2-par02p.notify.windows.com/w/?token=abc",
  ])("may be %s", (endpoint) => expect(isPushEndpoint(endpoint)).toBe(true));

  it.each([
    "http://fcm.googleapis.com/x",
    "https://127.0.0.1/x",
    "https://[::1]/x",
    "https://2130706433/x",
    "https://0x7f.1/x",
    "https://localhost/x",
    "https://localhost./x",
    "https://printer.local/x",
    "https://metadata.google.internal/x",
    "https://intranet/x",
    "https://user@fcm.googleapis.com/x",
    "https://fcm.googleapis.com:8443/x",
    "file:///etc/passwd",
    "not a url",
    "",
  ])("may not be %s", (endpoint) => expect(isPushEndpoint(endpoint)).toBe(false));

  it("whose name leads to this machine is not connected to", async () => {
    // A public name that resolves to 127.0.0.1 would do; without a network any failure keeps the promise too.
    await expect(httpsTransport(systemClock).post("https://localtest.me/x", {}, new Uint8Array())).rejects.toThrow(/./);
    await expect(httpsTransport(systemClock).post("https://127.0.0.1/x", {}, new Uint8Array())).rejects.toThrow(
      /not the address/,
    );
  });
});

it("whatever a push service says instead of an answer, the attempt ends", async () => {
  const soon: Clock = { ...systemClock, after: (_, fn) => systemClock.after(300, fn) };
  // Only where waiting is the point is the deadline short: a busy machine may be late with what ends by itself.
  const ends = async (words: readonly string[], then: "stays" | "leaves" | "trickles", clock: Clock = systemClock) => {
    const rude = await startRudeServer(words, then);
    const sent = request({ port: rude.port, host: "127.0.0.1", method: "POST", agent: false });
    const outcome = await statusOf(clock, sent, new Uint8Array(3)).catch((error: unknown) =>
      error instanceof Error ? error.message : error,
    );
    await rude.stop();
    return outcome;
  };
  const switching = "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n";
  expect(await ends([switching], "stays")).toBe("the push service closed without an answer");
  expect(await ends(["HTTP/1.1 201 Created\r\ncontent-length: 9\r\n\r\n"], "trickles")).toBe(201);
  expect(await ends(["HTTP/1.1 201 Created\r\nx: "], "trickles", soon)).toBe("the push service did not answer in time");
  expect(await ends([], "stays", soon)).toBe("the push service did not answer in time");
  expect(await ends([], "leaves")).toMatch(/hang up|ECONNRESET/);
});

it("a push service's answer decides", () => {
  expect([201, 404, 410, 429, 500, 503, 400, 413].map(outcomeOf)).toEqual([
    "sent",
    "gone",
    "gone",
    "again",
    "again",
    "again",
    "dropped",
    "dropped",
  ]);
});

describe("an unsubscribe token", () => {
  const account_id = "acct_01kas000000000000000000000";
  it("is read back, and nothing that was changed is", () => {
    const token = unsubscribeToken(seal, account_id, "order_shipped");
    expect(readUnsubscribeToken(seal, token)).toEqual({ account_id, kind: "order_shipped" });
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom("a", "Z", "0", "9", ".", "_", "-"), (at, char) => {
        fc.pre(token[at] !== char);
        return readUnsubscribeToken(seal, token.slice(0, at) + char + token.slice(at + 1)) === null;
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => readUnsubscribeToken(seal, text) === null));
  });
  it("never switches off what protects the account", () => {
    expect(readUnsubscribeToken(seal, unsubscribeToken(seal, account_id, "security_sign_in"))).toBeNull();
  });
});
