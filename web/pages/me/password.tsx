import { type SubmitEvent, useState } from "react";
import { useTranslations } from "use-intl";
import type { Account } from "../../../contract/accounts.ts";
import { limits } from "../../../contract/limits.ts";
import { useAct } from "../../api/hooks.ts";
import { useFieldError } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";

export function Password({ account }: { readonly account: Account }) {
  const t = useTranslations("me");
  const [open, setOpen] = useState(false);
  return (
    <div className="mt-3 flex items-center justify-between gap-3 border-t border-line pt-3">
      <div>
        <p>{t("password")}</p>
        <p className="text-sm text-muted">{account.has_password ? t("passwordSet") : t("passwordNotSet")}</p>
      </div>
      <Button size="s" onClick={() => setOpen(true)}>
        {account.has_password ? t("changePassword") : t("setPassword")}
      </Button>
      <Sheet
        open={open}
        onClose={() => setOpen(false)}
        title={account.has_password ? t("changePassword") : t("setPassword")}
      >
        <PasswordForm account={account} onDone={() => setOpen(false)} />
      </Sheet>
    </div>
  );
}

function PasswordForm({ account, onDone }: { readonly account: Account; readonly onDone: () => void }) {
  const t = useTranslations("me");
  const words = useTranslations("common");
  const fieldError = useFieldError();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const save = useAct("setPassword", {
    refreshes: ["getAccount", "listAuthSessions"],
    onDone: () => {
      toast(t("passwordSaved"));
      onDone();
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save.run({ body: account.has_password ? { password: next, current_password: current } : { password: next } });
  };
  const wrong = fieldError(save.error, "password");
  return (
    <form onSubmit={submit} className="grid gap-4">
      {account.has_password && (
        <Field
          label={t("currentPassword")}
          type="password"
          autoComplete="current-password"
          required
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
      )}
      <Field
        label={t("newPassword")}
        hint={t("passwordHint", { min: limits.password_chars_min })}
        error={wrong}
        type="password"
        autoComplete="new-password"
        required
        minLength={limits.password_chars_min}
        maxLength={limits.password_chars_max}
        value={next}
        onChange={(event) => setNext(event.target.value)}
      />
      {wrong === undefined && <ErrorLine error={save.error} />}
      <Button type="submit" kind="solid" wide busy={save.busy}>
        {words("save")}
      </Button>
    </form>
  );
}
