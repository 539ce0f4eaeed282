import { useBlocker } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { returnPolicies, type Product } from "../../../contract/catalog.ts";
import { limits } from "../../../contract/limits.ts";
import { useDeployment } from "../../api/account.ts";
import { freshKey } from "../../api/browser.ts";
import { useAct, useCall } from "../../api/hooks.ts";
import { priceParts } from "../../text/money.ts";
import { ApiError } from "../../api/client.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Field, Select, TextArea } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { useBareErrorText } from "../../text/use-error-text.ts";
import { ImageUpload } from "../../ui/image-upload.tsx";
import { Section } from "../../ui/page.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { CategorySelect } from "./category-select.tsx";
import { useMyShop } from "./my-shop.ts";
import { bodyOf, draftOf, emptyDraft, nextBase, type ProductDraft, type Problems } from "./product-draft.ts";
import { useProblemText } from "./problem-text.ts";
import { VariantsEditor } from "./variants-editor.tsx";

const maxOf: Readonly<Record<string, number>> = {
  title: limits.title_chars_max,
  description: limits.description_chars_max,
  unit: 20,
};
const shown =
  /^(title|description|unit|picture_ids|shipping_fee|return_policy|category|limit_per_buyer|shipping_template_id|variants\.\d+\.(title|price|compare_at_price|compare_at_basis|sku_code|initial_stock))$/;

