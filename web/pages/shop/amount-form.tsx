import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Money } from "../../../contract/money.ts";
import { parsePrice, readPrice, typedPrice } from "../../text/money.ts";
import { restError, useFieldError } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { usePriceText } from "../../ui/price.tsx";
import { ErrorLine } from "../../ui/states.tsx";

interface Props {
  readonly min: Money;
  readonly max: Money;
  readonly action: string;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly onAmount: (amount: number) => void;
}

/** One amount between two bounds, with a button for all of it. */
export function AmountForm({ min, max, action, busy, error, onAmount }: Props) {
  const t = useTranslations("payouts");
  const price = usePriceText();
  const fieldError = useFieldError();
  const [typed, setTyped] = useState(typedPrice(max.amount));
  const [tried, setTried] = useState(false);
  const read = readPrice(typed, { min: min.amount, max: max.amount });
  const bounds = { min: price(min), max: price(max) };
  const problem = tried && "problem" in read ? t(`amountProblems.${read.problem}`, bounds) : undefined;
  const submit = () => {
    setTried(true);
    if ("amount" in read) onAmount(read.amount);
  };
  return (
    <Form onSubmit={submit} error={error} className="grid gap-4">
      <Field
        label={t("amount")}
        hint={t("amountHint", bounds)}
        inputMode="decimal"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        error={problem ?? fieldError(error, "amount")}
        className="num"
      />
      <ErrorLine error={restError(error, ["amount"])} />
      <div className="flex justify-end gap-2">
        {parsePrice(typed) !== max.amount && (
          <Button kind="plain" onClick={() => setTyped(typedPrice(max.amount))}>
            {t("everything")}
          </Button>
        )}
        <Button type="submit" kind="solid" busy={busy}>
          {action}
        </Button>
      </div>
    </Form>
  );
}
