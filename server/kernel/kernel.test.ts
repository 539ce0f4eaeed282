import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ManualClock } from "./clock.ts";
import { ConfigError, readConfig } from "./config.ts";
import { newId } from "./ids.ts";
import { permilleOf } from "./money.ts";
import { randomInt, seededRandom } from "./random.ts";
import { fingerprintOf } from "./saved-answers.ts";
import { createSeal } from "./seal.ts";

describe("seal", () => {
  const seal = createSeal("a secret of at least thirty-two characters", seededRandom(1));
  it("opens what it sealed, and only for the same purpose and untouched", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(), (text, position) => {
        const sealed = seal.seal(text, "name");
        expect(seal.open(sealed, "name")).toBe(text);
        expect(() => seal.open(sealed, "phone")).toThrow(/unable to authenticate/);
        const bytes = Buffer.from(sealed.slice(3), "base64url");
        const at = position % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ 1;
        expect(() => seal.open(`v1.${bytes.toString("base64url")}`, "name")).toThrow(/unable to authenticate/);
      }),
    );
  });
  it("never seals the same text twice alike, but finds it again by its index", () => {
    expect(seal.seal("13800138000", "phone")).not.toBe(seal.seal("13800138000", "phone"));
    expect(seal.index("13800138000", "phone")).toBe(seal.index("13800138000", "phone"));
    expect(seal.index("13800138000", "phone")).not.toBe(seal.index("13800138000", "email"));
    expect(createSeal("another secret of thirty-two letters", seededRandom(1)).index("13800138000", "phone")).not.toBe(
      seal.index("13800138000", "phone"),
    );
  });
});

describe("ids", () => {
  it("sort by the time of their making and match the contract's shape", () => {
    const random = seededRandom(3);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 44 }), fc.integer({ min: 1, max: 2 ** 40 }), (startMs, laterMs) => {
        const clock = new ManualClock(startMs);
        const early = newId({ clock, random }, "ord");
        clock.turn(laterMs);
        const late = newId({ clock, random }, "ord");
        expect(early < late).toBe(true);
        expect(early).toMatch(/^ord_[0-9a-hjkmnp-tv-z]{26}$/);
      }),
    );
  });
});

describe("chance and money", () => {
  it("keeps whole numbers inside their bound", () => {
    const random = seededRandom(9);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 32 }), (below) => {
        const value = randomInt(random, below);
        expect(Number.isInteger(value) && value >= 0 && value < below).toBe(true);
      }),
    );
  });
  it("rounds a share down and never gives more than all", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.integer({ min: 0, max: 1000 }), (amount, permille) => {
        const share = permilleOf(amount, permille);
        expect(
          share * 1000n <= amount * BigInt(permille) &&
            (share + 1n) * 1000n > amount * BigInt(permille) &&
            share <= amount,
        ).toBe(true);
      }),
    );
  });
});

describe("clock", () => {
  it("fires in the order things fall due, periodic ones again and again, cancelled ones never", () => {
    const clock = new ManualClock(0);
    const fired: string[] = [];
    clock.after(30, () => fired.push(`late ${clock.nowMs()}`));
    clock.every(20, () => fired.push(`tick ${clock.nowMs()}`));
    clock.after(5, () => fired.push("never"))();
    clock.turn(50);
    expect(fired).toEqual(["tick 20", "late 30", "tick 40"]);
  });
});

describe("fingerprints of requests", () => {
  it("do not depend on the order of fields, and tell different contents apart", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (content) => {
        expect(fingerprintOf(Object.fromEntries(Object.entries(content).toReversed()))).toBe(fingerprintOf(content));
      }),
    );
    expect(fingerprintOf({ quantity: 1 })).not.toBe(fingerprintOf({ quantity: 2 }));
    expect(fingerprintOf([1, 2])).not.toBe(fingerprintOf([2, 1]));
  });
});

