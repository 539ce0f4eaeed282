import type { Locale } from "../../contract/errors.ts";
import type { en } from "./en.ts";

// Keys and ICU arguments of every `t("…")` are checked against the English texts.
declare module "use-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: typeof en;
  }
}
