import { useState } from "react";
import { useTranslations } from "use-intl";
import { invoiceKinds, type Invoice } from "../../../contract/invoices.ts";
import { limits } from "../../../contract/limits.ts";
import type { Order } from "../../../contract/orders.ts";
import { isCreditCode } from "../../../contract/tax-number.ts";
import { useAct } from "../../api/hooks.ts";
import { restError, useFieldError } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";

/** Whom the invoice is made out to. */
export function InvoiceSheet({ order, onClose }: { readonly order: Order; readonly onClose: () => void }) {
  const t = useTranslations("order.invoice");
  const common = useTranslations("common");
  const fieldError = useFieldError();
  const before = order.invoice?.state === "requested" ? order.invoice : null;
  const [kind, setKind] = useState<Invoice["kind"]>(before?.kind ?? "personal");
  const [title, setTitle] = useState(before?.title ?? "");
  const [tax, setTax] = useState(before?.tax_number ?? "");
  const [email, setEmail] = useState(before?.email ?? "");
  const [tried, setTried] = useState(false);
  const request = useAct("requestInvoice", {
    refreshes: ["getOrder"],
    onDone: () => {
      toast(t("sent"));
      onClose();
    },
  });
  const code = tax.normalize("NFKC").replaceAll(/[\s-]/g, "").toUpperCase();
  const wrong = kind === "company" && !isCreditCode(code);
  const submit = () => {
    setTried(true);
    if (title.trim() === "" || wrong) return;
    request.run({
      params: { order_id: order.id },
      body: {
        kind,
        title,
        tax_number: kind === "company" ? code : null,
        email: email.trim() === "" ? null : email.trim(),
      },
    });
  };
  return (
    <Sheet open onClose={onClose} title={t("sheet")}>
      <Form onSubmit={submit} error={request.error} className="grid gap-4">
        <Segmented
          label={t("kind")}
          wide
          current={kind}
          onChange={setKind}
          options={invoiceKinds.map((id) => ({ id, label: t(`kinds.${id}`) }))}
        />
        <Field
          label={t(kind === "company" ? "company" : "person")}
          maxLength={limits.invoice_title_chars_max}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          error={tried && title.trim() === "" ? common("required") : fieldError(request.error, "title")}
        />
        {kind === "company" && (
          <Field
            label={t("taxNumber")}
            hint={t("taxHint")}
            className="font-mono"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={40}
            value={tax}
            onChange={(event) => setTax(event.target.value)}
            error={tried && wrong ? t("taxWrong") : fieldError(request.error, "tax_number")}
          />
        )}
        <Field
          label={t("email")}
          optional
          type="email"
          maxLength={200}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          error={fieldError(request.error, "email")}
        />
        <ErrorLine error={restError(request.error, ["title", "tax_number", "email"])} />
        <Button type="submit" kind="solid" size="l" busy={request.busy}>
          {t("askAction")}
        </Button>
      </Form>
    </Sheet>
  );
}
