import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { broadcastKinds, type LiveSession } from "../../../contract/live.ts";
import type { Product } from "../../../contract/catalog.ts";
import { limits } from "../../../contract/limits.ts";
import type { Picture } from "../../../contract/media.ts";
import type { Shop } from "../../../contract/shops.ts";
import { useAct } from "../../api/hooks.ts";
import { restError, useFieldError } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Field, Select, TextArea } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { ImageUpload } from "../../ui/image-upload.tsx";
import { Section } from "../../ui/page.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";
import { BagEditor } from "./bag-editor.tsx";
import { PlanTimeField, usePlanTime } from "./plan-time.tsx";

const fields = ["title", "teaser", "cover_picture_id", "broadcast", "shop_id", "planned_at"];

interface Props {
  readonly shops: readonly Shop[];
  readonly session: LiveSession | null;
  readonly bag: readonly Product[];
  readonly onUnsaved?: (unsaved: boolean) => void;
  readonly onSaved?: (session: LiveSession) => void;
  /** Announces what is made for a time. */
  readonly planned?: boolean;
}

/** Title, cover, who speaks, and the bag: of a session to be made, or of the one that is. */
export function SessionForm({ shops, session, bag, onUnsaved, onSaved, planned = false }: Props) {
  const t = useTranslations("studio.session");
  const plan = useTranslations("cockpit.plan");
  const fieldError = useFieldError();
  const [title, setTitle] = useState(session?.title ?? "");
  const [teaser, setTeaser] = useState(session?.teaser ?? "");
  const time = usePlanTime(null);
  const [cover, setCover] = useState<readonly Picture[]>(
    [session?.cover].filter((picture) => picture !== null && picture !== undefined),
  );
  const [shop_id, setShop] = useState(session?.shop.id ?? shops[0]?.id ?? "");
  const shop = shops.find(({ id }) => id === shop_id);
  const [broadcast, setBroadcast] = useState<LiveSession["broadcast"]>(
    session?.broadcast ?? (shop?.my_role === "owner" ? "self" : "shop"),
  );
  // In person means the owner; staff speak for the shop, whatever was chosen for another one before.
  const isStaff = shop?.my_role === "staff";
  const speaks = isStaff ? "shop" : broadcast;
  const [products, setProducts] = useState<readonly Product[]>(bag);
  const [changed, setChanged] = useState(false);
  const [tried, setTried] = useState(false);
  const acting = {
    refreshes: ["getStudio", "getStudioSession", "getChecklist", "getRoom", "listPlannedSessions"] as const,
    onDone: (saved: LiveSession) => {
      setChanged(false);
      toast(planned ? plan("announced") : t("saved"));
      onSaved?.(saved);
    },
  };
  const create = useAct("createSession", acting);
  const update = useAct("updateSession", acting);
  const announce = useAct("planSession", acting);
  const error = create.error ?? update.error ?? announce.error;
  useEffect(() => onUnsaved?.(changed), [changed, onUnsaved]);
  const short = [...title.trim()].length < 2;
  const edit =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      set(value);
      setChanged(true);
    };
  const submit = () => {
    setTried(true);
    if (short) return;
    const body = {
      title,
      teaser,
      cover_picture_id: cover[0]?.id ?? null,
      broadcast: speaks,
      shop_id,
      // Of a session that is there, the run-down keeps its own products.
      product_ids: (session === null ? products : bag).map(({ id }) => id),
    };
    if (planned) {
      if (time.instant !== null) announce.run({ body: { ...body, planned_at: time.instant } });
    } else if (session === null) create.run({ body });
    else update.run({ params: { session_id: session.id }, body });
  };
  const isFixed = session !== null && session.state !== "draft";
  return (
    <Form onSubmit={submit} error={error} className="grid gap-4">
      <Section title={t("title")}>
        <div className="grid gap-4">
          <Field
            label={t("name")}
            hint={t("nameHint", { max: limits.title_chars_max })}
            value={title}
            onChange={(event) => edit(setTitle)(event.target.value)}
            error={tried && short ? t("nameShort") : fieldError(error, "title")}
          />
          <ImageUpload label={t("cover")} shape="tall" pictures={cover} onChange={edit(setCover)} />
          {planned && <PlanTimeField time={time} error={fieldError(error, "planned_at")} />}
          <TextArea
            label={plan("teaser")}
            optional
            rows={2}
            value={teaser}
            maxLength={limits.teaser_chars_max}
            hint={plan("teaserHint")}
            onChange={(event) => edit(setTeaser)(event.target.value)}
            error={fieldError(error, "teaser")}
          />
          {!isFixed && (
            <div className="grid gap-4 sm:grid-cols-2">
              <Select
                label={t("shopChoice")}
                value={shop_id}
                error={fieldError(error, "shop_id")}
                onChange={(event) => (edit(setShop)(event.target.value), setProducts([]))}
              >
                {shops.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
              <Select
                label={t("broadcast")}
                value={speaks}
                error={fieldError(error, "broadcast")}
                onChange={(event) => edit(setBroadcast)(event.target.value as LiveSession["broadcast"])}
              >
                {broadcastKinds
                  .filter((kind) => kind === "shop" || !isStaff)
                  .map((kind) => (
                    <option key={kind} value={kind}>
                      {t(kind)}
                    </option>
                  ))}
              </Select>
            </div>
          )}
        </div>
      </Section>
      {session === null && <BagEditor shop_id={shop_id} products={products} onChange={edit(setProducts)} />}
      <ErrorLine error={restError(error, fields)} />
      <div className="flex flex-wrap items-center justify-between gap-3">
        {session?.state === "draft" ? <Discard session={session} /> : <span />}
        <Button
          type="submit"
          kind="solid"
          size="l"
          busy={create.busy || update.busy || announce.busy}
          disabled={session !== null && !changed}
        >
          {planned ? plan("announce") : t(session === null ? "create" : "save")}
        </Button>
      </div>
    </Form>
  );
}

function Discard({ session }: { readonly session: LiveSession }) {
  const t = useTranslations("studio.session");
  const [asking, setAsking] = useState(false);
  const end = useAct("endSession", { refreshes: ["getStudio"], onDone: () => setAsking(false) });
  return (
    <>
      <Button kind="plain" onClick={() => setAsking(true)}>
        {t("discard")}
      </Button>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t("discardTitle")}
        text={t("discardText")}
        action={t("discard")}
        busy={end.busy}
        onConfirm={() => end.run({ params: { session_id: session.id } })}
      >
        {end.error === null ? undefined : <ErrorLine error={end.error} />}
      </Confirm>
    </>
  );
}
