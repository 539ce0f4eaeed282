import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { complaintsOf, openBrowser, openDevice } from "../kit/browser.ts";
import { startServerWithWeb } from "../kit/people-on-screen.ts";
import { fakePushService } from "../kit/push-service.ts";
import type { TestServer } from "../kit/server.ts";
import { textsIn } from "../kit/texts.ts";

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  server = await startServerWithWeb();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/**
 * A browser subscribes at its maker's push service, which is out of reach of a test: only that one call is answered by
 * the fake, with real keys. Permission, service worker, our routes, what the worker shows: all real.
 */
it("a device is switched on for pushes, shows one that arrives, and is switched off", async () => {
  const person = await server.signIn("push@example.org", "en");
  const device = await openDevice(browser, {
    url: server.url,
    size: "phone",
    locale: "en",
    token: person.token,
    installed: true,
  });
  device.setDefaultTimeout(30_000);
  await device.grantPermissions(["notifications"], { origin: server.url });
  const page = await device.newPage();
  const complaints = complaintsOf(page);
  const t = textsIn("en");
  const subscription = fakePushService().subscribe("phone");
  await page.addInitScript((made) => {
    let held = sessionStorage.getItem("subscribed") === "1";
    const given = {
      toJSON: () => made,
      unsubscribe: async () => {
        held = false;
        sessionStorage.removeItem("subscribed");
        return true;
      },
    } as unknown as PushSubscription;
    PushManager.prototype.getSubscription = async () => (held ? given : null);
    PushManager.prototype.subscribe = async (options) => {
      const key = options?.applicationServerKey;
      // As browsers do: a point of P-256, and a promise to show every push.
      if (!(key instanceof Uint8Array) || key.length !== 65 || options?.userVisibleOnly !== true)
        throw new DOMException("not a key", "InvalidAccessError");
      held = true;
      sessionStorage.setItem("subscribed", "1");
      return given;
    };
  }, subscription);

  // The worker is there from the second page on.
  await page.goto(server.url);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.goto(`${server.url}/me/notifications`);
  await page.getByRole("button", { name: t("notices.push.turnOn"), exact: true }).click();
  await page.getByRole("button", { name: t("notices.push.turnOff"), exact: true }).waitFor();
  expect((await person.call("listPushSubscriptions")).data).toHaveLength(1);

  // A push arrives while nobody looks at the page.
  const cdp = await device.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    cdp.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const [one] = registrations;
      if (one !== undefined) resolve(one.registrationId);
    });
  });
  await cdp.send("ServiceWorker.enable");
  const registrationId = await registered;
  const deliver = (data: string) =>
    cdp.send("ServiceWorker.deliverPushMessage", { origin: server.url, registrationId, data });
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      return (await registration.getNotifications()).map((one) => ({
        title: one.title,
        body: one.body,
        tag: one.tag,
        data: one.data as unknown,
      }));
    });
  const other = await device.newPage();
  await other.goto("about:blank");
  await other.bringToFront();
  const pushed = { title: "Your parcel is on its way", body: "Pears", link: "/orders/ord_1", tag: "ntf_1" };
  await deliver(JSON.stringify(pushed));
  // The same item again replaces itself; what is no push of ours shows nothing.
  await deliver(JSON.stringify(pushed));
  await deliver("not json");
  await expect
    .poll(shown)
    .toEqual([{ title: pushed.title, body: pushed.body, tag: pushed.tag, data: { link: pushed.link } }]);

  await page.bringToFront();
  await page.getByRole("button", { name: t("notices.push.turnOff"), exact: true }).click();
  await page.getByRole("button", { name: t("notices.push.turnOn"), exact: true }).waitFor();
  expect((await person.call("listPushSubscriptions")).data).toEqual([]);
  expect(complaints).toEqual([]);
  await device.close();
});

it("says what to do where the browser was told no", async () => {
  const person = await server.signIn("no-push@example.org", "zh-CN");
  const device = await openDevice(browser, {
    url: server.url,
    size: "phone",
    locale: "zh-CN",
    token: person.token,
    installed: true,
  });
  device.setDefaultTimeout(30_000);
  // Without a grant headless Chromium denies.
  const page = await device.newPage();
  await page.goto(`${server.url}/me/notifications`);
  await page.getByText(textsIn("zh-CN")("notices.push.denied")).waitFor();
  expect((await person.call("listPushSubscriptions")).data).toEqual([]);
  await device.close();
});
