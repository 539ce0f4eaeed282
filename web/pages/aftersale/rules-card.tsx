import { useState } from "react";
import { useTranslations } from "use-intl";
import type { AftersaleRules } from "../../../contract/aftersales.ts";
import { useAct, useCall } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox, Field } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { Section } from "../../ui/page.tsx";
import { ErrorLine, ErrorState, Skeleton } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";

/** How the shop handles after-sales: what it gives back without being asked, and where goods go back to. */
export function RulesCard({ shop_id }: { readonly shop_id: string }) {
  const t = useTranslations("aftersale");
  const read = useCall("getAftersaleRules", { params: { shop_id } });
  return (
    <Section title={t("rules.title")}>
      {read.data !== undefined ? (
        <RulesForm rules={read.data} />
      ) : read.error === null ? (
        <Skeleton className="h-40" />
      ) : (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      )}
    </Section>
  );
}

function RulesForm({ rules }: { readonly rules: AftersaleRules }) {
  const t = useTranslations("aftersale");
  const [atOnce, setAtOnce] = useState(rules.agree_unshipped_at_once);
  const [address, setAddress] = useState(rules.return_address ?? { name: "", phone: "", text: "" });
  const [tried, setTried] = useState(false);
  const save = useAct("setAftersaleRules", {
    refreshes: ["getAftersaleRules"],
    onDone: () => toast(t("rules.saved")),
  });
  const typed = { name: address.name.trim(), phone: address.phone.trim(), text: address.text.trim() };
  const empty = Object.values(typed).every((one) => one === "");
  const half = !empty && Object.values(typed).includes("");
  return (
    <Form
      className="grid gap-3"
      error={save.error}
      onSubmit={() => {
        setTried(true);
        if (half) return;
        save.run({
          params: { shop_id: rules.shop_id },
          body: { agree_unshipped_at_once: atOnce, return_address: empty ? null : typed },
        });
      }}
    >
      <Checkbox
        label={t("rules.atOnce")}
        hint={t("rules.atOnceHint")}
        checked={atOnce}
        onChange={(event) => setAtOnce(event.target.checked)}
      />
      <fieldset className="grid gap-3 md:grid-cols-3">
        <legend className="mb-1 font-semibold">{t("rules.address")}</legend>
        {(["name", "phone", "text"] as const).map((name) => (
          <Field
            key={name}
            label={t(`address.${name}`)}
            value={address[name]}
            maxLength={name === "text" ? 200 : 40}
            autoComplete="off"
            onChange={(event) => setAddress({ ...address, [name]: event.target.value })}
            {...(tried && half && typed[name] === "" ? { error: t("needed") } : {})}
          />
        ))}
      </fieldset>
      <p className="text-xs text-muted">{t("rules.addressHint")}</p>
      <ErrorLine error={save.error} />
      <div>
        <Button kind="solid" type="submit" busy={save.busy}>
          {t("rules.save")}
        </Button>
      </div>
    </Form>
  );
}
