import { expect, it } from "vitest";
import { locales } from "../../contract/errors.ts";
import { paintHome } from "../../server/edge/first-paint.ts";
import { textsIn } from "./texts.ts";

it.each(locales)("the server's first look of the home says in %s what the app will say", (locale) => {
  const t = textsIn(locale);
  const html = paintHome({ data: [] }, locale, { guest: true, categories: [] });
  const said = html.replaceAll(/<[^>]*>/g, "");
  const app = [t("common.appName"), t("viewer.intro"), " ", t("viewer.introMore"), t("viewer.allKinds")];
  expect(said).toBe(["铁", ...app, t("viewer.liveNow")].join(""));
});
