import { KeyRound } from "lucide-react";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useAct, useCall } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { Section } from "../../ui/page.tsx";
import { ErrorLine, ErrorState, Skeleton } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";

/** Where an encoder sends to, and with which secret. The secret is on screen only right after it was made. */
export function StreamKeyCard({ onSecret }: { readonly onSecret: (secret: string | null) => void }) {
  const t = useTranslations("studio.key");
  const format = useFormatter();
  const read = useCall("getStreamKey", {});
  const [asking, setAsking] = useState<"rotate" | "revoke" | null>(null);
  const close = () => setAsking(null);
  const rotate = useAct("rotateStreamKey", {
    refreshes: ["getStreamKey", "getStudio"],
    onDone: (key) => {
      onSecret(key.secret);
      close();
    },
  });
  const revoke = useAct("revokeStreamKey", {
    refreshes: ["getStreamKey", "getStudio"],
    onDone: () => {
      rotate.reset();
      onSecret(null);
      toast(t("revoked"));
      close();
    },
  });
  if (read.error !== null && read.data === undefined)
    return <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  if (read.data === undefined) return <Skeleton className="h-48" />;
  const { key, server_url } = read.data;
  const secret = rotate.done?.secret ?? null;
  const day = (at: string) => format.dateTime(new Date(at), { dateStyle: "medium", timeStyle: "short" });
  return (
    <Section title={t("title")}>
      <div className="grid gap-4">
        <CopyField label={t("server")} value={server_url} />
        {secret !== null && (
          <div className="grid gap-2">
            <CopyField label={t("secret")} value={secret} secret />
            <p className="rounded-s bg-amber/15 px-3 py-2 text-sm text-amber-text">
              {t("once")} {t("secretWarning")}
            </p>
          </div>
        )}
        {secret === null && (
          <p data-varies={key !== null || undefined} className="num text-sm text-muted">
            {key === null
              ? t("none")
              : `${t("kept", { hint: key.hint, date: day(key.created_at) })} ${key.last_used_at === null ? t("neverUsed") : t("lastUsed", { date: day(key.last_used_at) })}`}
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          <Button
            kind={key === null ? "solid" : "quiet"}
            icon={<KeyRound size={17} aria-hidden />}
            busy={rotate.busy}
            onClick={() => (key === null ? rotate.run() : setAsking("rotate"))}
          >
            {t(key === null ? "create" : "rotate")}
          </Button>
          {key !== null && (
            <Button kind="plain" onClick={() => setAsking("revoke")}>
              {t("revoke")}
            </Button>
          )}
        </div>
        {asking === null && <ErrorLine error={rotate.error} />}
      </div>
      <Confirm
        open={asking === "rotate"}
        onClose={close}
        title={t("rotateTitle")}
        text={t("rotateText")}
        action={t("rotate")}
        busy={rotate.busy}
        onConfirm={() => rotate.run()}
      >
        {rotate.error === null ? undefined : <ErrorLine error={rotate.error} />}
      </Confirm>
      <Confirm
        open={asking === "revoke"}
        onClose={close}
        title={t("revokeTitle")}
        text={t("revokeText")}
        action={t("revoke")}
        kind="danger"
        busy={revoke.busy}
        onConfirm={() => revoke.run()}
      >
        {revoke.error === null ? undefined : <ErrorLine error={revoke.error} />}
      </Confirm>
    </Section>
  );
}
