import { type SubmitEvent, useState } from "react";
import { useTranslations } from "use-intl";
import type { ChatLine } from "../../../contract/chat.ts";
import { limits } from "../../../contract/limits.ts";
import { useAct, useRefresh } from "../../api/hooks.ts";
import { itemsOf, useChannel } from "../../api/live.ts";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/page.tsx";
import { ErrorLine } from "../../ui/states.tsx";

const lines_max = 100;

/** What the team says to each other in a rehearsal; nothing of it is kept. */
export function TeamChat({ room_id, session_id }: { readonly room_id: string; readonly session_id: string }) {
  const t = useTranslations("cockpit.rehearsal");
  const refresh = useRefresh();
  const [lines, setLines] = useState<readonly ChatLine[]>([]);
  const [draft, setDraft] = useState("");
  useChannel(`studio:${room_id}`, (delivery) => {
    const heard = itemsOf(delivery, "team_line").map(({ line }) => line);
    setLines((known) => {
      const seen = new Set(known.map(({ id }) => id));
      return [...known, ...heard.filter(({ id }) => !seen.has(id))].slice(-lines_max);
    });
    if (itemsOf(delivery, "run_down").length > 0 || itemsOf(delivery, "session").length > 0)
      refresh("getStudioSession", "getStudio");
  });
  const say = useAct("sayToTeam", { onDone: () => setDraft("") });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const text = draft.trim();
    if (text !== "") say.run({ params: { session_id }, body: { text } });
  };
  return (
    <Section title={t("team")}>
      <p className="-mt-2 mb-2 text-sm text-muted">{t("teamHint")}</p>
      <ul aria-live="polite" className="grid max-h-60 gap-1 overflow-y-auto">
        {lines.length === 0 && <li className="text-sm text-muted">{t("quiet")}</li>}
        {lines.map((line) => (
          <li key={line.id}>
            <b className="font-semibold">{line.name}</b> {line.text}
          </li>
        ))}
      </ul>
      <form onSubmit={submit} className="mt-3 flex gap-2">
        <input
          value={draft}
          maxLength={limits.chat_line_chars_max}
          onChange={(event) => setDraft(event.target.value)}
          aria-label={t("say")}
          placeholder={t("say")}
          className="min-h-11 min-w-0 flex-1 rounded-m border border-line-strong bg-surface px-3.5"
        />
        <Button type="submit" busy={say.busy} disabled={draft.trim() === ""}>
          {t("say")}
        </Button>
      </form>
      <ErrorLine error={say.error} />
    </Section>
  );
}
