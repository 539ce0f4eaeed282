import { type SubmitEvent, useState } from "react";
import { useMutation } from "@tanstack/react-query";
import { useLocale, useTranslations } from "use-intl";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Code } from "./code.tsx";
import type { Entry } from "./openapi.ts";

const shown_chars_max = 20_000;

/** Asks the running market, as whoever is signed in here. Only for what changes nothing. */
export function RunCall({ entry }: { readonly entry: Entry }) {
  const t = useTranslations("docs.api");
  const locale = useLocale();
  const inputs = (entry.operation.parameters ?? []).filter((one) => one.in !== "header");
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const asking = useMutation({
    mutationFn: async () => {
      const response = await fetch(addressOf(entry, values), {
        headers: { accept: "application/json", "accept-language": locale },
      });
      const text = JSON.stringify(await response.json(), null, 2);
      return `${response.status}\n${text.length > shown_chars_max ? `${text.slice(0, shown_chars_max)}\n…` : text}`;
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!asking.isPending) asking.mutate();
  };
  return (
    <form onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <p className="text-sm text-muted">{t("runHint")}</p>
      {inputs.length > 0 && (
        <div className="grid gap-3 sm:grid-cols-2">
          {inputs.map(({ name, required }) => (
            <Field
              key={name}
              label={name}
              optional={required !== true}
              value={values[name] ?? ""}
              onChange={(event) => setValues({ ...values, [name]: event.target.value })}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={200}
            />
          ))}
        </div>
      )}
      <div>
        <Button type="submit" busy={asking.isPending}>
          {t("run")}
        </Button>
      </div>
      {asking.error !== null && <p role="alert">{asking.error.message}</p>}
      {asking.data !== undefined && <Code label={t("result")} text={asking.data} />}
    </form>
  );
}

function addressOf({ path, operation }: Entry, values: Readonly<Record<string, string>>): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? "-"));
  const query = new URLSearchParams();
  for (const { name, in: place } of operation.parameters ?? [])
    if (place === "query" && (values[name] ?? "") !== "") query.set(name, values[name] ?? "");
  return query.size > 0 ? `${filled}?${query.toString()}` : filled;
}
