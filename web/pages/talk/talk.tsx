import { getRouteApi } from "@tanstack/react-router";
import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { MessageSubject } from "../../../contract/support.ts";
import { useAct, useCall } from "../../api/hooks.ts";
import { PageBody, PageHeader } from "../../ui/page.tsx";
import { ErrorState, Skeleton } from "../../ui/states.tsx";
import { SignedIn } from "../work/guard.tsx";
import { Composer } from "./composer.tsx";
import { About, Messages } from "./messages.tsx";

const route = getRouteApi("/messages/$shop_id");
type Named = { readonly kind: "order" | "product"; readonly id: string } | null;

/** A buyer and a shop. A purchase or a product in the address stands above the first message. */
export function TalkPage() {
  const t = useTranslations("talk");
  return (
    <PageBody className="pb-4">
      <SignedIn title={t("guestTitle")} text={t("guestText")}>
        <Talk />
      </SignedIn>
    </PageBody>
  );
}

function Talk() {
  const t = useTranslations("talk");
  const { shop_id } = route.useParams() as { readonly shop_id: string };
  const { order, product } = route.useSearch() as { readonly order?: string; readonly product?: string };
  const [named, setNamed] = useState<Named>(
    order !== undefined
      ? { kind: "order", id: order }
      : product === undefined
        ? null
        : { kind: "product", id: product },
  );
  const known = useCall("getShopConversation", { params: { shop_id } });
  const conversation = known.data?.conversation ?? null;
  const [sent, setSent] = useState(0);
  const say = useAct("writeToShop", {
    refreshes: ["getShopConversation", "listMessages", "listConversations"],
    onDone: () => {
      setSent((count) => count + 1);
      setNamed(null);
    },
  });
  useRead(conversation?.id ?? null, conversation?.unread ?? 0);
  if (known.data === undefined)
    return known.error === null ? (
      <Skeleton className="mt-8 h-60 rounded-m" />
    ) : (
      <ErrorState error={known.error} onRetry={() => void known.refetch()} />
    );
  const about =
    named === null
      ? null
      : named.kind === "order"
        ? { kind: "order" as const, order_id: named.id }
        : { kind: "product" as const, product_id: named.id };
  return (
    <div className="flex min-h-[calc(100dvh-130px)] flex-col">
      <PageHeader title={known.data.shop.name} back="/messages" />
      <div className="flex-1">
        {conversation === null ? (
          <div className="grid gap-1 py-10 text-center text-muted">
            <p>{t("begin", { name: known.data.shop.name })}</p>
            <p className="text-sm">{t("beginNote")}</p>
          </div>
        ) : (
          <Messages conversation_id={conversation.id} side="buyer" read_at={conversation.read_by_other_at} />
        )}
      </div>
      {named !== null && <Mentioned named={named} onDrop={() => setNamed(null)} />}
      <Composer
        busy={say.busy}
        error={say.error}
        sent={sent}
        onSend={(said) =>
          say.run({ params: { shop_id }, body: { ...said, picture_ids: [...said.picture_ids], about } })
        }
      />
    </div>
  );
}

/** Reading is told once there is something unread. */
export function useRead(conversation_id: string | null, unread: number): void {
  const { run } = useAct("readConversation", {
    refreshes: ["getShopConversation", "getConversation", "listConversations", "listShopConversations"],
  });
  useEffect(() => {
    if (conversation_id !== null && unread > 0) run({ params: { conversation_id } });
  }, [conversation_id, unread, run]);
}

function Mentioned({ named, onDrop }: { readonly named: Exclude<Named, null>; readonly onDrop: () => void }) {
  const t = useTranslations("talk");
  const order = useCall("getOrder", { params: { order_id: named.id } }, { enabled: named.kind === "order" });
  const product = useCall("getProduct", { params: { product_id: named.id } }, { enabled: named.kind === "product" });
  const line = order.data?.lines[0];
  const about: MessageSubject | null =
    named.kind === "order"
      ? order.data === undefined
        ? null
        : { kind: "order", order_id: named.id, title: line?.title ?? "", picture: line?.picture ?? null }
      : product.data === undefined
        ? null
        : {
            kind: "product",
            product_id: named.id,
            title: product.data.title,
            picture: product.data.pictures[0] ?? null,
          };
  if (about === null) return null;
  return (
    <div className="mb-2 flex items-center gap-1">
      <About about={about} side="buyer" />
      <button
        type="button"
        aria-label={t("dropAbout")}
        onClick={onDrop}
        className="grid size-11 shrink-0 place-items-center rounded-full text-muted hover:bg-wash"
      >
        <X size={17} aria-hidden />
      </button>
    </div>
  );
}
