import fc from "fast-check";
import { expect, test } from "vitest";
import { startRudeServer } from "../../../tests/kit/rude-server.ts";
import { systemClock, type Clock } from "../../kernel/clock.ts";
import { isPublicAddress } from "../../kernel/public-address.ts";
import { mayPostTo, postWebhook } from "./post-webhook.ts";
import { secretText, signatureOf, verifies } from "./signature.ts";
import { nextAttempt, outcomeOf } from "./webhook.ts";

test("signs the reference vector of Standard Webhooks (its libraries' test `sign function works`)", () => {
  const message = { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", seconds: 1614265330, body: '{"test": 2432232314}' };
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
  expect(signatureOf([secret], message)).toBe(expected);
  expect(verifies(secret, `v1,AAAA ${expected}`, message)).toBe(true);
  expect(verifies(secret, expected, { ...message, body: `${message.body} ` })).toBe(false);
});

test("every secret in use verifies, no other does", () => {
  const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(bytes, bytes, bytes, fc.string(), (a, b, c, body) => {
      fc.pre(![a, b].some((one) => Buffer.from(one).equals(Buffer.from(c))));
      const [first, second, other] = [secretText(a), secretText(b), secretText(c)];
      const message = { id: "evt_1", seconds: 1_800_000_000, body };
      const header = signatureOf([first, second], message);
      expect([first, second, other].map((secret) => verifies(secret, header, message))).toEqual([true, true, false]);
    }),
  );
});

test("nine attempts within two days, each later than the one before", () => {
  const start = new Date("2026-11-22T04:00:00Z");
  fc.assert(
    fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), (chance) => {
      let at = start;
      let attempts = 1;
      for (let next = nextAttempt(attempts, at, chance); next !== null; next = nextAttempt(attempts, at, chance)) {
        expect(next.getTime()).toBeGreaterThan(at.getTime());
        at = next;
        attempts += 1;
      }
      expect(attempts).toBe(9);
      expect(at.getTime() - start.getTime()).toBeLessThan(48 * 3600_000);
    }),
  );
});

test("only 2xx is accepted; 410 says never again", () => {
  expect([200, 204, 299].map(outcomeOf)).toEqual(["accepted", "accepted", "accepted"]);
  expect([null, 199, 301, 404, 500].map(outcomeOf)).toEqual(["refused", "refused", "refused", "refused", "refused"]);
  expect(outcomeOf(410)).toBe("gone");
});

test("addresses inside somebody's network are not public, however they are written", () => {
  for (const inside of [
    "127.0.0.1 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 255.255.255.255 224.0.0.1",
    ":: ::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 fe80::1 fc00::1 fd12::1 ff02::1 2001:db8::1 2002:7f00:1::",
    "nonsense 1.2.3 ",
  ].flatMap((line) => line.split(" ")))
    expect([inside, isPublicAddress(inside)]).toEqual([inside, false]);
  for (const outside of ["8.8.8.8", "172.32.0.1", "1.1.1.1", "2606:4700:4700::1111", "2a00:1450:4001::1"])
    expect([outside, isPublicAddress(outside)]).toEqual([outside, true]);
});

test("webhooks go to https on the open network; this machine only where the deployment is open", () => {
  for (const url of [
    "http://example.org/x",
    "https://127.0.0.1/",
    "https://[::1]/",
    "https://0x7f.1/",
    "https://2130706433/",
    "https://localhost/",
    "https://db/",
    "https://printer.local/",
    "https://user:word@example.org/",
    "ftp://example.org/",
    "no address",
  ])
    expect([url, mayPostTo(url, false)]).toEqual([url, false]);
  for (const url of ["https://example.org/hooks?token=1", "https://example.org:8443/", "https://8.8.8.8/"])
    expect([url, mayPostTo(url, false)]).toEqual([url, true]);
  expect(mayPostTo("http://127.0.0.1:9/hook", true)).toBe(true);
  expect(mayPostTo("http://192.168.1.1/", true)).toBe(false);
});

test("whatever a receiver says instead of an answer, the attempt ends, so that no other shop waits behind it", async () => {
  const soon: Clock = { ...systemClock, after: (_, fn) => systemClock.after(300, fn) };
  // Only where waiting is the point is the deadline short: a busy machine may be late with what ends by itself.
  const ends = async (words: readonly string[], then: "stays" | "leaves" | "trickles", clock: Clock = systemClock) => {
    const rude = await startRudeServer(words, then);
    const posted = await postWebhook(clock, true, { url: `http://127.0.0.1:${rude.port}/`, headers: {}, body: "{}" });
    await rude.stop();
    return [posted.status, posted.error];
  };
  const switching = "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n";
  expect(await ends([switching], "stays")).toEqual([null, "connection"]);
  expect(await ends(["no HTTP at all"], "stays")).toEqual([null, "connection"]);
  expect(await ends([], "leaves")).toEqual([null, "connection"]);
  expect(await ends([], "stays", soon)).toEqual([null, "timeout"]);
  expect(await ends(["HTTP/1.1 100 Continue\r\n\r\n"], "stays", soon)).toEqual([null, "timeout"]);
  expect(await ends(["HTTP/1.1 200 OK\r\nx: "], "trickles", soon)).toEqual([null, "timeout"]);
});
