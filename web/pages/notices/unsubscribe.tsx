import { getRouteApi, Link } from "@tanstack/react-router";
import { MailX } from "lucide-react";
import { useTranslations } from "use-intl";
import { useAct } from "../../api/hooks.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { PageBody, useTitle } from "../../ui/page.tsx";
import { EmptyState, ErrorLine } from "../../ui/states.tsx";

const route = getRouteApi("/unsubscribe");

/** Behind the link in a mail. It asks first: programs that check mails open links too. */
export function UnsubscribePage() {
  const t = useTranslations("notices");
  const { token } = route.useSearch() as { readonly token: string };
  const stop = useAct("unsubscribeMail");
  const { done } = stop;
  useTitle(t("unsubscribe.title"));
  return (
    <PageBody>
      <EmptyState
        icon={<MailX size={24} aria-hidden />}
        title={t(done === undefined ? "unsubscribe.title" : "unsubscribe.done")}
        text={done === undefined ? t("unsubscribe.text") : t("unsubscribe.doneText", { kind: t(`kinds.${done.kind}`) })}
      >
        {done === undefined ? (
          <Button kind="solid" busy={stop.busy} onClick={() => stop.run({ query: { token } })}>
            {t("unsubscribe.action")}
          </Button>
        ) : (
          <Link to="/me/notifications" className={buttonClass("quiet")}>
            {t("settings")}
          </Link>
        )}
      </EmptyState>
      <ErrorLine error={stop.error} />
    </PageBody>
  );
}
