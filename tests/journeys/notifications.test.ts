import { afterAll, beforeAll, expect, it } from "vitest";
import { addAddress, buy, goOnAir, openShop, until } from "../kit/market.ts";
import { startServer, type Person, type TestServer } from "../kit/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const kindsOf = async (person: Person) => (await person.call("listNotifications")).data.map((one) => one.kind);
const mailsTo = async (to: string) =>
  (await server.guest("readDevInbox", { query: { to } })).data.map((one) => one.subject);

it("a parcel is told of in the inbox and by mail, until the buyer switches the mail off", async () => {
  const merchant = await server.demo("merchant");
  const { shop, small } = await openShop(merchant);
  const buyer = await server.signIn("parcel@example.org");
  const address = await addAddress(buyer);
  const ship = async () => {
    const order = await buy(buyer, { variant: small, quantity: 1, address });
    await merchant.call("shipOrder", {
      params: { shop_id: shop.id, order_id: order.id },
      body: { carrier: "SF Express", tracking_number: "sf1234567890" },
    });
    return order;
  };
  const first = await ship();
  await until(async () => (await kindsOf(buyer)).includes("order_shipped"));
  await until(async () => (await mailsTo("parcel@example.org")).includes("Your parcel is on its way"));
  const item = (await buyer.call("listNotifications")).data.find((one) => one.kind === "order_shipped");
  expect(item).toMatchObject({ body: "水蜜桃 has been shipped.", link: `/orders/${first.id}`, read: false });
  expect(await kindsOf(merchant)).toContain("shop_order_paid");

  await buyer.call("putNotificationSetting", { body: { kind: "order_shipped", channel: "mail", on: false } });
  await ship();
  await until(async () => (await kindsOf(buyer)).filter((kind) => kind === "order_shipped").length === 2);
  // The second payment is mailed after the switch, by the same job, so the parcel had its chance.
  await until(
    async () => (await mailsTo("parcel@example.org")).filter((one) => one === "Payment received").length === 2,
  );
  expect((await mailsTo("parcel@example.org")).filter((one) => one === "Your parcel is on its way")).toHaveLength(1);
});

it("whoever follows a host hears that they are live, and the host that they are followed", async () => {
  const host = await server.demo("host");
  const fan = await server.signIn("fan@example.org");
  const stranger = await server.signIn("stranger@example.org");
  await fan.call("followHost", { params: { host_id: host.account_id } });
  await until(async () => (await kindsOf(host)).includes("host_followed"));
  const { shop, product } = await openShop(host);
  const { session, publisher } = await goOnAir(server, host, shop, [product]);
  await until(async () => (await kindsOf(fan)).includes("host_live"));
  const item = (await fan.call("listNotifications")).data.find((one) => one.kind === "host_live");
  expect(item).toMatchObject({ title: "演示主播 is live", body: session.title, link: `/rooms/${session.room_id}` });
  expect(await kindsOf(stranger)).toEqual([]);
  await publisher.stop();
});

it("a one-click unsubscribe as mail programs send it, without a cookie or JSON", async () => {
  const buyer = await server.signIn("oneclick@example.org");
  const merchant = await server.demo("merchant");
  const { small } = await openShop(merchant);
  await buy(buyer, { variant: small, quantity: 1, address: await addAddress(buyer) });
  const mail = await until(async () => {
    const { data } = await server.guest("readDevInbox", { query: { to: "oneclick@example.org" } });
    return data.find((one) => one.subject === "Payment received") ?? null;
  });
  const token = /unsubscribe\?token=(\S+)/.exec(mail.text)?.[1] ?? "";
  const answer = await fetch(`${server.url}/v1/notifications/unsubscribe?token=${token}`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "List-Unsubscribe=One-Click",
  });
  expect(answer.status).toBe(200);
  const settings = await buyer.call("getNotificationSettings");
  expect(settings.data.find((one) => one.kind === "order_paid")).toMatchObject({ mail: false, in_app: true });
});

it("signing in from a new device is told of, and the account's own making is not", async () => {
  const first = await server.signIn("device@example.org");
  expect(await kindsOf(first)).toEqual([]);
  await server.guest("sendCode", { body: { identifier: "device@example.org" } }).catch(() => undefined);
  await server.turn(31_000);
  await server.guest("sendCode", { body: { identifier: "device@example.org" } });
  const { data } = await server.guest("readDevInbox", { query: { to: "device@example.org" } });
  const code = /\b(\d{6})\b/.exec(data[0]?.text ?? "")?.[1] ?? "";
  await fetch(`${server.url}/v1/auth/sessions`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "user-agent": "Mozilla/5.0 (iPhone) Version/18.0 Mobile Safari/604.1",
    },
    body: JSON.stringify({ identifier: "device@example.org", code }),
  });
  await until(async () => (await kindsOf(first)).includes("security_sign_in"));
  const [item] = (await first.call("listNotifications")).data;
  expect(item?.body).toContain("iPhone");
});
