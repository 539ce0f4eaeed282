import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { trainingAnswers, trainingVersion } from "../../contract/law.ts";
import { openBrowser } from "../kit/browser.ts";
import { publishWithFfmpeg, type Encoder } from "../kit/ffmpeg.ts";
import { jpeg, openShop } from "../kit/market.ts";
import { sitDown, startServerWithWeb, watchMovingPicture, type OnScreen } from "../kit/people-on-screen.ts";
import type { Person, TestServer } from "../kit/server.ts";

const title = "今晚的桃，明早的梨";
const points = "先切开一个给大家看";

let server: TestServer;
let browser: Browser;
let account: Person;
let shop: Awaited<ReturnType<typeof openShop>>;
let encoder: Encoder;
let desktop: OnScreen;
let phone: OnScreen;
let second = "";
let sessionId = "";

beforeAll(async () => {
  server = await startServerWithWeb();
  browser = await openBrowser();
  account = await server.demo("host");
  shop = await openShop(account);
  await account.call("acknowledgeTraining", { body: { version: trainingVersion, answers: trainingAnswers } });
  const picture = await account.call("createPicture", { body: await jpeg() });
  const { id: _, ...pear } = await account
    .call("createProduct", {
      params: { shop_id: shop.shop.id },
      body: {
        title: "酥梨",
        description: "",
        unit: "箱",
        picture_ids: [picture.id],
        return_policy: "seven_days",
        variants: [{ title: "5 斤", price: 1990, initial_stock: 50 }],
      },
    })
    .then(async (product) => {
      await account.call("setProductState", {
        params: { shop_id: shop.shop.id, product_id: product.id },
        body: { state: "on_sale" },
      });
      return product;
    });
  second = pear.title;
  const { token } = account;
  desktop = await sitDown(browser, { url: server.url, size: "desktop", locale: "en", token });
  phone = await sitDown(browser, { url: server.url, size: "phone", locale: "zh-CN", token });
});
afterAll(async () => {
  await encoder?.kill();
  await browser.close();
  await server.stop();
});

