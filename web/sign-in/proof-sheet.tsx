import { type SubmitEvent, useState } from "react";
import { useTranslations } from "use-intl";
import type { Account } from "../../contract/accounts.ts";
import { useDeployment } from "../api/account.ts";
import { useAct } from "../api/hooks.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { ErrorLine } from "../ui/states.tsx";

interface Props {
  readonly open: boolean;
  readonly account: Account;
  readonly onClose: () => void;
  /** For a quarter of an hour the server does what cannot be undone. */
  readonly onProved: () => void;
}

/** Before what cannot be undone: a code to the account's own address, or its password. */
export function ProofSheet({ open, account, onClose, onProved }: Props) {
  const t = useTranslations("privacy.proof");
  return (
    <Sheet open={open} onClose={onClose} title={t("title")}>
      <ProofForm account={account} onProved={onProved} />
    </Sheet>
  );
}

function ProofForm({ account, onProved }: Pick<Props, "account" | "onProved">) {
  const t = useTranslations("privacy.proof");
  const signIn = useTranslations("signIn");
  const deployment = useDeployment();
  const [byPassword, setByPassword] = useState(false);
  const [typed, setTyped] = useState("");
  const send = useAct("sendProofCode");
  const prove = useAct("proveSelf", { onDone: onProved });
  const asksNothingYet = !byPassword && send.done === undefined;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (asksNothingYet) send.run({});
    else prove.run({ body: byPassword ? { password: typed } : { code: typed } });
  };
  return (
    <form onSubmit={submit} className="grid gap-4">
      <p className="text-muted">{send.done === undefined ? t("text") : t("sent", { to: send.done.to_masked })}</p>
      {byPassword && (
        <Field
          label={t("password")}
          type="password"
          autoComplete="current-password"
          required
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
      {!byPassword && send.done !== undefined && (
        <Field
          label={t("code")}
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="[0-9]{6}"
          maxLength={6}
          required
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
      {send.done !== undefined && deployment?.dev_inbox === true && (
        <a href="/dev/inbox" target="_blank" rel="noreferrer" className="text-sm underline underline-offset-4">
          {signIn("devInbox")}
        </a>
      )}
      <ErrorLine error={prove.error ?? send.error} />
      <Button type="submit" kind="solid" wide busy={send.busy || prove.busy}>
        {asksNothingYet ? t("sendCode") : t("confirm")}
      </Button>
      {account.has_password && (
        <Button
          kind="plain"
          size="s"
          onClick={() => {
            setByPassword(!byPassword);
            setTyped("");
          }}
        >
          {t(byPassword ? "useCode" : "usePassword")}
        </Button>
      )}
    </form>
  );
}
