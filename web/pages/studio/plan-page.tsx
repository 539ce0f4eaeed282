import { useNavigate } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { useDark } from "../../ui/dark.ts";
import { PageBody, PageHeader } from "../../ui/page.tsx";
import { SignedIn } from "../work/guard.tsx";
import { SessionForm } from "./session-form.tsx";
import { ShopGate } from "./shop-gate.tsx";

/** Announces a broadcast: what, when, with which products. */
export function PlanPage() {
  const t = useTranslations("cockpit.plan");
  const studio = useTranslations("studio");
  const navigate = useNavigate();
  useDark();
  return (
    <SignedIn title={studio("guestTitle")} text={studio("guestText")}>
      <PageBody>
        <PageHeader back="/studio" title={t("pageTitle")} lead={t("pageLead")} />
        <ShopGate>
          {(shops) => (
            <SessionForm
              shops={shops}
              session={null}
              bag={[]}
              planned
              onSaved={(session) =>
                void navigate({ to: "/studio/sessions/$sessionId", params: { sessionId: session.id } })
              }
            />
          )}
        </ShopGate>
      </PageBody>
    </SignedIn>
  );
}
