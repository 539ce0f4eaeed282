import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { aftersaleWays, type AftersaleAction, type AftersaleWay } from "../../../contract/aftersale-words.ts";
import type { Aftersale } from "../../../contract/aftersales.ts";
import { limits } from "../../../contract/limits.ts";
import type { Picture } from "../../../contract/media.ts";
import { useCall } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox, Field, Select, TextArea } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { ImageUpload } from "../../ui/image-upload.tsx";
import { usePriceText } from "../../ui/price.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { carrierText } from "../order/carrier-text.ts";
import { carrierNames, readTracking } from "../shop/carriers.ts";
import { readAmount, typedAmount } from "./amount-typed.ts";

/** What an action asks for before it is sent. */
interface Asks {
  readonly note?: "optional" | "required";
  readonly pictures?: true;
  readonly amount?: true;
  readonly way?: true;
  readonly parcel?: true;
  readonly freight?: true;
  readonly restock?: true;
  readonly address?: true;
  readonly goodsBack?: true;
  readonly danger?: true;
}
const explained: Asks = { note: "required", pictures: true };
const asksOf: Readonly<Partial<Record<AftersaleAction, Asks>>> = {
  refuse: { ...explained, danger: true },
  propose: { ...explained, way: true, amount: true },
  reapply: { ...explained, amount: true },
  dispute: explained,
  give_evidence: explained,
  reject_goods: { ...explained, danger: true },
  rule_for_buyer: { note: "required", amount: true, goodsBack: true },
  rule_for_seller: { note: "required" },
  reopen: { note: "required" },
  send_back: { pictures: true, parcel: true, freight: true },
  send_exchange: { parcel: true, restock: true },
  receive: { restock: true },
  agree: { address: true },
  withdraw: { danger: true },
  decline: { note: "optional" },
};

/** Of goods that never left there is no part to agree on and nothing to send back. */
function asked(action: AftersaleAction, before_shipping: boolean): Asks {
  const asks = asksOf[action] ?? {};
  if (!before_shipping) return asks;
  const { amount: _amount, goodsBack: _goodsBack, ...others } = asks;
  return others;
}

const nowhere = { name: "", phone: "", text: "" };

interface Props {
  readonly aftersale: Aftersale;
  readonly action: AftersaleAction;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly onClose: () => void;
  readonly onSend: (body: Readonly<Record<string, unknown>>) => void;
}

