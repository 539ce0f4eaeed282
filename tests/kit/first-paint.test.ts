import { expect, it } from "vitest";
import { locales } from "../../contract/errors.ts";
import { paintHome, paintRoom } from "../../server/edge/first-paint.ts";
import { textsIn } from "./texts.ts";

it.each(locales)("the server's first look of the home says in %s what the app will say", (locale) => {
  const t = textsIn(locale);
  const html = paintHome({ data: [] }, locale, { guest: true, categories: [] });
  const said = html.replaceAll(/<[^>]*>/g, "");
  const app = [t("common.appName"), t("viewer.intro"), " ", t("viewer.introMore"), t("viewer.allKinds")];
  expect(said).toBe(["铁", ...app, t("viewer.liveNow")].join(""));
});

it.each(locales)("the place it keeps in %s for the buy button of a room is as wide as that button's word", (locale) => {
  const html = paintRoom(
    {
      host: { name: "" },
      session: { pinned_product_id: "prod_1", cover: null },
      bag: [{ id: "prod_1", title: "", pictures: [] }],
    },
    locale,
  );
  expect(html).toContain(`>${textsIn(locale)("room.buy")}</span>`);
});
