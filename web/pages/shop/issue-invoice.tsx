import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { Invoice } from "../../../contract/invoices.ts";
import { limits } from "../../../contract/limits.ts";
import { useAct } from "../../api/hooks.ts";
import { restError, useErrorText, useFieldError } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { Section } from "../../ui/page.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";
import { saveInvoice } from "../order/invoice-card.tsx";
import { InvoiceFacts } from "../order/invoice-facts.tsx";
import { useMyShop } from "./my-shop.ts";

const refreshes = ["getOrder", "listShopInvoices"] as const;

/** What the buyer asked to be invoiced, and the shop's part: number, file or link; after a refund anew or void. */
export function IssueInvoice({
  invoice,
  title,
  actions,
}: {
  readonly invoice: Invoice;
  /** In place of the word for an invoice, where there are many. */
  readonly title?: string;
  readonly actions?: ReactNode;
}) {
  const t = useTranslations("sell.invoice");
  const words = useTranslations("order.invoice");
  const errorText = useErrorText();
  const shop = useMyShop();
  const [open, setOpen] = useState<"issue" | "void" | null>(null);
  const params = { shop_id: shop.id, order_id: invoice.order_id };
  const upload = useAct("uploadInvoiceFile", { refreshes, onDone: () => toast(t("uploaded")) });
  const waits = invoice.state === "requested" || invoice.state === "stale";
  const close = () => setOpen(null);
  return (
    <Section title={title ?? words("title")} {...(actions === undefined ? {} : { actions })}>
      <InvoiceFacts invoice={invoice} />
      <div className="mt-3 flex flex-wrap items-center gap-2">
        {waits && (
          <Button size="s" kind="solid" onClick={() => setOpen("issue")}>
            {t(invoice.state === "stale" ? "reissue" : "issue")}
          </Button>
        )}
        {invoice.state === "stale" && (
          <Button size="s" onClick={() => setOpen("void")}>
            {t("void")}
          </Button>
        )}
        {(invoice.state === "requested" || invoice.state === "issued") && (
          <label className="inline-flex min-h-9 cursor-pointer items-center rounded-m border border-line-strong px-3 text-sm font-semibold has-focus-visible:outline-2">
            {t("upload")}
            <input
              type="file"
              className="sr-only"
              accept="application/pdf,image/png,image/jpeg"
              disabled={upload.busy}
              onChange={(event) => {
                const file = event.target.files?.[0];
                if (file !== undefined) upload.run({ params, body: file });
                event.target.value = "";
              }}
            />
          </label>
        )}
        {invoice.has_file && (
          <Button
            size="s"
            onClick={() => saveInvoice(invoice.order_id).catch((error: unknown) => toast(errorText(error), "bad"))}
          >
            {words("fetch")}
          </Button>
        )}
      </div>
      <ErrorLine error={upload.error} />
      <Sheet open={open === "issue"} onClose={close} title={t("issueTitle")}>
        <IssueForm params={params} onDone={close} />
      </Sheet>
      <Sheet open={open === "void"} onClose={close} title={t("voidTitle")}>
        <VoidForm params={params} onDone={close} />
      </Sheet>
    </Section>
  );
}

interface FormProps {
  readonly params: { readonly shop_id: string; readonly order_id: string };
  readonly onDone: () => void;
}

function IssueForm({ params, onDone }: FormProps) {
  const t = useTranslations("sell.invoice");
  const words = useTranslations("order.invoice");
  const fieldError = useFieldError();
  const [number, setNumber] = useState("");
  const [link, setLink] = useState("");
  const [tried, setTried] = useState(false);
  const wrong = !/^[0-9A-Za-z-]{6,40}$/.test(number.trim());
  const issue = useAct("issueInvoice", {
    refreshes,
    onDone: () => {
      toast(t("issued"));
      onDone();
    },
  });
  return (
    <Form
      onSubmit={() => {
        setTried(true);
        if (!wrong) issue.run({ params, body: { number, link: link.trim() === "" ? null : link.trim() } });
      }}
      error={issue.error}
      className="grid gap-4"
    >
      <Field
        label={words("number")}
        className="font-mono"
        maxLength={40}
        value={number}
        onChange={(event) => setNumber(event.target.value)}
        error={tried && wrong ? t("numberWrong") : fieldError(issue.error, "number")}
      />
      <Field
        label={words("link")}
        optional
        type="url"
        hint={t("linkHint")}
        maxLength={500}
        value={link}
        onChange={(event) => setLink(event.target.value)}
        error={fieldError(issue.error, "link")}
      />
      <ErrorLine error={restError(issue.error, ["number", "link"])} />
      <Button type="submit" kind="solid" size="l" busy={issue.busy}>
        {t("issueAction")}
      </Button>
    </Form>
  );
}

function VoidForm({ params, onDone }: FormProps) {
  const t = useTranslations("sell.invoice");
  const common = useTranslations("common");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const act = useAct("voidInvoice", { refreshes, onDone });
  return (
    <Form
      onSubmit={() => {
        setTried(true);
        if (reason.trim() !== "") act.run({ params, body: { reason } });
      }}
      error={act.error}
      className="grid gap-4"
    >
      <Field
        label={t("why")}
        maxLength={limits.ask_reason_chars_max}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        error={tried && reason.trim() === "" ? common("required") : undefined}
      />
      <ErrorLine error={act.error} />
      <Button type="submit" kind="solid" size="l" busy={act.busy}>
        {t("void")}
      </Button>
    </Form>
  );
}
