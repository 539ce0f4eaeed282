import { createServer, type Server } from "node:http";
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { testContext, type TestContext } from "../../../tests/kit/context.ts";
import { partCaller, type PartCaller } from "../../../tests/kit/part-caller.ts";
import { limits } from "../../kernel/limits.ts";
import { createAccounts } from "./index.ts";

/** A mail server as RFC 5321 describes it: one connection at a time is enough, everything it takes is kept. */
function smtpServer(mails: { from: string; to: string; data: string }[], says: { rcpt: string }): TcpServer {
  return createTcpServer((socket) => {
    let buffer = "";
    let inData = false;
    let mail = { from: "", to: "", data: "" };
    const answer = (line: string): void => {
      if (inData) {
        if (line !== ".") mail.data += `${line.startsWith(".") ? line.slice(1) : line}\n`;
        else {
          inData = false;
          mails.push(mail);
          mail = { from: "", to: "", data: "" };
          socket.write("250 2.0.0 kept\r\n");
        }
        return;
      }
      const [verb, rest] = [line.slice(0, 4).toUpperCase(), /<.*>/.exec(line)?.[0] ?? ""];
      if (verb === "EHLO") socket.write("250-mail.test\r\n250 8BITMIME\r\n");
      else if (verb === "MAIL") socket.write(((mail.from = rest), "250 2.1.0 ok\r\n"));
      else if (verb === "RCPT") socket.write(((mail.to = rest), says.rcpt));
      else if (verb === "DATA") socket.write(((inData = true), "354 go on\r\n"));
      else if (verb === "QUIT") socket.end("221 2.0.0 bye\r\n");
      else socket.write("502 5.5.1 unknown\r\n");
    };
    socket.on("error", () => undefined);
    socket.write("220 mail.test ESMTP\r\n");
    socket.setEncoding("utf8").on("data", (text: string) => {
      buffer += text;
      for (let end = buffer.indexOf("\r\n"); end >= 0; end = buffer.indexOf("\r\n")) {
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        answer(line);
      }
    });
  });
}

const mails: { from: string; to: string; data: string }[] = [];
const smtpSays = { rcpt: "250 2.1.5 ok\r\n" };
const texts: { authorization: string | undefined; body: { to: string; text: string } }[] = [];
let httpStatus = 204;
let httpHangs = false;
let smtp: TcpServer;
let gateway: Server;
let ctx: TestContext;
let edge: PartCaller;
const portOf = (server: TcpServer | Server): number => (server.address() as AddressInfo).port;

beforeAll(async () => {
  smtp = smtpServer(mails, smtpSays);
  gateway = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    request.on("end", () => {
      if (httpHangs) return;
      texts.push({
        authorization: request.headers.authorization,
        body: JSON.parse(body) as { to: string; text: string },
      });
      response.writeHead(httpStatus).end();
    });
  });
  await Promise.all(
    [smtp, gateway].map((server) => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))),
  );
  ctx = await testContext({
    env: {
      SMTP_URL: `smtp://127.0.0.1:${portOf(smtp)}`,
      MAIL_FROM: "Laotie <codes@laotie.test>",
      SMS_URL: `http://127.0.0.1:${portOf(gateway)}/send`,
      SMS_TOKEN: "sms-token",
    },
  });
  const accounts = createAccounts(ctx);
  edge = partCaller([accounts.part], accounts.authenticate);
});
afterEach(() => {
  smtpSays.rcpt = "250 2.1.5 ok\r\n";
  httpStatus = 204;
  httpHangs = false;
});
afterAll(async () => {
  await ctx.end();
  smtp.close();
  gateway.closeAllConnections();
  gateway.close();
});

test("a code goes out by SMTP and signs in", async () => {
  await edge.call("sendCode", { body: { identifier: "lan@example.org" }, locale: "en" });
  expect(mails.at(-1)).toMatchObject({ from: "<codes@laotie.test>", to: "<lan@example.org>" });
  expect(mails.at(-1)?.data).toContain("Subject: Your Laotie code");
  const code = /^(\d{6}) is your Laotie code/m.exec(mails.at(-1)?.data ?? "")?.[1];
  expect(await edge.call("signIn", { body: { identifier: "lan@example.org", code } })).toMatchObject({ created: true });
});

test("a mail the server refuses leaves nothing behind: no pause, no count, and the earlier code still works", async () => {
  const identifier = "rejected@example.org";
  smtpSays.rcpt = "550 5.1.1 <rejected@example.org> no such person\r\n";
  for (let count = 0; count < limits.codes_per_identifier_per_hour_max + 2; count += 1)
    await edge.refused("sender_failed", "sendCode", { body: { identifier } });
  smtpSays.rcpt = "250 2.1.5 ok\r\n";
  await edge.call("sendCode", { body: { identifier }, locale: "en" });
  const code = /^(\d{6}) is/m.exec(mails.at(-1)?.data ?? "")?.[1];
  ctx.clock.turn(limits.code_resend_ms);
  smtpSays.rcpt = "451 4.3.0 later\r\n";
  await edge.refused("sender_failed", "sendCode", { body: { identifier } });
  expect(await edge.call("signIn", { body: { identifier, code } })).toMatchObject({ created: true });
});

test("a code goes out through the text message gateway", async () => {
  await edge.call("sendCode", { body: { identifier: "138 0013 8000" } });
  expect(texts.at(-1)).toMatchObject({ authorization: "Bearer sms-token", body: { to: "+8613800138000" } });
  expect(texts.at(-1)?.body.text).toMatch(/^【老铁】验证码 \d{6}，/);
});

test.each([400, 429, 500, 302])(
  "a gateway that answers %i has not sent it, and the next try may follow at once",
  async (status) => {
    httpStatus = status;
    await edge.refused("sender_failed", "sendCode", { body: { identifier: `1380013${status}9` } });
    httpStatus = 200;
    expect(await edge.call("sendCode", { body: { identifier: `1380013${status}9` } })).toMatchObject({
      channel: "sms",
    });
  },
);

test("a gateway that does not answer is given up after its time", async () => {
  httpHangs = true;
  const refusal = edge.refused("sender_failed", "sendCode", { body: { identifier: "13800138777" } });
  await new Promise<void>((resolve) => gateway.once("request", () => resolve()));
  ctx.clock.turn(limits.sms_timeout_ms);
  expect((await refusal).status).toBe(503);
});

test("where real senders are configured there is no dev inbox, and where one is missing its channel fails", async () => {
  await edge.refused("demo_off", "readDevInbox");
  const half = createAccounts({ ...ctx, config: { ...ctx.config, sms_url: null } });
  const other = partCaller([half.part], half.authenticate);
  await other.refused("sender_failed", "sendCode", { body: { identifier: "13800138555" } });
  await other.refused("demo_off", "readDevInbox");
  const production = createAccounts({
    ...ctx,
    config: { ...ctx.config, env: "production", demo: false, sms_url: null, smtp_url: null },
  });
  const live = partCaller([production.part], production.authenticate);
  await live.refused("sender_failed", "sendCode", { body: { identifier: "13800138555" } });
  await live.refused("demo_off", "readDevInbox");
  expect((await live.refused("demo_off", "demoSignIn", { body: { role: "operator" } })).status).toBe(404);
});
