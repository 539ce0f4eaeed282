import { useTranslations } from "use-intl";
import { ApiError } from "../api/client.ts";

/** The sentence of an error: the server's own where there is one. */
export function useErrorText(): (error: unknown) => string {
  const t = useTranslations("common");
  return (error) => (error instanceof ApiError ? error.error.message : t("unknownError"));
}

/** The message for one field, if the server named it as the one at fault (`lines.0.quantity` counts as `lines`). */
export function fieldError(error: unknown, field: string): string | undefined {
  if (!(error instanceof ApiError) || error.error.param === null) return undefined;
  const { param, message } = error.error;
  return param === field || param.endsWith(`.${field}`) || param.startsWith(`${field}.`) ? message : undefined;
}

/** The error if none of these fields shows it; so that nothing the server says is lost. */
export function restError(error: unknown, fields: readonly string[]): unknown {
  return fields.some((field) => fieldError(error, field) !== undefined) ? null : error;
}