/** The page of a product as its shop writes it. Saves the whole page at once. */
export function ProductForm({
  product,
  onSaved,
}: {
  readonly product?: Product;
  readonly onSaved: (product: Product) => void;
}) {
  const t = useTranslations("sell.product");
  const states = useTranslations("states.returnPolicy");
  const problemText = useProblemText();
  const merchant = useTranslations("merchant.products");
  const shop = useMyShop();
  const templates = useCall("listShippingTemplates", { params: { shop_id: shop.id } });
  const currency = useDeployment()?.currency ?? "CNY";
  const { sign } = priceParts({ amount: 0, currency }, "en");
  const [draft, setDraft] = useState<ProductDraft>(() =>
    product === undefined ? emptyDraft(freshKey()) : draftOf(product),
  );
  const [changed, setChanged] = useState(false);
  const [problems, setProblems] = useState<Problems>({});
  // What the draft was made of. A save names its version, so that nothing is written over that nobody here has seen.
  const [base, setBase] = useState(product);
  const beginFrom = (from: Product) => {
    setBase(from);
    setDraft(draftOf(from));
    setChanged(false);
    unsaved.current = false;
    setProblems({});
    create.reset();
    update.reset();
  };
  const saving = {
    refreshes: ["getProduct", "listShopProducts", "getStudio", "getStock"] as const,
    onDone: (saved: Product) => (beginFrom(saved), onSaved(saved)),
  };
  const create = useAct("createProduct", saving);
  const update = useAct("updateProduct", saving);
  const error = create.error ?? update.error;
  const again = useCall("getProduct", { params: { product_id: product?.id ?? "" } }, { enabled: false });
  // A ref beside the state: what was just saved may be left before it is drawn again.
  const unsaved = useRef(false);
  const leaving = useBlocker({
    // A sheet that closes moves within the page.
    shouldBlockFn: ({ current, next }) => unsaved.current && current.pathname !== next.pathname,
    enableBeforeUnload: () => unsaved.current,
    withResolver: true,
  });
  const step = product === undefined || base === undefined ? "none" : nextBase(base, product, changed);
  if (product !== undefined && step !== "none" && step !== "conflict") {
    // Put on sale meanwhile, say: what is typed here stays, and counts as typed over what is there now.
    setBase(product);
    if (step === "replace") setDraft(draftOf(product));
  }
  const change = (next: Partial<ProductDraft>) => {
    setDraft({ ...draft, ...next });
    setChanged(true);
    unsaved.current = true;
  };
  const errorText = useBareErrorText();
  const errorAt = (field: string) => {
    const problem = problems[field];
    if (problem !== undefined) return problemText(problem, maxOf[field.split(".").at(-1) ?? ""] ?? 0);
    // Exactly this field: "title" must not take what belongs to "variants.0.title".
    return error instanceof ApiError && error.error.param === field ? errorText(error) : undefined;
  };
  const submit = () => {
    const read = bodyOf(draft);
    setProblems("problems" in read ? read.problems : {});
    if ("problems" in read) return;
    if (product === undefined) create.run({ params: { shop_id: shop.id }, body: read.body });
    else
      update.run({
        params: { shop_id: shop.id, product_id: product.id },
        body: { ...read.body, ...(base === undefined ? {} : { version: base.version }) },
      });
  };
  const elsewhere =
    error instanceof ApiError && error.error.param !== null && shown.test(error.error.param) ? null : error;
  return (
    <Form onSubmit={submit} error={error} className="grid gap-4">
      <Section className="grid gap-4">
        <Field
          label={t("name")}
          hint={t("nameHint", { max: limits.title_chars_max })}
          value={draft.title}
          onChange={(event) => change({ title: event.target.value })}
          error={errorAt("title")}
        />
        <ImageUpload
          label={t("pictures", { max: limits.pictures_per_product_max })}
          pictures={draft.pictures}
          onChange={(pictures) => change({ pictures })}
          max={limits.pictures_per_product_max}
        />
        <TextArea
          label={t("description")}
          hint={t("descriptionHint")}
          rows={5}
          value={draft.description}
          onChange={(event) => change({ description: event.target.value })}
          error={errorAt("description")}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label={t("unit")}
            hint={t("unitHint")}
            value={draft.unit}
            onChange={(event) => change({ unit: event.target.value })}
            error={errorAt("unit")}
          />
          <Select
            label={merchant("shippingBy")}
            value={draft.shipping_template_id}
            onChange={(event) => change({ shipping_template_id: event.target.value })}
            error={errorAt("shipping_template_id")}
          >
            <option value="">{merchant("flatFee")}</option>
            {(templates.data?.data ?? []).map(({ id, name }) => (
              <option key={id} value={id}>
                {merchant("template", { name })}
              </option>
            ))}
          </Select>
          {draft.shipping_template_id === "" && (
            <Field
              label={t("shippingFee", { sign })}
              hint={t("shippingHint")}
              inputMode="decimal"
              className="num"
              value={draft.shipping_fee}
              onChange={(event) => change({ shipping_fee: event.target.value })}
              error={errorAt("shipping_fee")}
            />
          )}
        </div>
        <CategorySelect
          value={draft.category}
          onChange={(category) => change({ category })}
          error={errorAt("category")}
        />
        <Select
          label={t("returnPolicy")}
          value={draft.return_policy}
          onChange={(event) => change({ return_policy: event.target.value as ProductDraft["return_policy"] })}
          error={errorAt("return_policy")}
        >
          {draft.return_policy === "" && <option value="">{merchant("choose")}</option>}
          {returnPolicies.map((policy) => (
            <option key={policy} value={policy}>
              {states(policy)}
            </option>
          ))}
        </Select>
        <Field
          label={merchant("limitPerBuyer")}
          optional
          hint={merchant("limitPerBuyerHint")}
          inputMode="numeric"
          className="num"
          value={draft.limit_per_buyer}
          onChange={(event) => change({ limit_per_buyer: event.target.value })}
          error={errorAt("limit_per_buyer")}
        />
      </Section>
      <VariantsEditor
        variants={draft.variants}
        sign={sign}
        onChange={(variants) => change({ variants })}
        errorAt={errorAt}
      />
      {product !== undefined && (step === "conflict" || isVersionChanged(error)) && (
        <ChangedMeanwhile
          busy={again.isFetching}
          onTheirs={() => void again.refetch().then(({ data }) => data !== undefined && beginFrom(data))}
        />
      )}
      <ErrorLine error={isVersionChanged(error) ? null : elsewhere} />
      <Confirm
        open={leaving.status === "blocked"}
        onClose={() => leaving.reset?.()}
        title={merchant("leaveTitle")}
        text={merchant("leaveText")}
        action={merchant("leave")}
        kind="danger"
        takesBack={false}
        onConfirm={() => leaving.proceed?.()}
      />
      <div className="sticky bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-10 -mx-4 flex items-center justify-end gap-3 border-t border-line bg-paper/95 px-4 py-3 backdrop-blur md:bottom-0">
        {changed && <span className="text-sm text-muted">{t("leaveUnsaved")}</span>}
        <Button
          type="submit"
          kind="solid"
          size="l"
          className="shrink-0"
          busy={create.busy || update.busy}
          disabled={product !== undefined && !changed}
        >
          {t(product === undefined ? "create" : "save")}
        </Button>
      </div>
    </Form>
  );
}

const isVersionChanged = (error: unknown): boolean =>
  error instanceof ApiError && error.error.code === "version_changed";

/** Somebody saved another page of this product. What is typed here stays on screen until one lets go of it. */
function ChangedMeanwhile({ busy, onTheirs }: { readonly busy: boolean; readonly onTheirs: () => void }) {
  const t = useTranslations("merchant.products");
  return (
    <div role="alert" className="grid gap-2 rounded-m bg-amber/15 px-4 py-3">
      <p className="font-semibold">{t("meanwhile")}</p>
      <p className="text-sm">{t("meanwhileText")}</p>
      <Button className="justify-self-start" busy={busy} onClick={onTheirs}>
        {t("meanwhileTheirs")}
      </Button>
    </div>
  );
}