describe("configuration", () => {
  it("works with nothing set, on loopback with the demo", () => {
    expect(readConfig({})).toMatchObject({
      port: 3000,
      rtmp_port: 1935,
      host: "127.0.0.1",
      demo: true,
      currency: "CNY",
    });
  });
  it("names every problem at once, by variable", () => {
    const problem = (() => {
      try {
        readConfig({ PORT: "high", LOG_LEVEL: "loud", DATABASE_URL: "mysql://x" });
      } catch (error) {
        return error;
      }
      return null;
    })();
    expect(problem).toBeInstanceOf(ConfigError);
    expect((problem as ConfigError).message.split("\n").map((line) => line.split(":")[0])).toEqual([
      "PORT",
      "DATABASE_URL",
      "LOG_LEVEL",
    ]);
  });
  it("never runs the demo in production, and never without a real secret there", () => {
    expect(() => readConfig({ NODE_ENV: "production" })).toThrow(/SECRET.*\n?.*PUBLIC_URL/s);
    expect(() =>
      readConfig({ NODE_ENV: "production", PUBLIC_URL: "https://x.example", SECRET: "a".repeat(40) }),
    ).toThrow(/too simple/);
    expect(
      readConfig({
        NODE_ENV: "production",
        DEMO: "1",
        PUBLIC_URL: "https://x.example",
        SMTP_URL: "smtps://x.example",
        PAYMENT_PROVIDER: "sandbox",
        SECRET: "3f9c1b7ae2d8450f6c1a9be7d3425f80aa",
      }),
    ).toMatchObject({ demo: false, host: "0.0.0.0" });
  });
  it("keeps one-click logins on this machine: not another address, no proxy, no public name", () => {
    for (const env of [{ HOST: "0.0.0.0" }, { TRUST_PROXY: "1" }, { PUBLIC_URL: "https://shop.example" }]) {
      expect(() => readConfig(env)).toThrow(/DEMO=1 has one-click logins/);
    }
    expect(readConfig({ PUBLIC_URL: "http://localhost:3000" })).toMatchObject({ demo: true, open: true });
    expect(readConfig({ HOST: "0.0.0.0", DEMO: "0", SMTP_URL: "smtp://x.example" })).toMatchObject({
      demo: false,
      open: false,
    });
  });
  it("keeps the dev inbox, which shows everybody's codes, on this machine", () => {
    expect(() => readConfig({ DEMO: "0" })).toThrow(/SMTP_URL/);
    for (const env of [{ HOST: "0.0.0.0" }, { TRUST_PROXY: "1" }, { PUBLIC_URL: "https://shop.example" }]) {
      expect(() => readConfig({ DEMO: "0", HOST: "127.0.0.1", ...env })).toThrow(/dev inbox/);
    }
    expect(readConfig({ HOST: "127.0.0.1", DEMO: "0" })).toMatchObject({ host: "127.0.0.1", open: true });
  });
  it("wants an operator who can be reached", () => {
    const env = {
      NODE_ENV: "production",
      PUBLIC_URL: "https://x.example",
      SECRET: "3f9c1b7ae2d8450f6c1a9be7d3425f80aa",
      PAYMENT_PROVIDER: "sandbox",
      SMS_URL: "https://sms.example",
      SMS_TOKEN: "t",
    };
    expect(readConfig(env).open).toBe(false);
    expect(() => readConfig({ ...env, OPERATOR_EMAIL: "o@x.example" })).toThrow(/SMTP_URL/);
  });
  it("never says a secret", () => {
    for (const env of [
      { SECRET: "hunter2" },
      { DATABASE_URL: "mysql://user:hunter2@x" },
      { SMTP_URL: "http://user:hunter2@x" },
      { SMS_URL: "hunter2", SMS_TOKEN: "hunter2" },
    ]) {
      expect(() => readConfig(env)).toThrow(ConfigError);
      expect(() => readConfig(env)).not.toThrow(/hunter2/);
    }
  });
});
