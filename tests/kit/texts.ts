import { createTranslator } from "use-intl/core";
import type { Locale } from "../../contract/errors.ts";
import { en } from "../../web/text/en.ts";
import { zhCN } from "../../web/text/zh-cn.ts";

/** The web app's own words in this language: `textsIn("zh-CN")("room.buy")`, so that a test presses what people read. */
export function textsIn(locale: Locale) {
  return createTranslator({ locale, messages: (locale === "en" ? en : zhCN) as typeof en });
}
export type Texts = ReturnType<typeof textsIn>;