describe("a host's evening, at the desk and with the phone beside it", () => {
  it("announces it from the phone", async () => {
    const { page, t } = phone;
    await page.goto(`${server.url}/studio`);
    await page.getByRole("link", { name: t("cockpit.plan.new") }).click();
    await page.getByLabel(t("studio.session.name")).fill(title);
    await page.getByLabel(t("cockpit.plan.teaser")).fill("现摘现发");
    await page.getByRole("button", { name: t("studio.bag.add") }).click();
    const picker = page.getByRole("dialog");
    await picker.getByRole("checkbox", { name: shop.product.title }).check();
    await picker.getByRole("checkbox", { name: second }).check();
    await picker.getByRole("button", { name: t("studio.bag.done") }).click();
    await page.getByRole("button", { name: t("cockpit.plan.announce"), exact: true }).click();
    await page.getByRole("heading", { name: title }).waitFor();
    await page.waitForURL(/\/studio\/sessions\/sess_/);
    sessionId = page.url().split("/").at(-1) ?? "";
    const { data } = await server.guest("listUpcomingSessions", { query: { host_id: account.account_id } });
    expect(data.map(({ session }) => [session.title, session.teaser])).toEqual([[title, "现摘现发"]]);
  });

  it("orders the run-down and notes what to say, then moves the time", async () => {
    const { page, t } = desktop;
    await page.goto(`${server.url}/studio`);
    await page.getByRole("link", { name: new RegExp(title) }).click();
    await page.getByRole("button", { name: t("studio.bag.up", { title: second }) }).click();
    await page.getByRole("button", { name: t("cockpit.runDown.notes", { title: second }) }).click();
    await page.getByLabel(t("cockpit.runDown.points")).fill(points);
    await page.getByLabel(t("cockpit.runDown.minutes"), { exact: true }).fill("5");
    await page.getByRole("button", { name: t("cockpit.runDown.save") }).click();
    await page.getByText(t("cockpit.runDown.saved")).waitFor();
    const read = await account.call("getStudioSession", { params: { session_id: sessionId } });
    expect(read.run_down.map((item) => [item.product.title, item.talking_points, item.planned_minutes])).toEqual([
      [second, points, 5],
      [shop.product.title, "", null],
    ]);
    // The phone still lies open at the same page: untouched, it follows, so that saving there takes nothing back.
    await expect
      .poll(() => phone.page.getByRole("button", { name: phone.t("studio.bag.up", { title: second }) }).isDisabled(), {
        timeout: 20_000,
      })
      .toBe(true);
    await phone.page.getByText(points).waitFor();
    const before = read.session.planned_at;
    await page.getByRole("button", { name: t("cockpit.plan.move") }).click();
    const sheet = page.getByRole("dialog");
    const time = sheet.getByLabel(t("cockpit.plan.starts"));
    await time.fill((await time.inputValue()).replace(/:\d\d$/, ":45"));
    await sheet.getByRole("button", { name: t("cockpit.plan.move") }).click();
    await sheet.waitFor({ state: "detached" });
    const after = (await account.call("getStudioSession", { params: { session_id: sessionId } })).session.planned_at;
    expect(Date.parse(after ?? "") - Date.parse(before ?? "")).toBe(45 * 60_000);
  });

  it("sees what is missing, and rehearses where nobody else sees it", async () => {
    const { page, t } = desktop;
    await page.getByText(t("studio.air.needPicture")).waitFor();
    await page.getByText(t("cockpit.check.encoder_blocked")).filter({ visible: true }).first().waitFor();
    expect(await page.getByRole("button", { name: t("studio.air.go") }).isDisabled()).toBe(true);
    const { secret } = await account.call("rotateStreamKey");
    encoder = publishWithFfmpeg(server.rtmp, secret ?? "");
    await page.getByText(t("studio.air.ready")).waitFor();
    await page.getByRole("button", { name: t("cockpit.rehearsal.start") }).click();
    await page.getByText(t("cockpit.rehearsal.text")).waitFor();
    await watchMovingPicture(desktop);
    const { room_id, session } = await account.call("getStudio");
    expect(session?.state).toBe("rehearsing");
    expect((await fetch(`${server.url}/live/${room_id}.flv`)).status).toBe(409);
    expect((await server.guest("listRooms")).data).toEqual([]);
    expect((await server.guest("getRoom", { params: { room_id } })).session).toBeNull();
    await page.getByPlaceholder(t("cockpit.rehearsal.say")).fill("Can you hear me?");
    await page.keyboard.press("Enter");
    await page.getByText("Can you hear me?").waitFor();
  });

  it("goes on air from the rehearsal with the same encoder", async () => {
    const { page, t } = desktop;
    await page.getByRole("button", { name: t("studio.air.go") }).click();
    await page.waitForURL(`${server.url}/studio`);
    await page.getByRole("button", { name: t("cockpit.runDown.nextUp", { title: second }) }).waitFor();
    await watchMovingPicture(desktop);
    await expect.poll(async () => (await server.guest("listRooms")).data[0]?.session?.id).toBe(sessionId);
  });

  it("leads it by keys at the desk and by thumb on the phone", async () => {
    const { page, t } = desktop;
    await page.keyboard.press("n");
    await page.getByText(points).waitFor();
    await page.keyboard.press("?");
    const help = page.getByRole("dialog");
    await help.getByText(t("cockpit.keys.next")).waitFor();
    await help.getByRole("button", { name: t("common.close") }).click();
    await help.waitFor({ state: "detached" });
    const beside = phone.page;
    await beside.goto(`${server.url}/studio`);
    const next = beside.getByRole("button", { name: phone.t("cockpit.runDown.nextUp", { title: shop.product.title }) });
    await next.click();
    await beside.getByRole("button", { name: phone.t("cockpit.runDown.nextNone") }).waitFor();
    await expect
      .poll(async () => (await server.guest("listRooms")).data[0]?.session?.pinned_product_id)
      .toBe(shop.product.id);
  });

  it("answers a question by name; it is no longer open", async () => {
    const viewer = await server.signIn("asks@example.com", "zh-CN");
    const { room_id } = await account.call("getStudio");
    const visitor = await sitDown(browser, { url: server.url, size: "phone", locale: "zh-CN", token: viewer.token });
    await visitor.page.goto(`${server.url}/rooms/${room_id}`);
    await visitor.page.getByPlaceholder(visitor.t("room.say")).fill("梨甜吗");
    await visitor.page.keyboard.press("Enter");
    const { page, t } = desktop;
    const raised = page.getByRole("list", { name: t("cockpit.question.title", { count: 1 }) });
    await raised.getByText("梨甜吗").waitFor();
    await page.keyboard.press("q");
    await page.keyboard.type("很甜");
    await page.keyboard.press("Enter");
    await raised.waitFor({ state: "detached" });
    await visitor.page.getByText(/@.+ 很甜/).waitFor();
    const { data } = await account.call("listOpenQuestions", { params: { session_id: sessionId } });
    expect(data).toEqual([]);
    await visitor.device.close();
  });

  it("ends it, and reads what it came to", async () => {
    const { page, t } = desktop;
    // Out of the reply first: while one types, letters are letters.
    await page.keyboard.press("Escape");
    await page.keyboard.press("e");
    await page
      .getByRole("alertdialog")
      .getByRole("button", { name: t("studio.live.endAction") })
      .click();
    await page.waitForURL(/\/recap$/);
    await page.getByText(t("cockpit.recap.first")).waitFor();
    await page.getByRole("rowheader", { name: second }).waitFor();
    await page.getByText(t("cockpit.recap.noQuestions")).waitFor();
    await page.getByRole("link", { name: t("cockpit.recap.plan") }).click();
    await page.getByRole("heading", { name: t("cockpit.plan.pageTitle") }).waitFor();
    expect([...desktop.complaints, ...phone.complaints]).toEqual([]);
  });
});