/** Asks for what an action needs, says what it means, and sends it with the version it was decided on. */
export function ActSheet({ aftersale, action, busy, error, onClose, onSend }: Props) {
  const t = useTranslations("aftersale");
  const locale = useLocale();
  const price = usePriceText();
  const asks = asked(action, aftersale.before_shipping);
  const most = aftersale.most.amount;
  const [note, setNote] = useState("");
  const [pictures, setPictures] = useState<readonly Picture[]>([]);
  const [amount, setAmount] = useState(typedAmount(most));
  const [way, setWay] = useState<AftersaleWay>(aftersale.way);
  const [carrier, setCarrier] = useState<string>(carrierNames.sf);
  const [tracking, setTracking] = useState("");
  const [freight, setFreight] = useState<"own" | "collect" | "claim">(
    aftersale.freight.payer === "seller" ? "collect" : "own",
  );
  const [freightAmount, setFreightAmount] = useState("");
  const [restock, setRestock] = useState<ReadonlyMap<string, number>>(
    new Map(aftersale.lines.map((line) => [line.line_id, 0])),
  );
  const needsAddress = asks.address === true && aftersale.goods_due;
  const rules = useCall("getAftersaleRules", { params: { shop_id: aftersale.shop.id } }, { enabled: needsAddress });
  const ofShop = rules.data?.return_address ?? null;
  const [typed, setAddress] = useState<typeof nowhere | null>(null);
  const address = typed ?? ofShop ?? nowhere;
  const [goodsBack, setGoodsBack] = useState(aftersale.way !== "refund_only" && aftersale.return_parcel === null);
  const [tried, setTried] = useState(false);

  // Who offers an exchange offers no money.
  const exchanges = asks.way === true && way === "exchange";
  const sum = asks.amount !== true ? 0 : exchanges ? most : readAmount(amount, most);
  const paidFreight = freight === "claim" ? readAmount(freightAmount, limits.return_freight_minor_max) : 0;
  const number = readTracking(tracking);
  const wrong = {
    note: asks.note === "required" && note.trim() === "",
    amount: sum === null,
    tracking: asks.parcel === true && number === null,
    freight: asks.freight === true && freight === "claim" && (paidFreight === null || paidFreight === 0),
    proof: asks.freight === true && freight === "claim" && pictures.length === 0,
  };
  const named = [address.name, address.phone, address.text].map((one) => one.trim());
  const addressWrong = needsAddress && named.some((one) => one !== "") && named.includes("");
  const submit = () => {
    setTried(true);
    if (Object.values(wrong).includes(true) || addressWrong) return;
    onSend({
      action,
      version: aftersale.version,
      note: note.trim(),
      picture_ids: pictures.map((picture) => picture.id),
      ...(asks.amount === true ? { amount: sum } : {}),
      ...(asks.way === true ? { way } : {}),
      ...(asks.parcel === true ? { carrier, tracking_number: number } : {}),
      ...(asks.freight === true ? { freight, freight_amount: paidFreight } : {}),
      ...(asks.restock === true
        ? {
            restock: [...restock]
              .filter(([, quantity]) => quantity > 0)
              .map(([line_id, quantity]) => ({ line_id, quantity })),
          }
        : {}),
      ...(asks.address === true
        ? {
            return_address:
              needsAddress && named[0] !== ""
                ? { name: address.name.trim(), phone: address.phone.trim(), text: address.text.trim() }
                : null,
          }
        : {}),
      ...(action === "rule_for_buyer" ? { goods_back: asks.goodsBack === true && goodsBack } : {}),
    });
  };
  const needed = (is: boolean) => (tried && is ? { error: t("needed") } : {});
  return (
    <Sheet
      open
      onClose={onClose}
      title={t(`acts.${action as ActName}`)}
      footer={
        <Button kind={asks.danger === true ? "danger" : "solid"} wide busy={busy} type="submit" form="aftersale-act">
          {t(`acts.${action as ActName}`)}
        </Button>
      }
    >
      <Form id="aftersale-act" onSubmit={submit} error={error} className="grid gap-4">
        <p className="text-muted">
          {action === "agree"
            ? t(agreeing(aftersale), { amount: price(aftersale.amount) })
            : t(`actTexts.${action as Exclude<ActName, "agree">}`)}
        </p>
        {action === "send_back" &&
          (aftersale.return_address === null ? (
            <p className="text-amber-text">{t("noAddress")}</p>
          ) : (
            <ReturnAddressText address={aftersale.return_address} />
          ))}
        {asks.way === true && (
          <Select label={t("way")} value={way} onChange={(event) => setWay(event.target.value as AftersaleWay)}>
            {aftersaleWays.map((one) => (
              <option key={one} value={one}>
                {t(`ways.${one}`)}
              </option>
            ))}
          </Select>
        )}
        {asks.amount === true && !exchanges && (
          <Field
            label={t("amount")}
            inputMode="decimal"
            value={amount}
            onChange={(event) => setAmount(event.target.value)}
            hint={t("amountHint", { amount: price(aftersale.most) })}
            {...(tried && wrong.amount ? { error: t("amountWrong", { amount: price(aftersale.most) }) } : {})}
          />
        )}
        {asks.goodsBack === true && aftersale.return_parcel === null && !aftersale.before_shipping && (
          <Checkbox
            label={t("goodsBackChoice")}
            checked={goodsBack}
            onChange={(event) => setGoodsBack(event.target.checked)}
          />
        )}
        {asks.parcel === true && (
          <>
            <Select label={t("carrier")} value={carrier} onChange={(event) => setCarrier(event.target.value)}>
              {Object.values(carrierNames).map((name) => (
                <option key={name} value={name}>
                  {carrierText(name, locale)}
                </option>
              ))}
            </Select>
            <Field
              label={t("tracking")}
              value={tracking}
              maxLength={60}
              autoComplete="off"
              onChange={(event) => setTracking(event.target.value)}
              {...(tried && wrong.tracking ? { error: t("trackingWrong") } : {})}
            />
          </>
        )}
        {asks.freight === true && aftersale.freight.payer === "seller" && (
          <>
            <Select
              label={t("freightChoice")}
              value={freight}
              onChange={(event) => setFreight(event.target.value as typeof freight)}
            >
              <option value="collect">{t("freightCollect")}</option>
              <option value="claim">{t("freightClaim")}</option>
              <option value="own">{t("freightOwn")}</option>
            </Select>
            {freight === "claim" && (
              <Field
                label={t("freightAmount")}
                inputMode="decimal"
                value={freightAmount}
                onChange={(event) => setFreightAmount(event.target.value)}
                hint={t("freightHint")}
                {...needed(wrong.freight || wrong.proof)}
              />
            )}
          </>
        )}
        {asks.restock === true &&
          aftersale.lines.map((line) => (
            <Select
              key={line.line_id}
              label={`${t("restock")} · ${line.title} ${line.variant_title}`}
              hint={t("restockHint")}
              value={restock.get(line.line_id) ?? 0}
              onChange={(event) => setRestock(new Map(restock).set(line.line_id, Number(event.target.value)))}
            >
              {Array.from({ length: line.quantity + 1 }, (_, count) => (
                <option key={count} value={count}>
                  {count}
                </option>
              ))}
            </Select>
          ))}
        {needsAddress && (
          <fieldset className="grid gap-3">
            <legend className="mb-1 font-semibold">{t("address.title")}</legend>
            {rules.data !== undefined && (
              <p className={ofShop === null ? "text-sm text-amber-text" : "text-xs text-muted"}>
                {t(ofShop === null ? "address.none" : "address.ofShop")}
              </p>
            )}
            {(["name", "phone", "text"] as const).map((name) => (
              <Field
                key={name}
                label={t(`address.${name}`)}
                value={address[name]}
                maxLength={name === "text" ? 200 : 40}
                onChange={(event) => setAddress({ ...address, [name]: event.target.value })}
                {...needed(addressWrong && address[name].trim() === "")}
              />
            ))}
          </fieldset>
        )}
        {asks.note !== undefined && (
          <TextArea
            label={asks.note === "required" ? t("noteRequired") : t("note")}
            value={note}
            maxLength={limits.reason_chars_max}
            optional={asks.note === "optional"}
            onChange={(event) => setNote(event.target.value)}
            {...needed(wrong.note)}
          />
        )}
        {asks.pictures === true && (action !== "send_back" || freight === "claim") && (
          <ImageUpload
            label={t("pictures")}
            pictures={pictures}
            onChange={setPictures}
            max={limits.aftersale_pictures_max}
          />
        )}
        <ErrorLine error={error} />
      </Form>
    </Sheet>
  );
}

/** What agreeing leads to. */
function agreeing({ goods_due, way }: Aftersale): "agreeExchange" | "agreeReturn" | "agreePay" {
  if (!goods_due) return "agreePay";
  return way === "exchange" ? "agreeExchange" : "agreeReturn";
}

/** Where the goods go, to be copied onto the parcel. */
export function ReturnAddressText({ address }: { readonly address: NonNullable<Aftersale["return_address"]> }) {
  return (
    <div className="rounded-s bg-wash px-3 py-2.5 select-all">
      <p className="num font-semibold">
        {address.name} {address.phone}
      </p>
      <p>{address.text}</p>
    </div>
  );
}

/** Actions that people take; the others happen by themselves. */
export type ActName = Exclude<AftersaleAction, "apply" | "lapse" | "paid" | "pay_failed">;
