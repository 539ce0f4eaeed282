import { ShoppingCart } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Variant } from "../../../contract/catalog.ts";
import { usePutInCart } from "../../api/cart.ts";
import { useErrorText } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { toast } from "../../ui/toast.tsx";
import type { MomentNow } from "./use-buying.ts";

interface Props {
  readonly variant: Variant;
  readonly quantity: number;
  readonly disabled: boolean;
  /** Where in which broadcast somebody is, asked when they put it in. */
  readonly momentNow: MomentNow;
}

/** Puts what is chosen into the cart, and nobody leaves where they are: a word in passing says that it is there. */
export function ToCart({ variant, quantity, disabled, momentNow }: Props) {
  const t = useTranslations("buy");
  const errorText = useErrorText();
  const cart = usePutInCart({
    onDone: () => toast(t("inCart")),
    onFail: (error) => toast(errorText(error), "bad"),
  });
  return (
    <Button
      size="l"
      className="shrink-0 !px-4"
      busy={cart.busy}
      disabled={disabled}
      icon={<ShoppingCart size={19} aria-hidden />}
      onClick={() => cart.put(variant, quantity, momentNow())}
    >
      {t("toCart")}
    </Button>
  );
}
