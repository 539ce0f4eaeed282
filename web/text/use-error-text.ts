import { useMessages, useTranslations } from "use-intl";
import { ApiError } from "../api/client.ts";
import { missingOf, refused } from "./refused.ts";

/**
 * The sentence of an error where nothing else says what it is about: with the name of the field it stands for, if a page that writes such
 * fields brought their names (`field-names.ts`).
 */
export function useErrorText(): (error: unknown) => string {
  const t = useTranslations("common");
  const names = (useMessages() as { readonly fieldNames?: Readonly<Record<string, string>> }).fieldNames;
  const sentence = useBareErrorText();
  return (error) => {
    const text = sentence(error);
    if (!(error instanceof ApiError) || error.error.code !== "invalid_param") return text;
    const field = names?.[error.error.param?.split(".").at(-1) ?? ""];
    return field === undefined ? text : t("fieldAt", { field, text });
  };
}

/** The sentence of an error beside its field: the server's own, but for those that carry codes or a developer's English. */
export function useBareErrorText(): (error: unknown) => string {
  const t = useTranslations("common");
  return (error) => {
    if (!(error instanceof ApiError)) return t("unknownError");
    const { code, message } = error.error;
    if (code === "invalid_param") {
      const wrong = refused(error.error);
      return wrong.key === "longer" || wrong.key === "shorter"
        ? t(`refused.${wrong.key}`, { count: wrong.count })
        : t(`refused.${wrong.key}`);
    }
    if (code === "product_incomplete") {
      const missing = missingOf(error.error).map((need) => t(`saleNeeds.${need}`));
      return missing.length === 0 ? t("saleNeeds.some") : t("saleNeeds.text", { missing: missing.join(t("and")) });
    }
    return message;
  };
}

/** The message for one field, if the server named it as the one at fault (`lines.0.quantity` counts as `lines`). */
export function useFieldError(): (error: unknown, field: string) => string | undefined {
  const text = useBareErrorText();
  return (error, field) => (isAtField(error, field) ? text(error) : undefined);
}

export function isAtField(error: unknown, field: string): boolean {
  if (!(error instanceof ApiError) || error.error.param === null) return false;
  const { param } = error.error;
  return param === field || param.endsWith(`.${field}`) || param.startsWith(`${field}.`);
}

/** The error if none of these fields shows it; so that nothing the server says is lost. */
export function restError(error: unknown, fields: readonly string[]): unknown {
  return fields.some((field) => isAtField(error, field)) ? null : error;
}
