import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Picture } from "../../../contract/media.ts";
import type { Shop } from "../../../contract/shops.ts";
import { useAct } from "../../api/hooks.ts";
import { restError, useFieldError } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { Field, TextArea } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { ImageUpload } from "../../ui/image-upload.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";
import { chooseShop } from "./my-shop.ts";
import { readWhole } from "./product-draft.ts";

const fields = ["name", "intro", "logo_picture_id", "dispatch_hours"];

/** Opens a shop, or changes the one given. */
export function ShopForm({ shop }: { readonly shop?: Shop }) {
  const t = useTranslations("sell.open");
  const common = useTranslations("common");
  const fieldError = useFieldError();
  const [name, setName] = useState(shop?.name ?? "");
  const [intro, setIntro] = useState(shop?.intro ?? "");
  const [logo, setLogo] = useState<readonly Picture[]>(shop?.logo === null || shop === undefined ? [] : [shop.logo]);
  const [dispatch, setDispatch] = useState(String(shop?.dispatch_hours ?? 48));
  const [tried, setTried] = useState(false);
  const create = useAct("createShop", {
    refreshes: ["listMyShops", "getAccount"],
    onDone: (made) => chooseShop(made.id),
  });
  const update = useAct("updateShop", { refreshes: ["listMyShops", "getShop"], onDone: () => toast(common("saved")) });
  const error = create.error ?? update.error;
  const hours = readWhole(dispatch, 1, 360);
  const short = [...name.trim()].length < 2;
  const submit = () => {
    setTried(true);
    if (hours === null || short) return;
    const body = { name, intro, logo_picture_id: logo[0]?.id ?? null, dispatch_hours: hours };
    if (shop === undefined) create.run({ body });
    else update.run({ params: { shop_id: shop.id }, body });
  };
  return (
    <Form onSubmit={submit} error={error} className="grid gap-4">
      <Field
        label={t("name")}
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={tried && short ? t("nameShort") : fieldError(error, "name")}
      />
      <TextArea
        label={t("intro")}
        hint={t("introHint")}
        value={intro}
        onChange={(event) => setIntro(event.target.value)}
        error={fieldError(error, "intro")}
      />
      <ImageUpload label={t("logo")} pictures={logo} onChange={setLogo} />
      <Field
        label={t("dispatch")}
        hint={t("dispatchHint")}
        inputMode="numeric"
        value={dispatch}
        onChange={(event) => setDispatch(event.target.value)}
        error={tried && hours === null ? t("dispatchInvalid") : fieldError(error, "dispatch_hours")}
        className="num"
      />
      <ErrorLine error={restError(error, fields)} />
      <Button type="submit" kind="solid" size="l" busy={create.busy || update.busy}>
        {t(shop === undefined ? "create" : "save")}
      </Button>
    </Form>
  );
}
