import { useState } from "react";
import { useTranslations } from "use-intl";
import { remarkFlags, type RemarkFlag } from "../../../contract/order-life.ts";
import type { Order } from "../../../contract/orders.ts";
import { limits } from "../../../contract/limits.ts";
import { useAct } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { TextArea } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { Section } from "../../ui/page.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";
import { RemarkFlagMark } from "../work/remark-flag.tsx";
import { useMyShop } from "./my-shop.ts";

/** The shop's own note on an order and its color; the buyer never sees it. */
export function OrderRemark({ order }: { readonly order: Order }) {
  const t = useTranslations("sell.remark");
  const flags = useTranslations("order.flags");
  const shop = useMyShop();
  const [flag, setFlag] = useState<RemarkFlag>(order.shop_remark?.flag ?? "none");
  const [text, setText] = useState(order.shop_remark?.text ?? "");
  const save = useAct("remarkOrder", {
    refreshes: ["getOrder", "listShopOrders"],
    onDone: () => toast(t("saved")),
  });
  return (
    <Section title={t("title")}>
      <Form
        onSubmit={() => save.run({ params: { shop_id: shop.id, order_id: order.id }, body: { flag, text } })}
        error={save.error}
        className="grid gap-3"
      >
        <div role="radiogroup" aria-label={t("flag")} className="flex flex-wrap gap-1">
          {remarkFlags.map((one) => (
            <button
              key={one}
              type="button"
              role="radio"
              aria-checked={flag === one}
              aria-label={flags(one)}
              title={flags(one)}
              onClick={() => setFlag(one)}
              className={classNames(
                "grid size-10 place-items-center rounded-m border",
                flag === one ? "border-ink bg-wash" : "border-transparent",
              )}
            >
              <RemarkFlagMark flag={one} />
            </button>
          ))}
        </div>
        <TextArea
          label={t("text")}
          hint={t("hint")}
          rows={3}
          maxLength={limits.shop_remark_chars_max}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <ErrorLine error={save.error} />
        <Button type="submit" className="justify-self-start" busy={save.busy}>
          {t("save")}
        </Button>
      </Form>
    </Section>
  );
}
