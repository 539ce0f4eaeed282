import { useState } from "react";
import { useTranslations } from "use-intl";
import { useAccount } from "../../api/account.ts";
import { ApiError } from "../../api/client.ts";
import { useAct } from "../../api/hooks.ts";
import { ProofSheet } from "../../sign-in/proof-sheet.tsx";
import { restError, useFieldError } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";
import { useMyShop } from "./my-shop.ts";

const needsProof = (error: unknown): boolean => error instanceof ApiError && error.error.code === "proof_required";

/** Where payouts go from now on. What was there is not filled in: a whole number is never shown again. */
export function BankAccountSheet({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const t = useTranslations("payouts");
  return (
    <Sheet open={open} onClose={onClose} title={t("accountTitle")}>
      <AccountForm onDone={onClose} />
    </Sheet>
  );
}

function AccountForm({ onDone }: { readonly onDone: () => void }) {
  const t = useTranslations("payouts");
  const fieldError = useFieldError();
  const shop = useMyShop();
  const [fields, setFields] = useState({ holder: "", bank: "", number: "" });
  const [tried, setTried] = useState(false);
  const account = useAccount();
  // Where money goes is said by whoever has just shown who they are; what was typed waits for it.
  const [proving, setProving] = useState(false);
  const put = useAct("putBankAccount", {
    refreshes: ["getShopMoney"],
    onFail: (error) => setProving(needsProof(error)),
    onDone: () => {
      toast(t("saved"));
      onDone();
    },
  });
  const send = () => put.run({ params: { shop_id: shop.id }, body: fields });
  const isNumber = /^[0-9A-Za-z]{8,34}$/.test(fields.number.replaceAll(/[\s-]/g, ""));
  const submit = () => {
    setTried(true);
    if (fields.holder.trim() !== "" && fields.bank.trim() !== "" && isNumber) send();
  };
  const field = (name: "holder" | "bank" | "number", missing: string | undefined) => (
    <Field
      label={t(name)}
      value={fields[name]}
      maxLength={60}
      autoComplete="off"
      inputMode={name === "number" ? "numeric" : "text"}
      onChange={(event) => setFields({ ...fields, [name]: event.target.value })}
      error={missing ?? fieldError(put.error, name)}
    />
  );
  const missing = (name: "holder" | "bank") => (tried && fields[name].trim() === "" ? t("needed") : undefined);
  return (
    <>
      <Form onSubmit={submit} error={put.error} className="grid gap-4">
        <p className="text-sm text-muted">{t("accountText")}</p>
        {field("holder", missing("holder"))}
        {field("bank", missing("bank"))}
        {field("number", tried && !isNumber ? t("numberWrong") : undefined)}
        <ErrorLine error={needsProof(put.error) ? null : restError(put.error, ["holder", "bank", "number"])} />
        <Button type="submit" kind="solid" wide busy={put.busy}>
          {t("save")}
        </Button>
      </Form>
      {/* Beside the form and not in it: what is sent in a sheet bubbles through React's tree, and would send this form too. */}
      {account !== null && account !== undefined && (
        <ProofSheet
          open={proving}
          account={account}
          onClose={() => setProving(false)}
          onProved={() => {
            setProving(false);
            send();
          }}
        />
      )}
    </>
  );
}
