import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Account } from "../../../contract/accounts.ts";
import type { AccountExport } from "../../../contract/life.ts";
import { ApiError } from "../../api/client.ts";
import { useAct, useCall } from "../../api/hooks.ts";
import { ProofSheet } from "../../sign-in/proof-sheet.tsx";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/page.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { useTimeText } from "../../ui/time.tsx";

const look_ms = 2_000;
const wantsProof = (error: unknown): boolean => error instanceof ApiError && error.error.code === "proof_required";

/** Hands a text to the browser as a file. */
function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** Everything held about me, as a file. What is asked for continues by itself once one has shown who one is. */
export function ExportData({ account }: { readonly account: Account }) {
  const t = useTranslations("privacy");
  const [then, setThen] = useState<(() => void) | null>(null);
  const exports = useCall("listAccountExports", undefined, {
    refetchInterval: (known) => (known?.data.some((one) => one.state === "making") === true ? look_ms : 60_000),
  });
  const ask = useAct("createAccountExport", {
    refreshes: ["listAccountExports"],
    onFail: (error) => wantsProof(error) && setThen(() => () => ask.run({})),
  });
  const newest = exports.data?.data[0];
  return (
    <Section title={t("export")}>
      <p className="text-muted">{t("exportText")}</p>
      {newest !== undefined && <Newest one={newest} onProof={(again) => setThen(() => again)} />}
      {!wantsProof(ask.error) && <ErrorLine error={ask.error ?? exports.error} />}
      {newest?.state !== "making" && newest?.state !== "ready" && (
        <Button className="mt-3" busy={ask.busy} onClick={() => ask.run({})}>
          {t("ask")}
        </Button>
      )}
      <ProofSheet
        open={then !== null}
        account={account}
        onClose={() => setThen(null)}
        onProved={() => {
          setThen(null);
          then?.();
        }}
      />
    </Section>
  );
}

function Newest({ one, onProof }: { readonly one: AccountExport; readonly onProof: (again: () => void) => void }) {
  const t = useTranslations("privacy");
  const time = useTimeText();
  const fetchFile = useAct("getAccountExportContent", {
    onDone: (file) => saveFile(t("fileName"), JSON.stringify(file, null, 2)),
    onFail: (error) => wantsProof(error) && onProof(run),
  });
  const run = () => fetchFile.run({ params: { id: one.id } });
  return (
    <div className="mt-3 flex flex-wrap items-center justify-between gap-3">
      <p role="status">{one.state === "ready" ? t("ready", { until: time(one.expires_at ?? "") }) : t(one.state)}</p>
      {one.state === "ready" && (
        <Button kind="solid" busy={fetchFile.busy} icon={<Download size={18} aria-hidden />} onClick={run}>
          {t("download")}
        </Button>
      )}
      {!wantsProof(fetchFile.error) && <ErrorLine error={fetchFile.error} />}
    </div>
  );
}
